from dataclasses import replace
from datetime import UTC, datetime

from newsstand.brief.choosing import choose
from newsstand.brief.passages import Passage, read_passages
from newsstand.brief.weighing import freshness, says_again, weigh_words
from tests.brief.stories import POST, SOURCES

PASSAGES = read_passages(SOURCES, "en")
WEIGHTS = weigh_words(PASSAGES, [])


def test_what_is_chosen_is_fit_said_once_and_has_room() -> None:
    chosen = choose(PASSAGES, WEIGHTS, 100, lambda p: p.words)
    assert sum(p.words for p in chosen) <= 100
    assert all(p.unfit is None and not p.hanging for p in chosen)
    assert not any(says_again(p, chosen[:i]) for i, p in enumerate(chosen))


def test_the_first_is_the_report_of_what_happened() -> None:
    first = choose(PASSAGES, WEIGHTS, 100, lambda p: p.words)[0]
    assert first.place == 0
    assert "Old Quay Bridge" in first.text


def test_what_is_newest_leads() -> None:
    early, late = (datetime(2025, 11, 27, hour, tzinfo=UTC) for hour in (6, 18))
    for first, second, leads in ((early, late, 1), (late, early, 0), (None, early, 0)):
        sources = [replace(POST, id="1", published=first), replace(POST, id="2", published=second)]
        passages = read_passages(sources, "en")
        weights = weigh_words(passages, [], freshness(sources))
        assert choose(passages, weights, 60, lambda p: p.words)[0].source == leads


def test_what_may_not_be_printed_is_passed_over() -> None:
    def no_post(passage: Passage) -> int | None:
        return None if passage.source == 1 else passage.words

    assert {p.source for p in choose(PASSAGES, WEIGHTS, 200, no_post)} == {0}
    assert choose(PASSAGES, WEIGHTS, 200, lambda p: None) == []
    assert choose((), WEIGHTS, 200, lambda p: 5) == []
