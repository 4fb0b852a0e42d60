"""What a page says of itself for machines: JSON-LD, however broken, as plain nodes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml.html import HtmlElement

Node = dict[str, Any]

ARTICLE_TYPES = frozenset(
    """
    newsarticle article reportagenewsarticle opinionnewsarticle analysisnewsarticle backgroundnewsarticle
    reviewnewsarticle askpublicnewsarticle liveblogposting blogposting socialmediaposting techarticle report
    satiricalarticle advertisercontentarticle scholarlyarticle discussionforumposting
    """.split()  # noqa: SIM905
)
MOST_NODES = 5_000
LARGEST_SCRIPT = 3_000_000

_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s{0,99}[}\]])")
_MISSING_COMMA = re.compile(r"(\}\s{0,99})(?=\{)")
_RAW_FIELD = re.compile(
    r'"(headline|name|datePublished|dateModified|description|articleBody|articleSection|inLanguage|isAccessibleForFree)"'
    r'\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,200000})"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured:
    """The nodes of all JSON-LD on a page, in order, and those among them that describe an article."""

    nodes: tuple[Node, ...] = ()
    articles: tuple[Node, ...] = ()
    by_id: dict[str, Node] = field(default_factory=dict)

    def follow(self, value: Any) -> Any:
        """The node that `{"@id": …}` stands for, or the value itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value

    def first_text(self, *names: str) -> str | None:
        """The first non-empty text under one of these names in an article node; names before nodes."""
        for name in names:
            for node in self.articles:
                for text in texts_of(node.get(name)):
                    return text
        return None


def read_structured(tree: HtmlElement) -> Structured:
    """All JSON-LD of the page; what cannot be repaired is left out."""
    nodes: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for value in load_json(script.text or ""):
                nodes.extend(_walk(value))
                if len(nodes) > MOST_NODES:
                    break
    nodes = nodes[:MOST_NODES]
    by_id: dict[str, Node] = {}
    for node in nodes:
        id_ = node.get("@id")
        if isinstance(id_, str) and len(node) > len(by_id.get(id_, ())):
            by_id[id_] = node
    articles = sorted((n for n in nodes if is_article(n)), key=_weight, reverse=True)
    return Structured(nodes=tuple(nodes), articles=tuple(articles), by_id=by_id)


def types_of(node: Node) -> frozenset[str]:
    """The node's types in lower case, without their namespace."""
    types = node.get("@type")
    found = types if isinstance(types, list) else [types]
    return frozenset(t.rpartition("/")[2].rpartition(":")[2].lower() for t in found if isinstance(t, str))


def is_article(node: Node) -> bool:
    """The node describes an article and is more than a reference or a list entry."""
    return bool(types_of(node) & ARTICLE_TYPES) and any(
        node.get(name) for name in ("headline", "name", "datePublished", "articleBody", "author")
    )


def texts_of(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts of a value: itself, its items, or its name; entities read, white space folded."""
    if depth > 4:
        return
    if isinstance(value, str):
        text = " ".join(unescape(unescape(value)).split())
        if text:
            yield text
    elif isinstance(value, list):
        for item in value[:100]:
            yield from texts_of(item, depth + 1)
    elif isinstance(value, dict):
        yield from texts_of(value.get("name") or value.get("@value") or value.get("headline"), depth + 1)


def load_json(text: str) -> Iterator[Any]:
    """The JSON values of a script: as they stand, else repaired, else the fields that can be picked out."""
    text = text.strip()
    if not text or len(text) > LARGEST_SCRIPT:
        return
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    repaired = _TRAILING_COMMA.sub(r"\1", bare)
    unescaped = unescape(repaired) if "&quot;" in repaired else ""
    for attempt in (bare, repaired, unescaped, "[" + _MISSING_COMMA.sub(r"\1,", repaired) + "]"):
        if not attempt:
            continue
        try:
            yield json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return
    picked: Node = {}
    for match in _RAW_FIELD.finditer(bare):
        try:
            picked.setdefault(match[1], json.loads(f'"{match[2]}"', strict=False))
        except ValueError:
            continue
    if "headline" in picked or "datePublished" in picked:
        yield {"@type": "NewsArticle", **picked}


def _walk(value: Any) -> Iterator[Node]:
    """Every node of a value, outer before inner, without recursion."""
    waiting = [(value, 0)]
    seen = 0
    while waiting and seen < MOST_NODES:
        item, depth = waiting.pop()
        seen += 1
        if isinstance(item, list) and depth < 12:
            waiting.extend((i, depth + 1) for i in reversed(item[:500]))
        elif isinstance(item, dict):
            if "@type" in item or depth == 0:
                yield item
            if depth < 12:
                inner = [v for k, v in item.items() if isinstance(v, dict | list) and k not in _NOT_INSIDE]
                waiting.extend((i, depth + 1) for i in reversed(inner))


_NOT_INSIDE = frozenset(
    {
        "itemListElement",
        "isRelatedTo",
        "relatedLink",
        "citation",
        "comment",
        "review",
        "hasPart",
        "liveBlogUpdate",
    }
)


def _weight(node: Node) -> int:
    """How much a node says of the page's own article: teasers of other articles have fewer fields."""
    says = sum(
        bool(node.get(name))
        for name in (
            "headline",
            "datePublished",
            "author",
            "publisher",
            "mainEntityOfPage",
            "articleBody",
            "description",
        )
    )
    return says + (1 if types_of(node) & {"newsarticle", "liveblogposting", "reportagenewsarticle"} else 0)
