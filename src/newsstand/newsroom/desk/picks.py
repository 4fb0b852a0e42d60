"""Our Picks and Good News as editors make them: chosen, worded, placed, ordered, withdrawn; nobody's words are overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from newsstand.errors import ActRefused
from newsstand.newsroom.desk.log import Editor, signature, write_line
from newsstand.newsroom.models import Conflict, Opening, Pick, Story
from newsstand.newsroom.models.desk import LIVE
from newsstand.newsroom.records import clean

LONGEST_HEADLINE = 200
LONGEST_LINE = 500
MOST_PLACED = 60  # of a kind, standing and scheduled
LEASE = timedelta(minutes=15)  # for so long after opening a pick its editor is taken to be at it
MOST_CONFLICTS = 20  # open ones of a pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an editor types into a pick: words, why, from when, until when."""

    headline: str = ""
    line: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def bounded(self) -> Wording:
        """The same as it can be stored; ActRefused where it cannot be."""
        headline, line = " ".join(clean(self.headline).split()), " ".join(clean(self.line).split())
        if len(headline) > LONGEST_HEADLINE or len(line) > LONGEST_LINE:
            raise ActRefused(gettext("The words are too long."))
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ActRefused(gettext("It must end after it starts."))
        return Wording(headline=headline, line=line, starts_at=self.starts_at, ends_at=self.ends_at)


def wording_of(pick: Pick) -> Wording:
    """What stands in a pick."""
    return Wording(headline=pick.headline, line=pick.line, starts_at=pick.starts_at, ends_at=pick.ends_at)


def as_row(words: Wording) -> dict[str, Any]:
    """A wording as JSON can hold it."""
    return {
        "headline": words.headline,
        "line": words.line,
        "starts_at": words.starts_at.isoformat() if words.starts_at else "",
        "ends_at": words.ends_at.isoformat() if words.ends_at else "",
    }


def wording_from(row: Mapping[str, Any]) -> Wording:
    """What `as_row` made of a wording, read again."""
    starts_at, ends_at = (str(row.get(name) or "") for name in ("starts_at", "ends_at"))
    return Wording(
        headline=str(row.get("headline") or ""),
        line=str(row.get("line") or ""),
        starts_at=datetime.fromisoformat(starts_at) if starts_at else None,
        ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
    )


def choose(story: Story, kind: str, editor: Editor, *, now: datetime, line: str = "") -> Pick:
    """A draft of a pick of a story; the one that there is, untouched, where it is picked already."""
    if kind not in Pick.Kind.values:
        raise ActRefused(gettext("There is no such list."))
    if story.spiked_at is not None:
        raise ActRefused(gettext("A story that is spiked cannot be picked."))
    words = Wording(line=line[:LONGEST_LINE]).bounded()
    live = Pick.objects.filter(kind=kind, story=story, state__in=LIVE)
    try:
        with transaction.atomic():
            found = live.select_for_update().first()
            if found is not None and found.state_at(now) != "ended":
                return found
            if found is not None:
                found.state = Pick.State.ENDED
                found.save(update_fields=["state"])
            by = signature(editor)
            pick = Pick.objects.create(
                kind=kind, story=story, line=words.line, chosen_by=by, chosen_at=now, changed_by=by, changed_at=now
            )  # fmt: skip
            write_line(editor, "choose", now=now, pick=pick, why=line, after={"list": kind})
            return pick
    except IntegrityError:  # another editor was as quick
        return live.get()


def change(number: int, typed: Wording, revision: int, editor: Editor, *, now: datetime) -> Pick | Conflict:
    """Put an editor's words into a pick; where somebody changed it since `revision`, they are kept beside it instead."""
    words = typed.bounded()
    with transaction.atomic():
        pick = _locked(number)
        before = wording_of(pick)
        if words == before:
            return pick
        if pick.revision != revision:
            return _keep_beside(pick, words, revision, editor, now)
        _write(pick, words, editor, now)
        write_line(editor, "change", now=now, pick=pick, before=as_row(before), after=as_row(words))
        return pick


