"""The pipeline from page to article: a tuple of pure stages, to be read in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from newsstand.extract.body import read_body
from newsstand.extract.headline import choose_headline, fold, headings
from newsstand.extract.meta import read_head
from newsstand.extract.moments import read_published, read_updated
from newsstand.extract.near import near_headline
from newsstand.extract.people import read_authors
from newsstand.extract.reading import Reading
from newsstand.extract.source import decode_page, parse_page
from newsstand.extract.structured import read_structured, texts_of
from newsstand.model import Article, Discarded
from newsstand.text.urls import host_of, join_url

Stage = Callable[[Reading], Reading]

SHORTEST_BODY = 120
"""Letters, counting one of a script without spaces as three."""


def open_page(page: bytes | str, url: str | None, charset: str | None) -> Reading:
    """The page's tree and declarations, with nothing read off it yet."""
    tree = parse_page(decode_page(page, charset))
    structured = read_structured(tree)
    head = read_head(tree)
    return Reading(
        tree=tree,
        url=url,
        head=head,
        structured=structured,
        article=Article(url=url, headline=""),
        site_names=_site_names(head, structured, url),
    )


def _site_names(head, structured, url):  # type: ignore[no-untyped-def]
    host = (host_of(url) if url else None) or ""
    bare = host.removeprefix("www.")
    names = [head.first("og:site_name"), head.first("application-name"), host, bare, bare.partition(".")[0]]
    for article in structured.articles[:3]:
        names += texts_of(structured.follow(article.get("publisher")))
    return tuple(dict.fromkeys(n for n in names if n))


def read_headline(reading: Reading) -> Reading:
    """Fill in the headline, and where on the page it stands."""
    shown = headings(reading.tree)
    headline = (
        choose_headline(reading.head, reading.structured, [t for _, t in shown], reading.site_names) or ""
    )
    heading = next((h for h, t in shown if fold(t) == fold(headline)), shown[0][0] if shown else None)
    near = tuple(near_headline(reading.tree, heading))
    return replace(reading, heading=heading, near=near).with_article(headline=headline)


def read_people(reading: Reading) -> Reading:
    """Fill in authors and byline."""
    authors, byline = read_authors(reading.head, reading.structured, reading.near, reading.site_names)
    return reading.with_article(authors=authors, byline=byline)


def read_moments(reading: Reading) -> Reading:
    """Fill in when it was published and updated."""
    published = read_published(reading.head, reading.structured, reading.tree, reading.url)
    updated = read_updated(reading.head, reading.structured, reading.tree, published)
    return reading.with_article(published=published, updated=updated)


def read_address(reading: Reading) -> Reading:
    """Fill in the canonical address, publisher, language, section and keywords that the page declares."""
    head, structured = reading.head, reading.structured
    canonical = next(iter(head.links.get("canonical", ())), None) or head.first("og:url")
    publisher = next(
        (t for a in structured.articles[:2] for t in texts_of(structured.follow(a.get("publisher")))), None
    )
    keywords = [k.strip() for v in head.all("news_keywords", "article:tag", "keywords") for k in v.split(",")]
    language = head.language or head.first("content-language", "og:locale")
    return reading.with_article(
        canonical_url=join_url(reading.url, canonical) if canonical else None,
        publisher=publisher or head.first("og:site_name"),
        language=language.replace("_", "-").split("-")[0].lower() if language else None,
        section=structured.first_text("articleSection") or head.first("article:section"),
        keywords=tuple(dict.fromkeys(k for k in keywords if k))[:30],
        standfirst=structured.first_text("description") or head.first("og:description", "description"),
    )


STAGES: tuple[Stage, ...] = (read_headline, read_people, read_moments, read_address, read_body)


def extract(page: bytes | str, *, url: str | None = None, charset: str | None = None) -> Article | Discarded:
    """The article of a page, or why there is none.

    page:    the page as fetched, in any encoding, or already as text
    url:     where it was fetched from; relative addresses are resolved against it
    charset: what the HTTP header says of the encoding
    Raises PageUnreadable for what is no markup, is larger than 20 MB or nests deeper than 400 levels.
    """
    reading = open_page(page, url, charset)
    for stage in STAGES:
        reading = stage(reading)
    return judge(reading)


def judge(reading: Reading) -> Article | Discarded:
    """The article, or the reason why what was read is none."""
    article = reading.article
    if not article.headline and not article.blocks:
        return Discarded(reason="not_an_article", detail="the page has neither a headline nor a text")
    if sum(3 if c > "\u2e80" else 1 for c in article.body if c.isalnum()) < SHORTEST_BODY:
        return Discarded(reason="too_short", detail="the page's text is shorter than a short report")
    return cast(Article, article)
