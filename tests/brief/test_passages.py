from dataclasses import replace

import pytest

from newsstand.brief.passages import MOST_IN_ALL, read_passages, story_language, why_unfit
from newsstand.model import SourceText
from tests.brief.stories import HERALD, POST, SOURCES

GOOD = "The mayor of Port Alder closed the bridge on Monday"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{GOOD}.", None),
        (f"{GOOD}", "no whole sentence"),
        ("The mayor closed it.", "too short"),
        (f"{GOOD}, and so on{' and on' * 60}.", "too long"),
        (f"Has {GOOD.lower()}, one asks?", "a question"),
        (f"I know that {GOOD.lower()}.", "the reporter speaks"),
        (f"Click here to read how {GOOD.lower()}.", "boilerplate"),
        (f"{GOOD}, write to desk@herald.example.", "boilerplate"),
        ("Updates number of homes without power to 48,000 and adds details of an injury.", "boilerplate"),
        ("Raises number of customers to 210,000; adds cause and evacuation of newborns.", "boilerplate"),
        ("(Adds what the mayor of Port Alder said about it on Monday.)", "boilerplate"),
        ("Updates to the timetable of the ferry will come on Monday.", None),
        ("“We shall close the old bridge on Monday,” he said.", "only a quotation"),
        ("“We shall close the old bridge on Monday,” said Ann Miller.", None),
        (f"A barge under {GOOD.lower()} in Port Alder, Monday, Nov. 24, 2025, in Norland.", "caption"),
        (f"“{GOOD}.", "half a quotation or bracket"),
        (GOOD.upper() + ".", "capitals"),
        ("The U.S. and the US navies met off Port Alder.", None),
        ("The mayor of Port Alder is OUT of the race for it.", "capitals"),
        ("and " + GOOD + ".", "no beginning"),
    ],
)
def test_why_a_sentence_will_not_do(text: str, why: str | None) -> None:
    assert why_unfit(text, "en") == why


def test_each_passage_knows_its_span() -> None:
    for passage in read_passages(SOURCES, "en"):
        body = SOURCES[passage.source].body
        assert body[passage.start : passage.end].split()[-1] == passage.text.split()[-1]


def test_a_pronoun_without_its_name_hangs() -> None:
    hanging = {p.text for p in read_passages(SOURCES, "en") if p.hanging}
    assert hanging == {"She said none of the injured was in danger."}


def test_a_pronoun_is_named_with_the_span_that_names_it() -> None:
    body = "Tomas Reyes said on Monday that the bridge was closed. He promised free ferries to everybody."
    (_, second) = read_passages([replace(POST, body=body)], "en")
    assert second.text == "Tomas Reyes promised free ferries to everybody."
    assert (second.start, second.end) == (0, len(body))


def test_many_sources_share_what_one_brief_may_cost() -> None:
    body = " ".join(f"The mayor closed bridge number {i} on Monday." for i in range(100))
    many = [SourceText(id=str(i), title="", body=body.replace("mayor", f"mayor {i}")) for i in range(50)]
    assert len(read_passages(many, "en")) <= MOST_IN_ALL


def test_the_language_of_most_is_the_storys() -> None:
    german = SourceText(
        id="d", title="", body="Die Brücke ist nach dem Unfall auf dem Fluss bis auf weiteres gesperrt."
    )
    assert story_language([german, HERALD, POST]) == "en"
    assert story_language([german]) == "de"
    assert story_language([replace(HERALD, language="fr-CA")]) == "fr"
