"""The rules by which reads are worth something: what a read gives, and what no reading can give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a month is worked out; kept with every close.

    titles_percent:   of a fee less tax and costs, what goes to the titles
    brief_percent:    of what a read is worth, what the reading of a brief gives the titles that it cites
    original_percent: of a read of a copy, what goes to the title whose text it is
    finished_points:  for reading to the end; each credited second gives one point
    least_seconds:    an article that was open for less counts as not read
    words_a_minute:   how fast people read, and beyond which speed nobody reads to the end
    time_percent:     of the time that a text takes, how much is credited at most, within two bounds in seconds
    brief_seconds:    credited at most for a brief, and the least for reading it to the end
    reads_a_day:      that count, the best of them
    fewest_readers:   an article with fewer is not named in a statement
    named:            how many articles a statement names
    flag_reads:       a member with more reads, nearly all of one title, is shown to the operator
    """

    titles_percent: int = 70
    brief_percent: int = 20
    original_percent: int = 70
    finished_points: int = 60
    least_seconds: int = 5
    words_a_minute: int = 230
    fastest_words_a_minute: int = 900
    time_percent: int = 200
    least_credit: int = 30
    most_credit: int = 1200
    brief_seconds: int = 240
    fastest_brief_seconds: int = 5
    reads_a_day: int = 120
    fewest_readers: int = 3
    named: int = 200
    flag_reads: int = 300
    flag_percent: int = 95

    def plain(self) -> dict[str, int]:
        """As a close keeps them."""
        return asdict(self)


def rules_of(kept: Mapping[str, Any]) -> Rules:
    """The rules that a close kept."""
    return Rules(**{f.name: kept[f.name] for f in fields(Rules) if f.name in kept})


def is_read_to_the_end(seconds: int, is_finished: bool, words: int, rules: Rules) -> bool:
    """Whether somebody who saw the end can have read it in that time."""
    return is_finished and seconds * rules.fastest_words_a_minute >= words * 60


def points_of_article(seconds: int, is_finished: bool, words: int, rules: Rules) -> int:
    """What reading an article is worth: a point for each second that the text can take, and some for its end."""
    if seconds < rules.least_seconds:
        return 0
    takes = words * 60 * rules.time_percent // (rules.words_a_minute * 100)
    credited = min(seconds, max(rules.least_credit, min(takes, rules.most_credit)))
    return credited + rules.finished_points * is_read_to_the_end(seconds, is_finished, words, rules)


def points_of_brief(seconds: int, is_finished: bool, rules: Rules) -> int:
    """What reading a brief would be worth if it were an article."""
    if seconds < rules.least_seconds:
        return 0
    to_the_end = is_finished and seconds >= rules.fastest_brief_seconds
    return min(seconds, rules.brief_seconds) + rules.finished_points * to_the_end
