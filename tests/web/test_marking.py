from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.members.margin import Anchored
from newsstand.members.models import Highlight
from newsstand.web.marking import MarkedPiece, marked_pieces

marks = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(
        lambda p: Anchored(mark=Highlight(pk=1 + p[0]), start=p[0], end=p[0] + p[1])
    ),
    max_size=6,
).map(lambda held: sorted(held, key=lambda a: a.start or 0))


def held(pk: int, start: int, end: int) -> Anchored:
    return Anchored(mark=Highlight(pk=pk), start=start, end=end)


def test_a_mark_in_the_middle() -> None:
    assert marked_pieces("one two three", 100, [held(7, 104, 107)]) == [
        MarkedPiece("one "),
        MarkedPiece("two", 7, opens=True),
        MarkedPiece(" three"),
    ]


def test_a_mark_that_began_before_and_goes_on_after() -> None:
    assert marked_pieces("two", 104, [held(7, 90, 120)]) == [MarkedPiece("two", 7, opens=False)]


def test_words_outside_of_the_body_bear_no_marks() -> None:
    assert marked_pieces("two", None, [held(7, 0, 10)]) == [MarkedPiece("two")]


@given(st.text(max_size=30), st.integers(0, 20), marks)
def test_the_pieces_together_are_the_text(text: str, start: int, given_marks: list[Anchored]) -> None:
    pieces = marked_pieces(text, start, given_marks)
    assert "".join(p.text for p in pieces) == text
    assert all(p.text for p in pieces) or not text
