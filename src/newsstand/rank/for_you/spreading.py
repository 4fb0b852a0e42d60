"""The rules that keep a list various, whatever a reader likes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from newsstand.rank.for_you.scoring import Scored
from newsstand.rank.for_you.settings import Spread

MOST_CHECKS = 4000


def breaks(pick: Scored, recent: Sequence[Scored], rules: Spread) -> int:
    """How many rules are broken where `pick` stands in one window with `recent`; 0 where none is."""
    size = len(recent) + 1
    if size <= rules.slack:
        return 0  # too few to break a rule
    broken = 0
    for topic in pick.topics:
        broken += sum([topic in s.topics for s in recent]) >= rules.most_topic
    first, section = pick.first, pick.offer.section
    if first is not None:
        broken += sum([first == s.first for s in recent]) >= rules.most_title
    if section:
        broken += sum([section == s.offer.section for s in recent]) >= rules.most_section
    broken += size - _distinct(pick.topics, [s.topics for s in recent]) > rules.window - rules.least_topics
    broken += size - _distinct(pick.titles, [s.titles for s in recent]) > rules.window - rules.least_titles
    return broken


def _distinct(first: Iterable[str], others: Iterable[Iterable[str]]) -> int:
    return len(set(first).union(*others))


def broken_windows(placed: Sequence[Scored], rules: Spread) -> int:
    """How many windows of a list break a rule: 0 is what is promised."""
    return sum(
        _is_broken(placed[i : i + rules.window], rules) for i in range(max(1, len(placed) - rules.window + 1))
    )


def _is_broken(window: Sequence[Scored], rules: Spread) -> bool:
    topics = Counter(t for s in window for t in s.topics)
    firsts = Counter(s.offer.titles[0] for s in window if s.offer.titles)
    sections = Counter(s.offer.section for s in window if s.offer.section)
    titles = {t for s in window for t in s.titles}
    missing = rules.window - len(window)
    return (
        max(topics.values(), default=0) > rules.most_topic
        or max(firsts.values(), default=0) > rules.most_title
        or max(sections.values(), default=0) > rules.most_section
        or len(topics) < rules.least_topics - missing
        or len(titles) < rules.least_titles - missing
    )


def arrange(pool: Sequence[Scored], length: int, rules: Spread) -> list[Scored] | None:
    """So many of the pool, the first preferred, that keep every rule together; None where a bounded search finds none."""
    checks = MOST_CHECKS

    def extend(held: list[Scored], waiting: Sequence[Scored]) -> list[Scored] | None:
        nonlocal checks
        if len(held) == length:
            return held
        for at, pick in enumerate(waiting):
            checks -= 1
            if checks < 0:
                return None
            if breaks(pick, held[-(rules.window - 1) :], rules):
                continue
            found = extend([*held, pick], [*waiting[:at], *waiting[at + 1 :]])
            if found is not None:
                return found
        return None

    return extend([], pool) if length <= rules.window else None
