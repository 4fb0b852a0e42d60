"""`backup` and `restore`, as commands."""

import shutil
from pathlib import Path

import orjson
import pytest

from tests.cli.house import newsstand

ROW = {
    "url": "https://herald.example/1",
    "title": "River bursts its banks",
    "body": "The bridge is under water.",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, _empty_store: Path) -> Path:
    """A backup of a store with one article."""
    folder = tmp_path_factory.mktemp("written")
    shutil.copytree(_empty_store, folder / "data")
    (folder / "rows.jsonl").write_bytes(orjson.dumps(ROW))
    assert newsstand(folder / "data", "import", str(folder / "rows.jsonl")).returncode == 0
    done = newsstand(folder / "data", "backup", str(folder / "backup"))
    assert done.returncode == 0, done.stderr
    assert f"4 rows in {folder / 'backup'}" in done.stdout
    return folder


def test_a_backup_is_read_back_into_an_empty_store(written: Path, data: Path, tmp_path: Path) -> None:
    done = newsstand(data, "restore", str(written / "backup"))
    assert (done.returncode, done.stdout) == (0, f"4 rows read back from {written / 'backup'}\n")
    again = newsstand(data, "backup", str(tmp_path / "again"))
    assert again.returncode == 0
    assert (tmp_path / "again").read_bytes() == (written / "backup").read_bytes()


def test_a_store_with_news_is_replaced_only_when_that_is_said(written: Path) -> None:
    done = newsstand(written / "data", "restore", str(written / "backup"))
    assert done.returncode == 1
    assert "--replace" in done.stderr
    assert newsstand(written / "data", "restore", "--replace", str(written / "backup")).returncode == 0


def test_a_file_that_is_no_backup(data: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear reader")
    for name in ("letter", "nowhere"):
        done = newsstand(data, "restore", str(tmp_path / name))
        assert done.returncode == 1
        assert str(tmp_path / name) in done.stderr
        assert "Traceback" not in done.stderr


def test_a_place_where_nothing_can_be_written(data: Path, tmp_path: Path) -> None:
    done = newsstand(data, "backup", str(tmp_path / "no" / "folder"))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
