"""The two reference pages are one story, and neither carries the other's text."""

import os
from datetime import date
from pathlib import Path

import pytest

from newsstand.group import Grouper
from newsstand.model import Report

DATA = os.environ.get("NEWSSTAND_BENCH_DATA")
SEEDS = Path(DATA).parent / "seeds" if DATA else Path("nowhere")
needs_pages = pytest.mark.skipif(
    not (SEEDS / "inkl-page.txt").exists(),
    reason="NEWSSTAND_BENCH_DATA does not lead to the two reference pages",
)


def reports() -> list[Report]:
    article = (SEEDS / "inkl-page.txt").read_text(encoding="utf-8")
    headline, _, rest = (SEEDS / "britbrief-page.txt").read_text(encoding="utf-8").partition("\n")
    title = next(line for line in article.splitlines() if line.endswith("report says"))
    body = article[article.index(title) + len(title) : article.index("Sign up to read")].strip()
    told = [("article", title, body, "The Independent UK"), ("brief", headline, rest.strip(), "Britbrief")]
    return [
        Report(id=id_, url=None, title=t, body=b, published=date(2025, 11, 27), language="en", source=source)
        for id_, t, b, source in told
    ]


@needs_pages
@pytest.mark.parametrize("turned", [False, True])
def test_the_two_pages_are_one_story_and_no_copies(turned: bool) -> None:
    given = reports()[::-1] if turned else reports()
    grouper = Grouper()
    found = [grouper.add(r) for r in given]
    assert {a.story for a in found} == {given[0].id}
    assert [a.copy_of for a in found] == [None, None]
