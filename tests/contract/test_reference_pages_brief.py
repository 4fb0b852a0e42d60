"""What must hold on the two reference pages, where they are."""

import os
from datetime import date
from pathlib import Path

import pytest

from newsstand.brief import gate, gate_brief, write_brief
from newsstand.model import Brief, SourceText

DATA = os.environ.get("NEWSSTAND_BENCH_DATA")
SEEDS = Path(DATA).parent / "seeds" if DATA else Path("nowhere")
needs_pages = pytest.mark.skipif(
    not (SEEDS / "inkl-page.txt").exists(),
    reason="NEWSSTAND_BENCH_DATA does not lead to the two reference pages",
)
pytestmark = needs_pages


def sources() -> list[SourceText]:
    article = (SEEDS / "inkl-page.txt").read_text(encoding="utf-8")
    brief = (SEEDS / "britbrief-page.txt").read_text(encoding="utf-8")
    headline, _, rest = brief.partition("\n")
    paragraphs = article.splitlines()
    title = next(line for line in paragraphs if line.endswith("report says"))
    body = article[article.index(title) + len(title) : article.index("Sign up to read")].strip()
    day = date(2025, 11, 27)
    return [
        SourceText(id="0", title=title, body=body, published=day, source="The Independent UK"),
        SourceText(id="1", title=headline, body=rest.strip(), published=day, source="Britbrief"),
    ]


@pytest.fixture(scope="module")
def brief() -> Brief:
    return write_brief(sources())


def everything(brief: Brief) -> str:
    return " ".join(s.text for s in brief.sentences)


def test_every_sentence_cites_spans_that_bear_it(brief: Brief) -> None:
    known = {s.id: s for s in sources()}
    assert len(brief.sentences) >= 5
    for sentence in brief.sentences:
        assert sentence.citations
        assert gate(sentence, known) is None
    assert gate_brief(brief, known) == brief


def test_its_days_are_absolute(brief: Brief) -> None:
    text = everything(brief)
    assert "Wednesday 26 November 2025" in text
    assert "21 November 2025" in text


def test_both_outlets_are_named(brief: Brief) -> None:
    text = everything(brief)
    assert "The Independent UK" in text
    assert "Britbrief" in text
    assert "New York Times" in text


def test_it_has_what_a_brief_has(brief: Brief) -> None:
    assert 10 < len(brief.headline) <= 110
    assert brief.standfirst.text.endswith(".")
    assert all(s.heading for s in brief.sections)
    assert len(brief.sections) >= 2
    assert "hospitalized" not in everything(brief)
    assert "U.S." not in everything(brief)
