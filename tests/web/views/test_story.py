from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsstand.members.models import Reader
from newsstand.model import Terms
from newsstand.newsroom.inaccuracies import report_inaccuracy, settle
from newsstand.newsroom.models import (
    ArticleVersion,
    Brief,
    Inaccuracy,
    Publisher,
    Standing,
    Story,
    Subject,
    Topic,
)
from tests.web.newsroom import (
    BODY,
    NOW,
    ferry_story,
    fill,
    make_article,
    make_edition,
    make_story,
    make_title,
)

pytestmark = pytest.mark.django_db


def read(client: Client, pk: int) -> str:
    cache.clear()  # a story is printed once for some seconds
    response = client.get(f"/story/{pk}/any-words")
    assert response.status_code == 200
    return response.content.decode()


def test_the_head_of_a_story(client: Client) -> None:
    html = read(client, ferry_story().pk)
    assert "<h1" in html
    assert "Ferry Marigold aground off Skerry Point" in html
    assert "<b>3 titles</b>, 3 reports, updated" in html
    assert "What happened" in html
    assert "Where they differ" in html
    assert "Time-line" in html


def test_every_mark_leads_to_its_passage_without_scripts(client: Client, reader: Reader) -> None:
    html = read(client, ferry_story().pk)
    marks = html.count('class="mark"')
    assert marks == 8  # standfirst, two sentences, a difference, a moment, two values, a quotation
    for number in range(1, marks + 1):
        assert html.count(f'id="mark-{number}" href="#note-{number}"') == 1
        assert html.count(f'id="note-{number}"') == 1
        assert html.count(f'class="close" href="#mark-{number}"') == 1
    assert 'aria-label="Source 1: Northern Ledger"' in html


def test_a_passage_shows_the_cited_words_in_their_surroundings(client: Client, reader: Reader) -> None:
    html = read(client, ferry_story().pk)
    assert (
        "The harbour master, Ines Holloway, said that <mark>212 passengers were taken off by lifeboat</mark>. “We counted"
        in html
    )
    assert (
        'lang="fr-FR" dir="ltr">The ship’s owner puts <mark>the number of passengers at 209</mark>.' in html
    )


def test_passages_are_of_the_version_that_was_cited(client: Client, reader: Reader) -> None:
    story = ferry_story()
    first = story.opened_by
    ArticleVersion.objects.create(
        article=first, number=3, made_at=first.changed_at, headline="New", body="New words.", blocks=[], text_hash="1" * 32
    )  # fmt: skip
    first.version = 3
    first.save()
    html = read(client, story.pk)
    assert "<mark>Nobody was hurt.</mark>" in html
    assert "The article has changed since." in html


def test_passages_obey_the_terms_of_their_title(client: Client, reader: Reader) -> None:
    story = ferry_story()
    Publisher.objects.filter(slug="northern-ledger").update(terms=Terms.HEADLINE)
    html = read(client, story.pk)
    assert "No more of this article may be quoted here." in html
    assert "212 passengers were taken off by lifeboat" not in html
    assert "the number of passengers at 209" in html
    Publisher.objects.filter(slug="northern-ledger").update(terms=Terms.EXTRACT, agreed={"quote_share": 1.0})
    html = read(client, story.pk)
    assert "<mark>212 passengers were taken off by lifeboat</mark>" in html
    assert "The harbour master, Ines Holloway" not in html
    Publisher.objects.update(terms=Terms.NONE)
    html = read(client, story.pk)
    assert "La Presse du Port" in html
    assert "Le ferry Marigold" not in html


def test_coverage_folds_copies_under_their_original(client: Client) -> None:
    html = read(client, ferry_story().pk)
    coverage = html[html.index('class="reports"') : html.index("Why this story stands here")]
    assert (
        coverage.index("Northern Ledger")
        < coverage.index("1 copy of this text")
        < coverage.index("Harbour Echo")
    )
    assert coverage.index("Harbour Echo") < coverage.index("La Presse du Port")
    assert "France, French" in coverage
    assert "Changed at" in coverage


def test_scores_can_say_why(client: Client) -> None:
    story = ferry_story()
    make_edition([story])
    html = read(client, story.pk)
    assert "Place 1 in the edition of" in html
    assert "3 independent titles" in html
    assert "names in both: Marigold, Holloway" in html
    assert "opened the story" in html


def test_queries_are_few_and_flat(client: Client, django_assert_max_num_queries: Any) -> None:
    story = fill(40)[0]
    extra = [make_title(f"Title {n}") for n in range(20)]
    more = make_story([make_article(t, "A wide story on Marigold", body=BODY) for t in extra])
    for pk in (story.pk, more.pk):
        cache.clear()
        with django_assert_max_num_queries(30):
            client.get(f"/story/{pk}/x")


