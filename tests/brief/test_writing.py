import contextlib
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.brief import gate, write_brief
from newsstand.brief.comparing import counted_apart
from newsstand.errors import InputError
from newsstand.model import Brief, SourceText
from tests.brief.stories import HERALD, KNOWN, POST, SOURCES


def said(brief: Brief) -> str:
    return " ".join(s.text for s in brief.sentences)


def test_every_sentence_is_borne_by_the_spans_that_it_cites() -> None:
    brief = write_brief(SOURCES)
    assert len(brief.sentences) >= 5
    for sentence in brief.sentences:
        assert sentence.citations
        assert gate(sentence, KNOWN) is None


def test_the_standfirst_says_what_happened_on_which_day() -> None:
    brief = write_brief(SOURCES)
    assert "Old Quay Bridge" in brief.standfirst.text
    assert "Wednesday 26 November 2025" in brief.standfirst.text
    assert brief.headline in (
        "Barge hits Old Quay Bridge; 14 hurt",
        "Old Quay Bridge closed after barge collision",
    )


def report(name: str, hour: int, title: str, body: str) -> SourceText:
    return SourceText(
        id=name, title=title, source=name, published=datetime(2026, 3, 12, hour, tzinfo=UTC), body=body
    )


EARLY = "Storm Odalys left 12,000 homes without power on the west coast on Thursday, Norvolt Grid said."
LATE = "Storm Odalys has left 48,000 homes without power on the west coast, Norvolt Grid said on Thursday afternoon."
OTHER = (
    "Norvolt Grid said that its engineers cannot climb before the wind drops on the west coast on Thursday."
)


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(
            ("Storm leaves 48,000 homes on west coast without power", OTHER), id="the headline knows"
        ),
        pytest.param(
            ("Storm Odalys: engineers wait for the wind to drop", LATE), id="the first sentence knows"
        ),
    ],
)
def test_headline_and_standfirst_give_one_number_of_what_both_count(late: tuple[str, str]) -> None:
    early = [
        report(f"early{i}", 7 + i, "Storm Odalys leaves 12,000 homes on west coast without power", EARLY)
        for i in range(3)
    ]
    brief = write_brief([*early, report("late", 18, *late)])
    assert not counted_apart(brief.headline, brief.standfirst.text, "en")
    assert "48,000" in brief.headline + brief.standfirst.text


def test_the_edition_decides_on_spelling_and_dates() -> None:
    british, american = (said(write_brief([POST], style=s)) for s in ("british", "american"))
    assert "programme of winter markets" in british
    assert "cancelled" in british
    assert "Wednesday 26 November 2025" in british
    assert "program of winter markets" in american
    assert "canceled" in american
    assert "Wednesday, November 26, 2025" in american


def test_a_day_is_given_in_full_once() -> None:
    assert said(write_brief(SOURCES)).count("26 November 2025") == 1


def test_the_reporter_and_the_newsletter_stay_out() -> None:
    text = said(write_brief(SOURCES, words=1_000))
    assert "newsletter" not in text
    assert "I have crossed" not in text
    assert "HNA" not in text


def test_both_titles_are_named() -> None:
    text = said(write_brief(SOURCES))
    assert "Harbour Herald" in text
    assert "Westmouth Post" in text


def test_a_difference_between_the_titles_is_told() -> None:
    brief = write_brief(
        [
            replace(HERALD, body="A barge struck the Old Quay Bridge on Wednesday, and 12 people were injured, the fire service said."),
            POST,
        ]
    )  # fmt: skip
    (difference,) = brief.differences
    assert difference.text == "People injured: Harbour Herald says 12, Westmouth Post says 14."
    assert {c.article for c in difference.citations} == {"h", "p"}
    (figure,) = (f for f in brief.figures if f.what == "people injured")
    assert [v.value for v in figure.values] == ["12", "14"]


def test_quotes_have_their_speakers() -> None:
    quotes = write_brief(SOURCES).quotes
    assert {q.speaker for q in quotes} <= {"Lindqvist", "Ines Okafor"}
    assert quotes
    for quote in quotes:
        assert any(quote.text in KNOWN[c.article].body[c.start : c.end] for c in quote.citations)


def test_the_time_line_runs_forwards() -> None:
    days = [e.date for e in write_brief(SOURCES).timeline]
    assert len(days) >= 2
    assert days == sorted(set(days))


@pytest.mark.parametrize("words", [30, 65, 120, 220, 500])
def test_a_brief_keeps_to_its_length(words: int) -> None:
    brief = write_brief(SOURCES, words=words)
    assert len(said(brief).split()) <= max(words, len(brief.standfirst.text.split()))


def test_the_same_text_from_nine_titles_is_told_once_and_cites_three() -> None:
    copies = [replace(POST, id=str(i), source=f"Title {i}") for i in range(9)]
    brief = write_brief(copies)
    texts = [s.text for s in brief.sentences]
    assert len(set(texts)) == len(texts)
    assert len(brief.standfirst.citations) == 3
    assert len({c.article for c in brief.standfirst.citations}) == 3


def test_an_id_that_comes_twice_is_one_article() -> None:
    brief = write_brief([replace(HERALD, id="p"), POST])
    assert {c.article for s in brief.sentences for c in s.citations} == {"p"}
    assert all(gate(s, {"p": POST}) is None for s in brief.sentences)


