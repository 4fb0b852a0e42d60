"""What of the ledger belongs to a month, and to whose reading: pure, from lines and who held seats and gifts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from newsstand.members.paying.sharing import share_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A ledger line that earlier closes have not taken up wholly.

    first, last: the days that it pays for, both within; None: it rests, as an unredeemed gift does
    taken:       what earlier closes took up
    group:       the group whose seats it pays for; 0 for none
    """

    pk: int
    kind: str
    member: str
    currency: str
    minor: int
    first: date | None
    last: date | None
    taken: int = 0
    group: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """That a member held a seat from one day to another, both within; `last` None: still."""

    member: str
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a line goes with one member in a month; `days` has a bit for each day of it."""

    line: int
    kind: str
    member: str
    currency: str
    minor: int
    days: int


@dataclass(slots=True)
class Fund:
    """A member's money of a month in one currency, and the days that it pays for."""

    fees: int = 0
    taxes: int = 0
    costs: int = 0
    days: int = field(default=0)

    @property
    def net(self) -> int:
        """The fee less tax and costs."""
        return self.fees - self.taxes - self.costs


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """The first day of a month, so many months later."""
    years, months = divmod(month.month - 1 + count, 12)
    return date(month.year + years, months + 1, 1)


def last_day_of(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def months_on(day: date, count: int) -> date:
    """The last of so many months that begin on a day."""
    month = month_after(month_of(day), count)
    return min(month.replace(day=1) + timedelta(days=day.day - 1), last_day_of(month)) - timedelta(days=1)


def due_through(minor: int, first: date, last: date, end: date) -> int:
    """What of an amount that is spread evenly over days falls on those up to `end`: no month is a whole unit off."""
    days = (last - first).days + 1
    gone = min(max((end - first).days + 1, 0), days)
    due = abs(minor) * gone // days
    return due if minor >= 0 else -due


def days_within(first: date, last: date | None, month: date) -> int:
    """The days of a month from one to another as bits, the first of the month as bit 0."""
    end = last_day_of(month)
    begins, ends = max(first, month), min(last or end, end)
    if begins > ends:
        return 0
    return ((1 << (ends.day - begins.day + 1)) - 1) << (begins.day - 1)


def parts_of_month(lines: Iterable[Line], month: date, seats: Mapping[int, Iterable[Held]]) -> Iterator[Part]:
    """What of every line is due by the end of a month and was not taken up before; a group's goes with who held its seats."""
    end = last_day_of(month)
    for line in lines:
        if line.first is None or line.last is None or line.first > end:
            continue
        due = due_through(line.minor, line.first, line.last, end) - line.taken
        if not due:
            continue
        days = days_within(line.first, line.last, month) if line.kind == "fee" and line.minor > 0 else 0
        if line.group:
            yield from _of_group(line, due, month, days, seats.get(line.group, ()))
        else:
            yield Part(
                line=line.pk,
                kind=line.kind,
                member=line.member,
                currency=line.currency,
                minor=due,
                days=days,
            )


def _of_group(line: Line, due: int, month: date, days: int, seats: Iterable[Held]) -> Iterator[Part]:
    held: dict[str, int] = {}
    for seat in seats:
        held[seat.member] = held.get(seat.member, 0) | days_within(seat.first, seat.last, month)
    covered = days_within(line.first, line.last, month) if line.first else 0
    weights = {member: (bits & covered).bit_count() for member, bits in held.items()}
    if not any(weights.values()):  # nobody sat there in those days: who sat there in the month, else who paid
        weights = {member: bits.bit_count() for member, bits in held.items()}
    if not any(weights.values()):
        weights, held = {line.member: 1}, {line.member: days}
    for member, minor in sorted(share_out(due, weights).items()):
        if minor or held[member] & days:
            yield Part(
                line=line.pk,
                kind=line.kind,
                member=member,
                currency=line.currency,
                minor=minor,
                days=held[member] & days,
            )


def funds_of(parts: Iterable[Part]) -> dict[str, dict[str, Fund]]:
    """Funds by currency and member."""
    found: dict[str, dict[str, Fund]] = {}
    for part in parts:
        fund = found.setdefault(part.currency, {}).setdefault(part.member, Fund())
        if part.kind == "tax":
            fund.taxes -= part.minor
        elif part.kind == "cost":
            fund.costs -= part.minor
        else:
            fund.fees += part.minor
        fund.days |= part.days
    return found
