from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.model import Terms
from newsstand.web.passages import MOST_AROUND, cut_window

BODY = "First paragraph.\n\nBefore it. The cited words. After it.\n\nLast paragraph."
START = BODY.index("The cited")
END = START + len("The cited words.")


def test_a_span_stands_within_its_paragraph() -> None:
    window = cut_window(BODY, START, END)
    assert (window.before, window.cited, window.after) == ("Before it. ", "The cited words.", " After it.")


def test_long_surroundings_are_cut_at_words() -> None:
    body = "word " * 200 + "CITED" + " word" * 200
    window = cut_window(body, 1000, 1005)
    assert window.cited == "CITED"
    assert window.before.startswith("… word")
    assert window.after.endswith("word …")
    assert len(window.before) <= MOST_AROUND + 2


def test_terms_hold_for_passages() -> None:
    long = " ".join(f"w{i}" for i in range(100))
    extract = cut_window(long, 0, len(long), terms=Terms.EXTRACT)
    assert len(extract.cited.split()) == 40
    assert extract.after == ""
    for terms in (Terms.HEADLINE, Terms.NONE):
        assert cut_window(BODY, START, END, terms=terms).cited == ""


@given(body=st.text(max_size=600), start=st.integers(-5, 700), length=st.integers(0, 700))
def test_any_span_is_cut_from_the_text(body: str, start: int, length: int) -> None:
    window = cut_window(body, start, start + length)
    assert window.cited in body
    assert window.before.removeprefix("… ") in body
    assert window.after.removesuffix(" …") in body
