"""A store with its tables, made once: a process that finds none takes seconds to make it."""

import shutil
from pathlib import Path

import pytest

from tests.cli.house import newsstand


@pytest.fixture(scope="session")
def _empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty-store")
    done = newsstand(folder, "manage", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def data(tmp_path: Path, _empty_store: Path) -> Path:
    """A data folder with an empty store in it."""
    folder = tmp_path / "data"
    shutil.copytree(_empty_store, folder)
    return folder
