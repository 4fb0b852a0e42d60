"""The titles differ in every way that matters to a reader of feeds and pages."""

from __future__ import annotations

from collections import Counter

import pytest

from newsstand.demo.titles import load_titles, read_title
from newsstand.model import Terms


def test_all_forms_of_feed_and_all_habits_are_there() -> None:
    titles = load_titles()
    kinds = {feed.kind for t in titles for feed in t.feeds}
    assert kinds == {"rss2", "rss092", "rss091", "rdf", "atom", "json", "sitemap"}
    quirks = {quirk for t in titles for feed in t.feeds for quirk in feed.quirks}
    assert len(quirks) == 11
    assert {t.habits.validators for t in titles} == {"both", "etag", "weak-etag", "modified", "none"}
    assert {t.habits.compression for t in titles} == {"gzip", "br", "none"}
    assert {t.page.structured for t in titles} == {"article", "graph", "microdata", "broken", "none"}
    assert any(t.habits.busy_once for t in titles)
    assert any(feed.moved_from for t in titles for feed in t.feeds)
    assert {line.split(":")[0] for t in titles for line in t.habits.robots} == {
        "Disallow",
        "Crawl-delay",
        "Content-Signal",
    }


def test_designs_are_shared_by_few_and_some_owners_have_several_titles() -> None:
    titles = load_titles()
    designs = Counter(t.design for t in titles)
    assert len(designs) >= 9
    assert max(designs.values()) <= 4
    assert max(Counter(t.owner for t in titles).values()) >= 2
    assert len({(t.look.accent, t.look.second) for t in titles}) == len(titles)


def test_slugs_are_host_names() -> None:
    titles = load_titles()
    assert len({t.slug for t in titles}) == len(titles)
    assert all(t.slug.replace("-", "").isalnum() and t.slug.islower() for t in titles)
    assert titles[0].host() == "albion-ledger.demo.localhost"


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError):
        read_title({"slug": "x", "feeds": [], "colour": "red"})


def test_every_kind_of_terms_is_there() -> None:
    titles = load_titles()
    agreed = [t.agreement for t in titles if t.agreement]
    assert {a.level for a in agreed} == {Terms.FULL, Terms.EXTRACT, Terms.HEADLINE}
    assert len([a for a in agreed if a.level is Terms.FULL]) > len(titles) / 2
    assert len({a.extract_words for a in agreed if a.level is Terms.EXTRACT}) > 1
    assert any(not a.may_summarise for a in agreed)
    assert any(a.embargo for a in agreed)
    assert any(a.territories for a in agreed)
    assert any(a.expires_after for a in agreed)
    silent = [t for t in titles if t.agreement is None]
    assert any(t.habits.reserves_mining for t in silent)
    assert any("ai-input=no" in line for t in silent for line in t.habits.robots)
    assert any("noarchive" in t.habits.tags for t in titles)


def test_terms_that_are_none_are_refused() -> None:
    with pytest.raises(TypeError, match="level is none of"):
        read_title({"slug": "x", "feeds": [], "terms": {"level": "some"}})