def _keep_beside(pick: Pick, words: Wording, revision: int, editor: Editor, now: datetime) -> Conflict:
    row, by = as_row(words), signature(editor)
    held = Conflict.objects.filter(pick=pick, settled_at=None)
    if same := held.filter(typed_by=by, typed=row).first():
        return same
    if held.count() >= MOST_CONFLICTS:
        raise ActRefused(gettext("Too many versions of this pick wait to be settled."))
    conflict = Conflict.objects.create(pick=pick, typed_by=by, revision=revision, typed=row, at=now)
    write_line(editor, "conflict", now=now, pick=pick, before=as_row(wording_of(pick)), after=row)
    return conflict


def settle_conflict(
    number: int, typed: Wording | None, revision: int, editor: Editor, *, now: datetime
) -> Pick | Conflict:
    """End a conflict: by these words, or, with None, by what stands. A pick that changed once more meanwhile is one again."""
    with transaction.atomic():
        conflict = Conflict.objects.select_for_update().filter(pk=number, settled_at=None).first()
        if conflict is None:
            raise ActRefused(gettext("That was settled before."))
        if typed is not None:
            done = change(conflict.pick_id, typed, revision, editor, now=now)
            if isinstance(done, Conflict) and done.pk == conflict.pk:
                return done
        conflict.settled_by, conflict.settled_at = signature(editor), now
        conflict.save(update_fields=["settled_by", "settled_at"])
        pick = Pick.objects.select_related("story").get(pk=conflict.pick_id)
        write_line(editor, "settle_conflict", now=now, pick=pick, before=conflict.typed)
        return done if typed is not None else pick


def place(number: int, editor: Editor, *, now: datetime) -> Pick:
    """Let a draft stand: from its start, or from now where it has none; at the end of its list."""
    with transaction.atomic():
        pick = _locked(number)
        if pick.state != Pick.State.DRAFT:
            return pick
        if pick.story.spiked_at is not None:
            raise ActRefused(gettext("A story that is spiked cannot be picked."))
        if pick.ends_at is not None and pick.ends_at <= now:
            raise ActRefused(gettext("Its end is over already."))
        others = in_order(pick.kind, now)
        if len(others) >= MOST_PLACED:
            raise ActRefused(gettext("The list is full: take something out first."))
        pick.state = Pick.State.PLACED
        pick.starts_at = pick.starts_at or now.replace(second=0, microsecond=0)  # as forms show it
        pick.place = 1 + max((p.place for p in others), default=0)
        _stamp(pick, editor, now, "state", "starts_at", "place")
        write_line(
            editor, "place", now=now, pick=pick, after=as_row(wording_of(pick)) | {"place": pick.place}
        )
        return pick


def hold(number: int, editor: Editor, *, now: datetime) -> Pick:
    """Make a placed pick a draft again."""
    return _leave(number, Pick.State.DRAFT, "hold", editor, now)


def withdraw(number: int, editor: Editor, *, now: datetime, why: str = "") -> Pick:
    """Take a pick out; what it said stays in the log."""
    return _leave(number, Pick.State.WITHDRAWN, "withdraw", editor, now, why)


def _leave(number: int, state: str, verb: str, editor: Editor, now: datetime, why: str = "") -> Pick:
    with transaction.atomic():
        pick = _locked(number)
        if pick.state == state or pick.state not in LIVE:
            return pick
        before = {"state": pick.state_at(now), **as_row(wording_of(pick))}
        pick.state = state
        _stamp(pick, editor, now, "state")
        write_line(editor, verb, now=now, pick=pick, why=why, before=before)
        return pick


