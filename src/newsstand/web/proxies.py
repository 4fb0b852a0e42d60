"""Who asks, where proxies stand before the pages: only those that are named in the settings are believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network


def client_of(remote: str, forwarded: str, proxies: Iterable[Network]) -> str:
    """The address of who asks: behind each proxy that is believed the last one that it names, and no further."""
    trusted = tuple(proxies)
    client = remote
    for before in reversed([part.strip() for part in forwarded.split(",")]):
        if not _is_among(client, trusted):
            break
        try:
            client = str(ip_address(before))
        except ValueError:
            break
    return client


def is_believed(remote: str, proxies: Iterable[Network]) -> bool:
    """Whether what this neighbour says of a request counts."""
    return _is_among(remote, tuple(proxies))


def _is_among(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None) or found
    return any(mapped in network for network in networks)


class BehindProxies:
    """Puts the client's own address and scheme into requests that come by a proxy that is believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer whoever really asks."""
        proxies = settings.NEWSSTAND["NEWSSTAND_PROXIES"]
        remote = request.META.get("REMOTE_ADDR", "")
        if proxies and is_believed(remote, proxies):
            request.META["REMOTE_ADDR"] = client_of(
                remote, request.META.get("HTTP_X_FORWARDED_FOR", ""), proxies
            )
            if request.META.get("HTTP_X_FORWARDED_PROTO", "").strip().lower() == "https":
                request.environ["wsgi.url_scheme"] = "https"  # type: ignore[attr-defined]
        return self.get_response(request)
