"""What every answer carries, what an address with https changes, and that no log, error page or body gives anybody away."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from newsstand.cli.serving import server_command
from newsstand.members.models import Reader
from newsstand.site.logs import LOGGING, Unaddressed, masked
from newsstand.site.security import allowed_hosts, security_settings
from tests.web.newsroom import NOW, fill

SRC = Path(__file__).parents[2] / "src" / "newsstand"
SECURE = {"hsts": "host", "hosts": ["*"], "has_proxies": True}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/status", "/titles/", "/nowhere", "/account/login/", "/static/newsstand/mark.svg", "/my/data/"]
)  # fmt: skip
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    fill(3)
    response = client.get(path, headers={"Accept": "text/html"})
    policy = response["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'; trusted-types newsstand" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["Cross-Origin-Resource-Policy"] == response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "geolocation=()" in response["Permissions-Policy"]
    response.close()


def test_with_https_nothing_goes_over_anything_else() -> None:
    said = security_settings("https://news.example", **SECURE)  # type: ignore[arg-type]
    assert said["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert said["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    for name in (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "CSRF_COOKIE_HTTPONLY",
    ):
        assert said[name] is True
    assert said["SECURE_HSTS_SECONDS"] == 31_536_000
    assert said["CSRF_TRUSTED_ORIGINS"] == ["https://news.example"]


def test_without_an_address_a_paper_on_ones_own_machine_works_as_before() -> None:
    said = security_settings("", hsts="host", hosts=["localhost"], has_proxies=False)
    assert (said["SESSION_COOKIE_NAME"], said["SESSION_COOKIE_SECURE"]) == ("sessionid", False)
    assert (said["SECURE_HSTS_SECONDS"], said["SECURE_SSL_REDIRECT"]) == (0, False)


def test_no_proxy_means_no_redirect_for_ever() -> None:
    said = security_settings("https://news.example", hsts="host", hosts=[], has_proxies=False)
    assert said["SECURE_SSL_REDIRECT"] is False


def test_with_an_address_not_every_name_is_answered() -> None:
    assert allowed_hosts(["*"], "news.example") == ["news.example", "localhost", "127.0.0.1", "[::1]"]
    assert allowed_hosts(["*"], "") == ["*"]


@pytest.mark.parametrize("hsts", ["host", "subdomains", "preload"])
def test_the_deployment_check_is_clean(tmp_path: Path, hsts: str) -> None:
    env = {
        "PATH": "/usr/bin:/bin", "NEWSSTAND_DATA": str(tmp_path), "NEWSSTAND_SINGLE_READER": "no", "NEWSSTAND_HSTS": hsts,
        "NEWSSTAND_ADDRESS": "https://news.example", "NEWSSTAND_PROXIES": "127.0.0.1", "PYTHONPATH": str(SRC.parent),
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-m", "newsstand", "manage", "check", "--deploy", "--fail-level", "WARNING"],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


@pytest.mark.django_db
def test_behind_a_proxy_http_is_sent_to_https_and_health_is_not(client: Client, settings: Any) -> None:
    from ipaddress import ip_network

    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_PROXIES": (ip_network("127.0.0.1"),)}
    fresh = Client()  # reads the settings when it first asks
    assert fresh.get("/titles/")["Location"] == "https://testserver/titles/"
    assert fresh.get("/healthz").status_code == 200
    by_https = fresh.get("/titles/", headers={"X-Forwarded-Proto": "https"})
    assert (by_https.status_code, by_https["Strict-Transport-Security"]) == (200, "max-age=60")
    forged = fresh.get("/titles/", headers={"X-Forwarded-Proto": "https"}, REMOTE_ADDR="203.0.113.9")
    assert forged.status_code == 301


@pytest.mark.django_db
def test_a_strange_host_gets_nothing(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    assert client.get("/titles/", headers={"Host": "evil.example"}).status_code == 400


def test_no_view_reads_a_file_that_was_sent() -> None:
    read = [
        str(f)
        for f in SRC.rglob("*.py")
        if re.search(r"request\.FILES|\.FILES\b|FileField|ImageField", f.read_text())
    ]
    assert read == []
    assert django_settings.FILE_UPLOAD_HANDLERS == []


@pytest.mark.django_db
def test_files_and_large_bodies_are_refused(client: Client, reader: Reader) -> None:
    file = SimpleUploadedFile("a.txt", b"x" * 10)
    assert client.post("/my/look", {"theme": "dark", "file": file}).status_code == 400
    large = {"theme": "x" * (django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    assert client.post("/my/look", large).status_code == 400
    # What scripts send as a form of parts, without a file, is read as ever.
    assert client.post("/my/look", {"theme": "dark"}).status_code in (200, 204, 302, 303)


@pytest.mark.parametrize(
    "text",
    ["no mailbox for ada.quill@reader.example", "next=/?email=ada.quill%40reader.example&x=1", "('ADA.Quill@reader.example',)",
     "smtp://ada.quill@reader.example:25", "<ada.quill@reader.example>: 550"],
)  # fmt: skip
def test_addresses_are_masked(text: str) -> None:
    assert "quill" not in masked(text).lower()
    assert "(address)" in masked(text)


def test_what_is_no_address_stays() -> None:
    assert masked("  @wraps(view)\n50 % @ 3 o’clock") == "  @wraps(view)\n50 % @ 3 o’clock"


def test_every_handler_masks_tracebacks_and_arguments_too() -> None:
    assert {h["formatter"] for h in LOGGING["handlers"].values()} == {"line"}
    assert LOGGING["formatters"]["line"]["()"] == f"{Unaddressed.__module__}.{Unaddressed.__name__}"
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Unaddressed("{levelname} {message}", style="{"))
    log = logging.getLogger("newsstand.test_security")
    log.addHandler(handler)
    try:
        raise ValueError("550 ada.quill@reader.example: no such user")
    except ValueError:
        log.exception("a letter to %s came back", "ada.quill@reader.example")
    finally:
        log.removeHandler(handler)
    assert "Traceback" in out.getvalue()
    assert "quill" not in out.getvalue()


@pytest.mark.parametrize(
    ("name", "level", "lines"),
    [
        ("django.request", logging.WARNING, 1),
        ("django.security.RequestDataTooBig", logging.ERROR, 1),
        ("django.request", logging.ERROR, 4),  # a page that broke
        ("newsstand.web", logging.WARNING, 4),
    ],
)
def test_who_is_refused_fills_no_log_with_tracebacks(name: str, level: int, lines: int) -> None:
    try:
        raise PermissionError("not yours")
    except PermissionError as error:
        told = (type(error), error, error.__traceback__)
    record = logging.LogRecord(name, level, "x.py", 1, "Forbidden: /desk/", (), told)
    written = Unaddressed("{levelname} {message}", style="{").format(record)
    assert len(written.splitlines()) >= lines
    assert ("Traceback" in written) == (lines > 1)
    assert record.exc_info  # other handlers may want it


@pytest.mark.parametrize("said", ["ok\nCRITICAL forged: line", "a\r\nb", "\x1b[2Jgone", "a\u2028b\x85c"])
def test_what_is_told_cannot_begin_a_line_of_its_own(said: str) -> None:
    line = Unaddressed("{levelname} {message}", style="{")
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, "asked for %s", (said,), None)
    written = line.format(record)
    assert len(written.splitlines()) == 1
    assert "\x1b" not in written
    assert written.startswith("WARNING asked for ")


def test_the_server_keeps_no_log_of_who_asks() -> None:
    assert not [word for word in server_command("127.0.0.1", 8000, 1) if "access" in word]


@pytest.mark.django_db
def test_signing_up_and_failing_to_sign_in_logs_no_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    Reader.objects.make(email="ada.quill@reader.example", password=None, now=NOW)
    with caplog.at_level(logging.DEBUG):
        for path, fields in (
            ("/account/signup/", {"email": "ada.quill@reader.example", "password1": "Verdigris-41-lamp"}),
            ("/account/signup/", {"email": "new.quill@reader.example", "password1": "Verdigris-41-lamp"}),
            ("/account/login/", {"login": "ada.quill@reader.example", "password": "wrong"}),
            ("/account/password/reset/", {"email": "ada.quill@reader.example"}),
            ("/account/login/code/", {"email": "ada.quill@reader.example"}),
        ):
            assert client.post(path, fields).status_code in (200, 302)
    # At INFO and above, what is logged; below, SQL may say anything, and is never switched on here.
    told = [r.getMessage() for r in caplog.records if r.levelno >= logging.INFO]
    assert not [line for line in told if "quill" in line.lower()]


@pytest.mark.django_db
def test_an_error_page_says_nothing_of_who_asked(client: Client, settings: Any, reader: Reader) -> None:
    def breaks() -> None:
        raise RuntimeError(f"nothing to tell {reader.email}")

    settings.NOW = breaks
    quiet = Client(raise_request_exception=False)
    quiet.cookies = client.cookies
    response = quiet.get("/my/data/export")
    assert response.status_code == 500
    assert reader.email
    assert reader.email not in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


@pytest.mark.django_db
def test_who_is_refused_is_logged_by_number_and_who_reads_is_not(
    client: Client, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/desk/", "/house/", "/publisher/northern-ledger/", "/account/2fa/recovery-codes/"):
        assert client.get(path, headers={"Accept": "text/html"}).status_code in (302, 404)
    assert client.post("/my/undo", {"deed": "77"}).status_code == 404
    assert Client().get("/desk/").status_code == 404
    assert Client().get("/my/saved/", headers={"Accept": "text/html"}).status_code == 302
    for path in ("/article/77/a-secret-interest", "/story/77/a-secret-interest", "/nowhere", "/titles/"):
        client.get(path)
    lines = [r.getMessage() for r in caplog.records if r.getMessage().startswith("kept_out")]
    assert f"kept_out reader={reader.pk} asked=404+GET+desk/" in lines
    assert f"kept_out reader={reader.pk} asked=404+GET+house/" in lines
    assert f"kept_out reader={reader.pk} asked=404+POST+my/undo" in lines
    assert "kept_out reader=none asked=404+GET+desk/" in lines
    assert "kept_out reader=none asked=302+GET+my/saved/" in lines
    assert not [line for line in lines if "77" in line or "secret" in line or "northern" in line]
    assert not [line for line in lines if "article" in line or "story" in line or "titles" in line]


@pytest.mark.django_db
def test_who_came_without_a_second_step_is_logged(
    client: Client, settings: Any, editor: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_STAFF_SECOND_STEP": True}
    client.force_login(editor)
    assert client.get("/desk/").status_code == 403
    assert f"kept_out reader={editor.pk} asked=403+GET+desk/" in [r.getMessage() for r in caplog.records]
