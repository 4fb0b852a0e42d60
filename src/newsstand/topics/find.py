"""An article -> its topics; a story's articles -> the story's topics."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from newsstand.model import ArticleTexts, FoundTopic, Reason
from newsstand.text.languages import guess_language
from newsstand.text.names import name_key
from newsstand.topics.bodies import find_bodies
from newsstand.topics.finding import Searched
from newsstand.topics.people import find_people, mentions_of
from newsstand.topics.places import find_in_unspaced, find_places
from newsstand.topics.themes import find_themes
from newsstand.topics.unlisted import find_by_adjective, find_unlisted

MOST_OF_AN_ARTICLE = 20
MOST_OF_A_STORY = 12
LEAST_SHARE = 0.3
"""Of a story with three reports or more, the part of them that name one of its topics."""


def find_topics(texts: ArticleTexts, language: str | None = None) -> tuple[FoundTopic, ...]:
    """What an article is about, the weightiest first; the language is guessed where it is None.

    People, organisations and teams need a script with capitals; places also Arabic, Chinese or Japanese; themes one of the languages of
    their list. Only the first 40,000 characters are searched.
    """
    language = language or guess_language(f"{texts.headline}\n{texts.body}")
    searched = Searched.of(texts, language)
    mentions = mentions_of(searched)
    people, words = find_people(searched, mentions)
    places = find_places(searched, words)
    unlisted = find_unlisted(searched, mentions, words)
    bodies = find_bodies(
        searched, mentions, words | {w for p in unlisted for w in name_key(p.topic.name).split()}
    )
    places += [*find_in_unspaced(searched), *unlisted, *find_by_adjective(searched, places)]
    found = _apart([*people, *bodies], places) + find_themes(searched)
    found.sort(key=lambda f: (-f.weight, f.topic.slug))
    return tuple(_once(found)[:MOST_OF_AN_ARTICLE])


def _apart(named: list[FoundTopic], places: list[FoundTopic]) -> list[FoundTopic]:
    """Named things together with the places that are not only part of their names."""
    taken = [span for found in named for span in found.spans]
    free = [
        place
        for place in places
        if not place.spans or not all(any(a <= s and e <= b for a, b in taken) for s, e in place.spans)
    ]
    return named + free


def _once(found: Sequence[FoundTopic]) -> list[FoundTopic]:
    kept: dict[str, FoundTopic] = {}
    for topic in found:
        kept.setdefault(topic.topic.slug, topic)
    return list(kept.values())


def sum_topics(articles: Sequence[Sequence[FoundTopic]]) -> tuple[FoundTopic, ...]:
    """What a story is about, from what its articles are about, the weightiest first.

    A topic's weight is its mean weight over all articles, and more where many name it. Somebody whom one article calls
    Starmer and others Keir Starmer is one topic. Of three articles or more, one alone makes no topic.
    """
    if not articles:
        return ()
    same = _same_people(articles)
    by_slug: dict[str, list[FoundTopic]] = defaultdict(list)
    for found in articles:
        seen: set[str] = set()
        for topic in found:
            slug = same.get(topic.topic.slug, topic.topic.slug)
            if slug not in seen:
                seen.add(slug)
                by_slug[slug].append(topic)
    whole = len(articles)
    summed = [_summed(slug, found, whole) for slug, found in by_slug.items()]
    least = 1 if whole < 3 else max(2, math.ceil(LEAST_SHARE * whole))
    kept = [s for s in summed if s.articles >= least]
    kept.sort(key=lambda f: (-f.weight, f.topic.slug))
    return tuple(kept[:MOST_OF_A_STORY])


def _summed(slug: str, found: Sequence[FoundTopic], whole: int) -> FoundTopic:
    count = len(found)
    mean = sum(f.weight for f in found) / whole
    weight = round(mean * (0.5 + 0.5 * count / whole), 3)
    best = max(found, key=lambda f: (f.topic.slug == slug, f.weight))
    detail = "named by the only report" if whole == 1 else f"named by {count} of {whole} reports"
    reasons = (Reason(name="reports", value=round(count / whole, 2), detail=detail), *best.reasons)
    return FoundTopic(topic=best.topic, weight=weight, reasons=reasons, articles=count)


def _same_people(articles: Sequence[Sequence[FoundTopic]]) -> dict[str, str]:
    """The slug that stands for each person's: of names with one surname and first name, the commonest."""
    counts: Counter[str] = Counter()
    words: dict[str, tuple[str, ...]] = {}
    for found in articles:
        for topic in found:
            if topic.topic.kind == "person":
                counts[topic.topic.slug] += 1
                words.setdefault(topic.topic.slug, tuple(name_key(topic.topic.name).split()))
    by_surname: dict[str, list[str]] = defaultdict(list)
    for slug, name in words.items():
        by_surname[name[-1]].append(slug)
    same: dict[str, str] = {}
    for slugs in by_surname.values():
        slugs.sort(key=lambda s: (-counts[s], -len(words[s]), s))
        for slug in slugs[1:]:
            kept = next(
                (k for k in slugs if k != slug and k not in same and _alike(words[k], words[slug])), None
            )
            if kept:
                same[slug] = kept
    return same


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a[0] == b[0] or set(a) <= set(b) or set(b) <= set(a)
