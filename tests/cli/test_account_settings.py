from __future__ import annotations

from pathlib import Path

import pytest

from newsstand.errors import SettingInvalid
from newsstand.site.accounts import mail_sender, mail_settings, read_providers


def test_mail_by_address() -> None:
    folder = Path("/data")
    assert mail_settings("", folder)["EMAIL_FILE_PATH"] == "/data/mail"
    found = mail_settings("smtp://ada%40x.example:p%3Aw@mail.example", folder)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("ada@x.example", "p:w")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert mail_settings("smtps://mail.example", folder)["EMAIL_USE_SSL"]
    plain = mail_settings("smtp+plain://127.0.0.1:2525", folder)
    assert (plain["EMAIL_PORT"], plain["EMAIL_USE_TLS"], plain["EMAIL_USE_SSL"]) == (2525, False, False)


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://:25", "smtp://a:x:y"])
def test_mail_by_nonsense(address: str) -> None:
    with pytest.raises(SettingInvalid, match="NEWSSTAND_MAIL"):
        mail_settings(address, Path("/data"))


def test_who_mails_come_from() -> None:
    assert mail_sender("", "https://news.example:8443/x") == "newsstand@news.example"
    assert mail_sender("desk@news.example", "https://other.example") == "desk@news.example"
    assert mail_sender("", "") == "newsstand@localhost"


def test_providers(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    file = tmp_path / "oidc.toml"
    file.write_text(
        f'[house]\nname = "The House"\nserver = "https://id.example"\nclient_id = "n"\nsecret_file = "{tmp_path}/secret"\n'
    )
    [app] = read_providers(str(file))["openid_connect"]["APPS"]
    assert (app["provider_id"], app["name"], app["secret"]) == ("house", "The House", "s3cret")
    assert app["settings"] == {"server_url": "https://id.example"}
    assert read_providers("") == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[a", "cannot be read"),
        ("a = 1", "no table"),
        ('[a]\nserver = "https://id.example"', "lacks client_id"),
        ('[a]\nserver = "s"\nclient_id = "c"\nrole = "editor"', "has role"),
        ('[a]\nserver = "s"\nclient_id = "c"\nsecret_file = "/nowhere/at/all"', "secret_file"),
    ],
)
def test_providers_that_cannot_be_used(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(text)
    with pytest.raises(SettingInvalid, match=what):
        read_providers(str(file))