def order(number: int, to: int, editor: Editor, *, now: datetime) -> Pick:
    """Give a placed pick its place in its list, 1 the first; the others make room."""
    with transaction.atomic():
        pick = _locked(number)
        others = in_order(pick.kind, now)
        ids = [p.pk for p in others]
        if pick.pk not in ids:
            raise ActRefused(gettext("Only what stands or is scheduled has a place."))
        was = ids.index(pick.pk) + 1
        others.insert(max(0, min(to, len(ids)) - 1), others.pop(was - 1))
        _number(others)
        now_at = [p.pk for p in others].index(pick.pk) + 1
        if now_at != was:
            write_line(editor, "order", now=now, pick=pick, before={"place": was}, after={"place": now_at})
        pick.refresh_from_db(fields=["place"])
        return pick


def pin(number: int, editor: Editor, *, now: datetime, pinned: bool = True) -> Pick:
    """Let a pick stand before all that are not pinned, or no longer."""
    with transaction.atomic():
        pick = _locked(number)
        if pick.pinned != pinned:
            pick.pinned = pinned
            pick.save(update_fields=["pinned"])
            write_line(editor, "pin" if pinned else "unpin", now=now, pick=pick)
        return pick


def in_order(kind: str, now: datetime) -> list[Pick]:
    """The placed picks of a kind that stand or will stand, as they follow each other."""
    rows = Pick.objects.filter(kind=kind, state=Pick.State.PLACED).select_related("story")
    return [p for p in rows.order_by("-pinned", "place", "-starts_at", "pk") if p.state_at(now) != "ended"]


def _number(picks: Iterable[Pick]) -> None:
    changed = []
    for place_, pick in enumerate(picks, 1):
        if pick.place != place_:
            pick.place = place_
            changed.append(pick)
    Pick.objects.bulk_update(changed, ["place"])


def note_opening(pick: Pick, editor: Editor, *, now: datetime) -> list[Opening]:
    """Note that an editor has a pick open; answers who else has, since when."""
    mine = Opening.objects.filter(pick=pick, editor_id=editor.pk).first()
    if mine is None:
        Opening.objects.get_or_create(pick=pick, editor_id=editor.pk, defaults={"since": now, "seen_at": now})
    else:
        if mine.seen_at < now - LEASE:
            mine.since = now
        mine.seen_at = now
        mine.save(update_fields=["since", "seen_at"])
    others = Opening.objects.filter(pick=pick, seen_at__gte=now - LEASE).exclude(editor_id=editor.pk)
    return list(others.select_related("editor").order_by("since", "pk")[:10])


def close_pick(pick: Pick, editor: Editor) -> None:
    """Note that an editor is done with a pick."""
    Opening.objects.filter(pick=pick, editor_id=editor.pk).delete()


def open_conflicts() -> list[Conflict]:
    """The conflicts that nobody has settled, the oldest first."""
    return list(
        Conflict.objects.filter(settled_at=None).select_related("pick__story").order_by("at", "pk")[:100]
    )


def _locked(number: int) -> Pick:
    pick = Pick.objects.select_for_update(of=("self",)).select_related("story").filter(pk=number).first()
    if pick is None:
        raise ActRefused(gettext("There is no such pick."))
    return pick


def _write(pick: Pick, words: Wording, editor: Editor, now: datetime) -> None:
    pick.headline, pick.line = words.headline, words.line
    # What is placed has a start, whatever a form says.
    pick.starts_at = words.starts_at or (pick.starts_at if pick.state == Pick.State.PLACED else None)
    pick.ends_at = words.ends_at
    if pick.starts_at and pick.ends_at and pick.ends_at <= pick.starts_at:
        raise ActRefused(gettext("It must end after it starts."))
    _stamp(pick, editor, now, "headline", "line", "starts_at", "ends_at")


def _stamp(pick: Pick, editor: Editor, now: datetime, *fields: str) -> None:
    pick.revision += 1
    pick.changed_by, pick.changed_at = signature(editor), now
    pick.save(update_fields=[*fields, "revision", "changed_by", "changed_at"])
