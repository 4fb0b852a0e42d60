"""What extraction must hold on the two reference pages, where they are."""

import os
from pathlib import Path

import pytest

from newsstand.extract import extract
from newsstand.model import Article

DATA = os.environ.get("NEWSSTAND_BENCH_DATA")
SEEDS = Path(DATA).parent / "seeds" if DATA else Path("nowhere")
pytestmark = pytest.mark.skipif(
    not (SEEDS / "inkl-page.html").exists(),
    reason="NEWSSTAND_BENCH_DATA does not lead to the two reference pages",
)


@pytest.fixture(scope="module", params=["inkl-page.html", "britbrief-page.html"])
def both(request: pytest.FixtureRequest) -> Article:
    return read(request.param)


def read(name: str) -> Article:
    outcome = extract((SEEDS / name).read_bytes())
    assert isinstance(outcome, Article)
    return outcome


def lines(name: str) -> list[str]:
    return [line for line in (SEEDS / name).read_text("utf-8").splitlines() if line]


def test_the_service_s_page_gives_headline_author_and_title() -> None:
    article = read("inkl-page.html")
    assert article.headline == next(line for line in lines("inkl-page.txt") if line.endswith("report says"))
    assert article.authors == ("John Bowden",)
    assert article.publisher == "The Independent UK"
    assert article.published is None  # the page gives none; dates in its text are what it tells of


def test_the_service_s_page_gives_fourteen_paragraphs_and_the_caption() -> None:
    article = read("inkl-page.html")
    body = [b for b in article.blocks if b.kind != "caption"]
    assert [b.kind for b in body] == ["paragraph"] * 14
    assert body[0].text.startswith("Even before Donald Trump vowed")
    assert body[-1].text.endswith("along the U.S. border.")
    assert all(b.text in lines("inkl-page.txt") for b in article.blocks)
    (caption,) = [b.text for b in article.blocks if b.kind == "caption"]
    assert caption.startswith("National Guard soldiers respond")
    assert caption.endswith("(Getty Images)")


def test_nothing_of_what_stands_around_it_is_read() -> None:
    article = read("inkl-page.html")
    text = "\n".join(b.text for b in article.blocks)
    for chrome in (
        "Get all your news",
        "Sign up",
        "Already a member",
        "Related Stories",
        "Our Picks",
        "Download",
        "Fourteen",
        "curated",
    ):
        assert chrome not in text


def test_the_brief_s_page_is_read_with_its_sections() -> None:
    article = read("britbrief-page.html")
    assert article.headline == "Trump Demands US Diplomats Pressure Allies Over Migrant Crime"
    assert article.publisher == "BritBrief"
    assert [b.text for b in article.blocks if b.kind == "subhead"] == [
        "Diplomatic Push on Migrant Crime",
        "White House Shooting Triggers Crackdown",
        "Re-examination of Afghan Refugees",
    ]
    assert article.blocks[0].text.startswith("In the wake of a shooting")
    assert article.blocks[-1].text.endswith("since his return to office.")


def test_both_are_english_and_free(both: Article) -> None:
    assert both.language == "en"
    assert not both.paywalled
