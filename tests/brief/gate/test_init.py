from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.brief.gate import (
    LONGEST_SENTENCE,
    gate,
    gate_brief,
    gate_difference,
    gate_entry,
    gate_figure_value,
    gate_quote,
)
from newsstand.model import (
    Brief,
    Citation,
    Difference,
    FigureValue,
    Quote,
    Section,
    Sentence,
    SourceText,
    TimelineEntry,
)
from tests.brief.stories import HERALD, KNOWN, POST, SOURCES, citing, span

HIT = "A barge hit the Old Quay Bridge on Wednesday, and 14 people were injured, hospital officials said."
STRUCK = HERALD.body[: HERALD.body.index("\n\n")]
INSPECTED = HERALD.body[HERALD.body.index("The bridge, built") : HERALD.body.index(" Repairs are")]
WARNED = (
    "The barge’s owner, Alder Gravel Company, said it had not ignored warnings about the vessel’s steering."
)
REYES = "Mayor Tomas Reyes said the bridge will stay closed for at least six weeks."
FOUR = "“We had four minutes to clear the deck, and we needed five,” Lindqvist told reporters."


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        (HIT, POST, HIT),
        ("On Wednesday 26 November 2025 a barge hit the Old Quay Bridge.", POST, HIT),
        ("A barge hit the Old Quay Bridge on November 26, 2025, and fourteen people were injured.", POST, HIT),
        ("The bridge was inspected on 21 November 2025 and was not found to be unsafe.", HERALD, INSPECTED),
        ("Repairs are expected to cost 3.5 million dollars.", HERALD, "Repairs are expected to cost $3.5 million"),
        (FOUR, HERALD, FOUR),
        ("Lindqvist said they had “four minutes to clear the deck”.", HERALD, FOUR),
        ("Ferries carried about 4,000 people on the evening of Wednesday 26 November 2025.", HERALD,
         "Ferries carried about 4,000 people on Wednesday evening"),
        ("The mayor, Tomas Reyes, said the bridge will stay closed for at least 6 weeks.", POST, REYES),
        ("A barge hit the Old Quay Bridge on Wednesday, Westmouth Post reports.", POST, HIT),
    ],
)  # fmt: skip
def test_what_the_span_bears_is_let_through(text: str, source: SourceText, words: str) -> None:
    assert gate(citing(text, span(source, words)), KNOWN) is None


@pytest.mark.parametrize(
    ("text", "source", "words", "why"),
    [
        (HIT.replace("14", "15"), POST, HIT, "number"),
        (HIT.replace("14", "fifteen"), POST, HIT, "number"),
        (HIT.replace("14 people", "14 miles"), POST, HIT, "number"),
        ("Repairs are expected to cost £3.5 million.", HERALD, "Repairs are expected to cost $3.5 million", "number"),
        ("Repairs are expected to cost $3.5 billion.", HERALD, "Repairs are expected to cost $3.5 million", "number"),
        (HIT.replace("on Wednesday", "on Thursday"), POST, HIT, "date"),
        (HIT.replace("on Wednesday", "on Wednesday 19 November 2025"), POST, HIT, "date"),
        (HIT.replace("on Wednesday", "on Tuesday 26 November 2025"), POST, HIT, "date"),
        ("The bridge was inspected on 21 November 2024.", HERALD, INSPECTED, "date"),
        (HIT.replace("Old Quay", "Low Quay"), POST, HIT, "Low"),
        ("Larsson said the bridge will stay closed for at least six weeks.", POST, REYES, "Larsson"),
        (REYES.replace("Tomas Reyes", "Reyes Tomas"), POST, REYES, "nobody"),
        (INSPECTED.replace("was not found", "was found"), HERALD, INSPECTED, "denied"),
        (WARNED.replace("had not", "had"), POST, WARNED, "denied"),
        (REYES.replace("will stay", "will not stay"), POST, REYES, "denied"),
        (FOUR.replace("four minutes", "some minutes"), HERALD, FOUR, "quotation"),
        (FOUR.replace("needed five", "needed “five"), HERALD, FOUR, "closed"),
        ("Hospital officials said “14 people were injured”.", POST, HIT, "quotation"),
        ("Old Quay said 14 people were injured.", POST, HIT, "does not say"),
        ("The county will rebuild every crossing on the lower river.", POST, REYES, "too little"),
        ("At least 14 people were killed, hospital officials said.", POST, HIT, "counts|turns"),
        ("A barge hit the Old Quay Bridge, Harbour Herald reports.", POST, HIT, "Harbour"),
    ],
)  # fmt: skip
def test_what_was_changed_on_the_way_is_refused(text: str, source: SourceText, words: str, why: str) -> None:
    refusal = gate(citing(text, span(source, words)), KNOWN)
    assert refusal is not None
    assert any(w in refusal.reason for w in why.split("|")), refusal.reason


def test_names_and_numbers_keep_their_places() -> None:
    body = "Norland beat Sudania by 12 goals to 30 attempts in Port Alder."
    known = {"x": SourceText(id="x", title="", body=body)}
    whole = Citation(article="x", start=0, end=len(body))
    assert gate(citing(body, whole), known) is None
    for one, other in (("Norland", "Sudania"), ("12", "30")):
        swapped = body.replace(one, "#").replace(other, one).replace("#", other)
        assert gate(citing(swapped, whole), known) is not None


@pytest.mark.parametrize(
    ("citations", "why"),
    [
        ((), "cites nothing"),
        ((Citation(article="?", start=0, end=9),), "not there"),
        ((Citation(article="p", start=0, end=99_999),), "beyond"),
    ],
)
def test_a_sentence_stands_on_spans_that_are_there(citations: tuple[Citation, ...], why: str) -> None:
    refusal = gate(Sentence(text=HIT, citations=citations), KNOWN)
    assert refusal is not None
    assert why in refusal.reason


