"""What a close needs to know, read from the store: open ledger lines, seats, reads, and what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from newsstand.members.models import CountedRead, Gift, LedgerLine, Seat
from newsstand.members.paying.points import ArticleFact, Basis, ReadFact, find_original
from newsstand.members.paying.portions import Held, Line, months_on
from newsstand.newsroom.models import Article, Citation

SHARED = ("fee", "tax", "cost", "refund", "dispute")
AT_ONCE = 20_000


def day_of(moment: datetime) -> date:
    """The day of a moment where the house is, whatever zone a reader reads in."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


@dataclass(frozen=True, slots=True)
class _Fee:
    """What a fee says of the other lines of its `ref`."""

    first: date | None
    last: date | None
    member: str
    group: int
    gift: int


def open_lines(which: Q | None = None, *, before: date | None = None) -> list[Line]:
    """Ledger lines of which some is not taken up yet; with `before`, as it was before that month's close."""
    taken = Sum("portions__minor", filter=Q(portions__close__month__lt=before) if before else None)
    rows = (
        LedgerLine.objects.filter(which or Q(), kind__in=SHARED)
        .annotate(taken=Coalesce(taken, 0))
        .exclude(minor=F("taken"))
        .order_by("pk")
    )
    return list(_resolved(rows))


def _resolved(rows: QuerySet[LedgerLine]) -> Iterator[Line]:
    found: list[Any] = list(rows)
    fees = {row.ref: _fee(row) for row in found if row.kind == "fee" and row.ref}
    missing = {row.ref for row in found if row.kind != "fee" and row.ref} - fees.keys()
    for refs in _in_batches(sorted(missing)):
        fees |= {r.ref: _fee(r) for r in LedgerLine.objects.filter(kind="fee", ref__in=refs)}
    redeemed = _redeemed_gifts()
    for row in found:
        own, fee = _fee(row), fees.get(row.ref) if row.ref else None
        first, last, member = own.first, own.last, own.member
        if fee:
            first, last = (first, last) if first and last else (fee.first, fee.last)
            member = member or fee.member
        gift = own.gift or (fee.gift if fee else 0)
        group = own.group or (fee.group if fee else 0)
        if gift:
            first, last, member = redeemed.get(gift, (None, None, ""))
        elif not (first and last):
            first = last = day_of(row.at)
        if first and last and last < first:
            first = last
        yield Line(
            pk=row.pk, kind=row.kind, member=member, currency=row.currency, minor=row.minor,
            first=first, last=last, taken=row.taken, group=group,
        )  # fmt: skip


def _fee(row: LedgerLine) -> _Fee:
    return _Fee(
        row.first_day, row.last_day, row.member, _number(row.facts, "group"), _number(row.facts, "gift")
    )


def _number(facts: Any, name: str) -> int:
    value = facts.get(name) if isinstance(facts, dict) else None
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdigit()) else 0


def _redeemed_gifts() -> dict[int, tuple[date | None, date | None, str]]:
    rows = Gift.objects.exclude(redeemed_at=None).values_list(
        "pk", "redeemed_at", "months", "redeemed_by__pseudonym"
    )
    return {
        pk: (day_of(at), months_on(day_of(at), months), member or "")
        for pk, at, months, member in rows
        if at is not None
    }


def seats_held(groups: Iterable[int]) -> dict[int, list[Held]]:
    """Who held a group's seats, from which day to which."""
    found: dict[int, list[Held]] = {}
    rows = Seat.objects.filter(group__in=list(groups), reader__isnull=False, taken_at__isnull=False)
    for seat in rows.select_related("reader").order_by("pk"):
        assert seat.reader is not None
        assert seat.taken_at is not None
        left = day_of(seat.left_at) if seat.left_at else None
        held = Held(member=seat.reader.pseudonym, first=day_of(seat.taken_at), last=left)
        found.setdefault(seat.group_id, []).append(held)
    return found


def reads_of(month: date, member: str | None = None) -> Iterator[tuple[str, list[ReadFact]]]:
    """Each member's counted reads of a month, member by member."""
    rows = CountedRead.objects.filter(month=month)
    if member is not None:
        rows = rows.filter(member=member)
    columns = ("member", "article_id", "story_id", "publisher_id", "seconds", "is_finished", "day")
    found = rows.order_by("member").values_list(*columns).iterator(chunk_size=AT_ONCE)
    for name, held in groupby(found, key=itemgetter(0)):
        yield (
            name,
            [
                ReadFact(a or 0, s or 0, p or 0, seconds, ended, day)
                for _, a, s, p, seconds, ended, day in held
            ],
        )


def basis_of_month(month: date, member: str | None = None) -> Basis:
    """What was read in a month: the articles with their originals, and what the briefs cite."""
    reads = CountedRead.objects.filter(month=month)
    if member is not None:
        reads = reads.filter(member=member)
    read = set(reads.exclude(article=None).values_list("article_id", flat=True).distinct())
    stories = set(reads.exclude(story=None).values_list("story_id", flat=True).distinct())
    known: dict[int, tuple[int, int, int]] = {}
    wanted = {pk for pk in read if pk}
    while wanted:
        rows = _articles(wanted)
        known |= rows
        wanted = {copy_of for _, _, copy_of in rows.values() if copy_of} - known.keys()
    copy_of = {pk: row[2] for pk, row in known.items() if row[2]}
    facts: dict[int, ArticleFact] = {}
    for pk in read & known.keys():
        words, publisher, _ = known[pk]
        original = find_original(pk, copy_of)
        facts[pk] = ArticleFact(words, publisher, original, known[original][1] if original in known else 0)
    return Basis(facts, _cited_titles({pk for pk in stories if pk}))


def _articles(wanted: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    found = {}
    for pks in _in_batches(sorted(wanted)):
        rows = Article.objects.filter(pk__in=pks).values_list("pk", "words", "publisher_id", "copy_of_id")
        found.update({pk: (words, publisher, copy_of or 0) for pk, words, publisher, copy_of in rows})
    return found


def _cited_titles(stories: Iterable[int]) -> dict[int, dict[int, int]]:
    """How often a story's brief cites which title."""
    found: dict[int, dict[int, int]] = {}
    for pks in _in_batches(sorted(stories)):
        rows = Citation.objects.filter(brief__story__in=pks).values_list(
            "brief__story_id", "article__publisher_id"
        )
        for story, publisher, count in rows.annotate(count=Count("pk")):
            found.setdefault(story, {})[publisher] = count
    return found


def _in_batches(keys: list[Any], size: int = 5000) -> Iterator[list[Any]]:
    for first in range(0, len(keys), size):
        yield keys[first : first + size]
