"""What a reader can do: follow, mute, save, read, skip; each deed done once, however often it is sent, and undone by one word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction

from newsstand.errors import ActRefused
from newsstand.members.margin import put_back
from newsstand.members.models import Deed, Follow, Mute, Reader, Reading, Saved
from newsstand.members.paying.counting import count_read, take_back_read
from newsstand.members.targets import name_of_target

MOST_SECONDS = 3600  # that one sending may add to a reading
MOST_MUTE_DAYS = 366
LONGEST_KEY = 64

Before = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a reader asks for: a verb and what it is about, e.g. save / article / "12".

    kind:   topic, title, section, story, place, article or word
    days:   how long a mute holds; None for ever
    depth, seconds: of a reading: percent of the text seen, time spent since the last sending
    """

    verb: str
    kind: str
    target: str
    days: int | None = None
    depth: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verb:
    """A verb: what it may be said of, how it is done (returns what stood before), how it is taken back."""

    kinds: frozenset[str]
    do: Callable[[Reader, Act, str, datetime], Before]
    undo: Callable[[Reader, Deed], None]
    can_undo: bool = field(default=True)


def act(reader: Reader, asked: Act, *, now: datetime, key: str = "") -> Deed:
    """Do what is asked, once for every `key`; ActRefused says why it cannot be done."""
    verb = VERBS.get(asked.verb)
    if verb is None or asked.kind not in verb.kinds:
        raise ActRefused(f"nobody can {asked.verb[:20]!r} a {asked.kind[:20]!r}")
    key = key.strip()[:LONGEST_KEY] or token_hex(16)
    name = name_of_target(asked.kind, asked.target)
    if name is None:
        raise ActRefused(f"there is no {asked.kind} {asked.target[:80]!r}")
    deed = Deed(
        reader=reader, key=key, verb=asked.verb, kind=asked.kind, target=asked.target, name=name, at=now
    )
    if asked.verb == "read" and not reader.keeps_history:
        _count(reader, asked, now, key)
        return deed  # not stored: a deed is history too
    try:
        with transaction.atomic():
            deed.save()
            deed.before = verb.do(reader, asked, name, now)
            deed.save(update_fields=["before"])
    except IntegrityError:
        done = Deed.objects.filter(reader=reader, key=key).first()
        if done is None:
            raise
        return done
    return deed


def undo(deed: Deed, *, now: datetime) -> bool:
    """Put back what stood before a deed; False where that was done already or cannot be."""
    verb = VERBS[deed.verb]
    if not verb.can_undo:
        return False
    with transaction.atomic():
        if not Deed.objects.filter(pk=deed.pk, undone_at=None).update(undone_at=now):
            return False
        verb.undo(deed.reader, deed)
    return True


