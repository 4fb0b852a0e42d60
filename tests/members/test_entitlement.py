from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.members.entitlement import EXTRACT_CHARACTERS, EXTRACT_WORDS, first_words, visible_part
from newsstand.model import Block, Terms

BODY = (
    Block(kind="paragraph", text=" ".join(f"one{i}" for i in range(30))),
    Block(kind="caption", text="A caption"),
    Block(kind="paragraph", text=" ".join(f"two{i}" for i in range(30))),
)
blocks = st.lists(
    st.builds(
        Block,
        kind=st.sampled_from(["paragraph", "quote", "list", "caption", "embed"]),
        text=st.text(max_size=400),
    ),
    max_size=6,
)


def test_full_terms_show_everything() -> None:
    part = visible_part(Terms.FULL, headline="H", standfirst="S", blocks=BODY)
    assert (part.headline, part.standfirst, part.blocks) == ("H", "S", BODY)
    assert part.shows_picture
    assert part.is_whole


def test_extract_terms_show_forty_words_of_standfirst_and_body_together() -> None:
    part = visible_part(Terms.EXTRACT, headline="H", standfirst="five words of a standfirst", blocks=BODY)
    assert part.headline == "H"
    assert part.standfirst == "five words of a standfirst"
    assert [b.text.split()[0] for b in part.blocks] == ["one0", "two0"]
    assert part.blocks[-1].text.endswith("two4…")
    assert not part.shows_picture
    assert not part.is_whole


def test_headline_terms_show_the_headline_alone() -> None:
    part = visible_part(Terms.HEADLINE, headline="H", standfirst="S", blocks=BODY)
    assert (part.headline, part.standfirst, part.blocks) == ("H", "", ())
    assert not part.shows_picture


def test_terms_of_none_show_nothing() -> None:
    part = visible_part(Terms.NONE, headline="H", standfirst="S", blocks=BODY)
    assert (part.headline, part.standfirst, part.blocks) == ("", "", ())
    assert not part.is_whole


def test_what_is_wholly_shown_is_said_to_be_whole() -> None:
    assert visible_part(Terms.EXTRACT, headline="H", standfirst="short").is_whole
    assert visible_part(Terms.HEADLINE, headline="H").is_whole


@given(standfirst=st.text(max_size=500), given_blocks=blocks)
def test_an_extract_never_passes_its_measure(standfirst: str, given_blocks: list[Block]) -> None:
    part = visible_part(Terms.EXTRACT, headline="H", standfirst=standfirst, blocks=given_blocks)
    texts = [part.standfirst, *(b.text for b in part.blocks)]
    assert sum(len(text.split()) for text in texts) <= EXTRACT_WORDS
    assert sum(len(text.rstrip("…")) for text in texts) <= EXTRACT_CHARACTERS
    assert all(b.kind not in ("caption", "embed") for b in part.blocks)


@given(text=st.text(max_size=300), words=st.integers(0, 50), characters=st.integers(0, 300))
def test_first_words_are_the_beginning_of_the_text(text: str, words: int, characters: int) -> None:
    cut = first_words(text, words, characters)
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_a_script_without_spaces_is_cut_by_characters() -> None:
    assert len(first_words("新" * 1000, 40, 320)) == 321
