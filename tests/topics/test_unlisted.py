"""Places that no gazetteer lists."""

from tests.topics.texts import found, kinds

BODY = (
    "The school in Ostermoor stays shut. Parents in Ostermoor were told on Monday.\n\n"
    "Ostermoor has 900 people. “We manage,” said Marta Quill."
)


def test_a_name_that_stands_where_places_stand_is_a_place() -> None:
    topics = found("School shut", BODY)
    assert topics["ostermoor"].topic.kind == "place"
    assert topics["ostermoor"].topic.latitude is None


def test_once_is_not_enough() -> None:
    assert "ostermoor" not in found("School shut", "The school in Ostermoor stays shut.")


def test_a_country_may_be_known_by_its_people() -> None:
    body = "A Danish crew and a Danish ship took part."
    assert "denmark" in kinds(found("Exercise", body), "place")
    assert "denmark" not in found("Exercise", body, country="DK"), "at home the adjective tells nothing"
