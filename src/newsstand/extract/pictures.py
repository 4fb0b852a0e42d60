"""An article's pictures: the one it leads with, and what its caption says of who took it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsstand.extract.meta import Head
from newsstand.extract.structured import Structured, texts_of
from newsstand.model import Picture
from newsstand.text.urls import join_url

LONGEST_CREDIT = 90

_LABEL = (
    r"(?:photos?|photographs?|pictures?|images?|credits?|foto|fotos|bild|bilder|crédits?|créditos?|imagen|фото|kredit|quelle|source"
    r"|photo credit|image credit|photo by|image by|foto von|photo de|foto de|copyright)"
)
_BRACKETED = re.compile(
    r"[(\[]\s*(?:" + _LABEL + r"\s*[:：]?\s*)?([^()\[\]]{2,90})[)\]]\s*\.?\s*$", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?:^|[\s.|/(–—-])" + _LABEL + r"\s*[:：©]\s*([^\n]{2,90}?)\s*[)\]]?\s*$", re.IGNORECASE
)
_BY = re.compile(
    r"(?:^|[.|]\s*)(?:photo|image|picture|foto)s?\s+(?:by|von|de|courtesy of)\s+([^\n]{2,90}?)\s*$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"©\s*([^\n]{2,90}?)\s*$")
_AGENCIES = re.compile(
    r"\b(?:getty|reuters|afp|ap|associated press|dpa|epa|efe|pa|alamy|shutterstock|istock|imago|picture alliance|afp via getty images|"
    r"bloomberg|scanpix|ansa|apa|keystone|tass|xinhua|nurphoto|anadolu|unsplash|pexels|handout|file|images?)\b",
    re.IGNORECASE,
)


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption without its credit, and the credit: "… in Washington (Getty Images)" has "Getty Images"."""
    for pattern in (_LABELLED, _BY, _SIGN):
        if match := pattern.search(caption):
            return caption[: match.start()].strip(" .|–—-(") or caption, match[1].strip(" .")
    if (match := _BRACKETED.search(caption)) and (
        _AGENCIES.search(match[1]) or re.match(r"[(\[]\s*" + _LABEL, match[0], re.IGNORECASE)
    ):
        return caption[: match.start()].strip() or caption, match[1].strip(" .")
    return caption, None


def lead_picture(head: Head, structured: Structured, base: str | None, captions: list[str]) -> Picture | None:
    """The picture that the page declares for the article, with the caption that stands first in it."""
    for url, declared, declared_credit in _declared(head, structured):
        if address := join_url(base, url):
            text = declared or next(iter(captions), None)
            caption, credit = split_credit(text) if text else (None, None)
            alt = head.first("og:image:alt", "twitter:image:alt")
            return Picture(url=address, caption=caption, credit=declared_credit or credit, alt=alt)
    return None


def _declared(head: Head, structured: Structured) -> Iterator[tuple[str, str | None, str | None]]:
    for article in structured.articles[:2]:
        for key in ("image", "thumbnailUrl"):
            value = article.get(key)
            for item in (value if isinstance(value, list) else [value])[:3]:
                yield from _image(structured.follow(item))
    for value in head.all(
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
        "itemprop:image",
    ):
        yield value, None, None


def _image(node: Any) -> Iterator[tuple[str, str | None, str | None]]:
    if isinstance(node, str) and node.strip():
        yield node.strip(), None, None
    elif isinstance(node, dict):
        url = next((u for key in ("url", "contentUrl", "@id") for u in texts_of(node.get(key))), None)
        if url:
            caption = next(texts_of(node.get("caption")), None)
            credit = next(
                (
                    t
                    for key in ("creditText", "copyrightHolder", "author", "creator")
                    for t in texts_of(node.get(key))
                ),
                None,
            )
            yield url, caption, credit
