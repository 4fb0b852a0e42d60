"""A backup holds everything, and what is read back is what was written, on either store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from backports import zstd
from django.db import transaction
from django.db.models import CharField, DateField, DateTimeField, Model, TextField

from newsstand.errors import StoreUnusable
from newsstand.newsroom import models
from newsstand.newsroom.backup import FORMAT, clear_store, read_backup, stored_models, write_backup
from newsstand.newsroom.search import search_articles
from tests.newsroom.making import NOW, change_article, make_article, make_publisher, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]

EVERY_BYTE = bytes(range(256)) * 3


@pytest.fixture
def newsroom() -> None:
    """At least one row of every table."""
    herald = make_publisher()
    feed = herald.feeds.get()
    models.Feed.objects.update(problems=["a date that is none", "ünïcödé — “quoted” \U0001f4f0"])
    page = models.Page.objects.create(
        publisher=herald, url="https://valley-herald.example/p", url_key="https://valley-herald.example/p",
        state=models.Page.State.FETCHED, first_seen_at=NOW, body=EVERY_BYTE,
    )  # fmt: skip
    models.Entry.objects.create(
        feed=feed, key="k", fingerprint="f", headline="Flood", first_seen_at=NOW, page=page,
        authors=["A. Writer"], published_at=datetime(2026, 3, 12, 8, 59, 59, 123456, tzinfo=UTC),
    )  # fmt: skip
    models.Placement.objects.create(
        front_page=herald.front_page, seen_at=NOW, url_key=page.url_key, place=1, size=0.1 + 0.2
    )
    first = make_article("River bursts its banks", "The bridge is under water.\n\nNobody was hurt.")
    second = make_article("Flood in the valley", "Rain fell.", publisher=make_publisher("kurier", "Kurier"))
    change_article(second, "Flood in the valley recedes", "Rain fell, then it stopped.")
    second.copy_of = first
    second.picture = models.Picture.objects.create(
        url="https://kurier.example/1.jpg", url_key="https://kurier.example/1.jpg", added_at=NOW, width=640
    )
    second.save()
    story = make_story(first, second, headline="Flood")
    brief = models.Brief.objects.create(
        story=story, written_at=NOW, writer="plain", headline="Flood", standfirst="It rained.", content_hash="h",
        content={"sections": [{"heading": "What", "sentences": [{"text": "Rain.", "n": [1, 2.5, None, True]}]}]},
    )  # fmt: skip
    models.Citation.objects.create(brief=brief, place="standfirst", article=first, version=1, start=0, end=10)
    edition = models.Edition.objects.create(at=NOW)
    models.Slot.objects.create(edition=edition, place=1, story=story, score=2.0, reasons=[{"name": "titles"}])
    while missing := [m for m in stored_models() if not m._default_manager.exists()]:
        made = [make_row(model) for model in missing]
        assert any(made), missing


ONE_OF_TWO = ("article",)  # Reading and Saved are of an article or of a story


def make_row(model: type[Model]) -> bool:
    """A row of a table with something in each column that must hold something; False where it must wait for another table."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key and not field.is_relation:
            continue
        is_needed = not (field.null or field.has_default() or field.blank) or field.name in ONE_OF_TWO
        if field.is_relation and is_needed:
            row = field.related_model._default_manager.first()
            if row is None:
                return False
            values[field.name] = row
        elif isinstance(field, DateTimeField):
            values[field.name] = NOW if is_needed or not field.null else None
        elif isinstance(field, DateField):
            values[field.name] = NOW.date() if is_needed else None
        elif is_needed:
            values[field.name] = (
                field.choices[0][0]
                if field.choices
                else "a"
                if isinstance(field, (CharField, TextField))
                else 1
            )
    values |= {"end": 2} if "end" in values else {}
    model._default_manager.create(**values)
    return True


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        model.__name__: [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in model._default_manager.order_by("pk").values_list()
        ]
        for model in stored_models()
    }


@pytest.mark.usefixtures("newsroom")
def test_what_is_read_back_is_what_was_written(tmp_path: Path) -> None:
    before = everything()
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    rows = write_backup(tmp_path / "backup")
    assert rows == sum(map(len, before.values()))
    with transaction.atomic():
        clear_store()
    assert not any(everything().values())
    assert search_articles("bridge", limit=5) == []
    assert read_backup(tmp_path / "backup") == rows
    assert everything() == before
    assert bytes(models.Page.objects.get().body or b"") == EVERY_BYTE


@pytest.mark.usefixtures("newsroom")
def test_what_was_read_back_is_found_by_its_standing_words(tmp_path: Path) -> None:
    write_backup(tmp_path / "backup")
    read_backup(tmp_path / "backup")
    flood = models.Article.objects.get(headline="Flood in the valley recedes")
    assert [hit.article for hit in search_articles("stopped", limit=5)] == [flood.pk]
    change_article(flood, "Valley dries", "The sun came out.")
    assert search_articles("stopped", limit=5) == []


