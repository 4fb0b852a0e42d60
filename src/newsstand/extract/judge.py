"""Page in, article or a reason out."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from newsstand.extract.reading import Reading
from newsstand.extract.stages import STAGES, open_page
from newsstand.extract.structured import types_of
from newsstand.model import BODY_KINDS, Article, Discarded

SHORTEST_BODY = 140
"""Letters; the shortest reports, two sentences of a wire, have about 200."""
SHORTEST_DECLARED_BODY = 60
"""Letters, where the page itself says that it is an article: a flash of one sentence."""
DENSE_LETTER = 3
"""A sign of Chinese, Japanese or Korean writing says as much as so many letters."""

_LISTING_TYPES = frozenset({"collectionpage", "searchresultspage", "itemlist", "profilepage", "contactpage"})
_NOT_FOUND = re.compile(
    r"\b404\b|page not found|not found|seite nicht gefunden|page introuvable|página no encontrada|pagina non trovata"
    r"|страница не найдена|ページが見つかりません|页面不存在|access denied|just a moment|attention required|are you a robot",
    re.IGNORECASE,
)


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
    verdict = judge(reading)
    if isinstance(verdict, Discarded):
        return replace(verdict, head=replace(reading.article, blocks=(), links=()))
    return verdict


def judge(reading: Reading) -> Article | Discarded:
    """The article, or the reason why what was read is none."""
    article = reading.article
    letters = letters_of(article.body)
    running = sum(letters_of(b.text) for b in article.blocks if b.kind in BODY_KINDS and len(b.text) >= 60)
    declares = says_article(reading)
    if _NOT_FOUND.search(article.headline) and letters < 1500 and not declares:
        return Discarded(
            reason="not_an_article", detail="the page says that there is nothing at this address"
        )
    if not declares and _is_listing(reading, running):
        return Discarded(reason="not_an_article", detail="the page lists articles and is none itself")
    if letters < (SHORTEST_DECLARED_BODY if declares else SHORTEST_BODY):
        if not declares and not article.published:
            return Discarded(reason="not_an_article", detail="the page has no text that could be an article")
        return Discarded(reason="too_short", detail=f"the text has only {letters} letters")
    if not article.headline:
        return Discarded(reason="not_an_article", detail="the page has a text but no headline")
    return article


def letters_of(text: str) -> int:
    """Letters and digits, one of a script that writes without spaces counted as three."""
    return sum(DENSE_LETTER if c >= "\u2e80" else 1 for c in text if c.isalnum())


def says_article(reading: Reading) -> bool:
    """The page declares itself to be an article."""
    if (reading.head.first("og:type") or "").lower() in ("article", "news", "newsarticle"):
        return not _is_home(reading)
    return bool(reading.structured.articles) and not _is_home(reading)


def _is_home(reading: Reading) -> bool:
    address = reading.url or reading.article.canonical_url
    return bool(address) and urlsplit(address or "").path.strip("/") in (
        "",
        "index.html",
        "index.php",
        "home",
    )


def _is_listing(reading: Reading, running: int) -> bool:
    """The page is a home or section page: it says so, or is mostly headlines that are links."""
    kinds = frozenset(k for node in reading.structured.nodes[:50] for k in types_of(node))
    linked = sum(1 for line in reading.lines if line.links > 0.85 and len(line.fold) >= 25)
    if _is_home(reading) and (linked >= 8 or running < 1500):
        return True
    if kinds & _LISTING_TYPES and not reading.structured.articles and running < 1500:
        return True
    paragraphs = sum(1 for b in reading.article.blocks if b.kind == "paragraph" and len(b.text) >= 80)
    return linked >= 25 and paragraphs < 3 and running < 900
