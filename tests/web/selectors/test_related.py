from __future__ import annotations

from newsstand.web.selectors.related import names_in, nearness


def test_names_are_capitals_within_a_sentence() -> None:
    names = names_in("Ferry Marigold aground. On Thursday the owner, Ines Holloway, spoke of May.", "en")
    assert set(names) == {"Marigold", "Holloway", "Ines"}


def test_no_names_no_words() -> None:
    assert names_in("", "en") == []
    assert names_in("nothing has a capital here", "en") == []


def test_a_name_binds_where_half_of_the_reports_bear_it() -> None:
    assert nearness([{7: 2}], 7, 4) == 1.0
    assert nearness([{7: 2}], 7, 5) == 0.0


def test_common_names_weigh_less() -> None:
    assert nearness([{7: 2, 8: 1, 9: 1, 10: 1}], 7, 2) == 0.25


def test_a_single_word_of_a_single_report_binds_nothing() -> None:
    assert nearness([{7: 1}], 7, 1) == 0.0
    assert nearness([{7: 1}, {7: 1, 8: 3}], 7, 1) == 1.5


def test_a_round_up_that_names_everybody_binds_nothing() -> None:
    assert nearness([{7: 1}, {7: 1}, {7: 1}], 7, 6) == 0.0
