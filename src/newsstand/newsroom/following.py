"""Following a title by any address of it: its feed is looked for, read once, and stored with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from newsstand import model
from newsstand.errors import FeedUnreadable
from newsstand.feeds import FeedLink, discover_feeds, parse_feed
from newsstand.net import FEEDS, PAGES, Fetched, Fetcher
from newsstand.newsroom.models import Feed, Publisher
from newsstand.newsroom.sites import Sites, front_of, name_for, new_title, site_of
from newsstand.newsroom.titles import take_in
from newsstand.text.urls import join_url

ACCEPT = f"{PAGES.removesuffix(', */*;q=0.5')}, {FEEDS}"
MOST_LINKS = 6
UNSPOKEN = frozenset({"connection_failed", "tls_failed", "name_not_found"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that answers and can be read; `how` it was found, in a word or two."""

    url: str
    home_page: str
    parsed: model.ParsedFeed
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFeed:
    """An address behind which no feed was found, and why."""

    address: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What became of a feed in the store."""

    title: str
    new_title: bool
    new_feed: bool


async def find_feed(fetcher: Fetcher, address: str, *, most_bytes: int) -> FoundFeed | NoFeed:
    """The feed behind an address: itself, or the best of those that its page declares, links to, or may have."""
    urls = list(spellings(address))
    if not urls:
        return NoFeed(address=address, why="It is no web address.")
    for url in urls:
        fetched = await fetcher.get(url, accept=ACCEPT, max_bytes=most_bytes, robots=False)
        if fetched.outcome not in UNSPOKEN:
            break
    if fetched.outcome != "fetched":
        return NoFeed(address=address, why=fetched.detail or f"It answers “{fetched.outcome}”.")
    if parsed := read_feed(fetched):
        url = fetched.permanent_url or fetched.final_url if fetched.redirects else fetched.url
        return FoundFeed(url=url, home_page=home_of(parsed, url), parsed=parsed, how="the address itself")
    return await try_links(fetcher, address, fetched, most_bytes)


def spellings(address: str) -> Iterator[str]:
    """The addresses that may be meant: with no scheme said, https and then http."""
    address = address.strip()
    said = (address,) if "://" in address else (f"https://{address}", f"http://{address}")
    yield from (url for text in said if (url := join_url(None, text)))


async def try_links(fetcher: Fetcher, address: str, page: Fetched, most_bytes: int) -> FoundFeed | NoFeed:
    """The first of a page's feeds that answers and has entries, else the first that can be read at all."""
    links = discover_feeds(page.body, url=page.final_url, charset=page.charset)
    told = [link for link in links if not link.guess][:MOST_LINKS]
    empty: FoundFeed | None = None
    for link in (*told, *(link for link in links if link.guess)):
        if link.guess and empty is not None:
            break
        fetched = await fetcher.get(link.url, accept=FEEDS, max_bytes=most_bytes, robots=False)
        parsed = read_feed(fetched) if fetched.outcome == "fetched" else None
        if parsed is None:
            continue
        found = FoundFeed(
            url=fetched.permanent_url or link.url,
            home_page=front_of(page.final_url),
            parsed=parsed,
            how=said_of(link),
        )
        if parsed.entries:
            return found
        empty = empty or found
    tried = f"{len(told)} that it names, {len(links) - len(told)} usual places"
    return empty or NoFeed(
        address=address, why=f"Its page leads to no feed that can be read (tried: {tried})."
    )


def read_feed(fetched: Fetched) -> model.ParsedFeed | None:
    """The feed that was fetched; None where the bytes are none."""
    try:
        return parse_feed(fetched.body, url=fetched.final_url, charset=fetched.charset)
    except FeedUnreadable:
        return None


def said_of(link: FeedLink) -> str:
    """How a link to a feed was found."""
    return "a usual place" if link.guess else "named by its page"


def home_of(parsed: model.ParsedFeed, url: str) -> str:
    """The home page of a feed's title: as the feed says, else the front of its host."""
    said = join_url(url, parsed.link) if parsed.link else None
    return front_of(said if said and site_of(said) else url)


@transaction.atomic
def store_found(found: FoundFeed, *, now: datetime) -> Followed:
    """Store a feed with its title; a feed or a title that is known stays as it is."""
    known = Feed.objects.filter(url=found.url).select_related("publisher").first()
    if known is not None:
        return Followed(title=known.publisher.name, new_title=False, new_feed=False)
    sites = Sites()
    site = site_of(found.home_page) or found.home_page
    slug = sites.slug_for(site)
    title = new_title(
        slug=slug,
        name=name_for(site, [found.parsed.title or ""]),
        home_page=found.home_page,
        language=found.parsed.language or "",
        feeds=(found.url,),
    )
    new = take_in([title], now=now)
    return Followed(title=Publisher.objects.get(slug=slug).name, new_title=bool(new), new_feed=True)
