"""What will lead in three hours: the lead's score against what front pages then show.

NEWSSTAND_BENCH_DATA=FOLDER python -m benchmarks front_pages

The stream holds the front pages of eleven newsrooms, hour by hour. Their headlines are grouped as they come; at each
hour every method ranks the stories that stand on the pages, from what is known by then. Three hours later a story's
relevance is the sum, over the newsrooms, of 1/log2(1 + place) of its best place, by the stories as they are known
then; a story that nobody could have known of counts in the ideal all the same. NDCG@10 with that relevance as the gain.
The weights were chosen on the first half of the hours; the second is held out.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import log2
from pathlib import Path
from typing import Any

from newsstand.group import Grouper
from newsstand.model import Candidate, Coverage, Report, Sighting
from newsstand.rank import lead_stories

AHEAD = timedelta(hours=3)
DEPTH = 10
HISTORY = 3  # looks that a method may see, the newest among them
FURNITURE = (
    3  # headlines of one newsroom that began with the same words before what came after is the headline
)

Places = dict[str, dict[str, int]]  # story -> newsroom -> its best place there


@dataclass(slots=True)
class Stream:
    """The stories of the front pages, hour by hour, each hour as it was known then."""

    looks: dict[datetime, Places] = field(default_factory=dict)
    since: dict[datetime, dict[tuple[str, str], datetime]] = field(default_factory=dict)
    reports: dict[str, list[Coverage]] = field(default_factory=lambda: defaultdict(list))


def measure(data: Path) -> dict[str, Any]:
    """NDCG@10 of each method: on all hours, on those that the weights were chosen on, and on those held out."""
    corpus = data / "frontpages" / "de-hourly.jsonl.gz"
    if not corpus.exists():
        return {}
    stream = read_stream(corpus)
    hours = [hour for hour in stream.looks if hour + AHEAD in stream.looks]
    found: dict[str, Any] = {"hours": len(hours), "stories": len(stream.reports)}
    for name, method in METHODS.items():
        scores = [ndcg(method(stream, hour), relevance(stream.looks[hour + AHEAD])) for hour in hours]
        half = len(scores) // 2
        parts = {"all": scores, "chosen_on": scores[:half], "held_out": scores[half:]}
        found[name] = {part: round(sum(values) / len(values), 4) for part, values in parts.items() if values}
    return found


def read_stream(corpus: Path) -> Stream:
    """Every look in order of time, its headlines put into stories by what was known until then."""
    pages: dict[datetime, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            at = datetime.fromisoformat(page["ts"]).replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
            pages[at].append(page)
    stream, grouper, known, openings = Stream(), Grouper(), dict[tuple[str, str], str](), Counter[str]()
    before: dict[tuple[str, str], datetime] = {}
    for at in sorted(pages):
        places: Places = defaultdict(dict)
        for page in sorted(pages[at], key=lambda p: str(p["source"])):
            for place, (key, title, teaser) in enumerate(headlines(page, openings), 1):
                if key not in known:
                    known[key] = _grouped(stream, grouper, key, title, teaser, at, len(known))
                places[known[key]].setdefault(page["source"], place)
        stream.looks[at] = {story: dict(seen) for story, seen in places.items()}
        before = {(s, page): before.get((s, page), at) for s, seen in places.items() for page in seen}
        stream.since[at] = before
    return stream


def headlines(page: dict[str, Any], openings: Counter[str]) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Each article of a page once, in page order: its key, its headline without what a newsroom puts before many."""
    seen = set()
    for article in page["articles"]:
        title = article["title"] or ""
        key = (page["source"], article["url"] or title)
        if not title or key in seen:
            continue
        seen.add(key)
        opening, _, rest = title.partition("; ")
        if rest:
            openings[f"{page['source']} {opening}"] += 1
            title = rest if openings[f"{page['source']} {opening}"] > FURNITURE else title
        yield key, title, article["teaser"] or ""


def _grouped(
    stream: Stream, grouper: Grouper, key: tuple[str, str], title: str, teaser: str, at: datetime, number: int
) -> str:
    source, address = key
    report = Report(
        id=str(number), url=address, title=title, body=teaser, published=at, language="de", source=source
    )
    assignment = grouper.add(report)
    stream.reports[assignment.story].append(
        Coverage(
            publisher=source,
            owner=None,
            country="DE",
            language="de",
            published_at=at,
            is_copy=assignment.copy_of is not None,
        )
    )
    return assignment.story


def relevance(places: Places) -> dict[str, float]:
    """What each story is worth by the places that newsrooms give it."""
    return {story: sum(1 / log2(1 + place) for place in seen.values()) for story, seen in places.items()}


def ndcg(order: Sequence[str], worth: dict[str, float]) -> float:
    """Discounted gain of the first ten of `order`, relative to the best order that there is."""
    gain = sum(worth.get(story, 0.0) / log2(n + 2) for n, story in enumerate(order[:DEPTH]))
    best = sum(value / log2(n + 2) for n, value in enumerate(sorted(worth.values(), reverse=True)[:DEPTH]))
    return gain / best if best else 0.0


def candidates_at(stream: Stream, hour: datetime) -> list[Candidate]:
    """The stories on the pages at this hour, with their reports and places until then."""
    looks = sorted(at for at in stream.looks if at <= hour)[-HISTORY:]
    return [
        Candidate(
            story=story,
            section=None,
            coverage=(known := tuple(r for r in stream.reports[story] if r.published_at <= hour)),
            sightings=tuple(_sightings(stream, story, looks)),
            opened_at=min(r.published_at for r in known),
            moved_at=max(r.published_at for r in known),
        )
        for story in stream.looks[hour]
    ]


def _sightings(stream: Stream, story: str, looks: Sequence[datetime]) -> Iterator[Sighting]:
    for at, following in zip(looks, [*looks[1:], None], strict=True):
        for page, place in stream.looks[at].get(story, {}).items():
            yield Sighting(
                publisher=page,
                place=place,
                seen_at=at,
                size=1.0,
                first_seen_at=stream.since[at][story, page],
                left_at=following,
            )


def by_significance(stream: Stream, hour: datetime) -> list[str]:
    """Ours: the lead's own score."""
    edition = lead_stories(candidates_at(stream, hour), now=hour, limit=DEPTH)
    return [slot.story for slot in edition.slots]


def by_titles(stream: Stream, hour: datetime) -> list[str]:
    """The stories that most newsrooms carry now; ties by the best place."""
    look = stream.looks[hour]
    return sorted(look, key=lambda story: (-len(look[story]), min(look[story].values()), story))


def by_newest(stream: Stream, hour: datetime) -> list[str]:
    """What appeared last; ties by the best place."""
    look = stream.looks[hour]
    opened = {story: min(r.published_at for r in stream.reports[story]).timestamp() for story in look}
    return sorted(look, key=lambda story: (-opened[story], min(look[story].values()), story))


def by_order_now(stream: Stream, hour: datetime) -> list[str]:
    """The strongest simple guess: that everything stays as it is."""
    worth = relevance(stream.looks[hour])
    return sorted(worth, key=lambda story: (-worth[story], story))


METHODS: dict[str, Callable[[Stream, datetime], list[str]]] = {
    "newsstand": by_significance,
    "most titles now": by_titles,
    "newest": by_newest,
    "the order now": by_order_now,
}
