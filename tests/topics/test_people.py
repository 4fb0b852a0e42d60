"""People: by their names and what stands beside them."""

import pytest

from tests.topics.texts import found, kinds


@pytest.mark.parametrize(
    ("language", "body", "people"),
    [
        ("en", "The minister, Orla Venn, resigned. “I am tired,” said Venn.", {"orla-venn"}),
        ("de", "Die Ministerin Anna Falkner trat zurück. Falkner sagte, sie sei müde.", {"anna-falkner"}),
        ("fr", "La ministre Claire Vauquelin a démissionné. « Je suis lasse », a dit Mme Vauquelin.", {"claire-vauquelin"}),
        ("es", "La ministra Elena Quiroga dimitió. «Estoy cansada», dijo Quiroga.", {"elena-quiroga"}),
    ],
)  # fmt: skip
def test_people_are_found_in_every_language(language: str, body: str, people: set[str]) -> None:
    assert kinds(found("Rücktritt" if language == "de" else "x", body, language), "person") == people


def test_titles_and_short_forms_are_one_person() -> None:
    body = (
        "Sir Keith Marlow spoke first. Keith Marlow was calm. Marlow left early; Prime Minister Keith Marlow "
        "had another appointment."
    )
    topics = found("Marlow speaks", body)
    assert kinds(topics, "person") == {"keith-marlow"}
    assert len(topics["keith-marlow"].spans) == 5, "the headline's surname is a mention too"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The Clean Air Act passed. New York and Great Britain took note. Monday Morning was grey."),
        ("en", "The Ministry of Works and Harbour Bank disagreed."),
        ("de", "Millionen Pfund flossen. Der Verein kaufte Haus Garten und Hof für Millionen Pfund."),
    ],
)
def test_what_only_looks_like_a_name_is_nobody(language: str, body: str) -> None:
    assert kinds(found("A day", body, language), "person") == set()


def test_the_title_that_writes_is_no_topic() -> None:
    body = "Rosa Ledger Times reported it. Rosa Ledger Times said so."
    assert not kinds(found("x", body, source="Rosa Ledger Times"), "person")
