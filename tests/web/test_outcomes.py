from __future__ import annotations

from typing import get_args

import pytest
from django.utils import translation

from newsstand.feeds.schedule import PollOutcome
from newsstand.net.outcome import Outcome
from newsstand.newsroom.models import Page
from newsstand.web.outcomes import _outcomes, outcome_in_words


def test_an_outcome_is_told_in_words() -> None:
    assert outcome_in_words("not_modified") == "not modified"
    assert outcome_in_words("address_refused") == "leads to a private network"
    assert outcome_in_words("") == "not asked yet"
    assert outcome_in_words("of_an_older_make") == "of an older make"


@translation.override("de")
def test_an_outcome_is_told_in_the_language_that_is_on() -> None:
    assert outcome_in_words("not_modified") == "unverändert"
    assert outcome_in_words("") == "noch nicht abgefragt"


@pytest.mark.parametrize("name", [*get_args(Outcome), *get_args(PollOutcome), *Page.State.values])
def test_every_outcome_has_words(name: str) -> None:
    assert name in _outcomes("en-gb") or name == "refused"
