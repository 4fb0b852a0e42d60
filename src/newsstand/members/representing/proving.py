"""Whose word counts for a title: a record in its site's DNS, or a file on it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from secrets import token_urlsafe
from typing import Literal
from urllib.parse import urlsplit

from newsstand.net import Fetched, Fetcher, FetchSettings, Network
from newsstand.net.txt import TxtAnswer, ask_txt
from newsstand.text.urls import host_of, registrable_domain

LABEL = "_newsstand"
FILE = "/.well-known/newsstand-claim.txt"
SAYS = "newsstand-claim="
MOST_BYTES = 4096
FETCH_SECONDS = 6.0
MOST_REDIRECTS = 3
PLAIN = frozenset({None, "text/plain", "application/octet-stream"})
# Hosts that give every writer a name under their own, and do not stand on the public suffix list.
SHARED = frozenset(
    {
        "beehiiv.com", "buttondown.com", "ghost.io", "hashnode.dev", "livejournal.com", "medium.com",
        "over-blog.com", "squarespace.com", "substack.com", "tumblr.com", "typepad.com", "wordpress.com",
    }
)  # fmt: skip

Way = Literal["dns", "file"]
Fault = Literal[
    "nothing",  # neither a record nor a file is there
    "other_words",  # something is there, but not this claim's line
    "no_text",  # a page of the site stands where the file should
    "too_large",
    "led_away",  # the record's alias or the file's redirect leaves the site
    "private",  # the site's address is not a public one
    "too_slow",
    "unreachable",
    "no_host",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the proof for a title may stand.

    host:      the home page's
    site:      the domain that somebody registered, within which aliases and redirects may lead; the host itself where
               others have names beside it
    names:     names whose TXT record counts, the one to recommend first
    file:      the address of the file
    is_shared: others write under the host's parent
    is_path:   the title is a part of its host alone, so the host's file needs the operator's word
    """

    host: str
    site: str
    names: tuple[str, ...]
    file: str
    is_shared: bool = False
    is_path: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look found: the way in which it is proved, or what stands in the way, and where."""

    way: Way | None = None
    fault: Fault = "nothing"
    where: str = ""


def make_token() -> str:
    """A word that nobody guesses, for one claim alone."""
    return token_urlsafe(24)


def line_of(token: str) -> str:
    """What the record and the file have to say."""
    return SAYS + token


def says_token(lines: Iterable[str], token: str) -> bool:
    """Whether a line is this claim's and nothing else."""
    return bool(token) and any(line.strip().strip('"') == line_of(token) for line in lines)


def places_of(home_page: str, *, own: tuple[Network, ...] = ()) -> Places | None:
    """Where the proof for a title may stand; None where its home page names no host.

    own: networks of the operator's, in which a site may be asked without https and on any port
    """
    host = host_of(home_page)
    if host is None:
        return None
    host = host.rstrip(".")
    path = urlsplit(home_page.strip()).path.strip("/")
    if _is_own(host, own):
        origin = home_page.strip().partition("://")
        address = f"{origin[0]}://{origin[2].partition('/')[0]}"
        return Places(
            host=host, site=host, names=(f"{LABEL}.{host}",), file=address + FILE, is_path=bool(path)
        )
    domain = registrable_domain(host)
    is_shared = domain in SHARED and host not in (domain, f"www.{domain}")
    site = host if domain is None or is_shared else domain
    names = dict.fromkeys([f"{LABEL}.{site}", f"{LABEL}.{host}"])
    return Places(
        host=host,
        site=site,
        names=tuple(names),
        file=f"https://{host}{FILE}",
        is_shared=is_shared,
        is_path=bool(path),
    )


def _is_own(host: str, own: tuple[Network, ...]) -> bool:
    if not own:
        return False
    try:
        address = ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    except ValueError:
        return False
    return any(address in network for network in own)