def test_a_span_that_holds_everything_bears_nothing() -> None:
    long = SourceText(id="l", title="", body="Rain fell in Port Alder. " * 200)
    refusal = gate(citing("Rain fell in Port Alder.", Citation(article="l", start=0, end=4_000)), {"l": long})
    assert refusal is not None
    assert "too long" in refusal.reason


def test_a_sentence_without_words_or_without_end_is_refused() -> None:
    where = span(POST, HIT)
    assert gate(citing(" ", where), KNOWN) is not None
    assert gate(citing("a " * LONGEST_SENTENCE, where), KNOWN) is not None


def test_without_the_articles_day_no_weekday_becomes_a_date() -> None:
    undated = {"p": replace(POST, published=None)}
    where = span(POST, HIT)
    assert gate(citing(HIT, where), undated) is None
    assert gate(citing(HIT.replace("Wednesday", "Wednesday 26 November 2025"), where), undated) is not None


@pytest.mark.parametrize(
    ("speaker", "passes"),
    [("Ines Okafor", True), (None, True), ("Tomas Reyes", False), ("Dora Lindqvist", False)],
)
def test_a_quote_has_the_speaker_that_its_span_names(speaker: str | None, passes: bool) -> None:
    where = span(
        POST, "“We are cooperating fully with the inquiry,” said Ines Okafor, a company director. ".strip()
    )
    quote = Quote(text="We are cooperating fully with the inquiry", speaker=speaker, citations=(where,))
    assert (gate_quote(quote, KNOWN) is None) is passes


def test_a_quote_is_to_the_letter() -> None:
    quote = Quote(
        text="We are cooperating with the inquiry", speaker=None, citations=(span(POST, POST.body[:500]),)
    )
    assert gate_quote(quote, KNOWN) is not None


def test_a_figures_value_stands_in_its_span() -> None:
    where = (span(POST, HIT),)
    assert gate_figure_value("people injured", FigureValue(value="14", citations=where), KNOWN) is None
    assert gate_figure_value("people injured", FigureValue(value="12", citations=where), KNOWN) is not None


def test_an_entrys_day_follows_from_its_span() -> None:
    entry = TimelineEntry(date=date(2025, 11, 26), text=HIT, citations=(span(POST, HIT),))
    assert gate_entry(entry, KNOWN) is None
    assert gate_entry(replace(entry, date=date(2025, 11, 25)), KNOWN) is not None


def test_a_difference_needs_two_titles_that_say_so() -> None:
    both = (span(HERALD, STRUCK), span(POST, HIT))
    text = "People injured: Harbour Herald says 12, Westmouth Post says 14."
    assert gate_difference(Difference(text=text, citations=both), KNOWN) is None
    assert gate_difference(Difference(text=text.replace("14", "16"), citations=both), KNOWN) is not None
    assert gate_difference(Difference(text=text, citations=both[:1]), KNOWN) is not None


def test_a_brief_keeps_what_holds_and_lists_the_rest() -> None:
    good, bad = citing(HIT, span(POST, HIT)), citing(HIT.replace("14", "41"), span(POST, HIT))
    closed = citing(REYES, span(POST, REYES))
    brief = Brief(
        headline="x",
        overline=None,
        standfirst=bad,
        sections=(Section(heading="Six weeks", sentences=(good, bad, closed)),),
    )
    gated = gate_brief(brief, KNOWN)
    assert gated.standfirst == good
    assert gated.sections == (Section(heading="Six weeks", sentences=(closed,)),)
    assert [r.text for r in gated.refused] == [bad.text]


def test_a_heading_whose_words_are_not_there_goes() -> None:
    good = citing(HIT, span(POST, HIT))
    brief = Brief(
        headline="x",
        overline=None,
        standfirst=good,
        sections=(Section(heading="Lake Monster", sentences=(good,)),),
    )
    assert gate_brief(brief, KNOWN).sections[0].heading == ""


SENTENCES = [
    citing(s, span(source, s))
    for source, s in [(POST, HIT), (POST, REYES), (POST, WARNED), (HERALD, INSPECTED), (HERALD, FOUR)]
]


@given(st.sampled_from(SENTENCES), st.data())
def test_no_other_number_passes(sentence: Sentence, data: st.DataObject) -> None:
    number = data.draw(st.integers(2, 10**6))
    if str(number) in "".join(s.body for s in SOURCES) or number in (4, 5, 6, 12, 14):
        return
    words = sentence.text.split(" ")
    words.insert(data.draw(st.integers(0, len(words) - 1)), str(number))
    assert gate(replace(sentence, text=" ".join(words)), KNOWN) is not None


@given(st.sampled_from(SENTENCES), st.data())
def test_no_other_name_passes(sentence: Sentence, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["Zelinka", "Marbury", "Oster", "Quentin Vale"]))
    words = sentence.text.split(" ")
    words[data.draw(st.integers(0, len(words) - 1))] = name
    assert gate(replace(sentence, text=" ".join(words)), KNOWN) is not None


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2026, 12, 31)))
def test_only_the_right_day_passes(day: date) -> None:
    said = HIT.replace("on Wednesday", f"on {day.day} {day:%B} {day.year}")
    passes = gate(citing(said, span(POST, HIT)), KNOWN) is None
    assert passes is (day in (date(2025, 11, 26), date(2025, 12, 3)))


@given(st.text(max_size=120), st.integers(0, 400), st.integers(1, 400))
def test_no_text_is_too_odd_for_the_gate(text: str, start: int, length: int) -> None:
    gate(citing(text, Citation(article="p", start=start, end=start + length)), KNOWN)
