import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.brief.trimming import trim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PORT ALDER (HNA) — A barge sank.", "A barge sank."),
        ("NORTON, Me. — A barge sank.", "A barge sank."),
        ("Westmouth (HNA) A barge sank.", "A barge sank."),
        ("Meanwhile, the ferry sailed.", "The ferry sailed."),
        ("But the ferry sailed.", "The ferry sailed."),
        ("Senator Ann Miller (R-Me.) left .", "Senator Ann Miller left."),
        ("He said “it (the barge) sank”.", "He said “it (the barge) sank”."),
        ("A\u00a0barge \n sank\u200b.", "A barge sank."),
        ("Butter prices rose.", "Butter prices rose."),
        ("Old Quay Bridge — the longest — closed.", "Old Quay Bridge — the longest — closed."),
    ],
)
def test_only_what_says_nothing_goes(text: str, expected: str) -> None:
    assert trim(text, "en") == expected


@given(st.text(max_size=200))
def test_trimming_adds_no_letter(text: str) -> None:
    assert len(trim(text, "en").casefold()) <= len(text.casefold()) + 2
