"""A month worked out: pure, from portions, reads and rules to shares and statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newsstand.members.paying.caps import Rules
from newsstand.members.paying.points import Basis, Counted, Credit, ReadFact, count_points
from newsstand.members.paying.portions import Fund
from newsstand.members.paying.sharing import part_of, share_out, take_back

FINE = 1_000_000  # of a minor unit, in which what an article brought is summed up
ALL = ""  # stands for all members whose reading gave nothing


@dataclass(slots=True)
class Item:
    """What one article, original or brief of a title brought: `fine` is its weight in the title's amount."""

    reads: int = 0
    finished: int = 0
    seconds: int = 0
    fine: int = 0


@dataclass(slots=True)
class TitleSum:
    """What a title was given in a currency; `items` by (kind, article or original or story)."""

    minor: int = 0
    members: int = 0
    unread: int = 0
    back: int = 0
    items: dict[tuple[str, int], Item] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """What its reads gave it."""
        return self.minor - self.unread - self.back


@dataclass(slots=True)
class Worked:
    """A month in one currency, worked out; `shares` are (member, publisher, points, minor)."""

    currency: str
    fees: int = 0
    taxes: int = 0
    costs: int = 0
    shared: int = 0
    members: int = 0
    pool: int = 0
    shares: list[tuple[str, int, int, int]] = field(default_factory=list)
    titles: dict[int, TitleSum] = field(default_factory=dict)
    flagged: list[dict[str, object]] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """The house's own part."""
        return self.fees - self.taxes - self.costs - self.shared


@dataclass(slots=True)
class Working:
    """Works months out, member by member; call `finish` after the last."""

    funds: Mapping[str, Mapping[str, Fund]]
    basis: Basis
    rules: Rules
    given: Mapping[str, Mapping[str, Mapping[int, int]]] = field(default_factory=dict)  # before, by currency
    worked: dict[str, Worked] = field(default_factory=dict)
    _read: set[tuple[str, str]] = field(default_factory=set)

    def take_reads(self, reads: Iterable[tuple[str, list[ReadFact]]]) -> None:
        """Share the funds of members with reads."""
        days: dict[str, int] = {}
        for funds in self.funds.values():
            for member, fund in funds.items():
                days[member] = days.get(member, 0) | fund.days
        for member, held in reads:
            if member in days and member != ALL:
                counted = count_points(held, self.basis, days[member], self.rules)
                if counted.credits:
                    self._take(member, counted)

    def _take(self, member: str, counted: Counted) -> None:
        points: dict[int, int] = {}
        for credit in counted.credits:
            points[credit.publisher] = points.get(credit.publisher, 0) + credit.points
        for currency, funds in self.funds.items():
            fund = funds.get(member)
            amount = part_of(fund.net, self.rules.titles_percent) if fund else 0
            if amount <= 0:
                continue
            self._read.add((currency, member))
            worked = self._of(currency)
            parts = share_out(amount, points)
            for publisher, minor in sorted(parts.items()):
                worked.shares.append((member, publisher, points[publisher], minor))
                title = worked.titles.setdefault(publisher, TitleSum())
                title.minor += minor
                title.members += 1
            _sum_up(worked.titles, counted.credits, points, parts)
            if reason := _why_flagged(points, counted, self.rules):
                worked.flagged.append({"member": member, "reads": counted.reads, "why": reason})

    def finish(self) -> list[Worked]:
        """Take back what was refunded, share what nobody read for, and sum up; by currency."""
        for currency, funds in sorted(self.funds.items()):
            worked = self._of(currency)
            pool = 0
            for member, fund in sorted(funds.items()):
                worked.fees += fund.fees
                worked.taxes += fund.taxes
                worked.costs += fund.costs
                amount = part_of(fund.net, self.rules.titles_percent)
                if amount < 0:
                    self._take_back(worked, member, -amount)
                elif amount and (currency, member) not in self._read:
                    pool += amount
            worked.members = sum(fund.net > 0 for fund in funds.values())
            self._share_pool(worked, pool)
            worked.shared = sum(minor for _, _, _, minor in worked.shares)
            worked.shares.sort()
        return [self.worked[currency] for currency in sorted(self.worked)]

    def _take_back(self, worked: Worked, member: str, amount: int) -> None:
        given = self.given.get(worked.currency, {}).get(member, {})
        for publisher, minor in sorted(take_back(amount, given).items()):
            worked.shares.append((member, publisher, given[publisher], minor))
            title = worked.titles.setdefault(publisher, TitleSum())
            title.minor += minor
            title.back += minor

    def _share_pool(self, worked: Worked, pool: int) -> None:
        weights = {key: title.read for key, title in worked.titles.items() if title.read > 0}
        parts = share_out(pool, weights) if pool else {}
        worked.pool = pool if parts else 0
        for publisher, minor in sorted(parts.items()):
            worked.shares.append((ALL, publisher, weights[publisher], minor))
            title = worked.titles[publisher]
            title.minor += minor
            title.unread += minor

    def _of(self, currency: str) -> Worked:
        return self.worked.setdefault(currency, Worked(currency))


def _sum_up(
    titles: dict[int, TitleSum], held: list[Credit], points: dict[int, int], parts: dict[int, int]
) -> None:
    for publisher, kind, item, earned, seconds, is_finished in held:
        items = titles[publisher].items
        found = items.get((kind, item))
        if found is None:
            found = items[kind, item] = Item()
        found.reads += 1
        found.finished += is_finished
        found.seconds += seconds
        found.fine += FINE * parts[publisher] * earned // points[publisher]


def _why_flagged(points: dict[int, int], counted: Counted, rules: Rules) -> str:
    if counted.crowded_days >= 3:
        return "more reads a day than anybody reads, on several days"
    most, whole = max(points.values()), sum(points.values())
    if counted.reads >= rules.flag_reads and most * 100 >= whole * rules.flag_percent:
        return "very many reads, nearly all of one title"
    return ""
