"""How long a month's close takes: 10,000 members, 1,000,000 reads of 50,000 articles and 5,000 briefs, on both stores.

Rows are made from a seed, the same on SQLite and PostgreSQL; both closes must bear the same fingerprint, and hold when
they are worked out again. `python -m benchmarks.closing MEMBERS READS` measures the store that the settings name.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

MEMBERS, READS = 10_000, 1_000_000
TITLES, ARTICLES, STORIES = 300, 50_000, 5_000
MONTH, CLOSED_AT = date(2026, 3, 1), datetime(2026, 4, 3, 9, tzinfo=UTC)
BEFORE = datetime(2026, 3, 1, 9, tzinfo=UTC)
SEED = 20260303
BATCH = 5000


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of each part on each store, and whether they say the same."""
    from tests.postgres import find_programs, start_cluster

    with tempfile.TemporaryDirectory() as held:
        figures: dict[str, Any] = {"sqlite": measured({"NEWSSTAND_DATA": held})}
        programs = find_programs()
        if programs:
            with start_cluster(programs) as address:
                make_database(address)
                figures["postgresql"] = measured({"NEWSSTAND_DATA": held, "DATABASE_URL": address})
    prints = {figures[store].pop("fingerprint") for store in list(figures)}
    return figures | {"one fingerprint": float(len(prints) == 1)}


def measured(env: dict[str, str]) -> dict[str, Any]:
    """The figures of one store, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.closing", str(MEMBERS), str(READS)]
    done = subprocess.run(command, env=os.environ | env, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def make_database(address: str) -> None:
    """The database that the address names, in a cluster without it."""
    import psycopg

    server, _, name = address.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')


def fill(members: int, reads: int) -> None:
    """Titles, articles (one in ten a copy), briefs, fees with tax and costs, reads; the same for the same numbers."""
    from django.db import transaction

    from newsstand.members.models import CountedRead, LedgerLine

    chance = random.Random(SEED)
    with transaction.atomic():
        make_articles(chance)
        add(LedgerLine, ledger_lines(chance, members))
        add(CountedRead, counted_reads(chance, members, reads))


def make_articles(chance: random.Random) -> None:
    """What can be read; numbers are said, so that they are the same on every store."""
    from newsstand.newsroom.models import Article, Brief, Citation, Publisher, Story

    at = BEFORE
    add(
        Publisher,
        (
            Publisher(pk=n, slug=f"title-{n}", name=f"Title {n}", home_page="https://t.example/", added_at=at)
            for n in range(1, TITLES + 1)
        ),
    )
    articles = (
        Article(
            pk=n, publisher_id=title_of(n), url=f"https://t.example/{n}", url_key=f"https://t.example/{n}",
            headline=f"Report number {n}", words=chance.randint(80, 2400), published_at=at, first_seen_at=at,
            changed_at=at, copy_of_id=chance.randint(1, n - 1) if n % 10 == 0 else None,
        )
        for n in range(1, ARTICLES + 1)
    )  # fmt: skip
    add(Article, articles)
    add(
        Story,
        (
            Story(pk=n, opened_by_id=n, headline=f"Story {n}", opened_at=at, moved_at=at)
            for n in range(1, STORIES + 1)
        ),
    )
    add(
        Brief,
        (
            Brief(pk=n, story_id=n, written_at=at, writer="plain", headline="", standfirst="", content={}, content_hash="")
            for n in range(1, STORIES + 1)
        ),
    )  # fmt: skip
    cited = (
        Citation(brief_id=n, place=str(i), article_id=chance.randint(1, ARTICLES), version=1, start=0, end=9)
        for n in range(1, STORIES + 1)
        for i in range(8)
    )
    add(Citation, cited)


def title_of(article: int) -> int:
    """An article's title; some publish much more than others."""
    return 1 + (article * article // 7) % TITLES


def name_of(member: int) -> str:
    """A pseudonym."""
    return f"{member:032x}"


def ledger_lines(chance: random.Random, members: int) -> Iterator[Any]:
    """A month's or a year's fee of every member, in two currencies, with tax and the provider's cost."""
    from newsstand.members.models import LedgerLine

    for n in range(members):
        yearly, currency, first = n % 4 == 0, "GBP" if n % 7 == 0 else "EUR", date(2026, 3, 1 + n % 20)
        minor, last = (9900, date(2027, 2, 28)) if yearly else (990, date(2026, 4, first.day))
        for kind, amount in (("fee", minor), ("tax", -minor // 6), ("cost", -chance.randint(20, 60))):
            days = {"first_day": first, "last_day": last} if kind == "fee" else {}
            yield LedgerLine(
                key=f"{kind}:{n}", kind=kind, member=name_of(n), currency=currency, minor=amount, at=BEFORE, ref=f"in_{n}", **days,
            )  # fmt: skip


def counted_reads(chance: random.Random, members: int, reads: int) -> Iterator[Any]:
    """As many reads a member on average, few with many; one in twenty of a brief."""
    from newsstand.members.models import CountedRead

    left = reads
    for n in range(members):
        count = min(left - (members - n - 1), round(reads / members * chance.choice((0.2, 0.5, 1, 1.3, 2))))
        if n == members - 1:
            count = left
        left -= count
        briefs = chance.sample(range(1, STORIES + 1), count // 20)
        articles = chance.sample(range(1, ARTICLES + 1), count - len(briefs))
        for kind, pks in (("story", briefs), ("article", articles)):
            for pk in pks:
                ended = chance.random() < 0.4
                yield CountedRead(
                    member=name_of(n), month=MONTH, day=chance.randint(1, 31), seconds=chance.randint(1, 400),
                    depth=100 if ended else 40, is_finished=ended, article_id=pk if kind == "article" else None,
                    story_id=pk if kind == "story" else None, publisher_id=title_of(pk) if kind == "article" else None,
                )  # fmt: skip


def add(model: type[Any], rows: Iterator[Any]) -> None:
    """Store rows, some thousand at a time."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            model._default_manager.bulk_create(batch)
            batch.clear()
    model._default_manager.bulk_create(batch)


def main() -> None:
    """Fill the store that the settings name, close the month, work it out again; print the figures as JSON."""
    from newsstand.site.wiring import open_store

    open_store()
    from newsstand.members.models import Close, Share, Statement
    from newsstand.members.paying.checking import verify_close
    from newsstand.members.paying.closing import close_month

    fill(int(sys.argv[1]), int(sys.argv[2]))
    began = time.perf_counter()
    closes = close_month(MONTH, CLOSED_AT)
    closed = time.perf_counter()
    problems = verify_close(MONTH)
    figures = {
        "close s": round(closed - began, 1),
        "verify s": round(time.perf_counter() - closed, 1),
        "problems": len(problems),
        "shares": Share.objects.count(),
        "statements": Statement.objects.count(),
        "to the cent": float(all(c.fees == c.taxes + c.costs + c.kept + c.shared for c in closes)),
        "fingerprint": "".join(Close.objects.order_by("currency").values_list("fingerprint", flat=True)),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
