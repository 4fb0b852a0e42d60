from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsstand.web.proxies import BehindProxies, client_of

PROXIES = (ip_network("10.0.0.0/8"), ip_network("::1"))


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),  # nobody whom we believe
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what the client made up stands first
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("::1", "203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", ""),
    ],
)
def test_who_asks(remote: str, forwarded: str, client: str) -> None:
    assert client_of(remote, forwarded, PROXIES) == client


@pytest.mark.parametrize(("remote", "secure"), [("10.0.0.1", True), ("192.0.2.1", False)])
def test_only_proxies_that_are_named_say_how_a_request_came(settings: Any, remote: str, secure: bool) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_PROXIES": PROXIES}
    seen: list[tuple[str, bool]] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append((request.META["REMOTE_ADDR"], request.is_secure()))
        return HttpResponse()

    said = {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}
    BehindProxies(answer)(RequestFactory().get("/", REMOTE_ADDR=remote, **said))
    assert seen == [("203.0.113.9" if secure else remote, secure)]
