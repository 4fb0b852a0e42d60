from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Lists are kept for a minute: none of another test's reader."""
    from django.core.cache import cache

    cache.clear()
