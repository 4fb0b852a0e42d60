"""Stories near a story: those whose reports name the same people and places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

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
