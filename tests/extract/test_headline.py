import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.headline import choose_headline, fold, headings
from newsstand.extract.meta import read_head
from newsstand.extract.source import parse_page
from newsstand.extract.structured import read_structured


def choose(head: str, body: str, *sites: str) -> str | None:
    tree = parse_page(f"<html><head>{head}</head><body>{body}</body></html>")
    return choose_headline(read_head(tree), read_structured(tree), [t for _, t in headings(tree)], sites)


@pytest.mark.parametrize("gap", [" | ", " - ", " – ", " — ", " :: ", "_", "|"])
def test_the_site_s_name_is_taken_off(gap: str) -> None:
    assert (
        choose(f"<title>Roof falls at Harrow Bay{gap}The Herald</title>", "", "The Herald")
        == "Roof falls at Harrow Bay"
    )


def test_a_dash_within_the_headline_stays() -> None:
    assert (
        choose("<title>Roof falls – and nobody saw it coming</title>", "", "The Herald")
        == "Roof falls – and nobody saw it coming"
    )


def test_places_that_agree_outvote_one_that_does_not() -> None:
    head = '<meta property="og:title" content="Short line"><meta name="twitter:title" content="Short line"><script type="application/ld+json">{"@type":"NewsArticle","headline":"The line that the page shows"}</script>'
    assert choose(head, "<h1>The line that the page shows</h1>") == "The line that the page shows"


def test_a_logo_in_a_first_heading_is_no_headline() -> None:
    assert (
        choose(
            "<title>Roof falls at pool | Herald</title>",
            "<h1>Herald</h1><h1>Roof falls at pool</h1>",
            "Herald",
        )
        == "Roof falls at pool"
    )


def test_scripts_and_hidden_hyphens_are_no_part_of_it() -> None:
    assert (
        choose("", "<h1>Schwimm\u00adhalle <script>x()</script>geschlossen</h1>")
        == "Schwimmhalle geschlossen"
    )


def test_a_page_without_any_has_none() -> None:
    assert choose("", "<p>text</p>") is None


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
