"""Where a site keeps its feeds: what its page declares, what it links to, and where feeds usually are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from newsstand.feeds.charset import to_utf8
from newsstand.feeds.tree import Element
from newsstand.model import FeedFormat
from newsstand.text.markup import fold_text
from newsstand.text.urls import host_of, join_url, normalise_url, registrable_domain

LARGEST_PAGE = 4 * 1024 * 1024
MOST_LINKS = 50
_FORMATS: dict[str, FeedFormat] = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rdf",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
}
_LOOKS_LIKE_A_FEED = re.compile(
    r"(?:^|/)(?:feeds?|rss|atom)(?:/[^?#]{0,80})?(?:$|[?#])|//(?:feeds?|rss)\.[a-z]"
    r"|\.(?:rss|atom|rdf)(?:$|[?#])|(?:rss|feed|atom|index)\.xml(?:$|[?#])|[?&](?:feed|format|type)=(?:rss2?|atom)\b",
    re.IGNORECASE,
)
_OF_COMMENTS = re.compile(r"comment|/replies/", re.IGNORECASE)
_USUAL_PLACES: tuple[tuple[str, FeedFormat | None], ...] = (
    ("/feed", None),
    ("/rss", "rss"),
    ("/rss.xml", "rss"),
    ("/feed.xml", None),
    ("/atom.xml", "atom"),
    ("/index.xml", "rss"),
    ("/feeds/posts/default", "atom"),
    ("/feed.json", "json"),
    ("/news-sitemap.xml", "news_sitemap"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """An address where a feed is said to be, or where one may be (`guess`)."""

    url: str
    title: str | None = None
    format: FeedFormat | None = None
    guess: bool = False


def discover_feeds(page: bytes, *, url: str, charset: str | None = None) -> tuple[FeedLink, ...]:
    """The feeds of a site, likeliest first: declared in the page's head, then linked, then guessed; none twice.

    Feeds of comments stand behind the others of their kind. Nothing is fetched.
    """
    found: dict[str, FeedLink] = {}
    root = _page_tree(page, charset)
    if root is not None:
        base = (
            next((join_url(url, b.get("href", "")) for b in root.iter("base") if b.get("href")), None) or url
        )
        for link in (*_comments_last(_declared(root, base)), *_comments_last(_linked(root, base, url))):
            found.setdefault(normalise_url(link.url) or link.url, link)
    real = list(found.values())[:MOST_LINKS]
    for path, form in _USUAL_PLACES:
        guess = join_url(url, path)
        if guess and (normalise_url(guess) or guess) not in found:
            real.append(FeedLink(url=guess, format=form, guess=True))
    return tuple(real)


def _page_tree(page: bytes, charset: str | None) -> Element | None:
    document = to_utf8(page[:LARGEST_PAGE], [], charset=charset)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(document, parser) if document.strip() else None
    except etree.XMLSyntaxError:
        return None


def _declared(root: Element, base: str) -> Iterator[FeedLink]:
    for link in root.iter("link"):
        kind = str(link.get("type", "")).partition(";")[0].strip().lower()
        relations = str(link.get("rel", "")).lower().split()
        if kind in _FORMATS and ("alternate" in relations or "feed" in relations):
            address = join_url(base, str(link.get("href", "")))
            if address:
                yield FeedLink(url=address, title=_title(link.get("title")), format=_FORMATS[kind])


def _linked(root: Element, base: str, url: str) -> Iterator[FeedLink]:
    """Links that read like feeds, on the page's own site or a host that only serves feeds."""
    own = registrable_domain(url) or host_of(url)
    for link in root.iter("a"):
        href = str(link.get("href", ""))
        kind = _FORMATS.get(str(link.get("type", "")).lower())
        if kind is None and not _LOOKS_LIKE_A_FEED.search(href[:500]):
            continue
        address = join_url(base, href)
        if address is None:
            continue
        host = host_of(address) or ""
        if (
            kind
            or (registrable_domain(address) or host) == own
            or host.startswith(("feeds.", "rss.", "feed."))
        ):
            title = _title(link.get("title") or "".join(map(str, link.itertext()))[:500])
            yield FeedLink(url=address, title=title, format=kind)


def _comments_last(links: Iterator[FeedLink]) -> list[FeedLink]:
    return sorted(links, key=lambda link: bool(_OF_COMMENTS.search(f"{link.url} {link.title or ''}")))


def _title(text: object) -> str | None:
    return fold_text(str(text), 200) or None if text else None
