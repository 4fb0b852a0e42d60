"""Feed bytes -> entries: RSS, RDF, Atom, JSON Feed and news sitemaps, well-formed or nearly so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import TypeVar

from newsstand.errors import FeedUnreadable
from newsstand.feeds import json_feed, repaired, sitemap, xml_entries
from newsstand.feeds.charset import to_utf8, unpack
from newsstand.feeds.draft import MOST_ENTRIES, Complaints, Draft, finish
from newsstand.feeds.tree import Element, markup_of, read_tree
from newsstand.feeds.vocabulary import local_name
from newsstand.model import Entry, FeedFormat, ParsedFeed
from newsstand.text.markup import plain_text
from newsstand.text.urls import join_url

LONGEST_TITLE = 500
_XML_FORMATS: dict[str, FeedFormat] = {"rss": "rss", "channel": "rss", "rdf": "rdf", "feed": "atom"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What was asked for, and the list of what was wrong."""

    url: str | None
    sanitise: bool
    problems: list[str]


def parse_feed(
    data: bytes, *, url: str | None = None, charset: str | None = None, sanitise: bool = True
) -> ParsedFeed:
    """The feed that `data` holds, its entries in its own order, bounded, plain or sanitised, addresses absolute.

    url: where it came from, for relative addresses; charset: what the server said, believed only in doubt.
    sanitise: False leaves each entry's `content` as the feed has it, in half the time, for those who clean it when
    it is wanted (`clean_html(entry.content, base_url=entry.url)`) or take only its words; it may not be shown so.
    A strict XML parser reads first. What it refuses is mended where the fault is small, else read by feedparser;
    `problems` names each step. FeedUnreadable where there is no feed to read.
    """
    problems: list[str] = []
    order = _Order(url=url, sanitise=sanitise, problems=problems)
    document = to_utf8(unpack(data, problems, url=url), problems, charset=charset).lstrip(
        b"\xef\xbb\xbf \t\r\n\0"
    )
    if document[:1] in (b"{", b"["):
        return _from_json(document, order)
    if b"<" not in document[:65_536]:
        raise FeedUnreadable("the bytes are neither XML nor JSON", url=url)
    root = read_tree(document, problems, url=url)
    if root is None:
        return _from_repair(document, order)
    inner = next(root.iter("{*}feed", "{*}rss", "{*}RDF"), None) if local_name(root) == "html" else None
    if inner is not None:
        problems.append("the feed stands inside a web page")
        root = inner
    name = local_name(root)
    if name in _XML_FORMATS:
        return _from_xml(root, _XML_FORMATS[name], order)
    if name == "urlset":
        return _from_sitemap(root, order)
    if name == "html":
        raise FeedUnreadable("this is a web page, not a feed; feeds may be discovered on it", url=url)
    if name == "sitemapindex":
        raise FeedUnreadable("this is an index of sitemaps, not a news sitemap", url=url)
    return _from_repair(document, order)


def _from_xml(root: Element, form: FeedFormat, order: _Order) -> ParsedFeed:
    url, problems = order.url, order.problems
    found, link, hub, minutes = xml_entries.feed_facts(root)
    own_base = root.get(_XML_BASE)
    home = join_url(own_base or url, link)
    base = (join_url(url, own_base) if own_base else None) or home or url
    title = found.first("title", "dc:title")
    language = found.text("language", "dc:language") or root.get(_XML_LANG, "")

    def draft(element: Element) -> Draft:
        drafted = xml_entries.draft_of(element)
        inner = element.get(_XML_BASE)
        if inner and not drafted.link.startswith("http"):
            drafted.link = join_url(join_url(base, inner), drafted.link) or drafted.link
        return drafted

    return ParsedFeed(
        format=form,
        title=(plain_text(markup_of(title), LONGEST_TITLE) or None) if title is not None else None,
        link=home,
        language=_language(language),
        entries=_entries(xml_entries.entry_elements(root), draft, base, order),
        problems=tuple(problems),
        hub=join_url(base, hub) if hub else None,
        ttl_minutes=minutes,
    )


def _from_sitemap(root: Element, order: _Order) -> ParsedFeed:
    url, problems = order.url, order.problems
    if not sitemap.has_news(root):
        raise FeedUnreadable("this is a sitemap without news", url=url)
    title, language = sitemap.publication_of(root)
    return ParsedFeed(
        format="news_sitemap",
        title=plain_text(escape(title or ""), LONGEST_TITLE) or None,
        link=join_url(url, "/") if url else None,
        language=_language(language or ""),
        entries=_entries(sitemap.page_elements(root), sitemap.draft_of_page, url, order),
        problems=tuple(problems),
    )


def _from_json(document: bytes, order: _Order) -> ParsedFeed:
    url, problems = order.url, order.problems
    feed = json_feed.read_json(document, url=url)
    home = join_url(url, _string(feed.get("home_page_url")))
    base = home or url
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return ParsedFeed(
        format="json",
        title=plain_text(escape(_string(feed.get("title"))), LONGEST_TITLE) or None,
        link=home,
        language=_language(_string(feed.get("language"))),
        entries=_entries(items, json_feed.draft_of_item, base, order),
        problems=tuple(problems),
        hub=join_url(base, json_feed.hub_of(feed) or ""),
    )


def _from_repair(document: bytes, order: _Order) -> ParsedFeed:
    url, problems = order.url, order.problems
    reading = repaired.repair(document, url=url)
    version = reading.get("version") or ""
    if not version and not reading.entries:
        page = b"<html" in document[:4096].lower() or b"<!doctype html" in document[:4096].lower()
        raise FeedUnreadable(
            "this is a web page, not a feed; feeds may be discovered on it" if page else "the XML is no feed",
            url=url,
        )
    problems.append("the XML is broken; read by repairing it, so that parts may be missing")
    if len(document) > repaired.LARGEST_REPAIR:
        problems.append(f"only the first {repaired.LARGEST_REPAIR:,} bytes were read")
    home = join_url(url, _string(reading.feed.get("link")))
    base = home or url
    hub = next((link.get("href") for link in reading.feed.get("links", ()) if link.get("rel") == "hub"), None)
    return ParsedFeed(
        format="atom" if version.startswith("atom") else "rdf" if version in {"rss10", "rss090"} else "rss",
        title=plain_text(_string(reading.feed.get("title")), LONGEST_TITLE) or None,
        link=home,
        language=_language(_string(reading.feed.get("language"))),
        entries=_entries(reading.entries, repaired.draft_of_reading, base, order),
        problems=tuple(problems),
        hub=join_url(base, hub) if isinstance(hub, str) else None,
    )


def _entries(
    found: Iterable[T], draft: Callable[[T], Draft], base: str | None, order: _Order
) -> tuple[Entry, ...]:
    """The first `MOST_ENTRIES` entries, finished; what was wrong with them joins the problems."""
    complaints = Complaints()
    every = iter(found)
    entries = tuple(
        finish(draft(one), base, complaints, sanitise=order.sanitise) for one in islice(every, MOST_ENTRIES)
    )
    if next(every, None) is not None:
        order.problems.append(f"more than {MOST_ENTRIES:,} entries; the rest was left out")
    order.problems.extend(complaints.sentences())
    return entries


def _language(text: str) -> str | None:
    """A language tag as it should be written: "en-gb" and "en_GB" are "en-GB"; None for what is none."""
    primary, _, rest = text.strip()[:35].replace("_", "-").partition("-")
    if not (primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3):
        return None
    parts = [part.upper() if len(part) == 2 else part.title() for part in rest.split("-") if part.isalnum()]
    return "-".join([primary.lower(), *parts])


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