def test_offsets_count_the_body_as_it_came() -> None:
    odd = replace(POST, body=" \n \n " + POST.body.replace("\n\n", " \n \n ").replace("a ", "a\u00a0 "))
    brief = write_brief([odd])
    for sentence in brief.sentences:
        assert gate(sentence, {"p": odd}) is None


def test_a_story_without_any_text_cannot_be_briefed() -> None:
    with pytest.raises(InputError) as caught:
        write_brief([replace(POST, body=" \n ")])
    assert caught.value.kind == "no_body"


def test_a_story_of_scraps_cannot_be_briefed() -> None:
    with pytest.raises(InputError) as caught:
        write_brief([replace(POST, body="Photo: X\n\nMore\n\nRead on")])
    assert caught.value.kind == "no_sentence"


def test_a_story_told_in_the_first_person_only_is_told_all_the_same() -> None:
    body = "I have crossed the Old Quay Bridge every day of my life until it closed."
    assert write_brief([replace(POST, body=body)]).standfirst.text == body


def test_a_headline_alone_takes_no_part() -> None:
    brief = write_brief([replace(HERALD, body=""), POST])
    assert {c.article for s in brief.sentences for c in s.citations} == {"p"}


def test_without_a_day_weekdays_stay_as_they_are() -> None:
    text = said(write_brief([replace(POST, published=None)]))
    assert "on Wednesday" in text
    assert "2025" not in text


GERMAN = SourceText(
    id="d",
    title="Kabinett beschließt Gesetz zum Schutz der Moore",
    source="Nordblatt",
    published=POST.published,
    body=(
        "BERLIN (dpa) - Die Bundesregierung hat am Mittwoch ein Gesetz zum Schutz der Moore beschlossen. Bis 2030 sollen"
        " rund 1,2 Milliarden Euro in die Wiedervernässung fließen.\n\nDer Bauernverband kritisierte die Pläne scharf."
        " „Das Gesetz gefährdet tausende Höfe“, sagte Verbandspräsident Otto Muster. Gestern hatten vor dem"
        " Kanzleramt 3.000 Landwirte protestiert."
    ),
)
FRENCH = SourceText(
    id="f",
    title="Un plan pour les ponts",
    source="Le Quotidien",
    published=POST.published,
    body=(
        "Le gouvernement a annoncé mercredi un plan de 500 millions d’euros pour rénover les ponts du pays. Selon un rapport"
        " publié le 12 novembre, 25 000 ponts présentent des défauts graves. L’opposition juge le plan insuffisant."
    ),
)
ARABIC = SourceText(
    id="a",
    title="خطة",
    source="X",
    body=(
        "أعلنت الحكومة يوم الأربعاء عن خطة جديدة لإصلاح الطرق في العاصمة بتكلفة 300 مليون دولار."
        " ورفضت المعارضة الخطة ووصفتها بأنها غير كافية."
    ),
)
CHINESE = SourceText(
    id="z",
    title="地铁新线",
    body="北京市政府周三宣布，将投资五十亿元修建新的地铁线路。这条线路全长四十公里，预计于2030年开通。",
)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        (GERMAN, "am Mittwoch (26. November 2025)"),
        (GERMAN, "berichtet Nordblatt"),
        (FRENCH, "mercredi 26 novembre 2025"),
        (FRENCH, "rapporte Le Quotidien"),
        (ARABIC, "300 مليون دولار"),
        (CHINESE, "五十亿元"),
    ],
)
def test_a_brief_speaks_its_sources_language(source: SourceText, holds: str) -> None:
    brief = write_brief([source])
    everything = said(brief) + " ".join(s.heading for s in brief.sections)
    assert holds in everything
    assert not {"reports", "says", "according", "the"} & set(everything.split())


def test_the_language_of_most_sources_is_the_briefs() -> None:
    brief = write_brief([GERMAN, POST, replace(HERALD, id="h2")])
    assert {c.article for s in brief.sentences for c in s.citations} <= {"p", "h2"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=3), st.integers(10, 300))
def test_no_body_is_too_odd_to_brief(bodies: list[str], words: int) -> None:
    sources = [SourceText(id=str(i), title=b[:20], body=b) for i, b in enumerate(bodies)]
    try:
        brief = write_brief(sources, words=words)
    except InputError:
        return
    known = {s.id: s for s in sources}
    assert all(gate(s, known) is None for s in brief.sentences)


@pytest.mark.parametrize(
    "body",
    [
        "“Yes,” “no,” “maybe” " * 3_000,
        "The mayor said the bridge was closed. " * 25_000,
        "A" * 1_000_000,
        "(" * 200_000,
        "5,5.5,5." * 100_000,
        "Mr. " * 200_000,
        "\x00\u202e The mayor of Port Alder closed the bridge on Monday. " * 500,
        "The mayor of Port Alder, " * 20_000,
    ],
    ids=["quotes", "repeats", "one-word", "brackets", "numerals", "titles", "controls", "no-end"],
)
def test_a_hostile_body_costs_little(body: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(InputError):
        write_brief([replace(POST, body=body), HERALD])
    assert time.perf_counter() - started < 3


def test_fifty_sources_cost_little() -> None:
    many = [
        replace(s, id=f"{s.id}{i}", body=s.body.replace("Old", f"Old{i}")) for i in range(25) for s in SOURCES
    ]
    started = time.perf_counter()
    write_brief(many)
    assert time.perf_counter() - started < 3
