"""The demo day on a clock that stands where a test puts it, and passes of the pipeline over it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsstand.demo.clock import SettableClock, moment
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.server import serve

ONE_PASS = Path(__file__).with_name("one_pass.py")


@dataclass(slots=True)
class DemoDay:
    """A served demo newsroom; `clock` is set by hand."""

    newsroom: DemoNewsroom
    clock: SettableClock
    port: int

    def run_pass(self, data: Path, at: datetime, *, die_at: int | None = None, **settings: str) -> int | None:
        """One pass at a moment of the day, by a process of its own; returns how many statements the store was given.

        die_at: kill the pass before it gives its store that statement; None is returned if it came to that.
        settings: of the environment, by name
        """
        self.clock.at = at
        counted = data / "counted"
        environment = {
            **os.environ,
            "NEWSSTAND_DATA": str(data),
            "NEWSSTAND_CLOCK": f"{at.isoformat()};speed=0",
            "DATABASE_URL": "",
            **settings,
        }
        command = [sys.executable, str(ONE_PASS), str(self.port), str(counted)]
        done = subprocess.run(
            [*command, str(die_at)] if die_at else command,
            env=environment,
            capture_output=True,
            start_new_session=True,
            timeout=180,
            check=False,
        )
        if die_at and done.returncode == -signal.SIGKILL:
            return None
        assert done.returncode == 0, done.stderr.decode()
        return int(counted.read_text())


@contextmanager
def demo_day() -> Iterator[DemoDay]:
    """The demo newsroom served from a thread, at 05:00; what its titles do once only is done."""
    newsroom = DemoNewsroom.load()
    clock = SettableClock(moment("05:00"))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(serve(newsroom, clock, host="127.0.0.1", port=0), loop).result(
        10
    )
    try:
        for publisher in newsroom.publishers(server.port):
            for url in publisher.feeds:
                _ask(url, server.port)
        yield DemoDay(newsroom, clock, server.port)
    finally:
        asyncio.run_coroutine_threadsafe(server.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def _ask(url: str, port: int) -> None:
    host, path = url.removeprefix("http://").split("/", 1)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Host": host})
    with contextlib.suppress(urllib.error.HTTPError):  # a feed that is busy once, or has moved
        urllib.request.urlopen(request, timeout=10).read()


# What each table says, by names that do not depend on the order in which rows were written.
ROWS = {
    "feeds": "SELECT url, moved_from, state, title, etag, last_modified, body_hash, problems FROM newsroom_feed",
    "entries": """SELECT f.url, e.key, e.fingerprint, e.url, e.headline, e.summary, e.raw_content, e.published_at, e.first_seen_at,
        p.url_key FROM newsroom_entry e JOIN newsroom_feed f ON f.id = e.feed_id LEFT JOIN newsroom_page p ON p.id = e.page_id""",
    "pages": """SELECT url_key, state, outcome, detail, first_seen_at, body_hash, body IS NULL, looks FROM newsroom_page""",
    "articles": """SELECT a.url_key, a.version, a.headline, a.standfirst, a.byline, a.published_at, a.first_seen_at, a.words,
        a.grouped_version, o.url_key FROM newsroom_article a LEFT JOIN newsroom_article o ON o.id = a.copy_of_id""",
    "versions": """SELECT a.url_key, v.number, v.made_at, v.text_hash, v.body FROM newsroom_articleversion v
        JOIN newsroom_article a ON a.id = v.article_id""",
    "stories": """SELECT o.url_key, s.headline, s.section, s.language, s.opened_at, s.moved_at, s.reports, s.titles,
        s.brief_wanted, i.url_key FROM newsroom_story s JOIN newsroom_article o ON o.id = s.opened_by_id
        LEFT JOIN newsroom_article i ON i.id = s.image_id""",
    "memberships": """SELECT o.url_key, a.url_key, m.joined_at, m.decided_by FROM newsroom_membership m
        JOIN newsroom_story s ON s.id = m.story_id JOIN newsroom_article o ON o.id = s.opened_by_id
        JOIN newsroom_article a ON a.id = m.article_id""",
    "briefs": """SELECT o.url_key, b.headline, b.standfirst FROM newsroom_brief b
        JOIN newsroom_story s ON s.id = b.story_id JOIN newsroom_article o ON o.id = s.opened_by_id""",
    "citations": """SELECT o.url_key, c.place, a.url_key, c.version, c."start", c."end" FROM newsroom_citation c
        JOIN newsroom_brief b ON b.id = c.brief_id JOIN newsroom_story s ON s.id = b.story_id
        JOIN newsroom_article o ON o.id = s.opened_by_id JOIN newsroom_article a ON a.id = c.article_id""",
    "edition": """SELECT t.place, o.url_key, round(t.score, 5) FROM newsroom_slot t JOIN newsroom_story s ON s.id = t.story_id
        JOIN newsroom_article o ON o.id = s.opened_by_id
        WHERE t.edition_id = (SELECT id FROM newsroom_edition ORDER BY at DESC LIMIT 1)""",
    "signals": """SELECT p.slug, a.url_key, s.kind, s.value, s.url, s.first_seen_at, s.gone_at FROM newsroom_signal s
        JOIN newsroom_publisher p ON p.id = s.publisher_id LEFT JOIN newsroom_article a ON a.id = s.article_id""",
    "agreements": """SELECT p.slug, p.terms, p.signals, g.level, g.since, g.until, g.decided_by FROM newsroom_publisher p
        LEFT JOIN newsroom_agreement g ON g.publisher_id = p.id""",
    "pictures": "SELECT url_key, state, name, width, height FROM newsroom_picture",
}  # fmt: skip


def rows_of(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything stored, table by table, sorted."""
    with sqlite3.connect(data / "newsstand.sqlite3") as store:
        return {name: sorted(store.execute(sql).fetchall(), key=repr) for name, sql in ROWS.items()}
