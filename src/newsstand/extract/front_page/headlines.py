"""What a link on a home page says: the headline that it carries, how large it is set, whether it was paid for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsstand.extract.headline import fold, line_of

LONGEST_HEADLINE = 300
FEWEST_LETTERS = 15
"""Letters of a headline, one of a script that writes without spaces counted as three; "Mehr" and "Sport" have fewer."""
FEWEST_IN_HEADING = 8
"""What is set as a heading may be shorter."""
SIZE_WITHOUT_HEADING = 0.3
SIZE_OF_A_PICTURE = 0.1
CARD = 6
"""So many elements around a link may belong to the same teaser."""

HEADINGS = {"h1": 1.0, "h2": 0.8, "h3": 0.6, "h4": 0.45, "h5": 0.35, "h6": 0.3}
_PAID = frozenset(
    """
    ad advertisement advertorial annons annonce anzeige contenidopatrocinado contenusponsorisé gesponsert
    gesponserterinhalt paidcontent paidpost partnercontent patrocinado promoted publicidad publicité
    publireportage reklame sponsored sponsoredcontent sponsoredpost sponsrad werbung
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Line:
    """A headline; size as set, 1 for the largest heading; rank 2 is a heading, 1 text, 0 what only attributes say."""

    text: str
    size: float
    rank: int


def line_in(link: HtmlElement) -> Line | None:
    """The headline that a link carries or stands in, or None."""
    heading = _heading_of(link)
    size = HEADINGS[heading.tag] if heading is not None else SIZE_WITHOUT_HEADING
    spoken = [link.get("title"), link.get("aria-label")]
    if says_nothing(link):
        spoken += [image.get("alt") for image in islice(link.iter("img"), 3)]
    texts = [
        (
            line_of(link if heading in set(link.iterancestors()) else heading) if heading is not None else "",
            2,
        ),
        (line_of(link), 1),
        *((text or "", 0) for text in spoken),
    ]
    for text, rank in ((" ".join(text.split()), rank) for text, rank in texts):
        if is_headline(text, FEWEST_IN_HEADING if rank == 2 else FEWEST_LETTERS):
            return Line(text[:LONGEST_HEADLINE], size, rank)
    return None


def _heading_of(link: HtmlElement) -> HtmlElement | None:
    """The largest heading in a link, of equals the longest, for the short line above a headline may be one too."""
    within = list(islice(link.iter(*HEADINGS), 4))
    if within:
        return max(within, key=lambda h: (HEADINGS[h.tag], len(line_of(h))))
    return next((a for a in islice(link.iterancestors(), 4) if a.tag in HEADINGS), None)


def line_beside(card: HtmlElement) -> Line | None:
    """The one heading of a teaser, for a link that only says "read more"."""
    found = list(islice(card.iter(*HEADINGS), 2))
    text = line_of(found[0]) if found else ""
    if len(found) == 1 and is_headline(text, FEWEST_IN_HEADING):
        return Line(text[:LONGEST_HEADLINE], HEADINGS[found[0].tag], 2)
    return None


def card_of(link: HtmlElement, keys: dict[HtmlElement, str]) -> HtmlElement:
    """The largest element near a link in which all links have the same key: its teaser."""
    card = link
    for around in islice(link.iterancestors(), CARD):
        if around.tag in ("body", "main", "html") or any(
            keys.get(other, keys[link]) != keys[link] for other in around.iter("a")
        ):
            break
        card = around
    return card


def has_picture(card: HtmlElement) -> bool:
    """A teaser shows a picture, be it inside its link or beside it."""
    return next(card.iter("img", "picture"), None) is not None


def is_paid(card: HtmlElement) -> bool:
    """One of the first words of a teaser says that someone paid for it."""
    return any(fold(text) in _PAID for text in islice(_texts(card), 4))


def says_nothing(link: HtmlElement) -> bool:
    """The link has no words: it is a picture, or laid over a teaser."""
    return next(_texts(link), None) is None


def is_headline(text: str, fewest: int = FEWEST_LETTERS) -> bool:
    """Long enough for a headline, of more than one word, and no address."""
    letters = sum(3 if c >= "\u2e80" else 1 for c in fold(text))
    return letters >= fewest and (" " in text or text[:1] >= "\u2e80") and "://" not in text


def _texts(element: HtmlElement) -> Iterator[str]:
    pieces: Iterable[str] = (
        node.text
        for node in element.iter()
        if node.text
        and isinstance(node.tag, str)
        and node.tag not in ("script", "style", "noscript", "template")
    )
    return (text for text in pieces if fold(text))
