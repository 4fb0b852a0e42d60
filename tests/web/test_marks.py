"""What is printed in Python is escaped like what templates print."""

from __future__ import annotations

import pytest
from lxml import html

from newsstand.members.showing import to_everybody
from newsstand.web.marks import Notes
from newsstand.web.selectors.briefs import shown_brief
from newsstand.web.selectors.coverage import coverage_of
from tests.web.newsroom import NOW, make_article, make_brief, make_story, make_title

pytestmark = pytest.mark.django_db
EVIL = "\"><script>alert(1)</script>&'x"


def test_hostile_words_stay_words() -> None:
    title = make_title(f"Title {EVIL}", slug="title", country='"<')
    article = make_article(title, f"Headline {EVIL}", language='en"><b>', copy_of=None, version=2)
    story = make_story([article, make_article(make_title("Other"), f"Other {EVIL}")])
    brief = shown_brief(make_brief(story, [article]), to_everybody())
    notes = Notes(NOW, '/story/1/report/"><i>')
    coverage = coverage_of(story)
    coverage.own[0].carries = EVIL
    printed = [notes.note(s.mark, s.passages, s.place) for s in (brief.standfirst, *brief.differences)]
    printed += [notes.report(r) for r in coverage.own]
    for part in printed:
        tree = html.fragment_fromstring(part, create_parent="div")
        assert not tree.xpath(".//script | .//i")
        assert "<script" not in part
    said = html.fragment_fromstring(printed[0], create_parent="div")
    assert said.xpath('string(.//span[@class="whence"]/a)') == f"Title {EVIL}"
    assert said.xpath("count(.//mark)") == 1


def test_nothing_cited_nothing_marked() -> None:
    assert Notes(NOW).note(0, (), "standfirst") == ""


def test_a_note_offers_to_report_its_sentence_only_where_there_is_a_form() -> None:
    article = make_article(make_title("Ledger"), "A headline")
    brief = shown_brief(make_brief(make_story([article]), [article]), to_everybody())
    sentence = brief.sections[0].sentences[1]
    with_form = Notes(NOW, "/story/7/report/").note(sentence.mark, sentence.passages, sentence.place)
    assert 'href="/story/7/report/?place=sections/0/1"' in with_form
    assert "report" not in Notes(NOW).note(sentence.mark, sentence.passages, sentence.place)
