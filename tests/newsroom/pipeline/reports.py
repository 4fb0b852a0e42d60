"""Reports of a few events, each told by several titles in words of their own; one carries another's text."""

from __future__ import annotations

import random
from datetime import timedelta

from newsstand.newsroom.models import Article
from tests.newsroom.making import NOW, make_article, make_publisher

# What, where, who, and three things that each title orders and words in its own way.
EVENTS = (
    ("Barge hits Old Quay Bridge", "the Old Quay Bridge in Port Alder", "fire chief Dora Lindqvist",
     "a gravel barge struck a pier and injured 12 people", "the bridge will stay closed for six weeks", "free ferries carry people to Westmouth"),
    ("Harrow Bay closes its swimming pool", "the swimming pool of Harrow Bay", "Councillor Petra Sandoval",
     "rust has eaten through four of nine roof beams", "the council voted to close it for two years", "clubs will swim at the university instead"),
    ("Night trains return to Kestrel Coast", "the Kestrel Coast railway", "railway director Anselm Okoye",
     "night trains will run again from 3 May after eleven years", "each train has 140 berths in ten carriages", "tickets go on sale next Monday"),
    ("Flood empties Tarn Valley school", "the primary school of Tarn Valley", "headteacher Rowena Achterberg",
     "a burst culvert flooded nine classrooms overnight", "320 pupils were sent home by bus", "lessons will be held in the village hall"),
)  # fmt: skip

FRAMES = (
    "At {where}, {one}, officials said on Wednesday. {who} told reporters that {two}.\n\nFor now {three}, according to {who}.",
    "It was confirmed by {who} on Wednesday that {two}. Earlier, at {where}, {one}.\n\nIn the meantime {three}.",
    "{three}, {who} announced after the news from {where}, where {one}. She added that {two}.",
)
LINES = ("{line}", "{line}, officials say", "After the news: {line}")


def detail(event: int, title: int) -> str:
    """As much text as a copy is known by, of words that nobody else uses."""
    dice = random.Random(f"{event}/{title}")
    words = ["".join(dice.choices(("ka", "lo", "mi", "ren", "sto", "vu", "tal"), k=3)) for _ in range(300)]
    return " ".join(words).capitalize() + "."


def tell(event: int, title: int, *, copied_from: int | None = None) -> Article:
    """A title's report of an event; the one whose text it carries, where it has none of its own."""
    line, where, who, one, two, three = EVENTS[event]
    worded_by = title if copied_from is None else copied_from
    body = FRAMES[worded_by % len(FRAMES)].format(where=where, who=who, one=one, two=two, three=three)
    body = f"{body}\n\n{detail(event, worded_by)}"
    article = make_article(
        LINES[title % len(LINES)].format(line=line),
        body,
        publisher=make_publisher(f"title-{title}", f"Title {title}"),
    )
    Article.objects.filter(pk=article.pk).update(
        language="en", published_at=NOW - timedelta(hours=3) + timedelta(minutes=10 * title + event)
    )
    article.refresh_from_db()
    return article
