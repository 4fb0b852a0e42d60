"""What a page says of itself in its head, its links and its microdata."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

RSL = "application/rsl+xml"
_PARTS = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The page's meta values by lower-case name (in page order), `<title>`, links by relation, and `lang`.

    licences: addresses of RSL licences that it links to
    """

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    title: str | None = None
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    language: str | None = None
    licences: tuple[str, ...] = ()

    def first(self, *names: str) -> str | None:
        """The first value of the first of these names that the page gives."""
        for name in names:
            if found := self.values.get(name):
                return found[0]
        return None

    def all(self, *names: str) -> tuple[str, ...]:
        """All values of these names, without repeats."""
        return tuple(dict.fromkeys(v for name in names for v in self.values.get(name, ())))


def read_head(tree: HtmlElement) -> Head:
    """The page's own declarations; values are folded to one line."""
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in _PARTS.split((meta.get(attribute) or "").strip().lower())[:4]:
                if name:
                    values.setdefault(f"itemprop:{name}" if attribute == "itemprop" else name, []).append(
                        content
                    )
    links: dict[str, list[str]] = {}
    licences: list[str] = []
    for link in tree.iter("link"):
        href = (link.get("href") or "").strip()
        for relation in (link.get("rel") or "").lower().split():
            if href:
                links.setdefault(relation, []).append(href)
                if relation == "license" and (link.get("type") or "").lower().strip() == RSL:
                    licences.append(href)
    titles = [" ".join(t.text_content().split()) for t in tree.iter("title") if not _inside_svg(t)]
    return Head(
        values={k: tuple(dict.fromkeys(v)) for k, v in values.items()},
        title=next((t for t in titles if t), None),
        links={k: tuple(v) for k, v in links.items()},
        language=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or tree.get("xml:lang"),
        licences=tuple(licences[:3]),
    )


def _inside_svg(element: HtmlElement) -> bool:
    return any(a.tag == "svg" for a in element.iterancestors())