def _follow(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    _, is_new = Follow.objects.get_or_create(
        reader=reader, kind=asked.kind, key=asked.target, defaults={"name": name, "made_at": now}
    )
    return {} if is_new else {"stood": True}


def _unfollow(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    row = Follow.objects.filter(reader=reader, kind=asked.kind, key=asked.target).first()
    if row is None:
        return {}
    row.delete()
    return {"stood": True, "name": row.name, "made_at": row.made_at.isoformat()}


def _back_to_follow(reader: Reader, deed: Deed) -> None:
    if deed.before.get("stood"):
        if deed.verb == "unfollow":
            Follow.objects.get_or_create(
                reader=reader,
                kind=deed.kind,
                key=deed.target,
                defaults={
                    "name": deed.before["name"],
                    "made_at": datetime.fromisoformat(deed.before["made_at"]),
                },
            )
    elif deed.verb == "follow":
        Follow.objects.filter(reader=reader, kind=deed.kind, key=deed.target).delete()


def _mute(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    before = _mute_before(reader, asked)
    until = now + timedelta(days=min(max(asked.days, 1), MOST_MUTE_DAYS)) if asked.days else None
    Mute.objects.update_or_create(
        reader=reader,
        kind=asked.kind,
        key=_mute_key(asked),
        defaults={"name": name, "made_at": now, "until": until},
    )
    return before


def _unmute(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    before = _mute_before(reader, asked)
    Mute.objects.filter(reader=reader, kind=asked.kind, key=_mute_key(asked)).delete()
    return before


def _mute_key(asked: Act) -> str:
    return " ".join(asked.target.casefold().split()) if asked.kind == "word" else asked.target


def _mute_before(reader: Reader, asked: Act) -> Before:
    row = Mute.objects.filter(reader=reader, kind=asked.kind, key=_mute_key(asked)).first()
    if row is None:
        return {}
    return {
        "stood": True,
        "name": row.name,
        "made_at": row.made_at.isoformat(),
        "until": row.until.isoformat() if row.until else None,
    }


def _back_to_mute(reader: Reader, deed: Deed) -> None:
    key = _mute_key(Act(verb=deed.verb, kind=deed.kind, target=deed.target))
    before = deed.before
    if not before.get("stood"):
        Mute.objects.filter(reader=reader, kind=deed.kind, key=key).delete()
        return
    Mute.objects.update_or_create(
        reader=reader,
        kind=deed.kind,
        key=key,
        defaults={
            "name": before["name"],
            "made_at": datetime.fromisoformat(before["made_at"]),
            "until": datetime.fromisoformat(before["until"]) if before["until"] else None,
        },
    )


def _one(kind: str, target: str) -> dict[str, int]:
    return {f"{kind}_id": int(target)}


def _save(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    _, is_new = Saved.objects.get_or_create(
        reader=reader, **_one(asked.kind, asked.target), defaults={"made_at": now}
    )
    return {} if is_new else {"stood": True}


def _unsave(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    row = Saved.objects.filter(reader=reader, **_one(asked.kind, asked.target)).first()
    if row is None:
        return {}
    row.delete()
    return {"stood": True, "made_at": row.made_at.isoformat()}


def _back_to_saved(reader: Reader, deed: Deed) -> None:
    which = _one(deed.kind, deed.target)
    if deed.verb == "unsave" and deed.before.get("stood"):
        made_at = datetime.fromisoformat(deed.before["made_at"])
        Saved.objects.get_or_create(reader=reader, **which, defaults={"made_at": made_at})
    elif deed.verb == "save" and not deed.before.get("stood"):
        Saved.objects.filter(reader=reader, **which).delete()


FINISHED_AT = 90  # percent of a text that was seen


def _read(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    row, is_new = Reading.objects.get_or_create(
        reader=reader, **_one(asked.kind, asked.target), defaults={"first_at": now, "last_at": now}
    )
    before: Before = (
        {}
        if is_new
        else {
            "stood": True,
            "seconds": row.seconds,
            "depth": row.depth,
            "last_at": row.last_at.isoformat(),
            "finished_at": row.finished_at.isoformat() if row.finished_at else None,
        }
    )
    row.seconds = min(row.seconds + min(max(asked.seconds, 0), MOST_SECONDS), 2**31 - 1)
    row.depth = max(row.depth, min(max(asked.depth, 0), 100))
    row.last_at = max(now, row.last_at)
    if row.depth >= FINISHED_AT and row.finished_at is None:
        row.finished_at = now
    row.save()
    counted = _count(reader, asked, now)
    return before | {"counted": counted} if counted else before


def _count(reader: Reader, asked: Act, now: datetime, key: str = "") -> Before | None:
    """Count the reading for paying titles."""
    seconds = min(asked.seconds, MOST_SECONDS)
    return count_read(reader, asked.kind, asked.target, depth=asked.depth, seconds=seconds, now=now, key=key)


def _unread(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    row = Reading.objects.filter(reader=reader, **_one(asked.kind, asked.target)).first()
    if row is None:
        return {}
    row.delete()
    return {
        "stood": True,
        "first_at": row.first_at.isoformat(),
        "last_at": row.last_at.isoformat(),
        "seconds": row.seconds,
        "depth": row.depth,
        "finished_at": row.finished_at.isoformat() if row.finished_at else None,
    }


def _back_to_reading(reader: Reader, deed: Deed) -> None:
    which, before = _one(deed.kind, deed.target), deed.before
    take_back_read(reader, deed.kind, deed.target, before.get("counted"))
    if not before.get("stood"):
        if deed.verb == "read":
            Reading.objects.filter(reader=reader, **which).delete()
        return
    moments = {
        name: datetime.fromisoformat(before[name]) if before[name] else None
        for name in ("first_at", "last_at", "finished_at")
        if name in before
    }
    fields = {"seconds": before["seconds"], "depth": before["depth"]} | moments
    if deed.verb == "read":
        Reading.objects.filter(reader=reader, **which).update(**fields)
    else:
        Reading.objects.get_or_create(reader=reader, **which, defaults=fields)


def _note(reader: Reader, asked: Act, name: str, now: datetime) -> Before:
    """Only the deed itself is kept: For You learns from it."""
    return {}


def _nothing(reader: Reader, deed: Deed) -> None:
    """That the deed is marked as undone is all there is to it."""


_FOLLOWED = frozenset({"topic", "title", "section", "story", "place"})
_MUTED = frozenset({"topic", "title", "section", "story", "word"})
_TEXTS = frozenset({"article", "story"})

VERBS: Mapping[str, _Verb] = {
    "follow": _Verb(kinds=_FOLLOWED, do=_follow, undo=_back_to_follow),
    "unfollow": _Verb(kinds=_FOLLOWED, do=_unfollow, undo=_back_to_follow),
    "mute": _Verb(kinds=_MUTED, do=_mute, undo=_back_to_mute),
    "unmute": _Verb(kinds=_MUTED, do=_unmute, undo=_back_to_mute),
    "save": _Verb(kinds=_TEXTS, do=_save, undo=_back_to_saved),
    "unsave": _Verb(kinds=_TEXTS, do=_unsave, undo=_back_to_saved),
    "read": _Verb(kinds=_TEXTS, do=_read, undo=_back_to_reading),
    "unread": _Verb(kinds=_TEXTS, do=_unread, undo=_back_to_reading),
    "skip": _Verb(kinds=frozenset({"story", "topic"}), do=_note, undo=_nothing),  # less of this
    # Done by `members.margin`, undone as all else is.
    **{verb: _Verb(kinds=frozenset(), do=_note, undo=put_back) for verb in ("mark", "unmark", "note")},
}
