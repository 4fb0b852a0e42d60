"""Stories near a story: those on the same rare topics; those that name the same people and places where it has none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection

from newsstand.model.interest import About, Offer
from newsstand.newsroom.models import Membership, Story, Subject
from newsstand.newsroom.search import search_articles
from newsstand.newsroom.sections import section_of
from newsstand.rank.related import related
from newsstand.text.words import stop_words
from newsstand.web.reasons import given_in_words
from newsstand.web.selectors.cards import Card, cards_of, listed_stories
from newsstand.web.selectors.topics import name_of

AROUND = timedelta(days=60)  # before and after, in which related stories are looked for
MOST_TOPICS = 8  # of a story, the weightiest
EARLIER, LATER = 30, 15  # stories of each, the nearest in time
FEW_STORIES = 50  # with fewer every topic is rare
MOST_NAMES = 4
MOST_HITS = 40
LEAST_WEIGHT = 0.5  # a name weighs 1 where one other story bears it, a quarter where four do

# In every paper, every day: no names that bind two stories.
_CALENDAR = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "june", "july", "august", "september", "october", "november", "december"]
)  # fmt: skip
_WORD = re.compile(r"\w[\w’'-]*")


def names_in(text: str, language: str) -> list[str]:
    """Words written with a capital within a sentence, the longest first: most of them are names."""
    stops = stop_words(language)
    found: dict[str, None] = {}
    for sentence in re.split(r"[.!?:“”]\s*", text):
        for place, word in enumerate(_WORD.findall(sentence)):
            bare = word.removesuffix("’s").removesuffix("'s")
            if place and len(bare) > 3 and bare[0].isupper() and bare.lower() not in stops | _CALENDAR:
                found.setdefault(bare)
    return sorted(found, key=len, reverse=True)


def related_stories(story: Story, *, limit: int = 4) -> list[Card]:
    """Other stories near this one, each with its reasons: five to six queries by topics, seven more where it has none."""
    rows = _on_the_same(story)
    if not any(row["story_id"] == story.pk for row in rows):
        return _by_names(story, limit)
    one, others, shares = _offers(story, rows)
    found = related(one, others, limit=2 * limit, shares=shares)
    listed = {s.pk: s for s in listed_stories().filter(pk__in=[int(slot.story) for slot in found])}
    chosen = [slot for slot in found if int(slot.story) in listed][:limit]
    cards = cards_of([listed[int(slot.story)] for slot in chosen])
    for card, slot in zip(cards, chosen, strict=True):
        card.reasons = given_in_words(slot.reasons)
    return cards


def _on_the_same(story: Story) -> list[dict[str, Any]]:
    """The stories on each of a story's topics that are nearest in time, its own rows among them: three queries."""
    own = list(
        Subject.objects.filter(story=story, removed=False, topic__hidden=False, topic__merged_into=None)
        .order_by("-weight", "topic")
        .values_list("pk", "topic")[:MOST_TOPICS]
    )
    if not own:
        return []
    near = {pk for pk, _ in own} | _nearest([topic for _, topic in own], story.moved_at)
    rows = Subject.objects.filter(pk__in=near, story__spiked_at=None).values(
        "story_id", "weight", "moved_at", "topic__slug", "topic__name", "topic__names",
        "story__headline", "story__language", "story__section", "story__opened_at", "story__moved_at",
    )  # fmt: skip
    return [dict(row) for row in rows]


def _nearest(topics: Sequence[int], at: datetime) -> set[int]:
    """The subjects of each topic just before and just after a moment.

    Said in SQL: sixteen looks at an index, which Django takes longer to spell out than the store to answer.
    """
    spelled = connection.ops.adapt_datetimefield_value
    asked: list[Any] = []
    for topic in topics:
        asked += [
            topic,
            spelled(at - AROUND),
            spelled(at),
            EARLIER,
            topic,
            spelled(at),
            spelled(at + AROUND),
            LATER,
        ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([NEAREST] * len(topics)), asked)
        return {row[0] for row in cursor.fetchall()}


