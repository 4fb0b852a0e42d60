from newsstand.group.roundups import is_roundup, sections
from tests.group.newsroom import FIRE, ROUNDUP


def test_the_sections_of_a_roundup_are_told_by_their_headings() -> None:
    found = sections(ROUNDUP)
    assert len(found) == 5
    assert "dunstan" in found[0]
    assert "okafor" in found[1]


def test_an_article_without_headings_has_no_sections() -> None:
    assert sections(FIRE) == ()
    assert not is_roundup((), {"tollmere"})


def test_an_explainer_whose_sections_all_name_the_event_is_no_roundup() -> None:
    parts = [
        frozenset({"tollmere", "dunstan"}),
        frozenset({"tollmere"}),
        frozenset({"vance"}),
        frozenset({"april"}),
    ]
    assert not is_roundup(parts, {"tollmere", "vance"})
    assert is_roundup(parts, {"april"})
