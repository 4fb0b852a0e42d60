"""Which way other terms turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from newsstand.members.representing.terms import compare_terms
from newsstand.model import Agreement, Terms

STANDS = Agreement(level=Terms.EXTRACT, territories=frozenset({"GB"}), expires_after=timedelta(days=30))


@pytest.mark.parametrize(
    ("change", "turn"),
    [
        ({"level": Terms.FULL}, "wider"),
        ({"level": Terms.NONE}, "narrower"),
        ({"extract_words": 20}, "narrower"),
        ({"may_summarise": False}, "narrower"),
        ({"quote_share": 0.5}, "wider"),
        ({"shows_pictures": True}, "wider"),
        ({"territories": frozenset()}, "wider"),
        ({"territories": frozenset({"GB", "IE"})}, "wider"),
        ({"territories": frozenset({"IE"})}, "other"),
        ({"embargo": timedelta(hours=1)}, "narrower"),
        ({"expires_after": None}, "wider"),
        ({"expires_after": timedelta(days=7)}, "narrower"),
    ],
)
def test_each_part_turns_its_way_and_back(change: dict[str, Any], turn: str) -> None:
    other = replace(STANDS, **change)
    assert [(c.part, c.turn) for c in compare_terms(STANDS, other)] == [(next(iter(change)), turn)]
    back = {"wider": "narrower", "narrower": "wider", "other": "other"}[turn]
    assert [c.turn for c in compare_terms(other, STANDS)] == [back]


def test_what_stays_is_not_told() -> None:
    assert compare_terms(STANDS, replace(STANDS, is_agreed=True)) == []