def test_a_story_of_one_report_leads_to_it(client: Client) -> None:
    article = make_article(make_title("Lone Star"), "A lone piece")
    response = client.get(f"/story/{make_story([article]).pk}/x")
    assert response.status_code == 302
    assert response["Location"] == f"/article/{article.pk}/a-lone-piece"


def test_a_story_without_a_brief_says_so(client: Client) -> None:
    titles = [make_title("One"), make_title("Two")]
    story = make_story([make_article(t, "Told by two") for t in titles])
    assert "No brief stands yet." in read(client, story.pk)


def test_related_stories_share_a_rare_name(client: Client) -> None:
    story = ferry_story()
    near = make_story([make_article(make_title("Near"), "What the captain of the Marigold knew")])
    far = make_story([make_article(make_title("Far"), "A recipe for soup", body="Take leeks and water.")])
    html = read(client, story.pk)
    related = html[html.index('id="related"') :]
    assert near.headline in related
    assert far.headline not in related


@pytest.mark.parametrize("path", ["/story/999999/x", "/story/99999999999999999999999/x", "/story/abc/x"])
def test_what_is_not_there_is_not_in_this_paper(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Not in this paper" in response.content.decode()


def test_a_story_is_printed_once_a_minute_and_whenever_it_moves(client: Client, settings: Any) -> None:
    story = ferry_story()
    address = f"/story/{story.pk}/any-words"
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    with CaptureQueriesContext(connection) as again:
        client.get(address)
    assert len(again) <= 3 < len(first)
    Publisher.objects.filter(slug="northern-ledger").update(name="Southern Ledger")
    assert "Southern Ledger" not in client.get(address).content.decode()
    Brief.objects.filter(story=story).update(revision=2)
    assert "Southern Ledger" in client.get(address).content.decode()
    Publisher.objects.filter(slug="northern-ledger").update(name="Western Ledger")
    settings.NOW = lambda: NOW + timedelta(seconds=61)
    assert "Western Ledger" in client.get(address).content.decode()


def test_what_one_reader_asks_for_is_not_what_another_sees(client: Client, reader: Reader) -> None:
    story = ferry_story()
    mine = client.get(f"/story/{story.pk}/x").content.decode()
    assert f'name="target" value="{story.pk}"' in mine
    client.logout()
    assert "csrfmiddlewaretoken" not in client.get(f"/story/{story.pk}/x").content.decode()
    only = client.get(f"/story/{story.pk}/x?country=FR").content.decode()
    assert only.count('<li>\n  <p class="whence"') == 1
    assert 'content="noindex"' in only


def test_a_spiked_story_is_gone_at_once(client: Client) -> None:
    story = ferry_story()
    assert client.get(f"/story/{story.pk}/x").status_code == 200
    Story.objects.filter(pk=story.pk).update(spiked_at=NOW)
    for path in ("x", "compare", "report/"):
        assert client.get(f"/story/{story.pk}/{path}").status_code == 404


def test_a_correction_is_said_on_the_page(client: Client) -> None:
    story = ferry_story()
    wrong = report_inaccuracy(story, words="It was 209.", now=NOW)
    assert isinstance(wrong, Inaccuracy)
    settle(wrong, "Ed", "209 <b>passengers</b>, not 212.", NOW, is_corrected=True)
    assert "Corrected: 209 &lt;b&gt;passengers&lt;/b&gt;, not 212." in read(client, story.pk)


def test_places_that_matter_are_drawn_and_listed(client: Client) -> None:
    story = ferry_story()
    assert 'class="where"' not in read(client, story.pk)
    town = Topic.objects.create(
        slug="whitby", name="Whitby", kind="place", latitude=54.49, longitude=-0.61, added_at=NOW
    )
    Subject.objects.create(story=story, topic=town, weight=0.6, moved_at=NOW)
    html = read(client, story.pk)
    where = html[html.index('class="where"') :]
    where = where[: where.index("</section>")]
    assert 'aria-label="Map: Whitby"' in where
    assert '<a href="/topic/whitby/">Whitby</a>' in where
    assert len(where) < 25_000


def test_how_it_stood_on_the_front_pages_is_drawn(client: Client) -> None:
    story = ferry_story()
    assert "On the front pages" not in read(client, story.pk)
    for hours, pages in ((3, 1), (1, 2)):
        Standing.objects.create(
            story=story, at=NOW - timedelta(hours=hours), pages=pages, best_place=1, prominence=float(pages)
        )
    html = read(client, story.pk)
    assert "On the front pages" in html
    assert '<figure class="standing">' in html


def test_a_readers_reading_is_noted_where_they_keep_a_history(client: Client, reader: Reader) -> None:
    story = ferry_story()
    html = read(client, story.pk)
    assert f'data-reading="story" data-id="{story.pk}" data-kept="yes"' in html
    assert "newsstand/reading.js" in html
    client.logout()
    assert "newsstand/reading.js" not in read(client, story.pk)
