from __future__ import annotations

import pytest

from newsstand.newsroom.models import Article
from newsstand.web.reasons import reasons_in_words
from newsstand.web.selectors.coverage import coverage_of
from tests.web.newsroom import make_article, make_story, make_title

pytestmark = pytest.mark.django_db


def told_by(count: int) -> list[Article]:
    return [make_article(make_title(f"Title {n}"), f"Headline {n}", hours=count - n) for n in range(count)]


def test_a_copy_of_a_copy_stands_under_the_original() -> None:
    first, second, third = told_by(3)
    Article.objects.filter(pk=second.pk).update(copy_of=first)
    Article.objects.filter(pk=third.pk).update(copy_of=second)
    (only,) = coverage_of(make_story([first, second, third])).own
    assert only.article == first
    assert [r.article for r in only.copies] == [second, third]


def test_a_ring_of_copies_loses_nobody() -> None:
    articles = told_by(4)
    for one, other in zip(articles[:3], [articles[1], articles[2], articles[1]], strict=True):
        Article.objects.filter(pk=one.pk).update(copy_of=other)
    own = coverage_of(make_story(articles)).own
    found = [r.article for r in own] + [c.article for r in own for c in r.copies]
    assert sorted(a.pk for a in found) == [a.pk for a in articles]


def test_a_copy_whose_original_is_elsewhere_comes_last() -> None:
    elsewhere, copy, own = told_by(3)
    Article.objects.filter(pk=copy.pk).update(copy_of=elsewhere)
    assert [r.article for r in coverage_of(make_story([copy, own])).own] == [own, copy]


def test_reasons_are_words_whatever_was_stored() -> None:
    rows = [{"name": "shared_names", "detail": "names in both: A, B"}, {"name": "same_text"}, "rubbish", {}]
    assert reasons_in_words(rows) == ["names in both: A, B", "same text"]
    assert reasons_in_words(None) == []
