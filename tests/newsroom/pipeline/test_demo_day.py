"""The demo day, from feeds to an edition: what the pipeline made of it, held against what was written."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsstand import model
from newsstand.brief import gate
from newsstand.brief.comparing import counted_apart
from newsstand.demo.addresses import address_of
from newsstand.demo.articles import DemoArticle
from newsstand.demo.clock import moment
from newsstand.demo.newsroom import origin_of
from newsstand.text.urls import normalise_url
from tests.newsroom.pipeline.conftest import PlayedDay

pytestmark = pytest.mark.slow()


def ask(played: PlayedDay, sql: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(played.data / "newsstand.sqlite3")) as store:
        return store.execute(sql, values).fetchall()


def written(played: PlayedDay) -> dict[str, DemoArticle]:
    """The day's articles by the URL key under which they are stored."""
    found = {}
    for article in played.day.newsroom.articles:
        title = played.day.newsroom.title(article.title)
        assert title is not None
        key = normalise_url(origin_of(title, played.day.port) + address_of(article, title))
        assert key is not None
        found[key] = article
    return found


def test_every_article_is_stored_once(played_day: PlayedDay) -> None:
    keys = [row[0] for row in ask(played_day, "SELECT url_key FROM newsroom_article")]
    assert sorted(keys) == sorted(written(played_day))


def test_every_event_is_one_story_and_no_two_are_mixed(played_day: PlayedDay) -> None:
    truth = written(played_day)
    stories_of: dict[str, set[int]] = defaultdict(set)
    events_in: dict[int, set[str]] = defaultdict(set)
    for key, story in ask(
        played_day,
        "SELECT a.url_key, m.story_id FROM newsroom_membership m JOIN newsroom_article a ON a.id = m.article_id",
    ):
        event = truth[key].event or truth[key].id
        stories_of[event].add(story)
        events_in[story].add(event)
    assert {e: len(s) for e, s in stories_of.items() if len(s) > 1} == {}
    assert [e for e in events_in.values() if len(e) > 1] == []


def test_copies_are_known_with_their_originals(played_day: PlayedDay) -> None:
    truth = written(played_day)
    carried = {a.id: a.copy_of for a in truth.values()}
    found = {
        truth[key].id: truth[original].id if original else None
        for key, original in ask(
            played_day,
            "SELECT a.url_key, o.url_key FROM newsroom_article a LEFT JOIN newsroom_article o ON o.id = a.copy_of_id",
        )
    }
    assert found == carried


def test_a_correction_reaches_every_sentence_that_rested_on_the_fault(played_day: PlayedDay) -> None:
    (brief, story) = ask(
        played_day,
        """SELECT b.content, b.story_id FROM newsroom_brief b JOIN newsroom_membership m ON m.story_id = b.story_id
        JOIN newsroom_article a ON a.id = m.article_id JOIN newsroom_publisher p ON p.id = a.publisher_id
        WHERE p.slug = 'daily-lantern' AND a.version > 1 AND a.url_key LIKE '%' || ? || '%'""",
        address_fragment(played_day, "bridge-trial", "daily-lantern"),
    )[0]
    assert "nine years" not in brief
    versions = ask(
        played_day,
        """SELECT DISTINCT c.version, a.version FROM newsroom_citation c JOIN newsroom_brief b ON b.id = c.brief_id
        JOIN newsroom_article a ON a.id = c.article_id WHERE b.story_id = ?""",
        story,
    )
    assert versions
    assert all(cited == standing for cited, standing in versions)


def address_fragment(played: PlayedDay, event: str, slug: str) -> str:
    article = next(a for a in played.day.newsroom.articles if a.event == event and a.title == slug)
    title = played.day.newsroom.title(slug)
    assert title is not None
    return address_of(article, title)


