"""What whole sites say to machines, from files that strangers wrote."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.site_signals import (
    LICENCE_BYTES,
    MOST_RULES,
    TDMREP_BYTES,
    SiteFiles,
    SiteSaid,
    licence_addresses,
    read_groups,
    read_licence,
    read_site,
    read_tdmrep,
)

ORIGIN = "https://herald.example"


def site(robots: str = "", *, tdmrep: bytes = b"", rsl: str = "") -> SiteSaid:
    licences = ((f"{ORIGIN}/rsl.xml", rsl.encode()),) if rsl else ()
    return read_site(SiteFiles(origin=ORIGIN, robots=robots, tdmrep=tdmrep, licences=licences))


def licence(inner: str, url: str = "/") -> str:
    return f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}"><license>{inner}</license></content></rsl>'


def kinds(said: SiteSaid) -> list[tuple[str, str]]:
    return [(s.kind, s.value) for s, _ in said.signals]


@pytest.mark.parametrize(
    ("robots", "signals", "forbids_ai"),
    [
        ("", [], False),
        ("User-agent: *\nDisallow:", [], False),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /", [], False),
        ("User-agent: PerplexityBot\nDisallow: /", [("robots_ai", "perplexitybot")], True),
        ("User-agent: GPTBot\nUser-agent: Google-Extended\nDisallow: /", [("robots_ai", "google-extended")], True),
        ("User-agent: OAI-SearchBot\nAllow: /", [], False),
        ("User-agent: *\nDisallow: /", [("robots", "")], False),
        ("User-agent: Newsstand\nDisallow: /", [("robots", "")], False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: newsstand\nAllow: /", [], False),
        ("User-agent: *\nContent-Signal: search=yes, ai-train=no", [("content_signal", "ai-train=no, search=yes")], False),
        ("User-agent: *\nContent-Signal: search=yes,ai-input=no", [("content_signal", "ai-input=no, search=yes")], True),
        ("Content-Signal: ai-input=no", [("content_signal", "ai-input=no")], True),
        ("User-agent: otherbot\nContent-Signal: ai-input=no", [], False),
        ("User-agent: *\nContent-Usage: bots=n", [("content_usage", "bots=no")], True),
        ("User-agent: *\nContent-Usage: train-ai=n", [("content_usage", "train-ai=no")], False),
    ],
)  # fmt: skip
def test_robots(robots: str, signals: list[tuple[str, str]], forbids_ai: bool) -> None:
    said = site(robots)
    assert kinds(said) == signals
    assert bool(said.allows_ai) is forbids_ai
    assert all(url == f"{ORIGIN}/robots.txt" for _, url in said.signals)


def test_rules_for_a_path_stay_with_their_path() -> None:
    said = site("User-agent: perplexitybot\nDisallow: /premium/\nAllow: /premium/free")
    assert said.allows_ai == ((("/premium/", False), ("/premium/free", True)),)
    said = site("User-agent: *\nContent-Signal: /members/ ai-input=no")
    assert said.allows_ai == ((("/members/", False),),)


def test_who_forbids_search_forbids_the_beginning_too() -> None:
    assert site("User-agent: *\nContent-Signal: search=no").forbids_snippet == (("/", True),)
    assert site(rsl=licence('<prohibits type="usage">all</prohibits>')).forbids_snippet == (("/", True),)


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        (b'[{"location": "/", "tdm-reservation": 1}]', (("/", True),)),
        (b'[{"location": "/a/*", "tdm-reservation": "1", "tdm-policy": "https://x"}]', (("/a/*", True),)),
        (b'{"tdm-reservation": 1}', (("/", True),)),
        (b'[{"location": "/", "tdm-reservation": 0}]', (("/", False),)),
        (b'[{"location": 7, "tdm-reservation": 1}]', ()),
        (b'[{"location": "/", "tdm-reservation": 2}, null, 7]', ()),
        (b"\xff\xfe", ()),
        (b"<html>", ()),
        (b"[" * 60_000, ()),
        (b" " * (TDMREP_BYTES + 1), ()),
    ],
)
def test_tdmrep(body: bytes, rules: tuple[tuple[str, bool], ...]) -> None:
    assert read_tdmrep(body) == rules


def test_tdmrep_is_bounded() -> None:
    body = json.dumps([{"location": f"/{n}", "tdm-reservation": 1} for n in range(1000)]).encode()
    assert len(read_tdmrep(body)) == MOST_RULES


@pytest.mark.parametrize(
    ("inner", "allows"),
    [
        ('<prohibits type="usage">ai-train</prohibits>', True),
        ('<prohibits type="usage">train-ai</prohibits>', True),
        ('<prohibits type="usage">ai-all</prohibits>', False),
        ('<prohibits type="usage">search, ai-input</prohibits>', False),
        ("<prohibits>all</prohibits>", False),
        ('<permits type="usage">search</permits>', False),
        ('<permits type="usage">search ai-input</permits>', True),
        ('<permits type="usage">all</permits><prohibits type="usage">ai-train</prohibits>', True),
        ('<permits type="usage">all</permits><prohibits type="usage">ai-input</prohibits>', False),
        ('<payment type="free"/>', True),
        ('<payment type="attribution"/>', True),
        ('<payment type="subscription"><amount currency="USD">10</amount></payment>', False),
        ('<permits type="usage">ai-all</permits><permits type="user">non-commercial</permits>', False),
        ('<permits type="usage">ai-all</permits><permits type="geo">US</permits>', False),
    ],
)
def test_licences(inner: str, allows: bool) -> None:
    uses = read_licence(licence(inner).encode())
    assert uses is not None
    assert uses.ai == (("/", allows),)


def test_one_licence_that_permits_is_enough_and_addresses_become_paths() -> None:
    text = (
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="https://herald.example/premium/*">'
        '<license><payment type="purchase"/></license><license><permits type="usage">ai-input</permits></license>'
        "</content></rsl>"
    )
    uses = read_licence(text.encode())
    assert uses is not None
    assert uses.ai == (("/premium/*", True),)
    assert kinds(site(rsl=text)) == [("rsl", "/premium/* permits ai")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<rsl",
        b"<html><body/></html>",
        b'<!DOCTYPE rsl [<!ENTITY a "aaaa">]><rsl>&a;</rsl>',
        b'<?xml version="1.0"?><!DOCTYPE rsl SYSTEM "file:///etc/passwd"><rsl/>',
        b"<rsl>" + b"<a>" * 5000,
        b"<rsl>" + b" " * LICENCE_BYTES + b"</rsl>",
    ],
)
def test_what_is_no_licence_says_nothing(body: bytes) -> None:
    assert read_licence(body) is None


def test_licences_are_named_in_robots() -> None:
    robots = (
        "License: /rsl.xml\nlicense: https://a.example/b.xml # ours\nLicense: ftp://x\n" + "License: /z\n" * 9
    )
    assert licence_addresses(robots, ORIGIN) == (
        f"{ORIGIN}/rsl.xml",
        "https://a.example/b.xml",
        f"{ORIGIN}/z",
    )


def test_a_hostile_robots_is_bounded() -> None:
    robots = "\n".join(f"User-agent: bot{n}" for n in range(50_000)) + "\nDisallow: /" * 50_000
    groups = read_groups(robots)
    assert sum(len(g.agents) for g in groups) <= 1000
    assert sum(len(g.rules) for g in groups) <= MOST_RULES


@given(st.text(max_size=400), st.binary(max_size=300), st.binary(max_size=300))
def test_whatever_a_site_holds_is_read(robots: str, tdmrep: bytes, rsl: bytes) -> None:
    said = read_site(SiteFiles(origin=ORIGIN, robots=robots, tdmrep=tdmrep, licences=((ORIGIN, rsl),)))
    assert all(len(s.value) <= 500 for s, _ in said.signals)
