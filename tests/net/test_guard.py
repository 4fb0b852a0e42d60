"""Which addresses may be asked."""

import asyncio
import socket
import threading
import time
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from newsstand.errors import AddressRefused
from newsstand.net.guard import Guard, SystemResolver, is_loopback_name, is_public, parse_networks, resolved

CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.1",
    "127.1.2.3",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "5f00::1",
    "4000::1",
]
OPEN = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2606:4700::1111",
    "2a00:1450::1",
    "2400:cb00::1",
]


class FixedResolver(AbstractResolver):
    """Answers names from a table; the next answer each time, the last one for ever."""

    def __init__(self, table: dict[str, list[list[str]]]) -> None:
        self.table = table
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self.table[host]
        return [
            resolved(host, address, port) for address in (answers.pop(0) if len(answers) > 1 else answers[0])
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("address", CLOSED)
def test_closed_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_open_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_nothing_that_python_calls_private_is_public(address: IPv4Address) -> None:
    special = address.is_private or address.is_multicast or address.is_reserved or address.is_loopback
    assert not (special and is_public(address))


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_no_ipv4_address_is_public_in_the_dress_of_ipv6(address: IPv4Address) -> None:
    for dress in (0xFFFF << 32, 0, 0x0064_FF9B << 96):
        assert not is_public(IPv6Address(dress | int(address)))
    assert not is_public(IPv6Address(0x2002 << 112 | int(address) << 80))


@pytest.mark.parametrize("name", ["localhost", "LocalHost", "a.localhost", "a.b.localhost.", "localhost."])
def test_names_of_this_machine(name: str) -> None:
    assert is_loopback_name(name)
    assert not is_loopback_name(name.rstrip(".") + "-news.example")


def test_a_name_with_closed_addresses_alone_is_refused_and_says_where_it_leads() -> None:
    guard = Guard(base=FixedResolver({"news.example": [["10.0.0.7", "fd00::1"]]}))
    with pytest.raises(AddressRefused) as caught:
        asyncio.run(guard.resolve("news.example", 80))
    assert caught.value.address == "10.0.0.7"
    assert "news.example leads to 10.0.0.7" in str(caught.value)


def test_of_a_mixed_answer_only_the_public_addresses_are_given_on() -> None:
    guard = Guard(base=FixedResolver({"news.example": [["10.0.0.7", "8.8.8.8", "::1"]]}))
    assert [one["host"] for one in asyncio.run(guard.resolve("news.example", 80))] == ["8.8.8.8"]


def test_a_network_that_a_setting_names_may_be_asked_and_no_other() -> None:
    guard = Guard(
        parse_networks(["10.1.0.0/16"]), FixedResolver({"desk.example": [["10.1.2.3", "10.2.0.1"]]})
    )
    assert [one["host"] for one in asyncio.run(guard.resolve("desk.example", 80))] == ["10.1.2.3"]
    assert guard.is_inside("desk.example")
    assert guard.is_inside("10.1.9.9")
    assert not guard.is_inside("10.2.0.1")
    assert not guard.is_inside("a.localhost")


def test_names_of_this_machine_never_reach_the_resolver() -> None:
    base = FixedResolver({})
    guard = Guard(parse_networks(["127.0.0.0/8"]), base)
    assert [one["host"] for one in asyncio.run(guard.resolve("demo.localhost", 80))] == ["127.0.0.1"]
    assert base.asked == []


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "fe80::1%lo", "169.254.169.254", "::ffff:127.0.0.1"])
def test_no_socket_is_made_for_a_closed_address(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(AddressRefused):
        Guard().open_socket((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 80)))


def test_the_systems_resolver_answers_and_fails_as_an_os_error() -> None:
    found = asyncio.run(SystemResolver().resolve("localhost", 80, socket.AF_INET))
    assert {one["host"] for one in found} == {"127.0.0.1"}
    with pytest.raises(OSError, match="a" * 70):
        asyncio.run(SystemResolver().resolve("a" * 70 + ".invalid", 80))


def test_a_name_server_that_never_answers_keeps_neither_the_loop_nor_the_program() -> None:
    release = threading.Event()
    names: list[str] = []

    def hang(host: str, port: int, family: int) -> list[str]:
        names.append(threading.current_thread().name)
        assert threading.current_thread().daemon
        release.wait(60)
        return ["8.8.8.8"]

    async def run() -> None:
        resolver = SystemResolver(hang, threads=2)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(resolver.resolve(f"{n}.example") for n in range(5))), 0.1)

    begun = time.monotonic()
    asyncio.run(run())
    assert time.monotonic() - begun < 20
    assert sorted(names) == ["resolve 0.example", "resolve 1.example"]
    release.set()
    for thread in threading.enumerate():
        if thread.name in names:
            thread.join(1)
