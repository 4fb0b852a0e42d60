"""How long things are kept: one table of rules, obeyed by a chore in small steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Model, Q
from django.db.models.functions import Greatest

from newsstand.members.letters.delivery import OF_ACCOUNTS
from newsstand.members.models import Deed, Learning
from newsstand.members.privacy.belongings import table_called
from newsstand.members.privacy.deletion import GOODBYE, overwrite_what_is_deleted

BATCH = 500
MOST_BATCHES = 20  # that one rule takes in a round; what is left is taken by the next
OBEYED_EVERY = 600.0  # seconds
CHECKPOINT_WAIT = 500  # milliseconds

Days = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How long the rows of a table are kept.

    name, why:  what it is about, and what the rows are kept for
    model:      "app.Model"
    moment:     the field that the days are counted from
    setting:    the setting with the days, where 0 keeps for ever; or "" where `days` says it
    only:       which of the rows
    empties:    what their fields become; where nothing is named the rows are removed
    remove:     how rows are removed, where that takes more than removing them
    """

    name: str
    why: str
    model: str
    moment: str
    setting: str = ""
    days: int = 0
    only: Q = field(default_factory=Q)
    empties: Mapping[str, Any] = field(default_factory=dict)
    remove: Callable[[type[Model], list[Any]], None] | None = None


def _remove_deeds(table: type[Model], keys: list[Any]) -> None:
    """For You counts the deeds that were undone, to notice when one more is: those that go are taken off its count."""
    undone = (
        Deed.objects.filter(pk__in=keys, undone_at__isnull=False).values("reader").annotate(n=Count("pk"))
    )
    for row in undone:
        Learning.objects.filter(reader=row["reader"]).update(undone=Greatest(F("undone") - row["n"], 0))
    Deed.objects.filter(pk__in=keys).delete()


def _remove_unasked(table: type[Model], keys: list[Any]) -> None:
    """The desk's log refuses to be changed by whoever works at it; its age is the house's own rule."""
    rows = table._base_manager.filter(pk__in=keys)
    rows._raw_delete(rows.db)


ADDRESS_KEPT = "NEWSSTAND_KEEP_ADDRESSES"
WAITING = Q(state="waiting")
# That a letter was written stays: by its key it is known that it must not be written again.
WORDS_OF_LETTERS = {"to": "", "subject": "", "text": "", "html": "", "problem": ""}
RULES: tuple[Rule, ...] = (
    Rule(
        name="deeds", why="to be undone, and to be known when they are sent twice", model="members.Deed",
        moment="at", setting="NEWSSTAND_KEEP_DEEDS", remove=_remove_deeds,
    ),
    Rule(
        name="history", why="for the reader, and for their For You", model="members.Reading",
        moment="last_at", setting="NEWSSTAND_KEEP_READINGS",
    ),
    Rule(
        name="letters with links and codes of accounts", why="until they are of no use", model="members.Letter",
        moment="made_at", setting="NEWSSTAND_KEEP_LETTERS", only=Q(kind__startswith=OF_ACCOUNTS) & ~WAITING,
    ),
    Rule(
        name="the words of other letters, and whom they went to", why="to answer questions about them",
        model="members.Letter", moment="made_at", setting="NEWSSTAND_KEEP_LETTERS",
        only=~Q(kind__startswith=OF_ACCOUNTS) & ~WAITING & ~Q(to=""), empties=WORDS_OF_LETTERS,
    ),
    Rule(
        name="the last letter to who deleted their account", why="until it is sent, or given up",
        model="members.Letter", moment="made_at", only=Q(kind=GOODBYE) & ~WAITING,
    ),
    Rule(
        name="what the payment provider told", why="for the books, and to be known when it is told twice",
        model="members.ProviderEvent", moment="heard_at", setting="NEWSSTAND_KEEP_PROVIDER_EVENTS",
        only=Q(applied_at__isnull=False),
    ),
    Rule(
        name="payments begun", why="until they are paid or run out", model="members.Checkout",
        moment="expires_at", days=30,
    ),
    Rule(
        name="whom a gift was for", why="until it is redeemed", model="members.Gift", moment="redeemed_at",
        setting=ADDRESS_KEPT, only=~Q(to_email="", to_name="", message=""),
        empties={"to_email": "", "to_name": "", "message": ""},
    ),
    Rule(
        name="seats offered and not taken", why="until the offer runs out", model="members.Seat",
        moment="offered_at", setting=ADDRESS_KEPT, only=Q(taken_at=None),
    ),
    Rule(
        name="the address of who reported an inaccuracy", why="to answer", model="newsroom.Inaccuracy",
        moment="settled_at", setting=ADDRESS_KEPT, only=~Q(address=""), empties={"address": ""},
    ),
    Rule(
        name="counted tries", why="to slow down who guesses", model="members.Tally", moment="until",
    ),
    Rule(
        name="sessions that ran out", why="to stay signed in", model="sessions.Session", moment="expire_date",
    ),
    Rule(
        name="the list of browsers signed in", why="to see and end them", model="usersessions.UserSession",
        moment="last_seen_at", days=60,
    ),
    Rule(
        name="what happened at the door of an account", why="for its owner to see who came in, and who tried",
        model="members.DoorLine", moment="at", setting="NEWSSTAND_KEEP_SIGN_INS",
    ),
    Rule(
        name="the desk's log", why="to know who decided what", model="newsroom.LogLine", moment="at",
        setting="NEWSSTAND_KEEP_LOG", remove=_remove_unasked,
    ),
)  # fmt: skip
# What other chores see to: what, what it is kept for, and for how long.
ELSEWHERE = (
    ("accounts whose address was never confirmed", "until it is", "30 days"),
    ("tries that sign-in counts", "to slow down who guesses", "a day at most"),
    ("reads counted for paying titles", "until a month's close is past appeal", "NEWSSTAND_COUNTED_DAYS"),
    ("that an address had its trial, as a keyed hash", "one trial an address", "NEWSSTAND_TRIAL_MEMORY_DAYS"),
)


