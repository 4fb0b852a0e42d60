"""Home page -> its articles in page order, without navigation, footers and advertising."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsstand.extract.front_page.addresses import folders_of, is_article, may_be_article
from newsstand.extract.front_page.headlines import (
    HEADINGS,
    SIZE_OF_A_PICTURE,
    Line,
    card_of,
    has_picture,
    is_paid,
    line_beside,
    line_in,
    says_nothing,
)
from newsstand.extract.headline import fold
from newsstand.extract.source import decode_page, parse_page
from newsstand.text.urls import host_of, join_url, normalise_url, registrable_domain

MOST_LINKS = 500
MOST_TEASERS = 8
LABEL_FOR = 3
"""A text that links to so many articles is a label ("comments on this article") and no headline."""
_ELSEWHERE = frozenset({"nav", "footer", "form", "noscript", "template", "dialog", "menu"})
_MENUS = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navigation|navbar|menu|menue|footer|breadcrumb|breadcrumbs|cookie|consent|login|subnav|sitemap|flyout|offcanvas|"
    r"anzeige|werbung|advert|advertisement|ad|ads|sponsored|taboola|outbrain|plista|promo|shop|gutscheine?|services?)(?=$|[\s_-])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPageLink:
    """An article on a front page: place 1 is the first from the top; size is relative to the largest, 0 to 1."""

    url: str
    headline: str
    place: int
    size: float


@dataclass(slots=True)
class _Shown:
    """An article as the page shows it: the links to it, which of the page's first names or pictures it, its lines."""

    url: str
    first: int
    shown: int | None = None
    links: list[HtmlElement] = field(default_factory=list)
    lines: list[tuple[str, Line]] = field(default_factory=list)
    pictured: bool = False

    @property
    def size(self) -> float:
        """As set: of its largest headline, and more with a picture."""
        return max(line.size for _, line in self.lines) + SIZE_OF_A_PICTURE * self.pictured


def read_front_page(page: bytes | str, *, url: str, charset: str | None = None) -> tuple[FrontPageLink, ...]:
    """The articles that a home page links to, in page order, each once; no navigation, footer or advertising.

    url: the home page's own address; links to other sites are left out
    Raises PageUnreadable as `extract` does.
    """
    articles = []
    for shown in _shown_on(parse_page(decode_page(page, charset)), url):
        address, best = max(shown.lines, key=lambda each: (each[1].rank, len(each[1].text)))
        articles.append((address, best.text, shown.size))
    largest = max((size for _, _, size in articles), default=1.0)
    return tuple(
        FrontPageLink(url=address, headline=headline, place=place, size=round(size / largest, 3))
        for place, (address, headline, size) in enumerate(articles[:MOST_LINKS], 1)
    )


def _shown_on(tree: HtmlElement, url: str) -> list[_Shown]:
    """What the page shows of each article of the same site, in page order."""
    links = _links_of(tree, url)
    home = registrable_domain(url) or host_of(url)
    keys = {link: normalise_url(address) or address for link, address in links}
    folders = folders_of(address for _, address in links)
    found: dict[str, _Shown] = {}
    outside: dict[HtmlElement, bool] = {}
    for number, (link, address) in enumerate(links):
        if not is_article(address, home, url) and not (
            may_be_article(address, home, url, folders) and _heads_an_article(link)
        ):
            continue
        key = keys[link]
        if (key not in found and len(found) >= 2 * MOST_LINKS) or _stands_outside(link, outside):
            continue
        shown = found.setdefault(key, _Shown(address, number))
        line = line_in(link)
        if shown.shown is None and (line or says_nothing(link)):
            shown.shown = number
        if len(shown.links) < MOST_TEASERS:
            shown.links.append(link)
            shown.lines += [(address, line)] if line else []
    _name(found.values(), keys)
    return sorted(
        (s for s in found.values() if s.lines), key=lambda s: s.first if s.shown is None else s.shown
    )


def _name(found: Collection[_Shown], keys: dict[HtmlElement, str]) -> None:
    """Leave each article the lines that name it; none where they are labels, or where its place was paid for."""
    shared = Counter(text for shown in found for text in {fold(line.text) for _, line in shown.lines})
    for shown in found:
        shown.lines = [(a, line) for a, line in shown.lines if shared[fold(line.text)] < LABEL_FOR]
        cards = [card_of(link, keys) for link in shown.links]
        shown.pictured = any(map(has_picture, cards))
        if any(map(is_paid, cards)):
            shown.lines = []
        elif not shown.lines:
            shown.lines = [(shown.url, line) for line in map(line_beside, cards) if line]


def _links_of(tree: HtmlElement, url: str) -> list[tuple[HtmlElement, str]]:
    base = tree.find(".//base")
    origin = (join_url(url, base.get("href") or "") if base is not None else None) or url
    joined = ((link, join_url(origin, link.get("href") or "")) for link in tree.iter("a"))
    return [(link, address) for link, address in joined if address is not None]


def _heads_an_article(link: HtmlElement) -> bool:
    """The link is the heading of an article's teaser, as the page itself marks it up."""
    around = [a.tag for _, a in zip(range(6), link.iterancestors(), strict=False)]
    return "article" in around and (
        any(tag in HEADINGS for tag in around) or next(link.iter(*HEADINGS), None) is not None
    )


def _stands_outside(link: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """The link stands in navigation, a footer or advertising."""
    path = []
    answer = False
    for element in link.iterancestors():
        if element in known:
            answer = known[element]
            break
        path.append(element)
        if element.tag in ("body", "html", "main"):
            break
    for element in reversed(path):
        answer = (
            answer
            or element.tag in _ELSEWHERE
            or (element.tag != "body" and bool(_MENUS.search(_names(element))))
        )
        known[element] = answer
    return answer


def _names(element: HtmlElement) -> str:
    return " ".join(filter(None, (element.get(n) for n in ("class", "id", "role"))))[:300].lower()