NEAREST = (
    "SELECT id FROM (SELECT id FROM newsroom_subject WHERE topic_id = %s AND NOT removed "
    "AND moved_at BETWEEN %s AND %s ORDER BY moved_at DESC LIMIT %s) AS earlier UNION ALL "
    "SELECT id FROM (SELECT id FROM newsroom_subject WHERE topic_id = %s AND NOT removed "
    "AND moved_at > %s AND moved_at <= %s ORDER BY moved_at LIMIT %s) AS later"
)


def _stories_around(at: datetime) -> int:
    """About how many stories there are in the weeks around a day; looked up now and then."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    count = cache.get_or_set(
        f"stories-around:{day:%Y%m%d}",
        lambda: Story.objects.filter(moved_at__range=(day - AROUND, day + AROUND)).count(),
        300,
    )
    return max(FEW_STORIES, int(count or 0))


def _offers(story: Story, rows: list[dict[str, Any]]) -> tuple[Offer, list[Offer], dict[str, float]]:
    """The story, the others, and the share of the stories around it that stands on each of its topics."""
    about: dict[int, list[About]] = defaultdict(list)
    told = {row["story_id"]: row for row in rows}
    moments: dict[str, list[datetime]] = defaultdict(list)
    for row in rows:
        slug = row["topic__slug"]
        name = name_of(row["topic__name"], row["topic__names"])
        about[row["story_id"]].append(About(key=slug, name=name, weight=row["weight"]))
        moments[slug].append(row["moved_at"])
    offers = {
        pk: Offer(
            story=str(pk),
            headline=row["story__headline"],
            language=row["story__language"] or None,
            section=section.name if (section := section_of(row["story__section"])) else None,
            about=tuple(sorted(about[pk], key=lambda a: (-a.weight, a.key))),
            opened_at=row["story__opened_at"],
            moved_at=row["story__moved_at"],
        )
        for pk, row in told.items()
    }
    everything = _stories_around(story.moved_at)
    shares = {slug: _count(story, found) / everything for slug, found in moments.items()}
    return offers.pop(story.pk), list(offers.values()), shares


def _count(story: Story, moments: list[datetime]) -> float:
    """How many stories stand on a topic: all that are known, or by how soon they came where not all were looked at."""
    total = 0.0
    earlier = [story.moved_at - at for at in moments if at <= story.moved_at]
    later = [at - story.moved_at for at in moments if at > story.moved_at]
    for gaps, most in ((earlier, EARLIER), (later, LATER)):
        spanned = max([*gaps, timedelta(minutes=1)])
        total += len(gaps) * (AROUND / spanned if len(gaps) >= most else 1.0)
    return total


def _by_names(story: Story, limit: int) -> list[Card]:
    """Stories whose reports bear the rare names of this one's headline and standfirst: at most seven queries."""
    brief = getattr(story, "brief", None)
    names = names_in(f"{story.headline}. {brief.standfirst if brief else ''}", story.language)[:MOST_NAMES]
    hits = {name: [h.article for h in search_articles(name, limit=MOST_HITS)] for name in names}
    stories = dict(
        Membership.objects.filter(article__in={a for found in hits.values() for a in found}).values_list(
            "article_id", "story_id"
        )
    )
    told = {
        name: Counter(stories[a] for a in articles if stories.get(a, story.pk) != story.pk)
        for name, articles in hits.items()
    }
    candidates = listed_stories().filter(pk__in={pk for bearing in told.values() for pk in bearing})
    weighed = [(nearness(told.values(), s.pk, s.reports), s) for s in candidates]
    near = sorted((pair for pair in weighed if pair[0] >= LEAST_WEIGHT), key=lambda p: (-p[0], -p[1].pk))
    return cards_of([s for _, s in near[:limit]])


def nearness(told: Iterable[Mapping[int, int]], story: int, reports: int) -> float:
    """How much shared names bind a story of so many reports; `told` says of each name how many reports of which story bear it.

    A name counts that at least half of the reports bear (a round-up names everybody), and one report's word is none:
    0 unless two names or two reports speak for it.
    """
    counted = [(bearing[story], len(bearing)) for bearing in told if 2 * bearing.get(story, 0) >= reports]
    return sum(1 / stories for _, stories in counted) if sum(n for n, _ in counted) > 1 else 0.0