@pytest.mark.usefixtures("newsroom")
def test_a_restored_store_goes_on_counting(tmp_path: Path) -> None:
    write_backup(tmp_path / "backup")
    newest = models.Article.objects.order_by("-pk")[0].pk
    read_backup(tmp_path / "backup")
    assert make_article("One more").pk > newest


@pytest.mark.usefixtures("newsroom")
def test_a_restore_replaces_what_is_there(tmp_path: Path) -> None:
    before = everything()
    write_backup(tmp_path / "backup")
    make_article("Written after the backup", "Zeppelins.")
    read_backup(tmp_path / "backup")
    assert everything() == before
    assert search_articles("zeppelins", limit=5) == []


def test_the_backup_of_the_other_store_is_read(tmp_path: Path) -> None:
    """The file names no store: this one is as either would write it, by hand."""
    rows: list[dict[str, object]] = [
        {"newsstand": "0.1.0", "format": FORMAT},
        {
            "table": "publisher",
            "row": {
                "id": 7, "slug": "kurier", "name": "Kurier", "home_page": "https://kurier.example/", "country": "DE",
                "language": "de", "kind": "newspaper", "owner": "", "owner_kind": "", "section": "", "terms": "full",
                "is_demo": False, "added_at": "2026-03-12T10:00:00+01:00",
            },
        },
        {"end": 1},
    ]  # fmt: skip
    write_lines(tmp_path / "other", [orjson.dumps(row) for row in rows])
    assert read_backup(tmp_path / "other") == 1
    assert models.Publisher.objects.get(pk=7).added_at == NOW
    assert make_publisher("herald", "Herald").pk > 7


def write_lines(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(zstd.compress(b"".join(line + b"\n" for line in lines)))


def lines_of(path: Path) -> list[bytes]:
    return zstd.decompress(path.read_bytes()).splitlines()


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize(
    "fault", ["cut", "half", "no_end", "wrong_end", "no_backup", "format", "table", "empty", "row"]
)
def test_what_is_no_whole_backup_leaves_the_store_as_it_was(tmp_path: Path, fault: str) -> None:
    good = tmp_path / "good"
    write_backup(good)
    lines, raw, bad = lines_of(good), good.read_bytes(), tmp_path / "bad"
    faults = {
        "cut": raw[:-40],
        "half": raw[: len(raw) // 2],
        "no_end": zstd.compress(b"\n".join(lines[:-1]) + b"\n"),
        "wrong_end": zstd.compress(b"\n".join([*lines[:-1], b'{"end":3}']) + b"\n"),
        "no_backup": b"Not a backup at all",
        "format": zstd.compress(b"\n".join([b'{"newsstand":"9","format":99}', *lines[1:]])),
        "table": zstd.compress(b"\n".join([lines[0], b'{"table":"reporter","row":{}}', b'{"end":1}'])),
        "empty": b"",
        "row": zstd.compress(b"\n".join([lines[0], b'{"table":"publisher","row":{"no":1}}', b'{"end":1}'])),
    }
    bad.write_bytes(faults[fault])
    before = everything()
    with pytest.raises(StoreUnusable) as refused:
        read_backup(bad)
    assert str(bad) in str(refused.value)
    assert everything() == before
    assert search_articles("stopped", limit=5)


@pytest.mark.usefixtures("newsroom")
def test_rows_that_hang_in_the_air_leave_the_store_as_it_was(tmp_path: Path) -> None:
    """A citation of an article that the backup does not hold."""
    write_backup(tmp_path / "good")
    lines = [line for line in lines_of(tmp_path / "good") if b'"table":"articleversion"' not in line]
    orphan = [
        line.replace(b'"article_id":', b'"article_id":9', 1) if b'"table":"citation"' in line else line
        for line in lines
    ]
    orphan[-1] = orjson.dumps({"end": len(orphan) - 2})
    write_lines(tmp_path / "bad", orphan)
    before = everything()
    with pytest.raises(StoreUnusable):
        read_backup(tmp_path / "bad")
    assert everything() == before


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="nowhere"):
        read_backup(tmp_path / "nowhere")


@pytest.mark.usefixtures("newsroom")
def test_a_backup_that_cannot_be_written_leaves_the_older_one(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable):
        write_backup(tmp_path / "no-such-folder" / "backup")
    older = tmp_path / "backup"
    older.write_bytes(b"older")
    (tmp_path / "backup.part").symlink_to("/dev/full")  # a disk without room
    with pytest.raises(StoreUnusable):
        write_backup(older)
    assert older.read_bytes() == b"older"


def test_a_backup_onto_a_folder_is_refused_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(StoreUnusable, match="cannot be written: Is a directory"):
        write_backup(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["backups"]


def test_a_backup_that_is_not_there_is_not_called_broken(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(StoreUnusable, match="cannot be read: "):
            read_backup(path)


def test_a_backup_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "backup.part").touch(mode=0o644)  # what a broken one left
    write_backup(tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
