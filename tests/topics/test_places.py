"""Places: found where a text means them, not where it means a person, a thing or nothing."""

import pytest

from tests.topics.texts import found, kinds


@pytest.mark.parametrize(
    ("language", "country", "headline", "body", "places"),
    [
        ("en", "GB", "Library reopens", "The library in Leeds opens on Monday. Visitors came from France.", {"leeds-gb", "france"}),
        ("en", "US", "Mill closes", "Workers in Ghent and Brussels were told on Friday.", {"ghent-be", "brussels-be"}),
        ("de", "DE", "Brücke gesperrt", "In Köln bleibt die Brücke gesperrt. Aus den Niederlanden kam ein Kran.", {"cologne-de", "netherlands"}),
        ("fr", "FR", "Le pont fermé", "À Nantes, le pont reste fermé. Une grue est venue d’Allemagne.", {"nantes-fr", "germany"}),
        ("es", "ES", "Cierra el puente", "En Sevilla el puente sigue cerrado. La grúa llegó desde Alemania.", {"seville-es", "germany"}),
        ("ar", "EG", "إغلاق الجسر", "قالت الشرطة في القاهرة إن الجسر مغلق. وصلت رافعة من ألمانيا.", {"cairo-eg", "germany"}),
    ],
)  # fmt: skip
def test_places_are_found_in_every_language(
    language: str, country: str, headline: str, body: str, places: set[str]
) -> None:
    assert kinds(found(headline, body, language, country=country), "place") == places


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Reading is good for you. Nice people say so. Deal with it, and Sandy agrees."),
        ("en", "Paris Carver sang. Florence Abbott danced. Jordan Pike and Georgia Lund looked on."),
        ("en", "Mr London said no. Lady Lincoln said yes."),
        ("de", "Das Essen war gut. Am Regen lag es nicht, und die Halle war voll."),
        ("fr", "Les tours sont hautes. Nancy Dubois les a peintes."),
        ("es", "Mercedes Gil cantó. La Victoria fue suya."),
    ],
)
def test_people_and_common_words_are_no_places(language: str, body: str) -> None:
    assert kinds(found("A quiet day", body, language), "place") == set()


@pytest.mark.parametrize(
    ("body", "country", "slug"),
    [
        ("The fair in Paris, Texas, drew many.", "US", "paris-us"),
        ("The fair in Paris drew many.", "GB", "paris-fr"),
        ("The vote in Georgia was close. In Atlanta people queued; in Savannah they did not.", "US", "georgia-us"),
        ("The vote in Georgia was close. In Tbilisi people queued.", "GB", "georgia"),
        ("A fire broke out in Reading on Tuesday.", "GB", "reading-gb"),
        ("A fire broke out in Birmingham, Alabama.", "GB", "birmingham-us"),
        ("A fire broke out in Birmingham on Tuesday.", "GB", "birmingham-gb"),
    ],
)  # fmt: skip
def test_of_places_of_one_name_the_text_chooses(body: str, country: str, slug: str) -> None:
    places = kinds(found("What happened", body, country=country), "place")
    assert slug in places
    assert not {p for p in places if p.split("-")[0] == slug.split("-")[0]} - {slug}


def test_a_dateline_speaks_for_its_town() -> None:
    body = "Ware council will vote."
    assert "ware-gb" not in found("Vote", body, country="US")
    assert "ware-gb" in found("Vote", body, dateline="Ware", country="GB")


def test_a_place_knows_where_it_lies_and_why_it_was_found() -> None:
    leeds = found("Fire in Leeds", "The fire in Leeds is out.")["leeds-gb"]
    assert (leeds.topic.country, leeds.topic.level) == ("GB", "town")
    assert leeds.topic.latitude == pytest.approx(53.8, abs=0.1)
    assert leeds.topic.longitude == pytest.approx(-1.55, abs=0.1)
    assert {r.name for r in leeds.reasons} >= {"certainty", "mentions", "headline"}


def test_a_town_in_the_name_of_a_body_is_no_place_of_its_own() -> None:
    topics = found("Ruling", "Leeds City Council met. Leeds City Council voted.")
    assert "leeds-city-council" in topics
    assert "leeds-gb" not in topics
