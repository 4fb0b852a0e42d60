import sys
from itertools import product
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.words import _Stems, guess_language, primary, stem, stems, stop_words, tokens, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The U.S. and the U.S.S.R. at 3 p.m.", ["the", "us", "and", "the", "ussr", "at", "3", "pm"]),
        ("Ada’s mother didn’t say ‘no’", ["ada", "mother", "didnt", "say", "no"]),
        ("L’opéra d'aujourd’hui, qu’elle aime", ["opéra", "aujourdhui", "elle", "aime"]),
        ("O’Brien rock ’n’ roll", ["obrien", "rock", "n", "roll"]),
        ("3.9% of $1,000.50", ["3.9", "of", "1,000.50"]),
        ("snake_case, COVID-19", ["snake", "case", "covid", "19"]),
        ("IBM公司的新芯片 ok", ["ibm", "公司", "司的", "的新", "新芯", "芯片", "ok"]),
        ("水", ["水"]),
        ("", []),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@given(st.text())
def test_tokens_are_words_in_lower_case_without_spaces(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not any(c.isspace() for c in token)
        assert token == token.lower()


@given(st.lists(st.text("abcdefg", min_size=2, max_size=9), max_size=20))
def test_plain_words_are_their_own_tokens(plain: list[str]) -> None:
    assert tokens(" ".join(plain)) == plain


def test_stems_leave_stop_words_out() -> None:
    assert words("The ministers were voting on the taxes", "en") == ["minist", "vote", "tax"]
    assert words("Die Minister haben über die Steuern abgestimmt", "de") == ["minist", "steu", "abgestimmt"]
    assert stems(["the", "voting"], "en-GB") == ["vote"]


def test_a_language_without_stemmer_keeps_its_words() -> None:
    assert words("公司", "zh") == ["公司"]
    assert stem("voting", "xx") == "voting"
    assert stem("the", "en") == ""


def test_stop_words_of_one_language_are_words_of_another() -> None:
    assert "die" in stop_words("de")
    assert "die" not in stop_words("en")
    assert words("They die young", "en") == ["die", "young"]
    assert stop_words(None) == stop_words("xx") == frozenset()
    assert stop_words("nb-NO") == stop_words("no")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council has voted for it, and they will not go back", "en"),
        ("Der Rat hat sich dafür entschieden und will nicht mehr zurück", "de"),
        ("Le conseil a voté pour cette mesure, et il ne reviendra pas en arrière", "fr"),
        ("El consejo ha votado por la medida y no se echará para atrás", "es"),
        ("市议会昨日通过了这项提案", "zh"),
        ("市議会はきのう提案を可決した", "ja"),
        ("시의회가 어제 제안을 통과시켰다", "ko"),
        ("Совет вчера проголосовал за это предложение, но не все были за", "ru"),
        ("Tollmere", None),
        ("", None),
    ],
)
def test_languages_are_told_apart(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_language_tags() -> None:
    assert [primary(t) for t in ("en-GB", "zh_Hant", " DE ", None, "")] == ["en", "zh", "de", "", ""]


def test_many_threads_may_ask_at_once() -> None:
    parts = (
        ("nat", "rel", "form", "gener", "oper"),
        ("ion", "at", "al"),
        ("ally", "izing", "iveness", "ations"),
    )
    words = ["".join(p) + "x" * n for p in product(*parts) for n in range(20)]
    alone = [stem(word, "en") for word in words]
    table = _Stems("en")
    found: list[list[str]] = []
    threads = [Thread(target=lambda: found.append([table[word] for word in words])) for _ in range(6)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(interval)
    assert found == [alone] * 6
