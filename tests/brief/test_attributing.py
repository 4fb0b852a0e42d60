from collections.abc import Mapping
from dataclasses import replace

from newsstand.brief.attributing import name_titles
from newsstand.brief.passages import read_passages
from newsstand.model import Citation, Section, Sentence, SourceText
from tests.brief.stories import KNOWN, POST, citing, span

CLOSED = citing("The bridge will stay closed for six weeks.", span(POST, "Mayor Tomas Reyes"))
SAID = citing("The mayor said it was closed.", span(POST, "Mayor Tomas Reyes"))
QUOTED = citing("It was “closed.”", span(POST, "Mayor Tomas Reyes"))


def named(
    *sentences: Sentence,
    language: str = "en",
    already: str = "",
    bears: bool = True,
    known: Mapping[str, SourceText] = KNOWN,
    disputed: frozenset[Citation] = frozenset(),
) -> list[Sentence]:
    section = Section(heading="", sentences=sentences)
    passages = read_passages(list(known.values()), "en")
    (changed,) = name_titles([section], known, passages, disputed, language, already, lambda _: bears)
    return list(changed.sentences)


def test_a_title_is_named_once_where_nobody_else_is() -> None:
    said, closed = named(SAID, CLOSED)
    assert said == SAID
    assert closed.text == "The bridge will stay closed for six weeks, Westmouth Post reports."
    assert closed.citations == CLOSED.citations


def test_a_title_that_is_named_already_is_not_named_again() -> None:
    assert named(CLOSED, already="The Westmouth Post saw it.") == [CLOSED]


def test_nothing_is_added_that_is_not_borne_or_not_in_the_language() -> None:
    assert named(CLOSED, bears=False) == [CLOSED]
    assert named(CLOSED, language="pl") == [CLOSED]
    assert named(QUOTED) == [QUOTED]


def test_of_many_titles_those_are_named_that_name_themselves_or_stand_alone() -> None:
    more = {**KNOWN, "o": replace(POST, id="o", source="Third")}
    assert named(CLOSED, known=more) == [CLOSED]
    (disputed,) = named(CLOSED, known=more, disputed=frozenset(CLOSED.citations))
    assert disputed.text.endswith(", Westmouth Post reports.")
    body = POST.body + "\n\nThe mayor told Westmouth Post that the quay would be repaired too."
    (own,) = named(CLOSED, known={**more, "p": replace(POST, body=body)})
    assert own.text.endswith(", Westmouth Post reports.")
    assert "Westmouth Post" in body[own.citations[1].start : own.citations[1].end]
