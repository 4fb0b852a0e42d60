"""Which way words run where the pages' own language and a story's run differently."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from newsstand.newsroom.models import Story
from newsstand.web.languages import comma, in_speech_marks, listed
from newsstand.web.middleware import LANGUAGE_COOKIE
from tests.web.newsroom import ferry_story, make_article, make_edition, make_story, make_title

pytestmark = pytest.mark.django_db

HEADLINE = "العبارة تجنح قبالة الساحل"


def read(client: Client, path: str, language: str) -> str:
    cache.clear()
    client.cookies[LANGUAGE_COOKIE] = language
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def arabic_story() -> Story:
    story = ferry_story()
    Story.objects.filter(pk=story.pk).update(language="ar", headline=HEADLINE)
    return story


def tag(html: str, start: str) -> str:
    """The first tag that begins like that."""
    found = re.search(re.escape(start) + r"[^>]*>", html)
    assert found, start
    return found[0]


@pytest.mark.parametrize(("language", "own_way"), [("en", "ltr"), ("ar", "rtl")])
def test_an_arabic_storys_words_run_its_way_and_the_pages_own_theirs(
    client: Client, language: str, own_way: str
) -> None:
    html = read(client, f"/story/{arabic_story().pk}/x", language)
    assert f'dir="{own_way}"' in tag(html, "<html ")
    assert "dir=" not in tag(html, '<article class="story"')
    assert 'dir="rtl"' in tag(html, '<h1 class="headline"')
    assert 'dir="rtl"' in tag(html, '<p class="standfirst"')
    assert 'dir="rtl"' in tag(html, '<div class="text"')
    assert f'dir="{own_way}"' in tag(html, '<span class="note"')
    assert f'dir="{own_way}"' in tag(html, '<p class="colophon"')
    assert "dir=" not in tag(html, '<p class="meta"')


def test_an_english_storys_words_run_its_way_on_an_arabic_page(client: Client) -> None:
    html = read(client, f"/story/{ferry_story().pk}/x", "ar")
    assert 'dir="rtl"' in tag(html, "<html ")
    assert 'dir="ltr"' in tag(html, '<h1 class="headline"')
    assert 'dir="ltr"' in tag(html, '<div class="text"')
    assert 'dir="rtl"' in tag(html, '<span class="note"')
    assert "3 صحف</b>، 3 تقارير، " in html


@pytest.mark.parametrize(("language", "own_way"), [("en", "ltr"), ("ar", "rtl")])
def test_a_cards_own_line_runs_the_pages_way(client: Client, language: str, own_way: str) -> None:
    article = make_article(make_title("Al Mina", language="ar"), HEADLINE)
    make_edition([make_story([article])])
    html = read(client, "/", language)
    assert 'dir="rtl"' in tag(html, '<h2 class="headline"')
    assert f'dir="{own_way}"' in tag(html, '<p class="meta"')
    assert "dir=" not in tag(html, '<article class="lead')


def test_things_on_a_line_are_parted_as_the_language_does() -> None:
    with translation.override("ar"):
        assert comma() == "، "
        assert listed(["لندن", "باريس"]) == "لندن، باريس"
    with translation.override("de"):
        assert listed(["London", "Paris"]) == "London, Paris"
    assert in_speech_marks("نعم", "ar") == "«نعم»"
