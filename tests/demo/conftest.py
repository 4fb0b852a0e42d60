"""The written newsroom, read once."""

from __future__ import annotations

import pytest

from newsstand.demo.newsroom import DemoNewsroom


@pytest.fixture(scope="session")
def newsroom() -> DemoNewsroom:
    return DemoNewsroom.load()
