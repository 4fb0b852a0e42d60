from __future__ import annotations

from newsstand.web.selectors.related import is_near, names_in


def test_names_are_capitals_within_a_sentence() -> None:
    names = names_in("Ferry Marigold aground. On Thursday the owner, Ines Holloway, spoke of May.", "en")
    assert set(names) == {"Marigold", "Holloway", "Ines"}


def test_no_names_no_words() -> None:
    assert names_in("", "en") == []
    assert names_in("nothing has a capital here", "en") == []


def test_one_name_binds_only_where_half_of_the_reports_bear_it() -> None:
    assert is_near([2], 4)
    assert not is_near([2], 5)
    assert is_near([1, 1], 9)
