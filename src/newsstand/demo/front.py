"""What a title puts on its front page and in which order: its own judgement, the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from newsstand.demo.articles import DemoArticle
from newsstand.demo.titles import Title

Weigh = Callable[[DemoArticle], float]

HALF_LIFE_HOURS = 7.0
KIND_WEIGHTS = {
    "live": 1.35, "investigation": 1.3, "news": 1.0, "analysis": 0.8, "column": 0.6, "roundup": 0.55,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """A front page at a moment: every article stands once in lead, seconds or sections; most_read repeats some."""

    lead: DemoArticle | None
    seconds: tuple[DemoArticle, ...]
    sections: tuple[tuple[str, tuple[DemoArticle, ...]], ...]
    most_read: tuple[DemoArticle, ...]

    @property
    def order(self) -> tuple[DemoArticle, ...]:
        """The articles from the top of the page to its foot."""
        lead = (self.lead,) if self.lead else ()
        return (*lead, *self.seconds, *(a for _, articles in self.sections for a in articles))


def chance_of(*key: object) -> float:
    """A number from 0 to 1 that depends on the key alone."""
    return crc32("/".join(map(str, key)).encode()) / 0xFFFFFFFF


def judge(article: DemoArticle, title: Title, now: datetime, weight: float) -> float:
    """How high a title rates an article: the event's weight, freshness, its liking for the section, a whim of its own."""
    hours = max((now - article.changed_at(now)).total_seconds() / 3600, 0.0)
    freshness: float = 0.5 ** (hours / HALF_LIFE_HOURS)
    liking = title.prefers.get(article.section, 1.0)
    whim = 0.9 + 0.2 * chance_of(title.slug, article.event or article.id)
    return weight * freshness * liking * whim * KIND_WEIGHTS[article.kind]


def lay_out(
    title: Title, articles: Sequence[DemoArticle], now: datetime, weigh: Weigh, *, seconds: int = 3
) -> FrontPage:
    """The front page of what a title has published by `now`; `weigh` says how much an article's event weighs."""
    ranked = sorted(articles, key=lambda a: (-judge(a, title, now, weigh(a)), a.id))
    sections: dict[str, list[DemoArticle]] = {}
    for article in ranked[1 + seconds :]:
        sections.setdefault(article.section, []).append(article)
    read = sorted(articles, key=lambda a: -weigh(a) * (0.5 + chance_of("read", a.id)))
    return FrontPage(
        lead=ranked[0] if ranked else None,
        seconds=tuple(ranked[1 : 1 + seconds]),
        sections=tuple((name, tuple(found)) for name, found in sections.items()),
        most_read=tuple(read[:5]),
    )
