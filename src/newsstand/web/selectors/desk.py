"""What the editors' desk shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from django.urls import reverse

from newsstand.newsroom.desk.log import log_lines
from newsstand.newsroom.desk.overlooked import missed_now
from newsstand.newsroom.desk.picks import in_order, open_conflicts
from newsstand.newsroom.desk.stories import merged_into
from newsstand.newsroom.inaccuracies import open_inaccuracies
from newsstand.newsroom.models import (
    Conflict,
    Edition,
    Inaccuracy,
    LogLine,
    Membership,
    Pick,
    Ruling,
    Slot,
    Story,
)
from newsstand.newsroom.models.desk import LIVE
from newsstand.newsroom.search import find_articles, narrow
from newsstand.web.desk_words import changes, deeds, kinds_of_missed, states, why
from newsstand.web.selectors.cards import story_url
from newsstand.web.selectors.search import COUNTRY_CODES
from newsstand.web.selectors.topics import Named, topics_of

A_PAGE = 50
MOST_FOUND = 30
MOST_MEMBERS = 200
MOST_ENDED = 20
MOST_INACCURACIES = 30
RECENT = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class PickRow:
    """A pick in a list: its words next to the story's own, its state, and its place among the placed."""

    pick: Pick
    state: str
    state_words: str
    number: int = 0
    is_first: bool = False
    is_last: bool = False

    @property
    def headline(self) -> str:
        """What the edition says."""
        return self.pick.headline or self.pick.story.headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line of the log in words, with what it changed."""

    line: LogLine
    words: str
    changes: list[tuple[str, str, str]]


@dataclass(slots=True, kw_only=True)
class FoundStory:
    """A story as the desk lists it: where readers find it, whether it is in a list already, why it is offered."""

    story: Story
    url: str
    why: list[str] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)

    @property
    def is_spiked(self) -> bool:
        """Whether it is taken out of editions."""
        return self.story.spiked_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One list of editors: what stands and is scheduled in its order, the drafts, what is over."""

    placed: list[PickRow]
    drafts: list[PickRow]
    over: list[PickRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The desk as it is now."""

    lists: list[tuple[str, ListPage]]
    conflicts: list[Conflict]
    inaccuracies: list[Inaccuracy]
    pins: list[Ruling]
    log: list[Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDesk:
    """A story with all that editors can decide about it."""

    story: Story
    url: str
    ruling: Ruling | None
    merged_into: Story | None
    members: list[Membership]
    not_shown: int
    picks: list[PickRow]
    topics: list[Named]
    place: int
    inaccuracies: list[Inaccuracy]
    log: list[Told]


def today(now: datetime) -> Today:
    """What stands, what is scheduled, what waits, what was done."""
    recent = log_lines().filter(at__gt=now - RECENT)[:15]
    return Today(
        lists=[(kind, list_page(kind, now, over=0)) for kind in Pick.Kind.values],
        conflicts=open_conflicts(),
        inaccuracies=list(open_inaccuracies()[:MOST_INACCURACIES]),
        pins=list(
            Ruling.objects.filter(pinned_until__gt=now, story__spiked_at=None)
            .select_related("story")
            .order_by("-pinned_at")[:10]
        ),
        log=told(recent),
    )


def list_page(kind: str, now: datetime, *, over: int = MOST_ENDED) -> ListPage:
    """A list by its kind; of what is over, so many."""
    placed = rows_of(in_order(kind, now), now)
    for number, row in enumerate(placed, 1):
        row.number, row.is_first, row.is_last = number, number == 1, number == len(placed)
    drafts = (
        Pick.objects.filter(kind=kind, state="draft").select_related("story").order_by("-changed_at")[:60]
    )
    rest = Pick.objects.none()
    if over:
        known = [row.pick.pk for row in placed]
        rest = (
            Pick.objects.filter(kind=kind)
            .exclude(state="draft")
            .exclude(pk__in=known)
            .select_related("story")
        ).order_by("-changed_at")[:over]
    return ListPage(placed=placed, drafts=rows_of(drafts, now), over=rows_of(rest, now))


def rows_of(picks: Iterable[Pick], now: datetime) -> list[PickRow]:
    """Picks with their state in words."""
    words = states()
    return [
        PickRow(pick=pick, state=state, state_words=words[state])
        for pick in picks
        if (state := pick.state_at(now))
    ]


def told(lines: Iterable[LogLine]) -> list[Told]:
    """Lines of the log in words."""
    words = deeds()
    return [Told(line=line, words=words.get(line.verb, line.verb), changes=changes(line)) for line in lines]


def story_desk(story: Story, now: datetime) -> StoryDesk:
    """All about a story that editors decide."""
    members = (
        Membership.objects.filter(story=story)
        .select_related("article__publisher")
        .order_by("article__published_at", "article__pk")
    )
    newest = Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("-at").values("pk")[:1]
    place = Slot.objects.filter(edition__in=newest, story=story).values_list("place", flat=True).first()
    picks = Pick.objects.filter(story=story).select_related("story").order_by("-changed_at")[:10]
    return StoryDesk(
        story=story,
        url=story_url(story),
        ruling=Ruling.objects.filter(story=story).first(),
        merged_into=merged_into(story.pk),
        members=list(members[:MOST_MEMBERS]),
        not_shown=max(0, story.reports - MOST_MEMBERS),
        picks=rows_of(picks, now),
        topics=topics_of(story),
        place=place or 0,
        inaccuracies=list(open_inaccuracies().filter(story=story)[:MOST_INACCURACIES]),
        log=told(log_lines(story=story.pk)[:A_PAGE]),
    )


def search_stories(text: str, *, zone: tzinfo, but: int = 0) -> list[FoundStory]:
    """The stories that a query finds, best first; spiked ones too."""
    if not text.strip():
        return []
    narrowed = narrow(text, zone=zone, countries=COUNTRY_CODES)
    hits = find_articles(narrowed.wanted, order="best").hits
    order = list(dict.fromkeys(h.story for h in hits if h.story is not None and h.story != but))
    return found_stories(order[:MOST_FOUND])


def missed_page(now: datetime) -> list[tuple[str, str, str, list[FoundStory]]]:
    """What may have been missed: by kind its key, heading and explanation, and the stories with their reasons."""
    words = kinds_of_missed()
    by_kind = missed_now(now)
    found = {
        f.story.pk: f for f in found_stories([int(s.story) for slots in by_kind.values() for s in slots])
    }
    page: list[tuple[str, str, str, list[FoundStory]]] = []
    for kind, slots in by_kind.items():
        rows = [
            FoundStory(story=f.story, url=f.url, picked=f.picked, why=[why(r) for r in slot.reasons])
            for slot in slots
            if (f := found.get(int(slot.story)))
        ]
        page.append((kind, *words[kind], rows))
    return page


def found_stories(order: Sequence[int]) -> list[FoundStory]:
    """These stories in their order, with the lists that they are in."""
    rows = Story.objects.select_related("opened_by").in_bulk(list(order))
    picked: dict[int, list[str]] = {}
    for number, kind in Pick.objects.filter(story__in=rows, state__in=LIVE).values_list("story_id", "kind"):
        picked.setdefault(number, []).append(kind)
    return [
        FoundStory(story=story, url=story_url(story), picked=picked.get(number, []))
        for number in order
        if (story := rows.get(number))
    ]


def editors_of_log() -> list[str]:
    """The names that stand in the log."""
    return list(LogLine.objects.order_by("by").values_list("by", flat=True).distinct()[:50])


def desk_address(story: Story | int) -> str:
    """A story's page on the desk."""
    return reverse("desk_story", args=(story if isinstance(story, int) else story.pk,))
