from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.feeds.feeds_for_tests import item, rss


def newsstand(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "newsstand", "feed", *words], input=given, capture_output=True
    )


def test_a_feed_from_standard_input() -> None:
    more = "<guid>bell-1</guid><pubDate>Tue, 10 Mar 2026 08:30:00 +0100</pubDate><author>a@bell.example (Ada)</author>"
    ran = newsstand(given=rss(item(more=more)))
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout) == {
        "feed": {
            "title": "The Harbour Bell",
            "link": "https://bell.example/",
            "language": "en-GB",
            "format": "rss",
        },
        "entries": [
            {
                "id": "bell-1",
                "url": "https://bell.example/ferry",
                "headline": "Ferry returns",
                "summary": "",
                "authors": ["Ada"],
                "published": "2026-03-10T08:30:00+01:00",
                "updated": None,
                "image": None,
            }
        ],
        "problems": [],
    }


def test_a_file_and_where_it_came_from(tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a"}]}')
    ran = newsstand("--url", "https://bell.example/feed.json", str(feed))
    assert json.loads(ran.stdout)["entries"][0]["url"] == "https://bell.example/a"


def test_what_is_no_feed_is_a_bad_input(tmp_path: Path) -> None:
    ran = newsstand(given=b"<html><body>Hello</body></html>")
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert b"web page, not a feed" in ran.stderr
    absent = newsstand(str(tmp_path / "absent.xml"))
    assert absent.returncode == 1
    assert b"cannot be read" in absent.stderr
