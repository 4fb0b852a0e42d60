from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from newsstand.members.models import Reader


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Path) -> None:
    """A data folder of its own, an empty cache, and a clock that stands at five past two in the afternoon."""
    from django.core.cache import cache

    from tests.web.newsroom import NOW

    (tmp_path / "static").mkdir()
    settings.DATA_FOLDER = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.NOW = lambda: NOW
    settings.TIME_ZONE = "Europe/London"
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": False}
    cache.clear()


@pytest.fixture
def reader(db: None, client: Client) -> Reader:
    """A member who is signed in: `client` is theirs."""
    from newsstand.members.models import Reader
    from tests.web.newsroom import NOW, make_member

    made = make_member(Reader.objects.make(email="ada@reader.example", name="Ada", now=NOW))
    client.force_login(made)
    return made


@pytest.fixture
def editor(db: None) -> Reader:
    """An editor, not signed in: `client.force_login(editor)` does that."""
    from newsstand.members.models import Reader
    from tests.web.newsroom import NOW

    return Reader.objects.make(email="ed@desk.example", name="Ed", role="editor", now=NOW)
