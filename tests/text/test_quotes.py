import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.quotes import find_quotations, find_speaker, marks_are_paired


def quoted(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no” and left.", ["no"]),
        ('He said "never, ever" twice.', ["never, ever"]),
        ("Er nannte es „einen Anfang“ und ging.", ["einen Anfang"]),
        ("Il parle d’un « succès » rare.", [" succès "]),
        ("The ‘old guard’ can’t win.", ["old guard"]),
        ("It's the players' own fault.", []),
        ("“It began here.\n\n“And it ends here,” he said.", ["It began here.", "And it ends here,"]),
        ('A 6" nail', []),
    ],
)
def test_quotations_are_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will stay,” said Ann Miller.", "Ann Miller"),
        ("“We will stay,” Ann Miller said on Monday.", "Ann Miller"),
        ("“We will stay,” Ann Miller, the mayor, said.", "Ann Miller"),
        ("Ann Miller, the mayor, told reporters: “We will stay.”", "Ann Miller"),
        ("“We will stay,” said Rep. John Q. Stone.", "Rep. John Q. Stone"),
        ("“We will stay,” she said.", None),
        ("The sign reads “Closed”.", None),
        ("North Quarry said its ships had sailed. “They were slow.”", None),
    ],
)
def test_the_speaker_is_named_only_where_it_is_plain(text: str, speaker: str | None) -> None:
    (quotation,) = find_quotations(text)
    found = find_speaker(text, quotation)
    assert (found.name if found else None) == speaker
    if found:
        assert text[found.start : found.end] == found.name


@pytest.mark.parametrize(
    ("text", "paired"),
    [("“a” and “b”", True), ("“a", False), ("a”", False), ('"a" b', True), ('"a', False), ('“a"', True)],
)
def test_marks_open_and_close(text: str, paired: bool) -> None:
    assert marks_are_paired(text) is paired


@given(st.text(alphabet='ab ”“"‘’«».\n', max_size=120))
def test_quotations_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    at = 0
    for q in find_quotations(text):
        assert at <= q.start < q.inner_start < q.inner_end <= q.end <= len(text)
        at = q.end
