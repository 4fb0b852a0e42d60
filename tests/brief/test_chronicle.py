from datetime import date

from newsstand.brief.chronicle import write_timeline
from newsstand.brief.passages import Passage, read_passages
from newsstand.brief.weighing import weigh_words
from newsstand.model import Citation, Sentence
from tests.brief.stories import SOURCES

PASSAGES = read_passages(SOURCES, "en")
WEIGHTS = weigh_words(PASSAGES, [])


def as_it_is(passage: Passage) -> Sentence:
    cited = Citation(article=SOURCES[passage.source].id, start=passage.start, end=passage.end)
    return Sentence(text=passage.text, citations=(cited,))


def test_each_day_has_one_entry_in_order() -> None:
    entries = write_timeline(PASSAGES, SOURCES, WEIGHTS, "en", as_it_is)
    assert [e.date for e in entries] == [
        date(2025, 11, 21),
        date(2025, 11, 26),
        date(2025, 11, 27),
        date(2025, 11, 28),
    ]
    assert "inspected" in entries[0].text
    assert "cancel" in entries[2].text


def test_one_day_is_no_line() -> None:
    only = [p for p in PASSAGES if "inspected" in p.text]
    assert write_timeline(only, SOURCES, WEIGHTS, "en", as_it_is) == ()