def test_every_sentence_of_every_brief_passes_the_gate_again(played_day: PlayedDay) -> None:
    rows = ask(
        played_day,
        """SELECT a.id, v.headline, v.body, a.published_at, p.name FROM newsroom_article a
        JOIN newsroom_publisher p ON p.id = a.publisher_id
        JOIN newsroom_articleversion v ON v.article_id = a.id AND v.number = a.version""",
    )
    sources = {
        str(id_): model.SourceText(
            id=str(id_), title=headline, body=body, published=_moment(published), source=title
        )
        for id_, headline, body, published, title in rows
    }
    briefs = ask(played_day, "SELECT content FROM newsroom_brief")
    assert len(briefs) >= 16
    for (content,) in briefs:
        brief = json.loads(content)
        for sentence in [brief["standfirst"], *(s for part in brief["sections"] for s in part["sentences"])]:
            cited = tuple(model.Citation(**c) for c in sentence["citations"])
            assert gate(model.Sentence(text=sentence["text"], citations=cited), sources) is None, sentence


def test_no_standfirst_counts_otherwise_than_its_headline(played_day: PlayedDay) -> None:
    briefs = [json.loads(content) for (content,) in ask(played_day, "SELECT content FROM newsroom_brief")]
    puzzling = [
        (b["headline"], b["standfirst"]["text"])
        for b in briefs
        if counted_apart(b["headline"], b["standfirst"]["text"], "en")
    ]
    assert puzzling == []


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_edition_leads_with_what_most_titles_tell(played_day: PlayedDay) -> None:
    places = ask(
        played_day,
        """SELECT t.place, s.titles, t.reasons FROM newsroom_slot t JOIN newsroom_story s ON s.id = t.story_id
        WHERE t.edition_id = (SELECT id FROM newsroom_edition ORDER BY at DESC LIMIT 1) ORDER BY t.place""",
    )
    assert len([1 for _, titles, _ in places if titles >= 3]) >= 14
    assert places[0][1] >= 5
    assert all(json.loads(reasons) for _, _, reasons in places)


def test_terms_decide_what_briefs_rest_on(played_day: PlayedDay, tmp_path: Path) -> None:
    """The same day, when its owner opens the instance to others: what may not be quoted goes."""
    alone = cited_titles(played_day)
    assert {"the-ticker", "handelsbote", "echo-des-sciences"} & alone.keys() == set(), "no summaries"
    assert {"wexmouth-echo", "box-score", "meridian"} <= alone.keys(), "their owner reads them whole"
    data = tmp_path / "service"
    shutil.copytree(played_day.data, data)
    played_day.day.run_pass(data, moment("23:55"), NEWSSTAND_SINGLE_READER="no")
    service = PlayedDay(played_day.day, data, ())
    open_to_all = cited_titles(service)
    assert "wexmouth-echo" not in open_to_all, "its articles are for two countries"
    shares = {t.slug: t.agreement.quote_share if t.agreement else 0.1 for t in played_day.day.newsroom.titles}
    assert len(open_to_all) >= 12
    for slug, articles in open_to_all.items():
        assert max(articles) <= shares[slug], slug
    assert max(max(articles) for articles in alone.values()) > 0.5
    (extracts,) = ask(
        service,
        """SELECT count(*) FROM newsroom_article a JOIN newsroom_publisher p ON p.id = a.publisher_id
        WHERE p.slug = 'meridian' AND a.signals LIKE '%forbids_archive%'""",
    )[0]
    assert extracts > 0


def cited_titles(played: PlayedDay) -> dict[str, list[float]]:
    """The share of each cited article's body that briefs cite, by its title."""
    spans: dict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)
    for slug, article, length, start, end in ask(
        played,
        """SELECT p.slug, a.id, length(v.body), c."start", c."end" FROM newsroom_citation c
        JOIN newsroom_article a ON a.id = c.article_id JOIN newsroom_publisher p ON p.id = a.publisher_id
        JOIN newsroom_articleversion v ON v.article_id = a.id AND v.number = c.version""",
    ):
        spans[slug, article, length].append((start, end))
    shares: dict[str, list[float]] = defaultdict(list)
    for (slug, _, length), found in spans.items():
        shares[slug].append(len({n for start, end in found for n in range(start, end)}) / length)
    return shares


def test_every_feed_and_page_ends_in_a_named_state(played_day: PlayedDay) -> None:
    assert [o for (o,) in ask(played_day, "SELECT outcome FROM newsroom_poll") if not o] == []
    states = {s for (s,) in ask(played_day, "SELECT DISTINCT state FROM newsroom_page")}
    assert states <= {"read", "discarded"}
