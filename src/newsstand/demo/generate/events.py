"""What happens in the generated world: the facts of event number so-and-so, and who reports it when."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from newsstand.demo.generate.names import chance, company, person, place

START = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
EVENTS_AN_HOUR = 40
LONGEST_HOURS = 9.0
COPY_SHARE = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How much there is of everything; one seed is one world. `hours` is how long the news runs from `start`."""

    titles: int
    events: int
    articles: int
    seed: int
    start: datetime = START
    hours: float = 0.0

    def __post_init__(self) -> None:
        if min(self.titles, self.events, self.articles) < 1:
            raise ValueError("a generated world needs a title, an event and an article")

    @property
    def span(self) -> float:
        """Hours over which events begin."""
        return self.hours or max(self.events / EVENTS_AN_HOUR, 1.0)

    def begins(self, event: int) -> datetime:
        """When an event begins."""
        return self.start + timedelta(hours=self.span * event / self.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """The facts of one event, as words for the grammar; and what may be added about the place and the bystanders."""

    kind: str
    facts: dict[str, str]
    around: tuple[str, ...]
    bystanders: tuple[dict[str, str], ...]
    points: tuple[list[str], ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Assigned:
    """One report to be written: when, of which event, the how-manyeth, by which title; copies says that it carries report 0."""

    at: datetime
    event: int
    report: int
    title: int
    copies: bool


@cache
def load_grammar() -> dict[str, dict[str, Any]]:
    """The kinds of event, with what is said of each."""
    return {name: kind for name, kind in _read_grammar().items() if "leads" in kind}


def load_encounters() -> list[str]:
    """In which words a report can speak of a bystander."""
    lines: list[str] = _read_grammar()["bystanders"]["lines"]
    return lines


@cache
def _read_grammar() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("newsstand.demo.generate") / "grammar.toml").read_text("utf-8"))


# How many thousands live there, how far the next town is, and a year that people remember.
# Of each event only a part of what its kind could offer is known, so that two fires are not the same fire.
REMARKS, POINTS, QUOTES, BYSTANDERS = 2, 5, 4, 7
PLACE_NUMBERS = {"n4": (6, 140), "n5": (9, 95), "n6": (1978, 2021)}


@lru_cache(maxsize=4096)
def happen(world: World, event: int) -> Happening:
    """The facts of an event: the same in every report of it."""
    source = chance("event", world.seed, event)
    kinds = sorted(load_grammar())
    kind = kinds[source.randrange(len(kinds))]
    grammar = load_grammar()[kind]
    facts = {
        "place": place(source),
        "region": place(source),
        "street": f"{place(source)} {source.choice(('Road', 'Street', 'Lane', 'Row'))}",
        "person": person(source),
        "person2": person(source),
        "company": company(source),
        "weekday": f"{world.begins(event):%A}",
    }
    facts |= dict(zip("abcd", source.choice(grammar["subjects"]), strict=True))
    for column in grammar["loose"]:
        facts[column] = source.choice(grammar["subjects"])["abcd".index(column)]
    for i, (low, high) in enumerate(grammar["numbers"], 1):
        facts[f"n{i}"] = f"{source.randint(low, high):,}"
    facts |= {name: str(source.randint(low, high)) for name, (low, high) in PLACE_NUMBERS.items()}
    around = source.sample(_read_grammar()["surroundings"]["lines"], REMARKS)
    return Happening(
        kind=kind,
        facts=facts,
        around=tuple(around),
        bystanders=tuple(_bystanders(source, facts)),
        points=tuple(source.sample(grammar["points"], POINTS)),
        said=tuple(source.sample(grammar["said"], QUOTES)),
    )


def _bystanders(source: random.Random, facts: dict[str, str]) -> Iterator[dict[str, str]]:
    stated = _read_grammar()["bystanders"]
    columns = ("trades", "doings", "circumstances")
    chosen = [source.sample(stated[column], BYSTANDERS) for column in columns]
    for trade, doing, circumstance in zip(*chosen, strict=True):
        did = f"{doing} {circumstance}".format_map(facts)
        yield {"witness": person(source), "town": place(source), "trade": trade, "doing": did}


def assign(world: World, event: int, reports: int) -> list[Assigned]:
    """Who reports an event and when; nobody twice, unless there are more reports than titles."""
    source = chance("desk", world.seed, event)
    if reports <= world.titles:
        titles = source.sample(range(world.titles), reports)
    else:
        titles = [i % world.titles for i in range(reports)]
    begins, assigned = world.begins(event), []
    for report, title in enumerate(titles):
        wait = 0.0 if report == 0 else LONGEST_HOURS * source.random() ** 2
        copies = report > 0 and source.random() < COPY_SHARE
        # A copy comes after what it copies: report 0 comes first of all.
        at = begins + timedelta(hours=wait, minutes=1 if report else 0)
        assigned.append(
            Assigned(at=at.replace(microsecond=0), event=event, report=report, title=title, copies=copies)
        )
    return assigned


def shares(world: World) -> Iterator[int]:
    """How many reports each event gets: a few get many, most get few, all together get `world.articles`."""
    source = chance("shares", world.seed)
    weights = [source.paretovariate(1.4) for _ in range(world.events)]
    largest = sum(weights) / world.events * 12
    weights = [min(w, largest) for w in weights]
    total = sum(weights)
    given = 0
    for upto in accumulate(weights):
        due = round(world.articles * upto / total)
        yield due - given
        given = due
