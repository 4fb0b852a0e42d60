"""The stories of the last days as they may have been missed: loaded once, measured by `newsstand.rank.missed`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from newsstand.model import Slot as Ranked
from newsstand.newsroom.models import (
    Article,
    Brief,
    Edition,
    Membership,
    Pick,
    Placement,
    Publisher,
    Slot,
    Story,
    Subject,
)
from newsstand.newsroom.models.desk import LIVE
from newsstand.newsroom.pipeline.editions import addresses_of
from newsstand.newsroom.withheld import untellable
from newsstand.rank.missed import Kind, Overlooked, missed

LOOKED_BACK = timedelta(days=2)
SEEN_WITHIN = timedelta(hours=12)  # on a front page
LATELY = timedelta(days=7)  # in which a title's articles are counted
MOST = 1500
PROMINENT = 20  # so many lead stories nobody has missed
OF_A_KIND = 8
LEAST_WEIGHT = 0.3


def missed_now(now: datetime, limit: int = OF_A_KIND) -> dict[Kind, tuple[Ranked, ...]]:
    """What stands neither high in Lead stories nor among the picks, and is worth a look, by kind."""
    stories = _candidates(now)
    countries = Publisher.objects.exclude(country="").values("country").distinct().count()
    return missed(
        overlooked(stories, now), limit=limit, countries=countries, shares=_shares(now - LOOKED_BACK)
    )


def _candidates(now: datetime) -> list[Story]:
    newest = Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("-at").values("pk")[:1]
    prominent = list(
        Slot.objects.filter(edition__in=newest, place__lte=PROMINENT).values_list("story_id", flat=True)
    )
    picked = list(Pick.objects.filter(state__in=LIVE).values_list("story_id", flat=True))
    return list(
        Story.objects.filter(moved_at__gt=now - LOOKED_BACK, moved_at__lte=now, spiked_at=None, reports__gt=0)
        .exclude(pk__in={*prominent, *picked})
        .exclude(untellable())
        .order_by("-moved_at", "-pk")[:MOST]
    )


def overlooked(stories: Sequence[Story], now: datetime) -> list[Overlooked]:
    """These stories as the measures see them: seven queries for all of them."""
    members: dict[int, list[Article]] = defaultdict(list)
    rows = (
        Membership.objects.filter(story__in=[s.pk for s in stories], article__copy_of=None)
        .select_related("article__publisher")
        .only(
            "story_id", "article__words", "article__url_key", "article__standfirst",
            "article__publisher__name", "article__publisher__country",
        )
    )  # fmt: skip
    for row in rows:
        members[row.story_id].append(row.article)
    busy = _busy(now - LATELY)
    places = _places(now - SEEN_WITHIN)
    addresses = addresses_of(stories) if places else {}
    subjects = _subjects(stories)
    standfirsts = dict(Brief.objects.filter(story__in=stories).values_list("story_id", "standfirst"))
    found = []
    for story in stories:
        own = members[story.pk]
        if not own:
            continue
        seen = sorted(
            spot
            for article in own
            for key in {article.url_key} | addresses.get(article.pk, set())
            for spot in places.get(key, ())
        )
        longest = max(own, key=lambda a: (a.words, -a.pk))
        about = subjects.get(story.pk, [])
        found.append(
            Overlooked(
                story=str(story.pk),
                headline=story.headline,
                standfirst=standfirsts.get(story.pk, own[0].standfirst),
                language=story.language,
                titles=len({a.publisher_id for a in own}),
                countries=tuple(sorted({a.publisher.country for a in own})),
                own=(longest.publisher.name, longest.words, busy.get(longest.publisher_id, 0)),
                page=(seen[0][1], seen[0][0]) if seen else None,
                pages=len({name for _, name in seen}),
                towns=tuple(s.topic.name for s in about if s.topic.level in ("town", "region")),
                topics=tuple((s.topic.slug, s.topic.name) for s in about if s.topic.kind != "place"),
            )
        )
    return found


def _busy(since: datetime) -> dict[int, int]:
    rows = Article.objects.filter(published_at__gte=since).values_list("publisher").annotate(n=Count("pk"))
    return dict(rows.order_by())


def _places(since: datetime) -> Mapping[str, list[tuple[int, str]]]:
    """The best place on each front page of what is on it now, by the link's address."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = Placement.objects.filter(seen_at__gte=since).values_list(
        "url_key", "place", "front_page__publisher__name"
    )
    for key, place, name in rows:
        found[key].append((place, name))
    return found


def _subjects(stories: Sequence[Story]) -> dict[int, list[Subject]]:
    found: dict[int, list[Subject]] = defaultdict(list)
    rows = Subject.objects.filter(
        story__in=stories,
        removed=False,
        weight__gte=LEAST_WEIGHT,
        topic__hidden=False,
        topic__merged_into=None,
    )
    for subject in rows.select_related("topic").order_by("-weight", "pk"):
        found[subject.story_id].append(subject)
    return found


def _shares(since: datetime) -> dict[str, float]:
    recent = Subject.objects.filter(moved_at__gt=since, removed=False)
    stories = recent.values("story").distinct().count() or 1
    rows = recent.values_list("topic__slug").annotate(n=Count("story")).order_by()
    return {slug: n / stories for slug, n in rows}
