import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.sentences import split_sentences


def split(text: str, language: str | None = "en") -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("He left. She stayed.", "en", ["He left.", "She stayed."]),
        ("Mr. Hill met Dr. Ada Stone. They spoke.", "en", ["Mr. Hill met Dr. Ada Stone.", "They spoke."]),
        ("The U.S. Senate voted. It was late in the U.S. The vote held.", "en",
         ["The U.S. Senate voted.", "It was late in the U.S.", "The vote held."]),
        ("It cost $3.5 million. J. K. Marsh paid 4.2 per cent.", "en",
         ["It cost $3.5 million.", "J. K. Marsh paid 4.2 per cent."]),
        ("“We cannot. We will not,” she said. He agreed.", "en",
         ["“We cannot. We will not,” she said.", "He agreed."]),
        ('"No. Never." The crowd left.', "en", ['"No. Never."', "The crowd left."]),
        ("Wait... there is more. And… so on.", "en", ["Wait... there is more.", "And… so on."]),
        ("Storm hits coast\n\nA storm hit the coast. Boats sank.", "en",
         ["Storm hits coast", "A storm hit the coast.", "Boats sank."]),
        ("A line that was only\nwrapped by hand. Next.", "en",
         ["A line that was only\nwrapped by hand.", "Next."]),
        ("Am 3. März kam sie an. Der Zug war z. B. voll.", "de",
         ["Am 3. März kam sie an.", "Der Zug war z. B. voll."]),
        ("他来了。他走了！", None, ["他来了。", "他走了！"]),
        ("هل جاء؟ نعم جاء.", None, ["هل جاء؟", "نعم جاء."]),
        (" \n \n ", "en", []),
        ("On Nov. 3 it began. At 5 p.m. the doors closed.", "en",
         ["On Nov. 3 it began.", "At 5 p.m. the doors closed."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, language: str | None, expected: list[str]) -> None:
    assert split(text, language) == expected


@given(st.text(alphabet="aB. \n\"“”!?。'3,", max_size=200))
def test_every_character_that_is_seen_stands_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text, "en")
    assert all(a < b for a, b in spans)
    assert all(x.end <= y.start for x, y in itertools.pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).split() == text.split() or "".join(
        "".join(text[a:b].split()) for a, b in spans
    ) == "".join(text.split())


@given(st.text(max_size=300), st.sampled_from(["en", "de", "fr", None]))
def test_no_text_is_too_odd_to_split(text: str, language: str | None) -> None:
    for a, b in split_sentences(text, language):
        assert text[a:b] == text[a:b].strip()


def test_a_quotation_that_is_never_closed_does_not_swallow_the_article() -> None:
    text = "“He began. " + "It went on and on. " * 80
    assert len(split(text)) > 20
