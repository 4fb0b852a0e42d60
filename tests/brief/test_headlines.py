import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.brief.headlines import LONGEST, clean_title, count_spellings, sentence_case, shorten


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Barge hits the old bridge | Westmouth Post", "Barge hits the old bridge"),
        ("Barge hits the old bridge - Westmouth Post", "Barge hits the old bridge"),
        ("WATCH: Barge hits bridge", "Barge hits bridge"),
        ("Barge - Post", "Barge - Post"),
        ("  Barge \n hits ", "Barge hits"),
    ],
)
def test_a_title_loses_its_sites_name(title: str, expected: str) -> None:
    assert clean_title(title) == expected


def test_title_case_becomes_sentence_case_but_names_stay() -> None:
    written = count_spellings(
        ["The Old Quay Bridge was closed. The bridge in Port Alder was hit by a barge."]
    )
    line = "US Barge Hits Old Quay Bridge In Port Alder: Road Closed"
    assert sentence_case(line, written) == "US Barge hits Old Quay Bridge in Port Alder: Road closed".replace(
        "Barge", "barge"
    )
    assert (
        sentence_case("A Harbour Barge Sinks", count_spellings(["Harbour Barge\n\nA harbour barge sank."]))
        == "A harbour barge sinks"
    )
    assert sentence_case("Barge hits Old Quay Bridge", written) == "Barge hits Old Quay Bridge"


@given(st.text(alphabet="abc ,;“”-", max_size=400))
def test_a_short_form_is_short_and_the_sentences_own_beginning(text: str) -> None:
    line = shorten(text)
    assert len(line) <= LONGEST
    assert text.strip().startswith(line) or text.startswith(line)
