"""What a brief may rest on, by the terms, for everybody and for an owner alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsstand.model import Agreement, Terms
from newsstand.newsroom.terms import quotable

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
PUBLISHED = NOW - timedelta(hours=2)


@pytest.mark.parametrize(
    ("said", "to_all", "alone"),
    [
        ({}, 100, 1000),
        ({"quote_share": 0.0}, 0, 1000),
        ({"quote_share": 1.0}, 1000, 1000),
        ({"may_summarise": False}, 0, 0),
        ({"level": Terms.NONE}, 0, 0),
        ({"level": Terms.HEADLINE}, 100, 1000),
        ({"territories": frozenset({"GB"})}, 0, 1000),
        ({"embargo": timedelta(hours=2)}, 100, 1000),
        ({"embargo": timedelta(hours=3)}, 0, 1000),
        ({"expires_after": timedelta(hours=3)}, 100, 1000),
        ({"expires_after": timedelta(hours=2)}, 0, 1000),
        ({"extract_characters": 30}, 30, 1000),
    ],
)
def test_what_is_quotable(said: dict[str, Any], to_all: int, alone: int) -> None:
    terms = Agreement(**said)
    assert quotable(terms, PUBLISHED, 1000, NOW, is_alone=False) == to_all
    assert quotable(terms, PUBLISHED, 1000, NOW, is_alone=True) == alone
