"""Stories -> a morning or evening edition of every zone: made once when its time has come, finite, and never changed again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from newsstand import model
from newsstand.newsroom import records
from newsstand.newsroom.dayparts import KINDS, Daypart, is_zone, latest_daypart
from newsstand.newsroom.desk import StandingPick, standing_picks
from newsstand.newsroom.desk.lead import with_pins
from newsstand.newsroom.models import Edition, Slot, Story
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.editions import candidates
from newsstand.newsroom.sections import Section, in_order, section_of
from newsstand.rank import lead_stories

RANKED = 200
IN_THE_LEAD = 5
IN_A_SECTION = 3
STILL_IMPORTANT = 3  # the first of the lead stories stand in it, moved or not
PICKS = 3  # of each kind
LEAST = 12  # where so few moved, what moved before fills up
LEAD, PICKED, GOOD_NEWS, MORE = "lead", "picks", "good_news", "more"
LONGEST_DESK = 60


@dataclass(slots=True, kw_only=True)
class Field:
    """What editions made at one moment choose from: ranked once, whatever the number of zones."""

    ranked: list[model.Slot]
    rows: dict[int, Story]
    picks: list[StandingPick] = field(default_factory=list)
    good_news: list[StandingPick] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Chosen:
    """A story on its way into an edition."""

    story: Story
    desk: str
    score: float = 0.0
    reasons: tuple[model.Reason, ...] = ()
    pick: StandingPick | None = None


def make_daily_editions(desk: Desk) -> int:
    """Make the current morning or evening edition of each zone that has none yet; how many were made.

    A machine that slept makes the current one alone; a house that has just opened waits until its stories have settled.
    """
    now, settings = desk.now(), desk.settings
    due = [
        latest_daypart(zone, now, morning=settings.morning_at, evening=settings.evening_at)
        for zone in desk.zones()
        if is_zone(zone)
    ]
    made = set(
        Edition.objects.filter(kind__in=KINDS, day__in={p.day for p in due}).values_list(
            "kind", "zone", "day"
        )
    )
    missing = [p for p in due if (p.kind, p.zone, p.day) not in made]
    if not missing or not _has_settled(desk, now):
        return 0
    held = look_around(desk, now)
    count = sum(_make(part, held, now, desk.settings.daily_stories) for part in missing)
    Edition.objects.filter(kind__in=KINDS, at__lt=now - settings.keep_daily).delete()
    return count


def _has_settled(desk: Desk, now: datetime) -> bool:
    first = Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("at").values_list("at", flat=True).first()
    return first is not None and now - first >= desk.settings.daily_settling


def look_around(desk: Desk, now: datetime) -> Field:
    """All that the editions of a moment choose from."""
    ranked, _ = with_pins(lead_stories(list(candidates(desk, now)), now=now, limit=RANKED).slots, now)
    picks, good_news = standing_picks("picks", now)[:PICKS], standing_picks("good_news", now)[:PICKS]
    wanted = {int(s.story) for s in ranked} | {p.story_id for p in (*picks, *good_news)}
    rows = Story.objects.filter(pk__in=wanted, spiked_at=None).select_related("brief")
    return Field(ranked=ranked, rows={s.pk: s for s in rows}, picks=picks, good_news=good_news)


def _make(part: Daypart, held: Field, now: datetime, size: int) -> bool:
    before = Edition.objects.filter(kind__in=KINDS, zone=part.zone, at__lt=now).order_by("-at").first()
    chosen = choose(held, since=before.at if before else None, size=size)
    if not chosen:
        return False
    try:
        with transaction.atomic():
            edition = Edition.objects.create(kind=part.kind, zone=part.zone, day=part.day, at=now)
            Slot.objects.bulk_create(_slot(edition, place, c) for place, c in enumerate(chosen, 1))
    except IntegrityError:  # somebody else made it meanwhile
        return False
    return True


def choose(held: Field, *, since: datetime | None, size: int) -> list[Chosen]:
    """The stories of an edition in the order of its pages, none twice: lead, sections, picks, good news.

    since: when the edition before it was made; what moved after that is new, of the rest only the most important stand.
    """
    slots = [s for s in held.ranked if int(s.story) in held.rows]
    is_new = {s.story: since is None or held.rows[int(s.story)].moved_at > since for s in slots}
    pool = [s for place, s in enumerate(slots) if is_new[s.story] or place < STILL_IMPORTANT]
    if len(pool) < LEAST:
        known = {s.story for s in pool}
        pool += [s for s in slots if s.story not in known][: LEAST - len(pool)]
    picked = {p.story_id: p for p in (*held.good_news, *held.picks)}
    lead = [_chosen(held, s, LEAD, is_new[s.story], picked) for s in pool[:IN_THE_LEAD]]
    taken = {c.story.pk for c in lead}
    picks = _of_editors(held, held.picks, PICKED, taken)
    good_news = _of_editors(held, held.good_news, GOOD_NEWS, taken)
    rest = [s for s in pool[IN_THE_LEAD:] if int(s.story) not in taken]
    below = spread(held, rest, max(0, size - len(lead)))
    sections = [_chosen(held, s, desk, is_new[s.story], picked) for s, desk in below]
    return [*lead, *sections, *picks, *good_news]


def spread(held: Field, slots: Sequence[model.Slot], most: int) -> list[tuple[model.Slot, str]]:
    """The best of each section, not too many of one, in the order of the paper; what has no section comes last."""
    found: dict[Section | None, list[model.Slot]] = {}
    count = 0
    for slot in slots:
        section = section_of(held.rows[int(slot.story)].section)
        of_it = found.setdefault(section, [])
        if count < most and len(of_it) < IN_A_SECTION:
            of_it.append(slot)
            count += 1
    order: list[Section | None] = [*in_order({s for s in found if s is not None}), None]
    return [
        (slot, section.slug[:LONGEST_DESK] if section else MORE)
        for section in order
        for slot in found.get(section, ())
    ]


def _of_editors(held: Field, picks: Iterable[StandingPick], desk: str, taken: set[int]) -> list[Chosen]:
    out = []
    for pick in picks:
        story = held.rows.get(pick.story_id)
        if story is not None and story.pk not in taken:
            taken.add(story.pk)
            reason = model.Reason(
                name="editors_choice",
                value=0.0,
                detail=f"chosen by {pick.chosen_by}",
                facts=(pick.chosen_by,),
            )
            out.append(Chosen(story=story, desk=desk, reasons=(reason,), pick=pick))
    return out


def _chosen(
    held: Field, slot: model.Slot, desk: str, is_new: bool, picked: dict[int, StandingPick]
) -> Chosen:
    name, detail = (
        ("new_since", "moved since the edition before")
        if is_new
        else ("still_important", "still among the most important")
    )
    return Chosen(
        story=held.rows[int(slot.story)],
        desk=desk,
        score=slot.score,
        reasons=(*slot.reasons, model.Reason(name=name, value=0.0, detail=detail)),
        pick=picked.get(int(slot.story)),
    )


def _slot(edition: Edition, place: int, chosen: Chosen) -> Slot:
    """The slot with its words as they are now. A lone report's words are its title's: they stay where they stand."""
    brief, pick = getattr(chosen.story, "brief", None), chosen.pick
    headline = (pick.headline if pick else "") or (brief.headline if brief else "")
    return Slot(
        edition=edition,
        place=place,
        story=chosen.story,
        score=chosen.score,
        reasons=records.reason_rows(chosen.reasons),
        desk=chosen.desk,
        headline=headline,
        standfirst=brief.standfirst if brief else "",
        line=pick.line if pick else "",
        pinned=pick.pinned if pick else False,
        chosen_by=pick.chosen_by if pick else "",
    )
