"""Closing a month: worked out from rows as they are, then written in one transaction, whole or not at all, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson
from backports import zstd
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from newsstand.errors import MonthNotClosable
from newsstand.members.models import Close, CountedRead, LedgerLine, Portion, Share, Statement
from newsstand.members.paying.bulk import add_rows
from newsstand.members.paying.caps import Rules
from newsstand.members.paying.facts import SHARED, basis_of_month, day_of, open_lines, reads_of, seats_held
from newsstand.members.paying.fingerprints import fingerprint_of_close, fingerprint_of_statement
from newsstand.members.paying.lines import statement_lines
from newsstand.members.paying.points import Basis
from newsstand.members.paying.portions import (
    Fund,
    Part,
    funds_of,
    last_day_of,
    month_after,
    month_of,
    parts_of_month,
)
from newsstand.members.paying.working import TitleSum, Worked, Working
from newsstand.newsroom.models import Publisher

BATCH = 5000
Given = dict[str, dict[str, dict[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedMonth:
    """A month before it is written."""

    month: date
    rules: Rules
    basis: Basis
    parts: list[Part]
    worked: list[Worked]


def rules_now() -> Rules:
    """The rules as the settings have them."""
    values = settings.NEWSSTAND
    return Rules(
        titles_percent=values["NEWSSTAND_TITLES_PERCENT"], brief_percent=values["NEWSSTAND_BRIEF_PERCENT"]
    )


def close_month(month: date, now: datetime) -> list[Close]:
    """Close a month that is over, in every currency in which money belongs to it; the closes, also if it was done before.

    MonthNotClosable says what stands in the way: it is not over, one before it is open, or one after it is closed.
    """
    month = month_of(month)
    if closed := list(Close.objects.filter(month=month).order_by("currency")):
        return closed
    _refuse_out_of_turn(month, now)
    done = work_out(month)
    prepared = _prepare(done, now)
    try:
        with transaction.atomic():
            for worked, close, statements in prepared:
                _write(done, worked, close, statements)
        return [close for _, close, _ in prepared]
    except IntegrityError:  # somebody else closed it meanwhile
        closed = list(Close.objects.filter(month=month).order_by("currency"))
        if not closed:
            raise
        return closed


def close_months(now: datetime) -> int:
    """Close what is over and not closed, in order, from the day on that the setting names; how many closes that made."""
    today = day_of(now)
    last = month_after(month_of(today), -1 if today.day >= settings.NEWSSTAND["NEWSSTAND_CLOSE_DAY"] else -2)
    made, month = 0, next_to_close()
    while month is not None and month <= last:
        made += len(close_month(month, now))
        month = month_after(month)
    return made


def next_to_close() -> date | None:
    """The first month that is not closed: the one after the last close, else that of the first money; None without any."""
    latest = Close.objects.aggregate(latest=Max("month"))["latest"]
    if latest is not None:
        return month_after(latest)
    days = [d for line in open_lines() if (d := line.first)]
    return month_of(min(days)) if days else None


def _refuse_out_of_turn(month: date, now: datetime) -> None:
    if day_of(now) <= last_day_of(month):
        raise MonthNotClosable(f"{month:%Y-%m} is not over yet: close it from {month_after(month)} on")
    later = Close.objects.filter(month__gt=month).order_by("month").first()
    if later:
        raise MonthNotClosable(
            f"{later.month:%Y-%m} is closed already: money that came late for {month:%Y-%m} goes into the next open month"
        )
    first = next_to_close()
    while first is not None and first < month:
        if Close.objects.filter(month=first).exists() or not _parts(first):
            first = month_after(first)
            continue
        raise MonthNotClosable(f"{first:%Y-%m} is open: close it first")


def _parts(month: date) -> list[Part]:
    lines = open_lines()
    return list(parts_of_month(lines, month, seats_held({line.group for line in lines if line.group})))


def work_out(month: date) -> WorkedMonth:
    """A month as it would be closed from the rows that stand now; changes nothing."""
    parts = _parts(month)
    funds = funds_of(parts)
    rules, basis = rules_now(), basis_of_month(month)
    working = Working(funds, basis, rules, given_before(funds, month))
    working.take_reads(reads_of(month))
    return WorkedMonth(month=month, rules=rules, basis=basis, parts=parts, worked=working.finish())


def given_before(funds: dict[str, dict[str, Fund]], month: date) -> Given:
    """What earlier closes gave titles from the fees of those members whose fund of this month is below nothing."""
    found: Given = {}
    for currency, by_member in funds.items():
        below = sorted(member for member, fund in by_member.items() if fund.net < 0 and member)
        for first in range(0, len(below), BATCH):
            rows = Share.objects.filter(
                close__month__lt=month, close__currency=currency, member__in=below[first : first + BATCH]
            )
            sums = rows.values_list("member", "publisher_id").annotate(given=Sum("minor")).order_by()
            for member, publisher, given in sums:
                if given > 0:
                    found.setdefault(currency, {}).setdefault(member, {})[publisher] = given
    return found


def _prepare(done: WorkedMonth, now: datetime) -> list[tuple[Worked, Close, list[Statement]]]:
    """Everything that takes time, before the store is held."""
    slugs = dict(Publisher.objects.values_list("pk", "slug"))
    basis = zstd.compress(orjson.dumps(done.basis.plain()))
    found = []
    for worked in done.worked:
        statements = list(_statements(done, worked, slugs))
        sums = sums_of(worked)
        fingerprint = fingerprint_of_close(
            done.month, worked.currency, sums, done.rules.plain(),
            ((m, slugs[p], points, minor) for m, p, points, minor in worked.shares),
            {slugs[s.publisher_id]: s.fingerprint for s in statements},
        )  # fmt: skip
        close = Close(
            month=done.month, currency=worked.currency, closed_at=now, rules=done.rules.plain(), basis=basis,
            flagged=worked.flagged, fingerprint=fingerprint, **sums,
        )  # fmt: skip
        found.append((worked, close, statements))
    return found


def _write(done: WorkedMonth, worked: Worked, close: Close, statements: list[Statement]) -> None:
    close.save()
    for statement in statements:
        statement.close = close
    Statement.objects.bulk_create(statements)
    add_rows(
        Share,
        ("close_id", "member", "publisher_id", "points", "minor"),
        ((close.pk, *share) for share in worked.shares),
    )
    add_rows(
        Portion,
        ("close_id", "line_id", "member", "minor", "days"),
        ((close.pk, p.line, p.member, p.minor, p.days) for p in done.parts if p.currency == worked.currency),
    )


def sums_of(worked: Worked) -> dict[str, int]:
    """The sums of a close."""
    return {
        "fees": worked.fees,
        "taxes": worked.taxes,
        "costs": worked.costs,
        "kept": worked.kept,
        "shared": worked.shared,
        "members": worked.members,
    }


def _statements(done: WorkedMonth, worked: Worked, slugs: dict[int, str]) -> Iterator[Statement]:
    lines = statement_lines(worked, done.rules)
    for publisher, title in sorted(worked.titles.items()):
        sums = sums_of_title(title)
        yield Statement(
            publisher_id=publisher,
            number=f"{done.month:%Y-%m}-{worked.currency}-{publisher:05d}",
            lines=lines[publisher],
            fingerprint=fingerprint_of_statement(
                done.month, worked.currency, slugs[publisher], sums, lines[publisher]
            ),
            **sums,
        )


def sums_of_title(title: TitleSum) -> dict[str, int]:
    """The sums of a statement."""
    own = [item for (kind, _), item in title.items.items() if kind == "article"]
    return {
        "minor": title.minor,
        "members": title.members,
        "reads": sum(item.reads for item in own),
        "finished": sum(item.finished for item in own),
        "seconds": sum(item.seconds for item in own),
        "cited": sum(item.reads for (kind, _), item in title.items.items() if kind == "brief"),
    }


def drop_counted_reads(now: datetime) -> int:
    """Take out counted reads of months that are closed, or that no money belongs to, and past appeal; how many."""
    kept = timedelta(days=settings.NEWSSTAND["NEWSSTAND_COUNTED_DAYS"])
    past = Close.objects.filter(closed_at__lte=now - kept).aggregate(latest=Max("month"))["latest"]
    dropped = CountedRead.objects.filter(month__lte=past).delete()[0] if past else 0
    if not LedgerLine.objects.filter(kind__in=SHARED).exists():
        dropped += CountedRead.objects.filter(month__lt=month_of(day_of(now - kept))).delete()[0]
    return dropped
