import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.names import name_key, name_words, names


def found(text: str, language: str | None = "en") -> list[str]:
    return [n.text for n in names(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill in Tollmere burnt, said Moira Dunstan.", ["Tollmere", "Moira Dunstan"]),
        ("He went to the Bank of England and to Port Lisle.", ["Bank of England", "Port Lisle"]),
        ("Smoke rose. Families fled. Nobody died in Tollmere.", ["Tollmere"]),
        ("Vance spoke first. Then they asked Vance again.", ["Vance", "Vance"]),
        ("In March and on Thursday the U.S. said so.", ["U.S."]),
        ("It was Tollmere’s mill and Ada's father", ["Tollmere", "Ada"]),
        ("“Nothing is lost,” she said.", []),
        ("", []),
    ],
)
def test_names_in_english(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_german_nouns_are_no_names() -> None:
    text = (
        "Die Feuerwehr löschte den Brand in der Fabrik. Moira Dunstan lobte den Einsatz. Am Abend sagte Dunstan, "
        "das Dach der Fabrik sei eingestürzt. Direktor Pieter Vance dankte Dunstan und der CDU."
    )
    assert found(text, "de") == ["Moira Dunstan", "Dunstan", "Direktor Pieter Vance", "Dunstan", "CDU"]


def test_small_words_inside_names_depend_on_the_language() -> None:
    assert (
        found("Gestern traf Ursula von der Halden den Sprecher von Wiekmoor Maritim.", "de")[0]
        == "Ursula von der Halden"
    )
    assert found("Gestern kam Ada Roth von Tollmere nach Hause, und Tollmere kam zu Roth.", "de")[:2] == [
        "Ada Roth",
        "Tollmere",
    ]


def test_french_elisions_stay_outside() -> None:
    assert found("Elle a quitté l’Opéra de Valmorane avec Amalie Reinwald.", "fr") == [
        "Opéra de Valmorane",
        "Amalie Reinwald",
    ]


def test_kinds_are_told_by_a_names_own_words() -> None:
    kinds = {
        n.text: n.kind for n in names("We met Mr. Vance and Lord Teller at Osterlund Bank in Tollmere.", "en")
    }
    assert kinds["Lord Teller"] == "person"
    assert kinds["Osterlund Bank"] == "organisation"
    assert kinds["Tollmere"] is None


@given(st.text(max_size=300))
def test_names_are_spans_of_the_text_in_order(text: str) -> None:
    at = 0
    for name in names(text):
        assert at <= name.start < name.end
        assert text[name.start : name.end] == name.text
        assert name.key == name_key(name.text)
        at = name.end


def test_keys_are_without_accents_case_and_points() -> None:
    assert name_key("Élodie  VASQUIER") == name_key("elodie vasquier") == "elodie vasquier"
    assert name_key("U.S.") == "us"
    assert name_key("Weiß") == "weiss"


def test_name_words_are_the_capitals_inside_sentences() -> None:
    assert name_words("The mill in Zürich burnt. Nobody saw Moira Dunstan.") == ["zurich", "moira", "dunstan"]
