"""What a member's own fee did, month by month, and what this month's would do if it ended now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from newsstand.members.models import Close, CountedRead, Gift, Portion, Reader, Share
from newsstand.members.paying.caps import rules_of
from newsstand.members.paying.closing import rules_now
from newsstand.members.paying.facts import basis_of_month, day_of, open_lines, reads_of, seats_held
from newsstand.members.paying.portions import (
    Fund,
    Line,
    Part,
    funds_of,
    month_after,
    month_of,
    parts_of_month,
)
from newsstand.members.paying.sharing import part_of
from newsstand.members.paying.working import ALL, Working
from newsstand.newsroom.models import Publisher

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeMonth:
    """A fee's month in one currency: fee = tax + cost + house + what titles got + what went to all titles.

    titles: (title, amount), the largest first; below nothing where an earlier month's fee was given back
    to_all: what went to all titles, because this member's reading gave none of them anything
    """

    month: date
    currency: str
    fee: int
    tax: int
    cost: int
    house: int
    titles: tuple[tuple[Publisher, int], ...]
    to_all: int
    is_estimate: bool = False


def fee_months(reader: Reader, now: datetime) -> list[FeeMonth]:
    """The months of a reader's fee, the newest first; those that are not closed are estimates."""
    closed = _closed(reader.pseudonym)
    return [*_open(reader, now), *closed][:MOST_MONTHS]


def counted_so_far(reader: Reader, now: datetime) -> int:
    """How many reads of this month are counted under the reader's pseudonym."""
    return CountedRead.objects.filter(member=reader.pseudonym, month=month_of(day_of(now))).count()


def _closed(member: str) -> list[FeeMonth]:
    portions: dict[int, list[Part]] = {}
    rows = Portion.objects.filter(member=member).values_list(
        "close_id", "line_id", "line__kind", "close__currency", "minor", "days"
    )
    for close, line, kind, currency, minor, days in rows:
        portions.setdefault(close, []).append(
            Part(line=line, kind=kind, member=member, currency=currency, minor=minor, days=days)
        )
    shares: dict[int, dict[int, int]] = {}
    for close, publisher, minor in Share.objects.filter(member=member).values_list(
        "close_id", "publisher_id", "minor"
    ):
        shares.setdefault(close, {})[publisher] = minor
    titles = Publisher.objects.in_bulk({pk for held in shares.values() for pk in held})
    found = []
    for row in Close.objects.filter(pk__in=portions).order_by("-month", "currency"):
        fund = funds_of(portions[row.pk])[row.currency][member]
        percent = rules_of(row.rules).titles_percent
        found.append(_month(row.month, row.currency, fund, percent, shares.get(row.pk, {}), titles))
    return found


def _month(
    month: date, currency: str, fund: Fund, percent: int, given: dict[int, int], titles: dict[int, Publisher],
    *, is_estimate: bool = False,
) -> FeeMonth:  # fmt: skip
    to_all = part_of(fund.net, percent) if fund.net > 0 and not given else 0
    ranked = sorted(given.items(), key=lambda pair: (-pair[1], pair[0]))
    return FeeMonth(
        month=month, currency=currency, fee=fund.fees, tax=fund.taxes, cost=fund.costs,
        house=fund.net - sum(given.values()) - to_all, to_all=to_all, is_estimate=is_estimate,
        titles=tuple((titles[pk], minor) for pk, minor in ranked if minor),
    )  # fmt: skip


def _open(reader: Reader, now: datetime) -> list[FeeMonth]:
    this, member = month_of(day_of(now)), reader.pseudonym
    last = Close.objects.order_by("-month").values_list("month", flat=True).first()
    month = max(month_after(last), month_after(this, -2)) if last else month_after(this, -2)
    lines, found = lines_of(reader), list[FeeMonth]()
    seats = seats_held({line.group for line in lines if line.group})
    while month <= this:
        parts = list(parts_of_month(lines, month, seats))
        lines = _taken(lines, parts)
        funds = funds_of(part for part in parts if part.member == member)
        if any(part.member == member for part in parts):
            found += _estimated(member, month, funds)
        month = month_after(month)
    return found[::-1]


def _taken(lines: Iterable[Line], parts: Iterable[Part]) -> list[Line]:
    taken: dict[int, int] = {}
    for part in parts:
        taken[part.line] = taken.get(part.line, 0) + part.minor
    return [replace(line, taken=line.taken + taken.get(line.pk, 0)) for line in lines]


def _estimated(member: str, month: date, funds: dict[str, dict[str, Fund]]) -> list[FeeMonth]:
    rules = rules_now()
    working = Working(funds, basis_of_month(month, member), rules)
    working.take_reads(reads_of(month, member))
    worked = {done.currency: done for done in working.finish()}
    given = {
        currency: {p: minor for m, p, _, minor in done.shares if m != ALL}
        for currency, done in worked.items()
    }
    titles = Publisher.objects.in_bulk({pk for held in given.values() for pk in held})
    return [
        _month(month, currency, held[member], rules.titles_percent, given[currency], titles, is_estimate=True)
        for currency, held in sorted(funds.items(), reverse=True)
    ]


def lines_of(reader: Reader) -> list[Line]:
    """The open ledger lines of a reader's own fees, of their groups and of gifts that they redeemed."""
    groups = list(reader.seats.exclude(taken_at=None).values_list("group_id", flat=True))
    gifts = list(Gift.objects.filter(redeemed_by=reader).values_list("pk", flat=True))
    which = Q(member=reader.pseudonym) | Q(facts__group__in=groups) | Q(facts__gift__in=gifts)
    return open_lines(which)
