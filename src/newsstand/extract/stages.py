"""The pipeline from page to article: a tuple of pure stages, to be read in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from newsstand.extract.body.read import read_body
from newsstand.extract.circumstances import (
    declared_publisher,
    is_paywalled,
    shown_overline,
    shown_publisher,
    shown_standfirst,
)
from newsstand.extract.dateline import agency_at_end, known_agency, split_dateline
from newsstand.extract.headline import choose_headline, fold, headings
from newsstand.extract.meta import Head, read_head
from newsstand.extract.moments import read_published, read_updated
from newsstand.extract.near import near_headline
from newsstand.extract.people import read_authors
from newsstand.extract.pictures import lead_picture
from newsstand.extract.reading import Reading
from newsstand.extract.signals import page_signals
from newsstand.extract.source import decode_page, parse_page
from newsstand.extract.structured import Structured, read_structured, texts_of
from newsstand.extract.updates import gather_updates
from newsstand.model import Article, Block
from newsstand.text.languages import guess_language, language_tag
from newsstand.text.urls import host_of, join_url

Stage = Callable[[Reading], Reading]

MOST_KEYWORDS = 30
LONGEST_STANDFIRST = 600
LONGEST_SECTION = 80


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


def _site_names(head: Head, structured: Structured, url: str | None) -> tuple[str, ...]:
    bare = ((host_of(url) if url else None) or "").removeprefix("www.")
    names = [
        head.first("og:site_name"),
        head.first("application-name"),
        bare,
        f"www.{bare}",
        bare.partition(".")[0],
    ]
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


def read_declarations(reading: Reading) -> Reading:
    """Fill in the canonical address, section, keywords and the description as a standfirst to be checked."""
    head, structured = reading.head, reading.structured
    canonical = next(iter(head.links.get("canonical", ())), None) or head.first("og:url")
    section = structured.first_text("articleSection") or head.first(
        "article:section", "section", "cxenseparse:section"
    )
    tags = head.all("news_keywords", "article:tag", "keywords", "parsely-tags", "sailthru.tags")
    declared = [t for a in structured.articles[:2] for t in texts_of(a.get("keywords"))]
    keywords = (k.strip() for value in (*declared, *tags) for k in value.split(","))
    return reading.with_article(
        canonical_url=join_url(reading.url, canonical) if canonical else None,
        section=section[:LONGEST_SECTION] if section else None,
        keywords=tuple(dict.fromkeys(k for k in keywords if 1 < len(k) <= LONGEST_SECTION))[:MOST_KEYWORDS],
        standfirst=structured.first_text("description")
        or head.first("og:description", "description", "twitter:description"),
    )


def read_lines_around(reading: Reading) -> Reading:
    """Fill in overline and standfirst: what stands above and under the headline and is no part of the body."""
    article, lines = reading.article, list(reading.lines)
    shown = shown_standfirst(reading.heading, lines, set(reading.taken))
    declared = article.standfirst if _is_standfirst(article.standfirst, article) else None
    return reading.with_article(
        overline=shown_overline(reading.heading, lines, article.headline), standfirst=shown or declared
    )


def _is_standfirst(text: str | None, article: Article) -> bool:
    """A description that is more than the headline again or the body's first words, cut short."""
    if not text or len(text) > LONGEST_STANDFIRST or text.endswith(("...", "…", "[…]", "[...]")):
        return False
    folded = fold(text)
    return (
        bool(folded) and folded not in fold(article.headline) and folded[:60] not in fold(article.body[:2000])
    )


def read_title(reading: Reading) -> Reading:
    """Fill in who publishes it: the title whose logo stands by the byline, else the one that the page declares."""
    not_names = (*reading.site_names, *reading.article.authors)
    publisher = shown_publisher(reading.near, not_names) or declared_publisher(
        reading.head, reading.structured
    )
    return reading.with_article(publisher=publisher)


def read_language(reading: Reading) -> Reading:
    """Fill in the language: the text's own, where it is long enough to tell, else the declared one."""
    article, head = reading.article, reading.head
    declared = (
        reading.structured.first_text("inLanguage")
        or head.language
        or head.first("content-language", "og:locale")
    )
    language = language_tag(declared)
    if language is None:
        language = guess_language(f"{article.headline}\n{article.body}")
    return reading.with_article(language=language)


def read_dateline(reading: Reading) -> Reading:
    """Fill in the dateline, taken off the first paragraph, and the agency whose text this is."""
    article = reading.article
    blocks = list(article.blocks)
    at = next((n for n, b in enumerate(blocks) if b.kind == "paragraph"), None)
    dateline, agency = None, None
    if at is not None:
        dateline, agency, rest = split_dateline(blocks[at].text)
        if rest:
            blocks[at] = Block(kind="paragraph", text=rest)
        agency = agency or agency_at_end(blocks[-1].text)
    agency = agency or next((a for a in map(known_agency, article.authors) if a), None)
    return reading.with_article(dateline=dateline, agency=agency, blocks=tuple(blocks))


def read_updates(reading: Reading) -> Reading:
    """Gather the posts of a live blog."""
    return reading.with_article(blocks=gather_updates(reading.article.blocks, reading.structured))


def read_pictures(reading: Reading) -> Reading:
    """Fill in the picture that leads the article."""
    captions = [b.text for b in reading.article.blocks if b.kind == "caption"]
    return reading.with_article(image=lead_picture(reading.head, reading.structured, reading.url, captions))


def read_gate(reading: Reading) -> Reading:
    """Fill in whether part of the article is held back."""
    letters = sum(c.isalnum() for c in reading.article.body)
    lines = (line.text for line in reading.lines if line.index not in reading.taken)
    return reading.with_article(paywalled=is_paywalled(reading.head, reading.structured, lines, letters))


def read_signals(reading: Reading) -> Reading:
    """Fill in what the page says to machines about what may be done with it."""
    return reading.with_article(signals=page_signals(reading.head, reading.structured))


STAGES: tuple[Stage, ...] = (
    read_headline,
    read_people,
    read_moments,
    read_declarations,
    read_body,
    read_lines_around,
    read_title,
    read_dateline,
    read_updates,
    read_language,
    read_pictures,
    read_gate,
    read_signals,
)
