"""When a title's terms change, the briefs that rest on its articles, or now could, are written anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from newsstand.newsroom.models import Citation, Publisher, Story

AT_ONCE = 500
LOOKED_BACK = timedelta(days=14)
"""A story that moved longer ago gets no brief that it now could have; one that it may not have any more always goes."""


def reopen_title(publisher: Publisher, now: datetime) -> int:
    """Ask for every brief that cites a title, or might now, to be written anew; returns how many stories that touches."""
    cited = Citation.objects.filter(article__publisher=publisher)
    told = Story.objects.filter(
        memberships__article__publisher=publisher, titles__gte=2, moved_at__gte=now - LOOKED_BACK
    )
    stories = {*cited.values_list("brief__story", flat=True), *told.values_list("pk", flat=True)}
    return reopen(stories, f"the terms of {publisher.name} changed")


def reopen(stories: Iterable[int], why: str) -> int:
    """Ask for these stories' briefs to be written anew."""
    numbers, done = sorted(stories), 0
    for start in range(0, len(numbers), AT_ONCE):
        some = Story.objects.filter(pk__in=numbers[start : start + AT_ONCE])
        done += some.update(brief_wanted=why[:100])
    return done
