"""What a member's reads of a month are worth to which titles: pure, in hundredths of a point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from newsstand.members.paying.caps import Rules, is_read_to_the_end, points_of_article, points_of_brief
from newsstand.members.paying.sharing import share_out


class ReadFact(NamedTuple):
    """A counted read as the close sees it: `article` or `story` is 0; `day` is that of the month."""

    article: int
    story: int
    publisher: int
    seconds: int
    is_finished: bool
    day: int


class ArticleFact(NamedTuple):
    """What counts of an article: its words, its title, the article whose text it carries, and that one's title."""

    words: int
    publisher: int
    original: int = 0
    original_publisher: int = 0


@dataclass(frozen=True, slots=True)
class Basis:
    """What a close knows of the articles and briefs that were read; of a brief, how often it cites which title."""

    articles: Mapping[int, ArticleFact] = field(default_factory=dict)
    briefs: Mapping[int, Mapping[int, int]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "articles": [[key, *fact] for key, fact in sorted(self.articles.items())],
            "briefs": [[key, sorted(cited.items())] for key, cited in sorted(self.briefs.items())],
        }


def basis_of(kept: Mapping[str, Any]) -> Basis:
    """What a close kept."""
    return Basis(
        {key: ArticleFact(*fact) for key, *fact in kept.get("articles", ())},
        {key: dict(map(tuple, cited)) for key, cited in kept.get("briefs", ())},
    )


class Credit(NamedTuple):
    """What a read gives a title: as its own article, as the original of a copy that was read, or as cited by a brief."""

    publisher: int
    kind: Literal["article", "copy", "brief"]
    item: int  # the article, the original, the story
    points: int
    seconds: int
    is_finished: bool


@dataclass(slots=True)
class Counted:
    """A member's credits, and on how many days they read more than counts."""

    credits: list[Credit]
    crowded_days: int = 0
    reads: int = 0


def count_points(reads: Iterable[ReadFact], basis: Basis, days: int, rules: Rules) -> Counted:
    """What a member's reads give; those on days that their fee does not pay for give nothing (`days`: a bit a day)."""
    by_day: dict[int, list[tuple[int, int, int, ReadFact]]] = {}
    for read in reads:
        if not days >> (read.day - 1) & 1:
            continue
        points = _points(read, basis, rules)
        if points:
            by_day.setdefault(read.day, []).append((-points, read.article, read.story, read))
    counted = Counted([])
    for held in by_day.values():
        counted.reads += len(held)
        if len(held) > rules.reads_a_day:
            counted.crowded_days += 1
            held.sort()
            del held[rules.reads_a_day :]
        for points, _, _, read in held:
            _credit(counted.credits, -points, read, basis, rules)
    return counted


def _points(read: ReadFact, basis: Basis, rules: Rules) -> int:
    if read.story:
        return points_of_brief(read.seconds, read.is_finished, rules) if read.story in basis.briefs else 0
    fact = basis.articles.get(read.article)
    return points_of_article(read.seconds, read.is_finished, fact.words, rules) if fact else 0


def _credit(earned: list[Credit], points: int, read: ReadFact, basis: Basis, rules: Rules) -> None:
    seconds = read.seconds
    if read.story:
        cited = share_out(points * rules.brief_percent, basis.briefs[read.story])
        earned += [Credit(p, "brief", read.story, part, 0, False) for p, part in cited.items() if part]
        return
    fact = basis.articles[read.article]
    ended = is_read_to_the_end(seconds, read.is_finished, fact.words, rules)
    if fact.original_publisher and fact.original_publisher != read.publisher:
        first = points * rules.original_percent
        earned.append(Credit(read.publisher, "article", read.article, points * 100 - first, seconds, ended))
        earned.append(Credit(fact.original_publisher, "copy", fact.original, first, 0, False))
    else:
        earned.append(Credit(read.publisher, "article", read.article, points * 100, seconds, ended))


def find_original(article: int, copy_of: Mapping[int, int]) -> int:
    """The article at the end of a chain of copies; 0 for one that is no copy, or whose chain bites its tail."""
    seen = {article}
    here = article
    while here in copy_of:
        here = copy_of[here]
        if here in seen:
            return 0
        seen.add(here)
    return here if here != article else 0