def is_within(host: str | None, site: str) -> bool:
    """Whether a host is a site's own or stands under it."""
    return host is not None and (host == site or host.endswith(f".{site}"))


def judge_record(answer: TxtAnswer, token: str, places: Places) -> Found:
    """Whether a name's records prove the claim."""
    if answer.outcome == "too_slow":
        return Found(fault="too_slow", where=answer.name)
    if answer.outcome == "failed":
        return Found(fault="unreachable", where=answer.name)
    if answer.outcome != "found":
        return Found(where=answer.name)
    if not is_within(answer.home, places.site):
        return Found(fault="led_away", where=answer.home)
    if says_token(answer.records, token):
        return Found(way="dns", where=answer.name)
    return Found(fault="other_words", where=answer.name)


def judge_file(fetched: Fetched, token: str, places: Places) -> Found:
    """Whether a fetched file proves the claim."""
    hops = [*(hop.url for hop in fetched.redirects), fetched.final_url]
    secure = places.file.startswith("https://")
    for address in hops:
        if not is_within(host_of(address), places.site) or (secure and not address.startswith("https://")):
            return Found(fault="led_away", where=address[:300])
    if fetched.outcome == "fetched":
        return _judge_text(fetched, token, places)
    faults: dict[str, Fault] = {
        "address_refused": "private",
        "too_large": "too_large",
        "too_slow": "too_slow",
        "not_found": "nothing",
        "gone": "nothing",
        "no_content": "nothing",
        "too_many_redirects": "led_away",
        "redirect_loop": "led_away",
        "bad_redirect": "led_away",
    }
    return Found(fault=faults.get(fetched.outcome, "unreachable"), where=places.file)


def _judge_text(fetched: Fetched, token: str, places: Places) -> Found:
    try:
        text = fetched.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Found(fault="no_text", where=places.file)
    if fetched.content_type not in PLAIN or "<" in text:
        return Found(fault="no_text", where=places.file)
    if says_token(text.splitlines(), token):
        return Found(way="file", where=places.file)
    return Found(fault="other_words", where=places.file)


WEIGHT: tuple[Fault, ...] = (
    "other_words", "no_text", "led_away", "private", "too_large", "too_slow", "unreachable", "no_host", "nothing",
)  # fmt: skip


def best_of(found: Iterable[Found]) -> Found:
    """Of several looks the one that proves it (a record before a file), else the one that tells most."""
    looks = list(found)
    proved = [look for look in looks if look.way]
    if proved:
        return min(proved, key=lambda look: look.way != "dns")
    return min(looks, key=lambda look: WEIGHT.index(look.fault), default=Found())


@dataclass(frozen=True, slots=True, kw_only=True)
class LookSettings:
    """Whom we ask: the name server ("" is the system's), the networks of our own, how we name ourselves."""

    server: str = ""
    networks: tuple[Network, ...] = ()
    contact: str = ""
    seconds: float = FETCH_SECONDS


async def look_for_proof(places: Places, token: str, settings: LookSettings) -> Found:
    """Look once wherever the proof may stand; takes a few seconds at most."""
    answers = await asyncio.gather(*(ask_txt(name, server=settings.server) for name in places.names))
    found = [judge_record(answer, token, places) for answer in answers]
    if not any(look.way for look in found):
        found.append(await _look_at_file(places, token, settings))
    return best_of(found)


async def _look_at_file(places: Places, token: str, settings: LookSettings) -> Found:
    asked = FetchSettings(
        contact=settings.contact,
        connect_seconds=settings.seconds / 2,
        total_seconds=settings.seconds,
        max_redirects=MOST_REDIRECTS,
        spacing=0.0,
        allowed_networks=settings.networks,
    )
    async with Fetcher(asked) as fetcher:
        # Whoever claims the title asks us to look: no robot's errand, so robots.txt has no say.
        fetched = await fetcher.get(places.file, accept="text/plain", max_bytes=MOST_BYTES, robots=False)
    return judge_file(fetched, token, places)
