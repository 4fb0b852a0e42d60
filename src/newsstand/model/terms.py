"""What a title agreed to, what its pages say to machines, who asks, and what they may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from newsstand.model.publisher import Terms

DEFAULT_EXTRACT_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What a title lets us do with its articles; as it stands for a title that never agreed to anything.

    level:         full, extract, headline or none
    extract_words: of an extract, counted over standfirst and body together
    extract_characters: of an extract at most, as a page's `max-snippet` bounds it; None: only the words do
    may_summarise: whether a brief may rest on its articles
    quote_share:   the share of an article's body that all briefs together may quote to the letter, 0 to 1
    shows_pictures: whether its pictures may be shown
    territories:   ISO 3166-1 alpha-2 countries where its articles may be shown; empty: everywhere
    embargo:       how long after publication nothing but the headline is shown
    expires_after: how long after publication nothing but the headline is shown any more; None: never
    is_agreed:     False for the default of titles without an agreement
    """

    level: Terms = Terms.EXTRACT
    extract_words: int = DEFAULT_EXTRACT_WORDS
    extract_characters: int | None = None
    may_summarise: bool = True
    quote_share: float = 0.1
    shows_pictures: bool = False
    territories: frozenset[str] = frozenset()
    embargo: timedelta = timedelta()
    expires_after: timedelta | None = None
    is_agreed: bool = False

    def __post_init__(self) -> None:
        """Refuse impossible values."""
        if not 0 <= self.extract_words <= 10_000:
            raise ValueError("extract_words is from 0 to 10,000")
        if not 0 <= self.quote_share <= 1:
            raise ValueError("quote_share is from 0 to 1")
        if self.embargo < timedelta() or (
            self.expires_after is not None and self.expires_after <= timedelta()
        ):
            raise ValueError("embargo and expiry are lengths of time")


SignalKind = Literal[
    "robots",  # robots.txt shuts our agent out
    "robots_ai",  # robots.txt shuts out agents that answer and summarise
    "content_signal",  # `Content-Signal:` of robots.txt
    "content_usage",  # `Content-Usage:` of robots.txt or of an answer's headers
    "tdmrep",
    "rsl",
    "noai",
    "noarchive",
    "nosnippet",
    "max_snippet",
    "nopicture",
    "is_free",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing that a title's site or page says to machines; `value` as it says it, where there is more than the kind."""

    kind: SignalKind
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a title's site or page says to machines, as it was last seen. None where it says nothing.

    allows_robot:   robots.txt lets our agent fetch the page
    allows_ai:      False where robots.txt, RSL or a meta tag shuts out automated summaries
    reserves_mining: TDMRep: text and data mining is reserved
    licence:        the address of an RSL licence
    forbids_archive: `noarchive`
    forbids_snippet: `nosnippet`, or `max-snippet:0`
    most_snippet:   `max-snippet:N`, characters
    forbids_picture: `max-image-preview:none` or `noimageindex`
    is_free:        schema.org `isAccessibleForFree`
    """

    allows_robot: bool | None = None
    allows_ai: bool | None = None
    reserves_mining: bool | None = None
    licence: str = ""
    forbids_archive: bool = False
    forbids_snippet: bool = False
    most_snippet: int | None = None
    forbids_picture: bool = False
    is_free: bool | None = None


class MemberState(StrEnum):
    """Where a reader stands with their membership."""

    VISITOR = "visitor"  # nobody has signed in
    TRIAL = "trial"
    ACTIVE = "active"
    CANCELLING = "cancelling"  # reads until the period that was paid ends
    GRACE = "grace"  # a payment failed: reads, and is reminded
    PAUSED = "paused"
    ENDED = "ended"  # a trial or a membership is over

    @property
    def may_read(self) -> bool:
        """Whether whole articles are open."""
        return self in (MemberState.TRIAL, MemberState.ACTIVE, MemberState.CANCELLING, MemberState.GRACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks to be shown an article, as far as that decides anything.

    is_alone:  the owner of an instance for one reader, who reads as with any feed reader
    is_staff:  an editor of the instance
    titles:    slugs of titles that they speak for
    country:   ISO 3166-1 alpha-2; "" where it is not known
    opened:    numbers of articles that a gift link or a free read opened for them
    """

    state: MemberState = MemberState.VISITOR
    is_alone: bool = False
    is_staff: bool = False
    titles: frozenset[str] = frozenset()
    country: str = ""
    opened: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What of one article may be shown to one asker.

    level:   full, extract, headline or none
    words:   of an extract; 0 where level is not extract
    characters: of an extract, at most; 0 where nothing bounds them but the words
    shows_picture: whether its picture may be shown
    quote_share: the share of its body that may be quoted to them, 0 to 1
    has_gate: whether a member would be shown more
    why:     what decided: "alone", "member", "opened", "own", "staff", "terms", "gate", "embargo", "expired",
             "territory", "signals" or "withdrawn"
    """

    level: Terms
    words: int = 0
    characters: int = 0
    shows_picture: bool = False
    quote_share: float = 0.0
    has_gate: bool = False
    why: str = "terms"
