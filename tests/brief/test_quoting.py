from dataclasses import replace

from newsstand.brief.quoting import find_quotes
from newsstand.brief.weighing import Weights
from tests.brief.stories import POST, SOURCES

NO_WEIGHTS = Weights({}, {})


def test_a_quote_is_to_the_letter_with_the_name_beside_it() -> None:
    quotes = {q.speaker: q for q in find_quotes(SOURCES, NO_WEIGHTS, "en")}
    assert quotes["Ines Okafor"].text == "We are cooperating fully with the inquiry"
    assert quotes["Lindqvist"].text == "We had four minutes to clear the deck, and we needed five"


def test_nobody_speaks_more_than_twice() -> None:
    body = " ".join(
        f"“The {n} pier of this bridge will be rebuilt,” said Ann Miller." for n in ("north", "south", "last")
    )
    body += " “The quay and its market stay open for all,” said Ann Miller. “Boats sail past every hour of night,” said Ann Miller."
    assert len(find_quotes([replace(POST, body=body)], NO_WEIGHTS, "en")) == 2
