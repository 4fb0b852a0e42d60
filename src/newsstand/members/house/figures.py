"""The house in figures: who is where, month by month who came, stayed and left, what came in, what is owed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from newsstand.members.models import (
    Claim,
    Close,
    Demand,
    LedgerLine,
    Letter,
    ProviderEvent,
    Reader,
    Statement,
    Subscription,
    SubscriptionEvent,
)
from newsstand.model import Money

MONTHS = 12
CONVERSION_DAYS = 30  # after a trial's end, in which a first fee counts as brought by it


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month: `trials` begun in it and how many of these `converted`; `paying` at its start and how many of them `left`.

    in_minor: what came in less tax, costs and refunds, by currency
    """

    first: date
    trials: int = 0
    converted: int = 0
    paying: int = 0
    left: int = 0
    in_minor: Mapping[str, int] = field(default_factory=dict)

    @property
    def conversion(self) -> int | None:
        """Percent of the trials that became memberships; None where none began."""
        return _percent(self.converted, self.trials)

    @property
    def churn(self) -> int | None:
        """Percent of those who paid at the month's start and did not at its end; None where nobody paid."""
        return _percent(self.left, self.paying)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What somebody has to see to, counted."""

    letters: int
    failed_letters: int
    provider_events: int
    claims: int
    demands: int
    unpaid: int  # statements


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseFigures:
    """All of it at one moment."""

    states: Mapping[str, int]  # newsstand.model.MemberState -> readers
    sources: Mapping[str, int]  # what those who may read whole articles read by -> readers
    readers: int
    months: Sequence[Month]  # the oldest first; the last one is not over
    owed: Sequence[Money]
    closed: Sequence[Close]
    waiting: Waiting


def house_figures(now: datetime) -> HouseFigures:
    """The house in figures; the same number of queries however many members there are."""
    states = Counter(dict(Subscription.objects.values_list("state").annotate(n=Count("pk"))))
    sources = Counter(
        dict(
            Subscription.objects.exclude(state__in=("ended", "paused"))
            .values_list("source")
            .annotate(n=Count("pk"))
        )
    )
    unpaid = unpaid_statements()
    owed: Counter[str] = Counter()
    for statement in unpaid:
        owed[statement.close.currency] += statement.minor
    return HouseFigures(
        states=states,
        sources=sources,
        readers=Reader.objects.count(),
        months=months_until(now),
        owed=[Money(minor=minor, currency=currency) for currency, minor in sorted(owed.items())],
        closed=list(Close.objects.order_by("-month", "currency")[:MONTHS]),
        waiting=Waiting(
            letters=Letter.objects.filter(state=Letter.State.WAITING, due_at__lte=now).count(),
            failed_letters=Letter.objects.filter(state=Letter.State.FAILED).count(),
            provider_events=ProviderEvent.objects.filter(applied_at=None).count(),
            claims=Claim.objects.filter(state=Claim.State.OPEN).count(),
            demands=Demand.objects.filter(state=Demand.State.OPEN).count(),
            unpaid=len(unpaid),
        ),
    )


def unpaid_statements() -> list[Statement]:
    """Statements of closed months that no payout in the ledger answers, the oldest first."""
    paid = LedgerLine.objects.filter(kind="payout").values("ref")
    return list(
        Statement.objects.filter(minor__gt=0)
        .exclude(number__in=paid)
        .select_related("close", "publisher")
        .order_by("close__month", "number")
    )


def months_until(now: datetime, count: int = MONTHS) -> list[Month]:
    """The last months, this one included, in the house's zone."""
    today = timezone.localtime(now, timezone.get_default_timezone()).date()
    firsts = [_months_back(today.replace(day=1), n) for n in reversed(range(count))]
    started = _trials(firsts[0])
    fees = list(
        LedgerLine.objects.filter(kind="fee")
        .exclude(member="")
        .values_list("member", "at", "first_day", "last_day")
    )
    first_fee = _firsts((member, at) for member, at, _, _ in fees)
    income = _income(firsts)
    zone = timezone.get_default_timezone()
    out = []
    for first in firsts:
        after = _months_back(first, -1)
        begun = [(name, at) for name, at in started if first <= _day(at, zone) < after]
        paying = {m for m, _, since, until in fees if since and until and since <= first <= until}
        still = {m for m, _, since, until in fees if since and until and since <= after <= until}
        is_over = after <= today
        out.append(
            Month(
                first=first,
                trials=len(begun),
                converted=sum(_converted(at, first_fee.get(name)) for name, at in begun),
                paying=len(paying),
                left=len(paying - still) if is_over else 0,
                in_minor=income.get(first, {}),
            )
        )
    return out


def _trials(since: date) -> list[tuple[str, datetime]]:
    rows = SubscriptionEvent.objects.filter(kind="signed_up", at__date__gte=since - timedelta(days=1))
    return list(rows.annotate(name=F("reader__pseudonym")).values_list("name", "at"))


def _converted(signed_up: datetime, first_fee: datetime | None) -> bool:
    most = timedelta(days=CONVERSION_DAYS + 14)
    return first_fee is not None and signed_up - timedelta(days=1) <= first_fee <= signed_up + most


def _firsts(rows: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for name, at in rows:
        found[name] = min(at, found.get(name, at))
    return found


def _income(firsts: Sequence[date]) -> dict[date, dict[str, int]]:
    """What came in by month and currency: fees less taxes, costs and refunds; payouts to titles are no cost of a month."""
    zone = timezone.get_default_timezone()
    since = datetime(firsts[0].year, firsts[0].month, 1, tzinfo=zone)
    found: defaultdict[date, Counter[str]] = defaultdict(Counter)
    rows = (
        LedgerLine.objects.filter(at__gte=since)
        .exclude(kind="payout")
        .annotate(month=TruncMonth("at", tzinfo=zone))
        .values("month", "currency")
        .annotate(sum=Sum("minor"))
    )
    for month, currency, minor in rows.values_list("month", "currency", "sum"):
        found[_day(month, zone)][currency] += minor
    return {first: dict(sums) for first, sums in found.items()}


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _months_back(first: date, count: int) -> date:
    months = first.year * 12 + first.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
