from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


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
    cache.clear()
