"""What extraction makes of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from newsstand.model.terms import Signal

BlockKind = Literal["paragraph", "subhead", "quote", "list", "table", "caption", "embed", "update"]
BODY_KINDS: frozenset[BlockKind] = frozenset({"paragraph", "subhead", "quote", "list", "table", "update"})

DiscardReason = Literal["not_an_article", "too_short", "gone", "unreadable", "too_large", "too_slow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One typed piece of an article, in reading order.

    text: plain text; one item a line in a list, one row a line (cells parted by " | ") in a table
    posted_at: when a live blog's post ("update") appeared, where the page says so
    """

    kind: BlockKind
    text: str
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where an article was filed from: "SEOUL, South Korea", with the agency that stands beside it, if any."""

    place: str
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture by its address; never its bytes."""

    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article read clean off its page.

    published, updated: aware datetime with the page's own offset, or a bare date where the page gives no more
    overline:  the short line above the headline
    publisher: the title's name as the page gives it
    agency:    the wire whose text this is, where it is credited
    links:     absolute addresses that the body links to, in order, without repeats
    signals:   what the page says to machines about what may be done with it, as far as it forbids something
    Title, standfirst and captions are not part of `body`.
    """

    url: str | None
    canonical_url: str | None = None
    publisher: str | None = None
    language: str | None = None
    overline: str | None = None
    headline: str
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    dateline: Dateline | None = None
    published: datetime | date | None = None
    updated: datetime | date | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    agency: str | None = None
    paywalled: bool = False
    blocks: tuple[Block, ...] = ()
    links: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def body(self) -> str:
        """Paragraphs, subheads, quotes, lists, tables and updates, one blank line between blocks."""
        return "\n\n".join(b.text for b in self.blocks if b.kind in BODY_KINDS)

    @property
    def words(self) -> int:
        """How many words the body has, parted by white space."""
        return len(self.body.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """A page from which no article was made, and why.

    head: what the page says of itself all the same (headline, dates, picture), without a block; None where unread
    """

    reason: DiscardReason
    detail: str = ""
    head: Article | None = None
