"""Addresses are stable, distinct, and safe to put into a URL."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsstand.demo.addresses import address_of, code_of, number_of, slugify, without_tracking
from newsstand.demo.newsroom import DemoNewsroom


@given(st.text(max_size=200))
def test_a_slug_is_ascii_words_and_never_empty(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug) == slug


def test_umlauts_accents_and_apostrophes() -> None:
    assert slugify("Straße für Öl") == "strasse-fuer-oel"
    assert slugify("L’été, c’est où ?") == "lete-cest-ou"


def test_no_two_articles_share_an_address_or_a_number(newsroom: DemoNewsroom) -> None:
    titles = {t.slug: t for t in newsroom.titles}
    addresses = [(a.title, address_of(a, titles[a.title])) for a in newsroom.articles]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"/[A-Za-z0-9/._,=?-]+", path) for _, path in addresses)
    assert len({number_of(a) for a in newsroom.articles}) == len(newsroom.articles)
    assert len({code_of(a) for a in newsroom.articles}) == len(newsroom.articles)


@given(st.dictionaries(st.sampled_from(["utm_source", "utm_medium", "utm_x"]), st.just("feed")))
def test_tracking_is_taken_off_and_nothing_else(tracking: dict[str, str]) -> None:
    query = "&".join(["id=7", *(f"{k}={v}" for k, v in tracking.items())])
    assert without_tracking("/story.asp", query) == "/story.asp?id=7"
    assert without_tracking("/a/b", "&".join(f"{k}={v}" for k, v in tracking.items())) == "/a/b"
