"""Generated reports, in the order in which they are published, one at a time."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from newsstand.demo.generate.events import (
    Assigned,
    Happening,
    World,
    assign,
    happen,
    load_encounters,
    load_grammar,
    shares,
)
from newsstand.demo.generate.names import chance, reporters, title_name


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedArticle:
    """A report. id is "e<event>-<report>"; copy_of is the id of the report whose text it carries; body has blank lines between paragraphs."""

    id: str
    event: str
    title: str
    title_name: str
    section: str
    at: datetime
    headline: str
    standfirst: str
    byline: str
    authors: tuple[str, ...]
    body: str
    language: str = "en"
    copy_of: str | None = None


def generate(*, titles: int, events: int, articles: int, seed: int) -> Iterator[GeneratedArticle]:
    """So many articles of so many titles on so many events, oldest first; the same for the same arguments.

    Holds in memory what is still to be published of the events that are going on, never the whole.
    """
    world = World(titles=titles, events=events, articles=articles, seed=seed)
    for assigned in publish_order(world):
        yield write(world, assigned)


def publish_order(world: World) -> Iterator[Assigned]:
    """All reports of a world by the time of publishing, unwritten."""
    going_on: list[Assigned] = []
    for event, reports in enumerate(shares(world)):
        begins = world.begins(event)
        while going_on and going_on[0].at < begins:
            yield heapq.heappop(going_on)
        for assigned in assign(world, event, reports):
            heapq.heappush(going_on, assigned)
    while going_on:
        yield heapq.heappop(going_on)


def write(world: World, assigned: Assigned) -> GeneratedArticle:
    """One report: an angle, an order and words of its own on the event's facts, or another's text with small edits."""
    happening = happen(world, assigned.event)
    headline, standfirst, body = _compose(world, assigned.event, assigned.report, happening)
    copy_of = None
    if assigned.copies:
        _, standfirst, carried = _compose(world, assigned.event, 0, happening)
        body, copy_of = _edit(world, assigned, carried), f"e{assigned.event}-0"
    authors = (chance("byline", world.seed, assigned.event, assigned.report).choice(
        reporters(assigned.title, world.seed)
    ),)  # fmt: skip
    return GeneratedArticle(
        id=f"e{assigned.event}-{assigned.report}",
        event=f"e{assigned.event}",
        title=title_slug(assigned.title),
        title_name=title_name(assigned.title, world.seed),
        section=load_grammar()[happening.kind]["section"],
        at=assigned.at,
        headline=headline,
        standfirst=standfirst,
        byline=f"By {authors[0]}",
        authors=authors,
        body=body,
        copy_of=copy_of,
    )


def title_slug(number: int) -> str:
    """The slug of a generated title."""
    return f"load-{number:04}"


def _compose(world: World, event: int, report: int, happening: Happening) -> tuple[str, str, str]:
    source = chance("report", world.seed, event, report)
    grammar, facts = load_grammar()[happening.kind], happening.facts
    points = happening.points
    order = source.sample(range(len(points)), source.randint(4, len(points)))
    said = source.sample(happening.said, source.randint(2, 4))
    around = source.sample(happening.around, source.randint(1, 2))
    met = source.sample(happening.bystanders, source.randint(4, len(happening.bystanders)))
    seen = [source.choice(load_encounters()).format_map(bystander) for bystander in met]
    sentences = [source.choice(points[i]) for i in order]
    paragraphs = [source.choice(grammar["leads"])]
    while sentences or said:
        if said and (not sentences or source.random() < 0.4):
            paragraphs.append(said.pop())
        else:
            take = min(len(sentences), source.randint(1, 2))
            paragraphs.append(" ".join(sentences[:take]))
            del sentences[:take]
    paragraphs = [p.format_map(facts) for p in paragraphs]
    paragraphs += [" ".join(seen[:3]), " ".join(seen[3:]), " ".join(around).format_map(facts)]
    headline = _capital(source.choice(grammar["headlines"]).format_map(facts))
    standfirst = _capital(source.choice(points[source.randrange(len(points))]).format_map(facts))
    return headline, standfirst, "\n\n".join(_capital(p) for p in paragraphs)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _edit(world: World, assigned: Assigned, carried: str) -> str:
    """Another's text as a desk leaves it: cut from the end, a line of its own put under it."""
    source = chance("edit", world.seed, assigned.event, assigned.report)
    paragraphs = carried.split("\n\n")
    kept = paragraphs[: max(len(paragraphs) - source.randint(0, 2), 2)]
    return "\n\n".join([*kept, f"The {title_name(assigned.title, world.seed)} contributed to this report."])
