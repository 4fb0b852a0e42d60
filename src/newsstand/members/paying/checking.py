"""A closed month worked out again from what is kept, to the smallest unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import orjson
from backports import zstd
from django.db.models import Q, Sum

from newsstand.members.models import Close, CountedRead, Portion
from newsstand.members.paying.caps import rules_of
from newsstand.members.paying.closing import given_before
from newsstand.members.paying.facts import open_lines, reads_of
from newsstand.members.paying.fingerprints import fingerprint_of_close, fingerprint_of_statement
from newsstand.members.paying.points import basis_of, count_points
from newsstand.members.paying.portions import Fund, Part, funds_of, month_of, parts_of_month
from newsstand.members.paying.sharing import part_of, share_out, take_back
from newsstand.members.paying.working import ALL

SUMS = ("fees", "taxes", "costs", "kept", "shared", "members")
TITLE_SUMS = ("minor", "members", "reads", "finished", "seconds", "cited")
Shares = dict[str, dict[int, tuple[int, int]]]  # by member and title: points, minor


def verify_close(month: date, *, with_reads: bool = True) -> list[str]:
    """What does not hold of a closed month, in words; [] where all of it does.

    From the ledger to portions, from portions and points to shares, from shares to statements and fingerprints; and
    from the counted reads to points, while these are kept.
    """
    month = month_of(month)
    found: list[str] = []
    for close in Close.objects.filter(month=month).order_by("currency"):
        shares = _shares(close)
        portions = list(Portion.objects.filter(close=close).select_related("line"))
        parts = [
            Part(line=p.line_id, kind=p.line.kind, member=p.member, currency=close.currency, minor=p.minor, days=p.days)
            for p in portions
        ]  # fmt: skip
        funds = funds_of(parts).get(close.currency, {})
        problems = [
            *_of_ledger(close, parts),
            *_of_shares(close, funds, shares),
            *_of_statements(close, shares),
        ]
        if with_reads and CountedRead.objects.filter(month=month).exists():
            problems += _of_reads(close, funds, shares)
        found += [f"{month:%Y-%m} {close.currency}: {problem}" for problem in problems]
    return found


def _shares(close: Close) -> Shares:
    found: Shares = {}
    rows = close.shares.values_list("member", "publisher_id", "points", "minor")
    for member, publisher, points, minor in rows.iterator(chunk_size=20_000):
        found.setdefault(member, {})[publisher] = (points, minor)
    return found


def _of_ledger(close: Close, parts: list[Part]) -> Iterator[str]:
    taken: dict[int, int] = {}
    for part in parts:
        taken[part.line] = taken.get(part.line, 0) + part.minor
    which = Q(pk__in=Portion.objects.filter(close=close).values("line"))
    lines = {line.pk: replace(line, group=0) for line in open_lines(which, before=close.month)}
    due = {part.line: part.minor for part in parts_of_month(lines.values(), close.month, {})}
    for pk, minor in sorted(taken.items()):
        line = lines.get(pk)
        if line is None or (line.first is not None and due.get(pk, 0) != minor):
            yield f"the ledger's line {pk} gives {due.get(pk, 0)}, the close took {minor}"


def _of_shares(close: Close, funds: dict[str, Fund], shares: Shares) -> Iterator[str]:
    percent = rules_of(close.rules).titles_percent
    given = given_before({close.currency: funds}, close.month).get(close.currency, {})
    pool, weights = 0, dict[int, int]()
    for member, fund in sorted(funds.items()):
        amount, held = part_of(fund.net, percent), shares.get(member, {}) if member != ALL else {}
        points = {publisher: points for publisher, (points, _) in held.items()}
        if amount < 0:
            expected = take_back(-amount, given.get(member, {}))
        else:
            expected = share_out(amount, points) if amount else {}
            pool += 0 if expected else amount
            for publisher, minor in expected.items():
                weights[publisher] = weights.get(publisher, 0) + minor
        if expected != {publisher: minor for publisher, (_, minor) in held.items()}:
            yield f"the shares of member {member} are not what their fund of {amount} gives"
    weights = {publisher: minor for publisher, minor in weights.items() if minor > 0}
    expected = share_out(pool, weights) if pool else {}
    if expected != {publisher: minor for publisher, (_, minor) in shares.get(ALL, {}).items()}:
        yield f"what nobody read for, {pool}, is shared otherwise"
    for member in sorted(shares.keys() - funds.keys() - {ALL}):
        yield f"member {member} has shares and no fund"
    sums = {
        "fees": sum(f.fees for f in funds.values()),
        "taxes": sum(f.taxes for f in funds.values()),
        "costs": sum(f.costs for f in funds.values()),
        "shared": sum(minor for held in shares.values() for _, minor in held.values()),
    }
    sums["kept"] = sums["fees"] - sums["taxes"] - sums["costs"] - sums["shared"]
    for name, value in sums.items():
        if getattr(close, name) != value:
            yield f"{name} is {getattr(close, name)}, the rows give {value}"


def _of_statements(close: Close, shares: Shares) -> Iterator[str]:
    sums: dict[int, int] = {}
    for held in shares.values():
        for publisher, (_, minor) in held.items():
            sums[publisher] = sums.get(publisher, 0) + minor
    seals, slugs = {}, {}
    for statement in close.statements.select_related("publisher"):
        slug = slugs[statement.publisher_id] = statement.publisher.slug
        seals[slug] = statement.fingerprint
        said = {name: getattr(statement, name) for name in TITLE_SUMS}
        if statement.minor != sums.pop(statement.publisher_id, None):
            yield f"statement {statement.number} is not the sum of its shares"
        if statement.minor != sum(line["minor"] for line in statement.lines):
            yield f"statement {statement.number} is not the sum of its lines"
        if statement.fingerprint != fingerprint_of_statement(
            close.month, close.currency, slug, said, statement.lines
        ):
            yield f"statement {statement.number} does not bear its fingerprint"
    if sums:
        yield "there are shares without a statement"
        return
    flat = [(m, slugs[p], points, minor) for m, held in shares.items() for p, (points, minor) in held.items()]
    totals = {name: getattr(close, name) for name in SUMS}
    if close.fingerprint != fingerprint_of_close(
        close.month, close.currency, totals, close.rules, flat, seals
    ):
        yield "the close does not bear its fingerprint"


def _of_reads(close: Close, funds: dict[str, Fund], shares: Shares) -> Iterator[str]:
    rules, basis = rules_of(close.rules), basis_of(orjson.loads(zstd.decompress(bytes(close.basis))))
    days: dict[str, int] = {}
    rows = Portion.objects.filter(close__month=close.month).values_list("member", "days")
    for member, bits in rows:
        days[member] = days.get(member, 0) | bits
    for member, reads in reads_of(close.month):
        fund = funds.get(member)
        if fund is None or member == ALL or part_of(fund.net, rules.titles_percent) <= 0:
            continue
        points: dict[int, int] = {}
        for credit in count_points(reads, basis, days[member], rules).credits:
            points[credit.publisher] = points.get(credit.publisher, 0) + credit.points
        if points != {publisher: held for publisher, (held, _) in shares.get(member, {}).items()}:
            yield f"the reads of member {member} give other points"


def open_amount(currency: str) -> int:
    """What of the ledger no close has taken up yet."""
    return sum(line.minor - line.taken for line in open_lines(Q(currency=currency)))


def shared_so_far(currency: str) -> int:
    """What titles were given in all closed months."""
    return Close.objects.filter(currency=currency).aggregate(sum=Sum("shared"))["sum"] or 0
