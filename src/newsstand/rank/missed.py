"""What editors may have missed: stories that the lead's score passes over, each kind by one plain measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2, log10
from typing import Literal

from newsstand.model import Reason, Slot
from newsstand.rank.good_news import good_news_reasons

Kind = Literal["high_up", "own_report", "one_country", "local", "good_news", "unusual"]
KINDS: tuple[Kind, ...] = ("high_up", "own_report", "one_country", "local", "good_news", "unusual")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlooked:
    """A story as it may have been overlooked.

    titles:    how many independent titles tell it; countries: theirs
    own:       the title whose own report is the longest, how many words it has, and how many articles the title had lately
    page:      the front page that has it highest, and the place there (1 at the top)
    towns:     the towns and regions that it is about
    topics:    address words and names of what it is about
    """

    story: str
    headline: str
    standfirst: str = ""
    language: str = ""
    titles: int = 1
    countries: tuple[str, ...] = ()
    own: tuple[str, int, int] | None = None
    page: tuple[str, int] | None = None
    pages: int = 0
    towns: tuple[str, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedSettings:
    """Bounds of the measures.

    few:      so many titles are few
    high:     a place on a front page up to this one is high
    small:    a title with no more articles lately than this is small
    own_words: an own report has at least so many words
    rare:     a topic in no more than this share of the recent stories is rare
    good:     what the words of good news must come to
    """

    few: int = 2
    high: int = 6
    small: int = 40
    own_words: int = 250
    rare: float = 0.01
    good: float = 2.0
    titles_of_one_country: int = 3
    most_detail: int = 3


Measure = Callable[[Overlooked, "_Around"], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class _Around:
    settings: MissedSettings
    countries: int
    stories: int
    shares: Mapping[str, float]


def missed(
    stories: Sequence[Overlooked],
    *,
    limit: int,
    countries: int,
    shares: Mapping[str, float] | None = None,
    settings: MissedSettings | None = None,
) -> dict[Kind, tuple[Slot, ...]]:
    """For each kind the stories that stand out by it, best first, with the reasons; the score is the reasons' sum.

    countries: of how many countries the house has titles; shares: the part of all recent stories that has each topic
    """
    around = _Around(settings or MissedSettings(), countries, len(stories), shares or {})
    found: dict[Kind, tuple[Slot, ...]] = {}
    for kind, measure in _MEASURES.items():
        slots = []
        for story in stories:
            if reasons := measure(story, around):
                score = sum(r.value for r in reasons)
                slots.append(Slot(story=story.story, score=score, reasons=reasons))
        slots.sort(key=lambda s: (-s.score, s.story))
        found[kind] = tuple(slots[:limit])
    return found


def _high_up(story: Overlooked, around: _Around) -> tuple[Reason, ...]:
    held = around.settings
    if story.page is None or story.titles > held.few or story.page[1] > held.high:
        return ()
    title, place = story.page
    return (
        Reason(
            name="high_up", value=2.0 / log2(2 + place), detail=f"place {place} of {title}", facts=(title, place),
        ),
        _few(story),
    )  # fmt: skip


def _few(story: Overlooked) -> Reason:
    words = "one title tells it" if story.titles <= 1 else f"{story.titles} titles tell it"
    return Reason(name="few_titles", value=1.0 / max(1, story.titles), detail=words, facts=(story.titles,))


def _own_report(story: Overlooked, around: _Around) -> tuple[Reason, ...]:
    held = around.settings
    if story.own is None or story.titles > held.few:
        return ()
    title, words, lately = story.own
    if words < held.own_words or lately > held.small:
        return ()
    return (
        Reason(
            name="own_words", value=log2(words / held.own_words + 1), detail=f"{words} words of its own", facts=(words,),
        ),
        Reason(
            name="small_title", value=1.0 - lately / (held.small + 1), detail=f"{title}, {lately} articles lately", facts=(title, lately),
        ),
        _few(story),
    )  # fmt: skip


def _one_country(story: Overlooked, around: _Around) -> tuple[Reason, ...]:
    if around.countries < 2 or len(story.countries) != 1:
        return ()
    if story.titles < around.settings.titles_of_one_country:
        return ()
    country = story.countries[0]
    detail = f"{story.titles} titles, all of {country}"
    return (
        Reason(
            name="one_country", value=log2(1 + story.titles), detail=detail, facts=(story.titles, country)
        ),
    )


def _local(story: Overlooked, around: _Around) -> tuple[Reason, ...]:
    if not story.towns or story.titles > around.settings.few:
        return ()
    named = ", ".join(story.towns[: around.settings.most_detail])
    return (Reason(name="local", value=1.0, detail=f"about {named}", facts=(named,)), _few(story))


def _good_news(story: Overlooked, around: _Around) -> tuple[Reason, ...]:
    reasons = good_news_reasons(story.headline, story.standfirst, story.language)
    return reasons if sum(r.value for r in reasons) >= around.settings.good else ()


def _unusual(story: Overlooked, around: _Around) -> tuple[Reason, ...]:
    held = around.settings
    rare = sorted(
        (share, name)
        for slug, name in story.topics
        if (share := around.shares.get(slug, 0.0)) <= max(held.rare, 1.0 / max(1, around.stories))
    )
    if len(rare) < 2 or len(rare) * 2 < len(story.topics):
        return ()
    return tuple(
        Reason(
            name="rare_topic", value=-log10(max(share, 1e-4)) / 2, detail=f"hardly ever: {name}", facts=(name,),
        )
        for share, name in rare[: held.most_detail]
    )  # fmt: skip


_MEASURES: dict[Kind, Measure] = {
    "high_up": _high_up,
    "own_report": _own_report,
    "one_country": _one_country,
    "local": _local,
    "good_news": _good_news,
    "unusual": _unusual,
}
