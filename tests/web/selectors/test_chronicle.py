from __future__ import annotations

from datetime import timedelta

import pytest

from newsstand.newsroom.inaccuracies import corrections_of, report_inaccuracy, settle
from newsstand.newsroom.models import Brief, Inaccuracy
from newsstand.web.selectors.chronicle import AT_ONCE, chronicle_of
from newsstand.web.selectors.coverage import coverage_of
from tests.web.newsroom import NOW, ferry_story, make_article, make_story, make_title

pytestmark = pytest.mark.django_db


def test_a_story_grows_step_by_step() -> None:
    story = ferry_story()
    Brief.objects.filter(story=story).update(revision=3)
    wrong = report_inaccuracy(story, words="It was 209.", now=NOW)
    assert isinstance(wrong, Inaccuracy)
    settle(wrong, "Ed", "209 passengers, not 212.", NOW + timedelta(hours=1), is_corrected=True)
    brief = Brief.objects.get(story=story)
    grown = chronicle_of(coverage_of(story).every, brief, corrections_of(story))
    assert [(s.kind, s.title) for s in grown.latest] == [
        ("opened", "Northern Ledger"),
        ("changed", "Northern Ledger"),
        ("joined", "Harbour Echo"),
        ("joined", "La Presse du Port"),
        ("written", ""),
        ("corrected", ""),
    ]
    assert grown.latest[2].words == "carried another title’s text"
    assert grown.latest[4].words == "Our brief was rewritten: version 3"
    assert grown.latest[5].words == "Corrected: 209 passengers, not 212."
    assert grown.earlier == ()


def test_each_title_comes_once_and_a_long_chronicle_is_parted() -> None:
    titles = [make_title(f"Title {n}") for n in range(14)]
    articles = [make_article(t, "Told", hours=20 - n) for n, t in enumerate(titles)]
    articles += [make_article(titles[0], "Told again", hours=1)]
    grown = chronicle_of(coverage_of(make_story(articles)).every, None, [])
    assert len(grown.latest) == AT_ONCE
    assert len(grown.earlier) == 14 - AT_ONCE
    assert grown.earlier[0].kind == "opened"
    assert [s.title for s in grown.latest][-1] == "Title 13"
