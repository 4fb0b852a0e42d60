"""The doctor: what holds, what does not, what to do; exit 1 where something that is needed does not hold."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from newsstand.cli import main
from newsstand.newsroom.models import Poll
from tests.cli.house import newsstand
from tests.newsroom.making import make_article, make_publisher

CATALOGUE = """
[valley-herald]
name = "Valley Herald"
home_page = "http://127.0.0.1:9/"
country = "GB"
language = "en"
kind = "newspaper"
feeds = ["http://127.0.0.1:9/rss"]
"""


@pytest.mark.store
@pytest.mark.django_db
def test_a_house_that_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    make_article("River bursts its banks", publisher=make_publisher())
    Poll.objects.update(
        outcome="not_found", detail="The server says 404.", since=timezone.now() - timedelta(days=2)
    )
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor] in said
    assert "1 titles, 1 feeds, 1 articles, 0 stories" in said
    assert "NEWSSTAND_CONTACT" in said
    assert "1  not found" in said
    assert "Valley Herald, https://valley-herald.example/rss. The server says 404." in said
    assert said.rstrip().endswith("All that is needed holds.")


@pytest.mark.store
@pytest.mark.django_db
def test_a_clock_behind_the_store_is_trouble(capsys: pytest.CaptureFixture[str]) -> None:
    make_publisher()
    Poll.objects.update(asked_at=timezone.now() + timedelta(days=1))
    assert main(["doctor"]) == 1
    assert "Set the machine's clock" in capsys.readouterr().out


@pytest.mark.store
@pytest.mark.django_db
def test_feeds_that_nobody_serves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "titles.toml").write_text(CATALOGUE)
    assert main(["doctor", "--titles", str(tmp_path / "titles.toml")]) == 1
    said = capsys.readouterr().out
    assert "1 feeds asked" in said
    assert "address refused: Valley Herald, http://127.0.0.1:9/rss." in said
    assert "not one of them could be read" in said


@pytest.mark.store
@pytest.mark.django_db
def test_no_feed_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--feeds"]) == 0
    assert "No feed to ask" in capsys.readouterr().out


def test_a_new_machine_is_no_trouble(tmp_path: Path) -> None:
    done = newsstand(tmp_path / "data", "doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "the tables are not of this version yet" in done.stdout


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "newsstand.sqlite3").write_bytes(b"Not a database. " * 1000)
    done = newsstand(tmp_path, "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗ Store" in done.stdout
    assert "file is not a database" in done.stdout


def test_a_store_with_a_hole_in_it(data: Path) -> None:
    store = data / "newsstand.sqlite3"
    content = bytearray(store.read_bytes())
    content[16 * 4096 : 40 * 4096] = bytes(24 * 4096)
    store.write_bytes(content)
    done = newsstand(data, "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗" in done.stdout


def test_a_setting_that_cannot_be(tmp_path: Path) -> None:
    done = newsstand(tmp_path, "doctor", NEWSSTAND_READERS="many")
    assert done.returncode == 1
    assert "NEWSSTAND_READERS is “many”" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_postgresql_that_is_not_there(tmp_path: Path) -> None:
    done = newsstand(tmp_path, "doctor", DATABASE_URL="postgres://nobody@127.0.0.1:9/news")
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗ Store" in done.stdout
    assert "DATABASE_URL" in done.stdout
