"""What the use cases work with: a clock, settings as plain values, and the outside world behind narrow doors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from newsstand.model import Article, Discarded
from newsstand.newsroom.dayparts import EVENING_AT, MORNING_AT

if TYPE_CHECKING:
    from newsstand.group import Grouper
    from newsstand.net import Fetcher

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A page's bytes on their way to a reading worker; `page` is the row's id, `headers` what came with them."""

    page: int
    body: bytes
    url: str
    charset: str | None
    headers: tuple[tuple[str, str], ...] = ()


class Workers(Protocol):
    """Opens what strangers sent apart from everything else: what breaks, hangs or swells costs only itself."""

    def read(self, pages: Sequence[ToRead]) -> list[Article | Discarded]:
        """What each page holds, in the order given."""

    def run(self, work: Callable[[A], B], pieces: Sequence[A]) -> list[B | Discarded]:
        """The outcome of each piece of work, in the order given; `work` is a function of a module."""

    def rest(self, idle: float) -> None:
        """Let the workers go if they had nothing to do for `idle` seconds."""

    def close(self) -> None:
        """Let the workers go; the next work calls them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """The pipeline's plain values; see the settings page for what they mean."""

    feed_bytes: int = 16 * 2**20
    page_bytes: int = 8 * 2**20
    picture_bytes: int = 8 * 2**20
    page_days: int = 3
    group_days: int = 45
    edition_age: timedelta = timedelta(days=2)
    edition_slots: int = 120
    keep_editions: timedelta = timedelta(days=3)
    morning_at: time = MORNING_AT
    evening_at: time = EVENING_AT
    daily_stories: int = 15
    daily_settling: timedelta = timedelta(minutes=10)
    keep_daily: timedelta = timedelta(days=400)
    spelling: Literal["british", "american"] = "british"
    brief_words: int = 260
    pictures: Path | None = None
    front_pages: bool = True
    front_page_every: timedelta = timedelta(minutes=30)
    signals: bool = True
    signals_every: timedelta = timedelta(days=1)
    is_alone: bool = (
        True  # for its owner alone, who may read whole articles: briefs cite as much as they like
    )


@dataclass(slots=True, kw_only=True)
class Desk:
    """One pipeline at work. Only one of them writes to a store at a time."""

    now: Callable[[], datetime]
    fetcher: Fetcher
    workers: Workers
    settings: DeskSettings = field(default_factory=DeskSettings)
    zones: Callable[[], Sequence[str]] = lambda: ("UTC",)  # in which morning and evening editions are made
    grouper: Grouper | None = (
        None  # made from the store when grouping first needs it, and when an editor regrouped
    )
    regrouped: int = 0  # how often editors had regrouped when it was made
    lead_decided: int = 0  # how often editors had decided on the lead when the last edition was made
    mended_at: datetime | None = None  # when briefs were last held against the terms
