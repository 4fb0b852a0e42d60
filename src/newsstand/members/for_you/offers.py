"""Stories as For You ranks them, and which of them may stand in a reader's list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from newsstand.model.interest import About, Feature, Offer
from newsstand.newsroom.models import Edition, Membership, Slot, Story, Subject
from newsstand.newsroom.sections import SECTIONS, section_of
from newsstand.newsroom.withheld import untellable

RECENT = timedelta(days=4)
MOST = 400
MOST_OF_TOPICS, MOST_OF_TITLES, MOST_OF_SECTIONS, MOST_OF_ANY = 120, 60, 40, 80
MOST_TOPICS = 8  # of one story


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Stories to rank.

    standfirsts: what stands under each headline, for muted words
    names:       what titles and sections are called
    merged:      topics that were merged into others: what is followed or muted under the old word counts still
    """

    offers: tuple[Offer, ...]
    standfirsts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[Feature, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)


def candidates(wanted: Collection[Feature], *, now: datetime) -> Offers:
    """The lead stories, the newest of what is wanted and some of everything else: three queries, 400 stories at most."""
    keys = defaultdict(list)
    for feature in wanted:
        keys[feature.kind].append(feature.key)
    since = now - RECENT
    recent = Story.objects.filter(moved_at__gte=since, moved_at__lte=now)
    newest = Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("-at").values("pk")[:1]
    leads = Slot.objects.filter(edition=Subquery(newest))
    chosen = Q(pk__in=leads.values("story_id")) | Q(pk__in=_some(recent.order_by("-moved_at"), MOST_OF_ANY))
    if keys["topic"]:
        named = Q(topic__slug__in=keys["topic"]) | Q(topic__merged__slug__in=keys["topic"])
        subjects = Subject.objects.filter(named, removed=False, moved_at__gte=since).order_by("-moved_at")
        chosen |= Q(pk__in=subjects.values("story_id")[:MOST_OF_TOPICS])
    if keys["title"]:
        told = Membership.objects.filter(
            article__publisher__slug__in=keys["title"], article__published_at__gte=since
        ).order_by("-article__published_at")
        chosen |= Q(pk__in=told.values("story_id")[:MOST_OF_TITLES])
    if words := [word for slug in keys["section"] for word in words_of_section(slug)]:
        of_section = recent.annotate(word=Lower("section")).filter(word__in=words).order_by("-moved_at")
        chosen |= Q(pk__in=_some(of_section, MOST_OF_SECTIONS))
    if stories := [int(key) for key in keys["story"] if key.isdecimal()]:
        chosen |= Q(pk__in=stories[:MOST_OF_ANY])
    rows = (
        Story.objects.filter(chosen, spiked_at=None, moved_at__lte=now)
        .exclude(untellable())
        .annotate(place=Subquery(leads.filter(story=OuterRef("pk")).values("place")[:1]))
    )
    return offers_of(rows)


def offers_of(stories: QuerySet[Story, Any], *, most: int = MOST) -> Offers:
    """Stories with their topics and titles; `place` is taken where it was annotated: three queries."""
    fields = ["pk", "headline", "language", "section", "opened_at", "moved_at"]
    texts = ["brief__standfirst", "opened_by__standfirst"]
    has_place = "place" in stories.query.annotations
    rows = list(stories.order_by().values_list(*fields, *texts, *(["place"] if has_place else []))[:most])
    ids = [row[0] for row in rows]
    about, merged = _topics_of(ids)
    titles, names = _titles_of(ids)
    offers: list[Offer] = []
    for pk, headline, language, words, opened_at, moved_at, _, _, *place in rows:
        section = section_of(words)
        if section:
            names[Feature("section", section.slug)] = section.name
        offers.append(
            Offer(
                story=str(pk),
                headline=headline,
                language=language or None,
                section=section.slug if section else None,
                about=tuple(about.get(pk, ())),
                titles=tuple(titles.get(pk, ())),
                lead_place=place[0] if place else None,
                opened_at=opened_at,
                moved_at=moved_at,
            )
        )
    return Offers(
        offers=tuple(offers),
        standfirsts={str(row[0]): (row[6] if row[6] is not None else row[7]) or "" for row in rows},
        names=names,
        merged=merged,
    )


def words_of_section(slug: str) -> list[str]:
    """What titles call a section, in lower case; its own address word where it is none of ours."""
    ours = [words for known, _, words in SECTIONS if known == slug]
    return [*ours[0]] if ours else [slug, slug.replace("-", " ")]


def _some(stories: QuerySet[Story, Story], most: int) -> QuerySet[Story, Any]:
    return stories.values("pk")[:most]


def _topics_of(stories: Iterable[int]) -> tuple[dict[int, list[About]], dict[str, str]]:
    """Each story's topics, the heaviest first, and which words of merged topics stand for them."""
    rows = (
        Subject.objects.filter(story__in=stories, removed=False, topic__hidden=False)
        .order_by("story_id", "-weight", "topic_id")
        .values_list("story_id", "topic__slug", "topic__name", "weight", "topic__merged__slug")
    )
    found: dict[int, dict[str, About]] = defaultdict(dict)
    merged: dict[str, str] = {}
    for story, slug, name, weight, old in rows:
        if old:
            merged[old] = slug
        if len(found[story]) < MOST_TOPICS:
            found[story].setdefault(slug, About(key=slug, name=name, weight=weight))
    return {story: list(topics.values()) for story, topics in found.items()}, merged


def _titles_of(stories: Iterable[int]) -> tuple[dict[int, list[str]], dict[Feature, str]]:
    """The titles that tell each story, in the order in which they did, and what they are called."""
    rows = (
        Membership.objects.filter(story__in=stories)
        .order_by("article__published_at", "article_id")
        .values_list("story_id", "article__publisher__slug", "article__publisher__name")
    )
    found: dict[int, dict[str, None]] = defaultdict(dict)
    names: dict[Feature, str] = {}
    for story, slug, name in rows:
        found[story].setdefault(slug)
        names[Feature("title", slug)] = name
    return {story: list(slugs) for story, slugs in found.items()}, names
