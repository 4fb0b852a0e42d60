from __future__ import annotations

from typing import Any

import pytest

from tests.members.membership.lives import START


@pytest.fixture(autouse=True)
def _service(settings: Any) -> None:
    """A house in which readers sign in, at a moment that stands still."""
    settings.NEWSSTAND = {
        **settings.NEWSSTAND,
        "NEWSSTAND_SINGLE_READER": False,
        "NEWSSTAND_ADDRESS": "https://news.example",
    }
    settings.NOW = lambda: START
    settings.TIME_ZONE = "Europe/London"
