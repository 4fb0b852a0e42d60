from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.model import Allowance, Terms
from newsstand.web.passages import LEAST_QUOTED, MOST_AROUND, MOST_QUOTED_WORDS, Quoting, cut_window

BODY = "First paragraph.\n\nBefore it. The cited words. After it.\n\nLast paragraph."
START = BODY.index("The cited")
END = START + len("The cited words.")
OPEN = Allowance(level=Terms.FULL)


def test_a_span_stands_within_its_paragraph() -> None:
    window = cut_window(Quoting(OPEN, BODY), START, END)
    assert (window.before, window.cited, window.after) == ("Before it. ", "The cited words.", " After it.")


def test_long_surroundings_are_cut_at_words() -> None:
    body = "word " * 200 + "CITED" + " word" * 200
    window = cut_window(Quoting(OPEN, body), 1000, 1005)
    assert window.cited == "CITED"
    assert window.before.startswith("… word")
    assert window.after.endswith("word …")
    assert len(window.before) <= MOST_AROUND + 2


def test_no_more_is_quoted_than_may_be() -> None:
    long = " ".join(f"w{i}" for i in range(400))
    allowed = Allowance(level=Terms.EXTRACT, words=40, characters=320, quote_share=0.1)
    quoting = Quoting(allowed, long)
    first, again, second, third = (cut_window(quoting, at, at + 400) for at in (0, 0, 500, 1000))
    assert (first.before, first.after) == ("", "")
    assert len(first.cited.split()) == MOST_QUOTED_WORDS
    assert again == first  # the same span costs nothing
    said = "".join(w.cited.removesuffix("…") for w in (first, second, third))
    assert len(said) <= 0.1 * len(long)
    assert second.cited
    assert third.cited == ""


def test_a_remainder_that_would_say_nothing_is_not_quoted() -> None:
    body = "word " * 100
    quoting = Quoting(Allowance(level=Terms.EXTRACT, characters=LEAST_QUOTED - 1, quote_share=1.0), body)
    assert cut_window(quoting, 0, 200).cited == ""
    assert cut_window(quoting, 0, 9).cited == "word word"


def test_nothing_is_quoted_of_what_may_show_headlines_alone() -> None:
    for level in (Terms.HEADLINE, Terms.NONE):
        assert cut_window(Quoting(Allowance(level=level), BODY), START, END).cited == ""


@given(body=st.text(max_size=600), start=st.integers(-5, 700), length=st.integers(0, 700))
def test_any_span_is_cut_from_the_text(body: str, start: int, length: int) -> None:
    window = cut_window(Quoting(OPEN, body), start, start + length)
    assert window.cited in body
    assert window.before.removeprefix("… ") in body
    assert window.after.removesuffix(" …") in body
