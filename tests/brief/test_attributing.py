from newsstand.brief.attributing import name_titles
from newsstand.model import Section
from tests.brief.stories import KNOWN, POST, citing, span

CLOSED = citing("The bridge will stay closed for six weeks.", span(POST, "Mayor Tomas Reyes"))
SAID = citing("The mayor said it was closed.", span(POST, "Mayor Tomas Reyes"))
QUOTED = citing("It was “closed.”", span(POST, "Mayor Tomas Reyes"))


def named(*sentences: object, language: str = "en", already: str = "", bears: bool = True) -> list[str]:
    section = Section(heading="", sentences=sentences)  # type: ignore[arg-type]
    (changed,) = name_titles([section], KNOWN, language, already, lambda _: bears)
    return [s.text for s in changed.sentences]


def test_a_title_is_named_once_where_nobody_else_is() -> None:
    assert named(SAID, CLOSED) == [
        SAID.text,
        "The bridge will stay closed for six weeks, Westmouth Post reports.",
    ]


def test_a_title_that_is_named_already_is_not_named_again() -> None:
    assert named(CLOSED, already="The Westmouth Post saw it.") == [CLOSED.text]


def test_nothing_is_added_that_is_not_borne_or_not_in_the_language() -> None:
    assert named(CLOSED, bears=False) == [CLOSED.text]
    assert named(CLOSED, language="pl") == [CLOSED.text]
    assert named(QUOTED) == [QUOTED.text]
