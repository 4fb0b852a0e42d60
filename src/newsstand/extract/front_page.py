"""A publisher's home page, observed: which articles it shows, in which order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsstand.extract.headline import fold, line_of
from newsstand.extract.source import decode_page, parse_page
from newsstand.text.urls import host_of, join_url, normalise_url, registrable_domain

MOST_LINKS = 500
LONGEST_HEADLINE = 300
FEWEST_LETTERS = 15
"""Letters of a headline, one of a script that writes without spaces counted as three; "Mehr" and "Sport" have fewer."""

_SIZES = {"h1": 1.0, "h2": 0.8, "h3": 0.6, "h4": 0.45, "h5": 0.35, "h6": 0.3}
SIZE_WITHOUT_HEADING = 0.3
LABEL_FOR = 3
"""A text that links to so many articles is a label ("comments on this article") and no headline."""
_ELSEWHERE = frozenset({"nav", "footer", "form", "noscript", "template", "dialog", "menu"})
_MENUS = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navigation|navbar|menu|menue|footer|breadcrumb|breadcrumbs|cookie|consent|login|subnav|sitemap|flyout|offcanvas|"
    r"anzeige|werbung|advert|advertisement|ad|ads|sponsored|taboola|outbrain|plista|promo|shop|gutscheine?|services?)(?=$|[\s_-])"
)
# What the path of an article has and that of a section lacks: a number, a date, or a name of several words.
_ARTICLE_PATH = re.compile(
    r"\d{5,}|/(?:19|20)\d{2}/\d{1,2}(?:/|$)|(?:19|20)\d{2}-\d{2}-\d{2}|[^/-]+(?:-[^/-]+){3,}|[^/_]+(?:_[^/_]+){3,}"
    r"|/(?:article|artikel|story|news|id)[-_/]?[a-z]*\d+|[0-9a-f]{16,}|%[0-9a-f]{2}.*-.*-"
)
_NO_ARTICLE = re.compile(
    r"^/(?:$|(?:login|logout|registrier\w*|register|signin|sign-in|signup|subscribe|abo|abos|abonnement\w*|newsletter\w*|impressum|datenschutz\w*|"
    r"kontakt|contact|about|agb|privacy\w*|terms\w*|hilfe|help|suche|search|tag|tags|thema|themen|topic|topics|autor|autoren|author|authors|"
    r"podcast|podcasts|spiele|games|wetter|weather|tv-programm|shop|jobs|karriere|careers|mediadaten|rss|sitemap|archiv|archive|epaper|e-paper|"
    r"kreuzwort\w*|raetsel|sudoku|horoskop\w*|boerse|lotto|gutscheine?|vergleich\w*|partner|services?)(?:[/.?-]|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPageLink:
    """An article on a front page: place 1 is the first from the top; size is relative to the largest, 0 to 1."""

    url: str
    headline: str
    place: int
    size: float


@dataclass(frozen=True, slots=True)
class _Sighting:
    url: str
    headline: str
    weight: float
    named_by_heading: bool


def read_front_page(page: bytes | str, *, url: str, charset: str | None = None) -> tuple[FrontPageLink, ...]:
    """The articles that a home page links to, in page order, each once; no navigation, footer or advertising.

    url: the home page's own address; links to other sites are left out
    Raises PageUnreadable as `extract` does.
    """
    found = _sightings(parse_page(decode_page(page, charset)), url)
    shared = Counter(text for seen in found.values() for text in {fold(s.headline) for s in seen})
    articles = []
    for seen in found.values():
        named = [s for s in seen if shared[fold(s.headline)] < LABEL_FOR]
        if named:
            best = max(named, key=lambda s: (s.named_by_heading, len(s.headline)))
            articles.append((best.url, best.headline, max(s.weight for s in seen)))
    largest = max((weight for _, _, weight in articles), default=1.0)
    return tuple(
        FrontPageLink(url=address, headline=headline, place=place, size=round(weight / largest, 3))
        for place, (address, headline, weight) in enumerate(articles[:MOST_LINKS], 1)
    )


def _sightings(tree: HtmlElement, url: str) -> dict[str, list[_Sighting]]:
    """All links to each article of the same site, articles in the order of their first link."""
    base = tree.find(".//base")
    origin = (join_url(url, base.get("href") or "") if base is not None else None) or url
    home = registrable_domain(url) or host_of(url)
    found: dict[str, list[_Sighting]] = {}
    outside: dict[HtmlElement, bool] = {}
    for link in tree.iter("a"):
        address = join_url(origin, link.get("href") or "")
        if address is None or not _is_article(address, home, url) or _stands_outside(link, outside):
            continue
        headline, weight, by_heading = _headline_of(link)
        key = normalise_url(address) or address
        if headline and (key in found or len(found) < 2 * MOST_LINKS):
            found.setdefault(key, []).append(_Sighting(address, headline, weight, by_heading))
    return found


def _is_article(address: str, home: str | None, own: str) -> bool:
    parts = urlsplit(address)
    if (registrable_domain(address) or host_of(address)) != home:
        return False
    if _NO_ARTICLE.match(parts.path) or parts.path.rstrip("/") == urlsplit(own).path.rstrip("/"):
        return False
    return bool(
        _ARTICLE_PATH.search(parts.path.lower())
        or re.search(r"(?:^|[?&])(?:id|p|article|aid)=\d{3,}", parts.query)
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


def _headline_of(link: HtmlElement) -> tuple[str, float, bool]:
    """The headline that a link carries, how large it is set, and whether a heading says so; "" where it has none."""
    heading = next(link.iter(*_SIZES), None)
    if heading is None:
        above = next(
            (a for _, a in zip(range(4), link.iterancestors(), strict=False) if a.tag in _SIZES), None
        )
        heading = link if above is not None else None
        size = _SIZES[above.tag] if above is not None else SIZE_WITHOUT_HEADING
    else:
        size = _SIZES[heading.tag]
    if next(link.iter("img", "picture"), None) is not None:
        size += 0.1
    texts = (
        line_of(heading) if heading is not None else "",
        line_of(link),
        link.get("title"),
        link.get("aria-label"),
    )
    for text in (" ".join((t or "").split()) for t in texts):
        if _is_headline(text):
            return text[:LONGEST_HEADLINE], size, heading is not None
    return "", size, False


def _is_headline(text: str) -> bool:
    letters = sum(3 if c >= "\u2e80" else 1 for c in fold(text))
    return letters >= FEWEST_LETTERS and (" " in text or text[:1] >= "\u2e80")
