"""What a page says of an article to machines, in the words of schema.org: no more of it than the page shows."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString

from newsstand.web.selectors.article_page import ShownArticle

BEHIND_THE_GATE = ".gated"
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def news_article(shown: ShownArticle, original: str) -> dict[str, Any]:
    """A NewsArticle that stands at its title's own address; gated parts are named as search engines ask."""
    row = shown.row
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shown.part.headline,
        "description": shown.part.standfirst,
        "datePublished": row.published_at.isoformat(),
        "dateModified": row.updated_at.isoformat() if row.updated_at else "",
        "inLanguage": row.language,
        "author": [{"@type": "Person", "name": name} for name in row.authors if isinstance(name, str)],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": row.publisher.name,
            "url": row.publisher.home_page,
        },
        "mainEntityOfPage": original,
        "url": original,
    }
    if shown.allowed.has_gate:
        said["isAccessibleForFree"] = False
        said["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": BEHIND_THE_GATE,
        }
    return {name: value for name, value in said.items() if value not in ("", [])}


def data_block(said: dict[str, Any]) -> SafeString:
    """JSON as it may stand in a script element: nothing in it ends the element."""
    return SafeString(json.dumps(said, ensure_ascii=False).translate(_ESCAPED))