def kept_for() -> list[tuple[str, str, str]]:
    """What is kept, what for, and how long: for people."""
    return [(rule.name, rule.why, _time_of(rule)) for rule in RULES] + [
        (name, why, f"`{time}` days" if time.startswith("NEWSSTAND_") else time)
        for name, why, time in ELSEWHERE
    ]


def _time_of(rule: Rule) -> str:
    if rule.setting:
        return f"`{rule.setting}` days"
    return f"{rule.days} days" if rule.days else "no longer"


def obey_retention(now: datetime) -> int:
    """Remove or empty what is past its time; how many rows. Done twice it does nothing more."""
    overwrite_what_is_deleted()
    done = sum(_obey(rule, now, settings.NEWSSTAND) for rule in RULES)
    if done:
        _empty_the_log()
    return done


def _obey(rule: Rule, now: datetime, days: Days) -> int:
    table = table_called(rule.model)
    kept = days[rule.setting] if rule.setting else rule.days
    if table is None or (rule.setting and not kept):
        return 0
    past = table._base_manager.filter(rule.only, **{f"{rule.moment}__lt": now - timedelta(days=kept)})
    done, last = 0, None
    for _ in range(MOST_BATCHES):
        found = past if last is None else past.filter(pk__gt=last)
        keys = list(found.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not keys:
            break
        with transaction.atomic():
            before = table._base_manager.filter(pk__in=keys).count()
            _take(rule, table, keys)
            after = 0 if rule.empties else table._base_manager.filter(pk__in=keys).count()
        done += before - after
        last = keys[-1]
    return done


def _take(rule: Rule, table: type[Model], keys: list[Any]) -> None:
    if rule.empties:
        table._base_manager.filter(pk__in=keys).update(**rule.empties)
    elif rule.remove is not None:
        rule.remove(table, keys)
    else:
        table._base_manager.filter(pk__in=keys).delete()


def _empty_the_log() -> None:
    """SQLite's write-ahead log holds what was deleted until it is written over: it is emptied where nobody reads it."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        (waits,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_WAIT}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={int(waits)}")
