"""A title whose every word is marked, so that a test sees which of them a page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from newsstand.members.models import Follow, Highlight, Reader, Reading, Saved
from newsstand.newsroom.models import Article, Publisher, Story, Subject, Topic
from tests.web.newsroom import (
    NOW,
    make_article,
    make_brief,
    make_daily,
    make_edition,
    make_picture,
    make_story,
    make_title,
)

TOKEN = re.compile(r"\b(?:zqzq[a-z]\d\d|zqhead|zqcaption)\b")  # chance says none of them in a token or a hash
PICTURE = "cd" * 16
STANDFIRST = " ".join(f"zqzqs{n:02}" for n in range(1, 7))
WORDS = [f"zqzqb{n:02}" for n in range(1, 61)]
PARAGRAPHS = [" ".join(WORDS[n : n + 20]) for n in (0, 20, 40)]
BODY = "\n\n".join(PARAGRAPHS).replace("zqzqb50", "zqzqb50 lighthouse")
CITED = "lighthouse zqzqb51 zqzqb52 zqzqb53"
QUOTED = frozenset({"zqzqb51", "zqzqb52", "zqzqb53"})
MARKED = "zqzqb45 zqzqb46"
AGREED = {"quote_share": 0.2, "shows_pictures": True}
# What stands in the row of a title, and whether all, a part, the headline or nothing may be shown to a member.
TERMS: dict[str, dict[str, Any]] = {
    "full": {"terms": "full", "agreed": AGREED},
    "extract of 40": {"terms": "extract", "agreed": AGREED},
    "extract of 12": {"terms": "extract", "agreed": AGREED | {"extract_words": 12}},
    "no agreement": {"terms": "extract", "agreed": {}},
    "headline": {"terms": "headline", "agreed": AGREED},
    "none": {"terms": "none", "agreed": AGREED},
    "embargo": {"terms": "full", "agreed": AGREED | {"embargo_minutes": 60 * 24}},
    "expired": {"terms": "full", "agreed": AGREED | {"expires_days": 1}},
    "territory": {"terms": "full", "agreed": AGREED | {"territories": ["GB"]}},
    "withdrawn": {"terms": "full", "agreed": AGREED},
}
BLOCKS = [*({"kind": "paragraph", "text": text} for text in BODY.split("\n\n")), {"kind": "caption", "text": "zqcaption"}]  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The title, its report in a story of two, its report that stands alone, both stories, a topic of them."""

    title: Publisher
    told: Article
    alone: Article
    story: Story
    lone: Story
    topic: Topic


def make_world() -> World:
    """A paper in which the marked title stands wherever it can."""
    title, other = make_title("Marked Times", slug="marked"), make_title("Other Post", slug="other")
    fields: dict[str, Any] = {
        "body": BODY, "blocks": BLOCKS, "standfirst": STANDFIRST, "version": 2, "image_caption": "zqcaption",
        "image_alt": "zqcaption", "byline": "", "dateline": "zqzqd01", "overline": "zqzqo01", "hours": 2,
    }  # fmt: skip
    told = make_article(title, "zqhead told", picture=make_picture(PICTURE), **fields)
    alone = make_article(title, "zqhead alone", picture=make_picture(PICTURE), **fields)
    second = make_article(other, "A plain report", body="A plain report of a plain thing.", hours=1)
    story = make_story([told, second], headline="The plain matter")
    start = BODY.index(CITED)
    cited = {
        "citations": [{"article": str(told.pk), "start": start, "end": start + len(CITED)}],
        "text": "It is plain.",
    }
    make_brief(
        story, [told, second], standfirst=cited, quotes=[], figures=[], timeline=[], differences=[],
        sections=[{"heading": "First", "sentences": [cited]}, {"heading": "Second", "sentences": [cited]}],
    )  # fmt: skip
    lone = make_story([alone])
    topic = Topic.objects.create(slug="plain", name="Plain", kind="theme", added_at=NOW)
    for one in (story, lone):
        Subject.objects.create(topic=topic, story=one, weight=2.0, articles=1, moved_at=one.moved_at)
    make_edition([story, lone])
    make_daily([story, lone])
    return World(title, told, alone, story, lone, topic)


def give_terms(world: World, name: str) -> None:
    """The title's terms from now on."""
    Publisher.objects.filter(pk=world.title.pk).update(**TERMS[name])
    of_title = Article.objects.filter(publisher=world.title)
    of_title.update(
        withdrawn_at=NOW if name == "withdrawn" else None,
        published_at=NOW - timedelta(days=3 if name == "expired" else 0, hours=2),
    )


def fill_shelves(reader: Reader, world: World) -> None:
    """Give a reader all that shows articles in their own pages, as if they had been a member once."""
    for article in (world.told, world.alone):
        Saved.objects.create(reader=reader, article=article, made_at=NOW)
        Reading.objects.create(reader=reader, article=article, first_at=NOW, last_at=NOW)
        start = BODY.index(MARKED)
        Highlight.objects.create(
            reader=reader, article=article, version=2, start=start, end=start + len(MARKED), text=MARKED,
            made_at=NOW, changed_at=NOW,
        )  # fmt: skip
    Saved.objects.create(reader=reader, story=world.story, made_at=NOW)
    Follow.objects.create(reader=reader, kind="title", key="marked", name="Marked Times", made_at=NOW)
