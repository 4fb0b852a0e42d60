import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.brief.lexicon import content_stems, fold, guess_language, tokens


def test_tokens_know_their_places_and_keys() -> None:
    text = "The U.S. mayor’s 4,000 ‘don’t’s"
    assert [(t.text, t.key) for t in tokens(text)][:3] == [
        ("The", "the"),
        ("U.S.", "us"),
        ("mayor’s", "mayor"),
    ]
    assert all(text[t.start : t.end] == t.text for t in tokens(text))


def test_both_spellings_have_one_stem() -> None:
    assert content_stems("the labour programmes", "en") == content_stems("labor programs", "en")


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The mayor said that the bridge was closed on Monday after it was hit.", None, "en"),
        ("Die Brücke ist nach dem Unfall auf dem Fluss gesperrt, sagte der Bürgermeister.", None, "de"),
        ("Le maire a dit que le pont est fermé après la collision avec un bateau.", None, "fr"),
        ("北京市政府周三宣布，将投资五十亿元修建新的地铁线路。", None, "und"),
        ("anything", "pt-BR", "pt"),
        ("", None, "und"),
    ],
)
def test_the_language_is_guessed_from_common_words(text: str, declared: str | None, language: str) -> None:
    assert guess_language(text, declared) == language


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
