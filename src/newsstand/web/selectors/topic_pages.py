"""A topic's page, the list of topics, and a topic's feed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from newsstand.newsroom.models import Membership, Story, Subject, Topic
from newsstand.newsroom.topics import open_topics, standing_topic
from newsstand.web.chart import Chart, draw_bars
from newsstand.web.selectors.cards import Card, cards_of, listed_stories
from newsstand.web.selectors.topics import Named, Place, point_of, topic_name

A_PAGE = 20
A_LIST = 120
BUSIEST = 12
BUSY_FOR = timedelta(days=3)
IMPORTANT_FOR = timedelta(days=14)
CHART_DAYS = 30
LOOKED_AT = 150  # of a topic's stories, for what stands together with it and who reports it
WEIGHED = 400  # of a topic's stories, for which are the most important
MAP_NORTH = 82  # degrees at the upper edge of world.svg
KINDS = (Topic.Kind.THEME, Topic.Kind.PERSON, Topic.Kind.PLACE, Topic.Kind.ORGANISATION, Topic.Kind.TEAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How many stories moved last on a day."""

    day: datetime
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """A topic with a page of its stories; `titles` are (address word, name, how many of its stories)."""

    row: Topic
    name: str
    country: Named | None
    point: Place | None
    cards: list[Card]
    number: int
    has_more: bool
    stories: int
    related: list[Named]
    titles: list[tuple[str, str, int]]
    days: list[Day]
    chart: Chart

    @property
    def map_x(self) -> float:
        """Where the topic lies on world.svg, from the left."""
        return round((self.point.longitude + 180) if self.point else 0.0, 1)

    @property
    def map_y(self) -> float:
        """Where the topic lies on world.svg, from the top."""
        return round(min(140.0, max(0.0, MAP_NORTH - self.point.latitude)) if self.point else 0.0, 1)


def topic_page(topic: Topic, *, now: datetime, number: int = 1, by_importance: bool = False) -> TopicPage:
    """A page of a topic's stories with what stands around them: at most nine queries."""
    told = Subject.objects.filter(topic=topic, removed=False)
    subjects = told.filter(story__spiked_at=None)
    first = (number - 1) * A_PAGE
    if by_importance:
        ids = most_important(subjects, now)[first : first + A_PAGE + 1]
    else:
        order = subjects.order_by("-moved_at", "-story_id").values_list("story_id", flat=True)
        ids = list(order[first : first + A_PAGE + 1])
    stories = {s.pk: s for s in listed_stories().filter(pk__in=ids[:A_PAGE])}
    newest = list(subjects.order_by("-moved_at").values_list("story_id", flat=True)[:LOOKED_AT])
    days = stories_a_day(told, now)
    return TopicPage(
        row=topic,
        name=topic_name(topic),
        country=country_of(topic),
        point=point_of(topic),
        cards=cards_of(stories[pk] for pk in ids[:A_PAGE] if pk in stories),
        number=number,
        has_more=len(ids) > A_PAGE,
        stories=told.count(),
        related=related_topics(topic, newest),
        titles=titles_of(newest),
        days=days,
        chart=draw_bars([(str(d.day.day), d.stories) for d in days], bar=9, gap=3, height=60),
    )


def most_important(subjects: QuerySet[Subject], now: datetime) -> list[int]:
    """The newest stories of the last fortnight, those that most titles report first."""
    rows = (
        subjects.filter(moved_at__gt=now - IMPORTANT_FOR)
        .order_by("-moved_at", "-story_id")
        .values_list("story_id", "story__titles")[:WEIGHED]
    )
    return [pk for pk, _ in sorted(rows, key=lambda row: -row[1])]


def country_of(topic: Topic) -> Named | None:
    """The country that a town or region lies in, where a story names that too."""
    if not topic.country or topic.level == Topic.Level.COUNTRY:
        return None
    row = (
        open_topics().filter(kind=Topic.Kind.PLACE, level=Topic.Level.COUNTRY, country=topic.country).first()
    )
    return Named(slug=row.slug, name=topic_name(row), kind=row.kind) if row else None


