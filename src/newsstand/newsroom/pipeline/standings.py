"""Front pages -> standings: how prominently they show each story, kept while the story is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef

from newsstand import model
from newsstand.newsroom.models import FrontPage, Page, Placement, Standing, Story
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.editions import candidates_of
from newsstand.rank import LeadSettings, Shown, shown_at

EVERY = timedelta(minutes=10)
FULL_FOR = timedelta(days=2)
"""For so long every standing is kept; after that, one an hour."""
THINNED_BACK = timedelta(hours=6)
LEAST_CHANGE = 0.05
"""A prominence that changed by less is the same to a reader of the curve."""
TOP = 10
"""Below this place another one is none to a reader."""
REMEMBERED = timedelta(days=7)
"""A standing that is older is stored anew, changed or not."""
MOST_STORIES = 4000
MOST_ASKED_FOR = 20_000  # by their ids at once: SQLite takes 32,766


@transaction.atomic
def keep_standings(desk: Desk) -> int:
    """Store how the stories stand that front pages show or have just dropped, where that changed; returns how many."""
    now = desk.now()
    if not is_due(now):
        return 0
    settings = LeadSettings()
    last = standing_since(now - REMEMBERED)
    shown_now = Story.objects.filter(pk__in=stories_shown(now - settings.sighting_age))
    stories = {s.pk: s for s in shown_now.order_by("-titles", "-moved_at", "pk")[:MOST_STORIES]}
    stories |= Story.objects.in_bulk(last.keys() - stories.keys())
    rows = []
    for candidate in candidates_of(list(stories.values()), now):
        shown = shown_at(candidate.sightings, now, settings)
        if changed(last.get(int(candidate.story)), shown):
            rows.append(standing_of(candidate, shown, now))
    Standing.objects.bulk_create(rows)
    thin(now)
    return len(rows)


def is_due(now: datetime) -> bool:
    """Someone has looked at a front page since the last standings, and these are old enough."""
    last = Standing.objects.aggregate(last=Max("at"))["last"]
    looked = FrontPage.objects.aggregate(last=Max("observed_at"))["last"]
    return looked is not None and (last is None or (looked > last and now - last >= EVERY))


def stories_shown(since: datetime) -> list[int]:
    """The stories of which an article stands on a front page as it was last seen; of too many, the newest."""
    keys = Placement.objects.filter(seen_at__gte=since, seen_at=F("front_page__observed_at")).values(
        "url_key"
    )
    by_article = Story.objects.filter(memberships__article__url_key__in=keys).values_list("pk", flat=True)
    by_page = Page.objects.filter(url_key__in=keys, article__membership__isnull=False)
    found = {*by_article, *by_page.values_list("article__membership__story", flat=True)}
    return sorted(found)[-MOST_ASKED_FOR:]


def standing_since(since: datetime) -> dict[int, Standing]:
    """The last standing of each story that was on a front page then and was stored since."""
    later = Standing.objects.filter(story=OuterRef("story"), at__gt=OuterRef("at"))
    return {row.story_id: row for row in Standing.objects.filter(~Exists(later), at__gte=since, pages__gt=0)}


def changed(last: Standing | None, shown: Shown) -> bool:
    """What front pages show is something else than it last was."""
    if last is None:
        return shown.pages > 0
    if last.pages != shown.pages or abs(last.prominence - shown.prominence) >= LEAST_CHANGE:
        return True
    return last.best_place != shown.best_place and min(last.best_place or 0, shown.best_place or 0) <= TOP


def standing_of(candidate: model.Candidate, shown: Shown, now: datetime) -> Standing:
    """A story's standing as an unsaved row."""
    return Standing(
        story_id=int(candidate.story),
        at=now,
        pages=shown.pages,
        best_place=shown.best_place,
        prominence=round(shown.prominence, 4),
    )


def thin(now: datetime) -> None:
    """Of each story's older standings keep the most prominent of an hour, and where it left the front pages."""
    end = (now - FULL_FOR).replace(minute=0, second=0, microsecond=0)
    old = Standing.objects.filter(at__lt=end, at__gte=end - THINNED_BACK, pages__gt=0)
    best: dict[tuple[int, datetime], int] = {}
    surplus = []
    for pk, story, at in old.order_by("-prominence", "at").values_list("pk", "story", "at"):
        if best.setdefault((story, at.replace(minute=0, second=0, microsecond=0)), pk) != pk:
            surplus.append(pk)
    for first in range(0, len(surplus), 500):
        Standing.objects.filter(pk__in=surplus[first : first + 500]).delete()
