"""Stories near a story: those whose reports name the same people and places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from newsstand.newsroom.models import Membership, Story
from newsstand.newsroom.search import search_articles
from newsstand.text.words import stop_words
from newsstand.web.selectors.cards import Card, cards_of, listed_stories

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
    """Other stories that share names with this one's headline and standfirst, rare names first: at most seven queries."""
    brief = getattr(story, "brief", None)
    names = names_in(f"{story.headline}. {brief.standfirst if brief else ''}", story.language)[:MOST_NAMES]
    hits = {name: [h.article for h in search_articles(name, limit=MOST_HITS)] for name in names}
    stories = dict(
        Membership.objects.filter(article__in={a for found in hits.values() for a in found}).values_list(
            "article_id", "story_id"
        )
    )
    weights: dict[int, float] = defaultdict(float)
    bearing: dict[int, list[int]] = defaultdict(
        list
    )  # story -> of each shared name, how many reports bear it
    for articles in hits.values():
        told = Counter(stories[a] for a in articles if stories.get(a, story.pk) != story.pk)
        for other, reports in told.items():
            weights[other] += 1 / len(told)
            bearing[other].append(reports)
    near = [pk for pk, weight in weights.items() if weight >= LEAST_WEIGHT and sum(bearing[pk]) > 1]
    found = [s for s in listed_stories().filter(pk__in=near) if is_near(bearing[s.pk], s.reports)]
    found.sort(key=lambda s: (-weights[s.pk], -s.pk))
    return cards_of(found[:limit])


def is_near(bearing: list[int], reports: int) -> bool:
    """Whether shared names bind a story: two of them, or one that at least half of its reports bear."""
    return len(bearing) > 1 or 2 * sum(bearing) >= reports
