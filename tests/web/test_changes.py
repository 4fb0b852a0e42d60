from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from newsstand.web.changes import Piece, changed_paragraphs, changed_words

texts = st.text("ab .\n", max_size=60)


def told(old: str, new: str) -> list[list[tuple[str, str]]]:
    return [[(p.op, p.text) for p in paragraph.pieces] for paragraph in changed_paragraphs(old, new)]


def test_a_number_that_changed() -> None:
    assert changed_words("About 12 homes are dark tonight", "About 48 homes are dark tonight") == (
        Piece("same", "About "),
        Piece("removed", "12"),
        Piece("added", "48"),
        Piece("same", " homes are dark tonight"),
    )


def test_a_few_equal_words_between_changes_are_said_with_them() -> None:
    pieces = changed_words(
        "he said it was on Monday at the old quay", "he said it was by Friday at the old quay"
    )
    assert [p.op for p in pieces] == ["same", "removed", "added", "same"]


def test_texts_that_have_little_in_common_stand_one_after_the_other() -> None:
    assert changed_words("The port is shut", "Nobody was hurt") == (
        Piece("removed", "The port is shut"),
        Piece("added", "Nobody was hurt"),
    )


def test_paragraphs_that_came_went_and_stayed() -> None:
    old = "One stays here.\n\nTwo goes away entirely.\n\nThree is a sentence with a number, 12, in it."
    new = "One stays here.\n\nThree is a sentence with a number, 13, in it.\n\nFour comes."
    assert told(old, new) == [
        [("same", "One stays here.")],
        [("removed", "Two goes away entirely.")],
        [("same", "Three is a sentence with a number, "), ("removed", "12"), ("added", "13"), ("same", ", in it.")],
        [("added", "Four comes.")],
    ]  # fmt: skip


def test_nothing_changed() -> None:
    assert all(p.is_same for p in changed_paragraphs("A b.\n\nC d.", "A b.\n\nC d."))
    assert changed_paragraphs("", "") == []
    assert changed_words("", "") == ()


@given(texts, texts)
def test_both_texts_can_be_read_off_it(old: str, new: str) -> None:
    found = changed_paragraphs(old, new)
    for op, text in (("added", new), ("removed", old)):
        read = ["".join(p.text for p in c.pieces if p.op in ("same", op)) for c in found]
        assert [words for words in read if words] == [p for p in text.split("\n\n") if p.strip()]


@given(texts, texts)
def test_words_too(old: str, new: str) -> None:
    pieces = changed_words(old, new)
    assert "".join(p.text for p in pieces if p.op != "removed") == new
    assert "".join(p.text for p in pieces if p.op != "added") == old


def test_long_texts_take_a_bounded_time() -> None:
    old = "\n\n".join(f"the {n % 7} of " * 60 for n in range(700))
    new = "\n\n".join(f"the {n % 5} of " * 60 for n in range(700))
    began = time.perf_counter()
    changed_paragraphs(old, new)
    changed_words("a b " * 50_000, "b a " * 50_000)
    assert time.perf_counter() - began < 10
