from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.web.snippets import cut_snippet, folded, mark_words


def test_the_word_stands_in_the_snippet_and_is_marked() -> None:
    text = "filler " * 100 + "a Bridge fell " + "filler " * 100
    pieces = cut_snippet(text, ["bridge"])
    assert [p.text for p in pieces if p.is_found] == ["Bridge"]
    assert "".join(p.text for p in pieces).startswith("… ")


def test_case_and_accents_do_not_hide_a_word() -> None:
    assert [p.text for p in mark_words("L’Élysée et Elysee", {"elysee"}) if p.is_found] == [
        "Élysée",
        "Elysee",
    ]


def test_without_the_word_the_beginning_is_shown() -> None:
    assert "".join(p.text for p in cut_snippet("The beginning of it", ["absent"])) == "The beginning of it"


@given(text=st.text(max_size=500), words=st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_pieces_make_up_the_text(text: str, words: list[str]) -> None:
    pieces = mark_words(text, {folded(w) for w in words})
    assert "".join(p.text for p in pieces) == text
    assert all(p.text for p in pieces)
