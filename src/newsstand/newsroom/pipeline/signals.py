"""Sites -> signals: what each title's site says to machines, asked once a day; and what follows from it for briefs."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import aclosing
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Length

from newsstand.brief.bounding import length_of
from newsstand.extract.site_signals import (
    LICENCE_BYTES,
    MOST_LICENCES,
    TDMREP,
    TDMREP_BYTES,
    SiteFiles,
    SiteSaid,
    licence_addresses,
)
from newsstand.model import Discarded
from newsstand.net import Fetched
from newsstand.newsroom.models import Article, ArticleVersion, Citation, Publisher, Signal
from newsstand.newsroom.pipeline.apart import read_site_files
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.threads import Writer, in_batches
from newsstand.newsroom.signals import note_site_signals
from newsstand.newsroom.terms import quotable_in, take_effect
from newsstand.newsroom.terms.reopening import reopen
from newsstand.text.urls import join_url, registrable_domain

MOST_AT_ONCE = 60
AFTER_TROUBLE = timedelta(hours=6)
NOT_THERE = frozenset({"not_found", "gone", "no_content", "forbidden", "unauthorised", "client_error"})
"""Answers that mean that a site says nothing; after any other failure what it said last stands."""
MENDED_EVERY = timedelta(hours=1)
LIFTED_BACK = timedelta(days=2)
ACCEPT = {TDMREP: "application/json, */*;q=0.1"}
ACCEPT_LICENCE = "application/rsl+xml, application/xml;q=0.9, */*;q=0.1"


async def ask_sites(desk: Desk, writer: Writer) -> int:
    """Ask the sites that are due what they say to machines; returns how many."""
    if not desk.settings.signals:
        return 0
    due = await writer.do(due_sites, desk.now())
    loop = asyncio.get_running_loop()
    async with aclosing(in_batches([ask_site(row, seen, desk) for row, seen in due], most=16)) as batches:
        async for answers in batches:
            known = [(row, files) for row, files in answers if files is not None]
            said = await loop.run_in_executor(None, desk.workers.run, read_site_files, [f for _, f in known])
            found = {row.pk: one for (row, _), one in zip(known, said, strict=True)}
            await writer.do(store_sites, [(row, found.get(row.pk)) for row, _ in answers], desk)
    return len(due)


def due_sites(now: datetime) -> list[tuple[Publisher, tuple[str, ...]]]:
    """The titles whose sites are to be asked now, with the licences that their pages named lately."""
    rows = list(
        Publisher.objects.filter(Q(signals_due_at=None) | Q(signals_due_at__lte=now)).order_by(
            F("signals_due_at").asc(nulls_first=True), "pk"
        )[:MOST_AT_ONCE]
    )
    named: dict[int, dict[str, None]] = defaultdict(dict)
    seen = Signal.objects.filter(publisher__in=rows, kind="rsl", gone_at=None).exclude(article=None)
    for signal in seen.order_by("-seen_at", "pk")[:200]:
        url = join_url(signal.url, signal.value)
        if url and len(named[signal.publisher_id]) < MOST_LICENCES:
            named[signal.publisher_id][url] = None
    return [(row, tuple(named[row.pk])) for row in rows]


async def ask_site(row: Publisher, named: Sequence[str], desk: Desk) -> tuple[Publisher, SiteFiles | None]:
    """What a site's files hold; None while it does not answer, so that what it said last stands."""
    home = join_url(None, row.home_page)
    rules = await desk.fetcher.robots_rules(home) if home else None
    if home is None or rules is None or not rules.reachable:
        return row, None
    origin = "/".join(home.split("/")[:3])
    tdmrep = await _file(desk, origin + TDMREP, TDMREP_BYTES, ACCEPT[TDMREP])
    licences = []
    own = (*licence_addresses(rules.text, origin), *named)
    for url in dict.fromkeys(u for u in own if registrable_domain(u) == registrable_domain(home)):
        body = await _file(desk, url, LICENCE_BYTES, ACCEPT_LICENCE)
        if body is None:
            return row, None
        licences.append((url, body))
        if len(licences) == MOST_LICENCES:
            break
    if tdmrep is None:
        return row, None
    return row, SiteFiles(origin=origin, robots=rules.text, tdmrep=tdmrep, licences=tuple(licences))


async def _file(desk: Desk, url: str, most: int, accept: str) -> bytes | None:
    """A small file's bytes, b"" where there is none; None where nobody knows."""
    fetched: Fetched = await desk.fetcher.get(url, accept=accept, max_bytes=most, robots=True)
    if fetched.outcome == "fetched":
        return fetched.body
    return (
        b"" if fetched.outcome in NOT_THERE or fetched.outcome in ("too_large", "robots_disallowed") else None
    )


@transaction.atomic
def store_sites(answers: Sequence[tuple[Publisher, SiteSaid | Discarded | None]], desk: Desk) -> None:
    """Store what a batch of sites said; one that did not answer is asked again sooner."""
    now = desk.now()
    for row, said in answers:
        if said is None or isinstance(said, Discarded):
            Publisher.objects.filter(pk=row.pk).update(signals_due_at=now + AFTER_TROUBLE)
        else:
            note_site_signals(row, said, now + desk.settings.signals_every, now)


def obey_terms(desk: Desk) -> int:
    """Let agreements begin, and ask anew for briefs whose ground the terms took away, or give again; returns how many changed."""
    now = desk.now()
    begun = take_effect(now)
    if desk.mended_at is not None and now - desk.mended_at < MENDED_EVERY and not begun:
        return 0
    desk.mended_at = now
    with transaction.atomic():
        wrong = overquoted(now, is_alone=desk.settings.is_alone)
        lifted = set() if desk.settings.is_alone else lifted_stories(now)
        reopen(wrong | lifted, "what may be quoted changed")
    return begun + len(wrong)


def overquoted(now: datetime, *, is_alone: bool) -> set[int]:
    """The stories whose briefs cite more of an article than its terms let them at this moment."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    stories: dict[int, set[int]] = defaultdict(set)
    rows = Citation.objects.values_list("article", "start", "end", "brief__story")
    for article, start, end, story in rows.iterator(chunk_size=5000):
        spans[article].append((start, end))
        stories[article].add(story)
    wrong: set[int] = set()
    numbers = sorted(spans)
    for at in range(0, len(numbers), 500):
        some = numbers[at : at + 500]
        lengths = dict(
            ArticleVersion.objects.filter(article__in=some, number=F("article__version")).values_list(
                "article", Length("body")
            )
        )
        for row in Article.objects.filter(pk__in=some).select_related("publisher"):
            most = quotable_in(row, lengths.get(row.pk, 0), now, is_alone=is_alone)
            if length_of(spans[row.pk]) > most:
                wrong |= stories[row.pk]
    return wrong


def lifted_stories(now: datetime) -> set[int]:
    """Stories of several titles with a report whose embargo ended lately, after their briefs were written."""
    found: set[int] = set()
    for title in Publisher.objects.filter(agreed__embargo_minutes__gt=0):
        embargo = timedelta(minutes=title.agreed["embargo_minutes"])
        rows = Article.objects.filter(
            publisher=title,
            published_at__lte=now - embargo,
            published_at__gt=now - embargo - LIFTED_BACK,
            membership__story__titles__gte=2,
        ).exclude(membership__story__brief__written_at__gte=F("published_at") + embargo)
        found |= set(rows.values_list("membership__story", flat=True))
    return found
