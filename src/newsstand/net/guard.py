"""No fetch leads into a private network: addresses are checked when they are connected to.

A check of the name before the fetch would be worth little: the name may resolve to something else a moment
later (DNS rebinding), and a redirect may lead anywhere. So the resolver drops every address that is not public,
and the socket factory looks once more at the very address that is connected to, literal ones included.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from newsstand.errors import AddressRefused

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# IANA's special-purpose registries (RFC 6890 and its updates), but for what is globally reachable.
CLOSED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, and where some clouds keep their metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # a public number behind which one cloud answers its guests only
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Only global unicast is public, so ::1, fc00::/7, fe80::/10, multicast, IPv4-mapped (::ffff:0:0/96) and
# NAT64 (64:ff9b::/96, 64:ff9b:1::/48) need no entry below.
OPEN_V6 = IPv6Network("2000::/3")
CLOSED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)
LOOPBACK = "127.0.0.1"
NAMES_REMEMBERED = 4096


def is_public(address: Address) -> bool:
    """Whether an address is one of the public Internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_V4)
    return address in OPEN_V6 and not any(address in network for network in CLOSED_V6)


def ask_system(host: str, port: int, family: int) -> list[str]:
    """The addresses that the system knows for a host, in its order of preference."""
    rows = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(row[4][0]) for row in rows]


def is_loopback_name(host: str) -> bool:
    """Whether RFC 6761 says that a name means this machine."""
    name = host.rstrip(".").lower()
    return name == "localhost" or name.endswith(".localhost")


class SystemResolver(AbstractResolver):
    """Asks the system's resolver in threads of its own, a bounded number at once.

    They are daemon threads: a name server that never answers must not keep the program from ending.
    """

    def __init__(self, ask: Callable[[str, int, int], list[str]] = ask_system, threads: int = 32) -> None:
        self._ask = ask
        self._seats = asyncio.Semaphore(threads)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        await self._seats.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()

        def look() -> None:
            found: list[str] | OSError | UnicodeError
            try:
                found = self._ask(host, port, family)
            except (OSError, UnicodeError) as error:
                found = error
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(tell, found)

        def tell(found: list[str] | OSError | UnicodeError) -> None:
            self._seats.release()  # not before: a seat is taken as long as its thread lives
            if answer.done():
                return
            if isinstance(found, list):
                answer.set_result(found)
            else:
                answer.set_exception(OSError(f"{host} does not resolve: {found}"))

        threading.Thread(target=look, name=f"resolve {host}", daemon=True).start()
        return [resolved(host, address, port) for address in await answer]

    async def close(self) -> None:
        """Nothing is kept open."""


def resolved(host: str, address: str, port: int) -> ResolveResult:
    """One answer of a resolver in the shape that aiohttp wants."""
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )


class Guard(AbstractResolver):
    """A resolver that answers only with addresses that may be asked, and a factory of sockets to such alone."""

    def __init__(self, allowed: Iterable[Network] = (), base: AbstractResolver | None = None) -> None:
        self._allowed = tuple(allowed)
        self._base = base or SystemResolver()
        self._inside: dict[str, None] = {}  # names seen to lead into an allowed network, oldest first

    def permits(self, address: Address) -> bool:
        """Whether this address may be connected to."""
        return is_public(address) or self.is_allowed(address)

    def is_allowed(self, address: Address) -> bool:
        """Whether a setting names this address's network, public or not."""
        return any(address in network for network in self._allowed)

    def is_inside(self, host: str) -> bool:
        """Whether a host is known to stand in a network that a setting names: a machine of our own."""
        if not self._allowed:
            return False
        if is_loopback_name(host):
            host = LOOPBACK
        try:
            return self.is_allowed(ip_address(host))
        except ValueError:
            return host in self._inside

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The host's addresses that may be asked; AddressRefused when it has only others."""
        if is_loopback_name(host):
            found = [resolved(host, LOOPBACK, port)]
        else:
            found = await self._base.resolve(host, port, family)
        if not found:
            raise OSError(f"{host} has no address")
        kept = [one for one in found if self.permits(ip_address(one["host"]))]
        if not kept:
            raise refusal(host, found[0]["host"])
        if self._allowed and any(self.is_allowed(ip_address(one["host"])) for one in kept):
            self._remember(host)
        return kept

    def open_socket(self, where: tuple[Any, ...]) -> socket.socket:
        """A socket for one address (as getaddrinfo gives it); AddressRefused when it must not be connected to."""
        family, kind, protocol, _, target = where
        if not self.permits(ip_address(target[0])):
            raise refusal(target[0], target[0])
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        await self._base.close()

    def _remember(self, host: str) -> None:
        self._inside[host] = None
        if len(self._inside) > NAMES_REMEMBERED:
            del self._inside[next(iter(self._inside))]


def refusal(host: str, address: str) -> AddressRefused:
    """The error that says where a host would have led."""
    leads = "is" if host == address else f"leads to {address},"
    return AddressRefused(
        f"{host} {leads} not a public address; NEWSSTAND_ALLOWED_NETWORKS names the private networks that may be asked",
        url=host,
        address=address,
    )


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks from their CIDR spelling; ValueError names one that is none."""
    return tuple(ip_network(text, strict=False) for text in texts)
