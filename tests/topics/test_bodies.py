"""Organisations and teams."""

import pytest

from tests.topics.texts import found, kinds


@pytest.mark.parametrize(
    ("language", "body", "slug"),
    [
        ("en", "The National Harbour Board met. The National Harbour Board voted.", "national-harbour-board"),
        ("en", "The European Central Bank (ECB) waits. The ECB is patient.", "european-central-bank"),
        ("de", "Die EZB wartet. Die Europäische Zentralbank hat Geduld.", "european-central-bank"),
        ("fr", "La BCE attend.", "european-central-bank"),
        ("es", "El Banco Central Europeo espera.", "european-central-bank"),
        ("de", "Das Landgericht Osnabrück entschied.", "landgericht-osnabruck"),
        ("fr", "L’université de Rennes a publié l’étude.", "universite-de-rennes"),
        ("es", "La Universidad de Granada publicó el estudio.", "universidad-de-granada"),
    ],
)
def test_bodies_are_found_in_every_language(language: str, body: str, slug: str) -> None:
    assert slug in kinds(found("x", body, language), "organisation")


def test_an_acronym_counts_once_it_is_explained() -> None:
    body = "The Coastal Fishing Authority (CFA) closed the bay. The CFA will look again. CFA boats stay in."
    assert len(found("x", body)["coastal-fishing-authority"].spans) == 4


def test_a_name_that_comes_up_beside_words_of_business_is_a_company() -> None:
    body = "Shares in Klarvik fell. Klarvik’s chief executive left. Klarvik makes pumps."
    assert "klarvik" in kinds(found("x", body), "organisation")
    quiet = "We saw Klarvik at dusk. Then Klarvik slept. Later Klarvik sang."
    assert "klarvik" not in found("x", quiet)


def test_teams_are_told_by_sport() -> None:
    body = "Ashby Rovers beat Milton City 2–1. The striker scored a late goal and the league table changed after the match."
    topics = found("Rovers win", body)
    assert kinds(topics, "team") >= {"ashby-rovers", "milton-city"}


def test_a_person_at_the_head_of_a_body_is_no_body() -> None:
    topics = found("x", "House Majority Leader Carl Dunmore spoke. “No,” said Dunmore.")
    assert kinds(topics, "organisation") == set()
    assert "carl-dunmore" in kinds(topics, "person")