def stories_a_day(subjects: QuerySet[Subject], now: datetime) -> list[Day]:
    """How many of the stories moved last on each of the last thirty days, today the last."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    first = today - timedelta(days=CHART_DAYS - 1)
    moved = Counter(
        timezone.localtime(at).date()
        for at in subjects.filter(moved_at__gte=first, moved_at__lte=now).values_list("moved_at", flat=True)
    )
    dates = [first + timedelta(days=n) for n in range(CHART_DAYS)]
    return [Day(day=day, stories=moved[day.date()]) for day in dates]


def related_topics(topic: Topic, stories: list[int], *, limit: int = 12) -> list[Named]:
    """What these stories are about besides a topic: what two of them share, and what has few stories elsewhere, first."""
    rows = (
        Subject.objects.filter(story__in=stories, removed=False, topic__hidden=False, topic__merged_into=None)
        .exclude(topic=topic)
        .values("topic")
        .annotate(together=Count("pk"), weight=Sum("weight"))
        .order_by("-together", "-weight", "topic")[:limit]
    )
    counted = {row["topic"]: (row["together"], row["weight"]) for row in rows}
    topics = Topic.objects.in_bulk(counted)
    return [
        Named(slug=t.slug, name=topic_name(t), kind=t.kind, weight=weight, count=count)
        for pk, (count, weight) in counted.items()
        if (t := topics.get(pk))
    ]


def titles_of(stories: list[int], *, limit: int = 8) -> list[tuple[str, str, int]]:
    """Who reports most of these stories."""
    return list(
        Membership.objects.filter(story__in=stories)
        .values_list("article__publisher__slug", "article__publisher__name")
        .annotate(told=Count("story", distinct=True))
        .order_by("-told", "article__publisher__name")[:limit]
    )


def busiest_topics(now: datetime) -> dict[str, list[Named]]:
    """Of each kind the topics with most stories of the last days: two queries."""
    counted = list(
        Subject.objects.filter(removed=False, moved_at__gt=now - BUSY_FOR, moved_at__lte=now)
        .values_list("topic")
        .annotate(count=Count("pk"), weight=Sum("weight"))
        .order_by("-count", "-weight", "topic")[:800]
    )
    topics = open_topics().in_bulk([pk for pk, _, _ in counted])
    found: dict[str, list[Named]] = defaultdict(list)
    for pk, count, weight in counted:
        topic = topics.get(pk)
        if topic and len(found[topic.kind]) < BUSIEST:
            found[topic.kind].append(
                Named(slug=topic.slug, name=topic_name(topic), kind=topic.kind, weight=weight, count=count)
            )
    return dict(found)


def listed_topics(*, kind: str = "", query: str = "", number: int = 1) -> tuple[list[Named], bool]:
    """A page of the topics that stories are about, A to Z, and whether there are more."""
    topics = open_topics().filter(subjects__removed=False)
    if kind:
        topics = topics.filter(kind=kind)
    if query:
        topics = topics.filter(name__icontains=query)
    first = (number - 1) * A_LIST
    rows = list(
        topics.annotate(count=Count("subjects"), newest=Max("subjects__moved_at")).order_by("name", "pk")[
            first : first + A_LIST + 1
        ]
    )
    named = [Named(slug=t.slug, name=topic_name(t), kind=t.kind, count=t.count) for t in rows[:A_LIST]]
    return named, len(rows) > A_LIST


def feed_stories(topic: Topic, *, limit: int = 40) -> list[Story]:
    """The stories of a topic's feed, newest first."""
    ids = list(
        Subject.objects.filter(topic=topic, removed=False, story__spiked_at=None)
        .order_by("-moved_at", "-story_id")
        .values_list("story_id", flat=True)[:limit]
    )
    found = {s.pk: s for s in listed_stories().filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def feed_state(slug: str) -> tuple[Topic, datetime, int] | None:
    """A topic, when it moved last, and how many stories it has, as a feed's reader is told whether anything is new."""
    topic = standing_topic(slug)
    if topic is None:
        return None
    seen = Subject.objects.filter(topic=topic, removed=False, story__spiked_at=None).aggregate(
        moved=Max("moved_at"), written=Max("story__brief__written_at"), count=Count("pk")
    )
    moments = [at for at in (seen["moved"], seen["written"], topic.edited_at) if at]
    return topic, max(moments, default=topic.added_at), seen["count"]
