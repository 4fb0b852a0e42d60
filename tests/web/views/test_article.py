from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members import margin
from newsstand.members.acting import Act, act
from newsstand.members.margin import Passage
from newsstand.members.models import Deed, Reader, Reading
from newsstand.members.preferences import prefer
from newsstand.model import Terms
from newsstand.newsroom.models import Article, Publisher, Story, Subject, Topic
from newsstand.newsroom.records import body_of
from tests.web.newsroom import BODY, NOW, OPEN, ferry_story, fill, make_article, make_picture, make_title

pytestmark = pytest.mark.django_db

BLOCKS = [
    {"kind": "paragraph", "text": "A paragraph with <i>angle</i> brackets & more."},
    {"kind": "subhead", "text": "A subhead"},
    {"kind": "quote", "text": "A quotation"},
    {"kind": "list", "text": "first item\nsecond item"},
    {"kind": "table", "text": "Port | Boats\nSkerry | 4"},
    {"kind": "caption", "text": "A caption"},
    {"kind": "embed", "text": "https://video.example/watch?v=1"},
    {"kind": "embed", "text": "javascript:alert(1)"},
    {"kind": "update", "text": "A post", "posted_at": "2026-03-12T13:30:00+00:00"},
    {"kind": "oracle", "text": "Of a kind that nobody knows"},
]


def read(client: Client, pk: int) -> str:
    response = client.get(f"/article/{pk}/any-words")
    assert response.status_code == 200
    return response.content.decode()


def test_an_article_whole(client: Client, reader: Reader) -> None:
    article = ferry_story().opened_by
    html = read(client, article.pk)
    assert html.index("Northern Ledger</a>") < html.index("<h1")
    assert f'href="{article.url}" rel="noopener noreferrer external">Read at Northern Ledger' in html
    assert "By Jo Pike" in html
    assert "SKERRY POINT" in html
    assert "Changed since first seen: version 2 of" in html
    assert "Ferry Marigold aground off Skerry Point, version 1" in html
    assert "The Marigold at first light" in html
    assert "The story it belongs to" in html
    assert "Le ferry Marigold s’échoue" in html
    assert "lets us show no more" not in html


def test_blocks_are_laid_out_by_their_kind(client: Client, reader: Reader) -> None:
    html = read(
        client, make_article(make_title("Kinds"), "All kinds", blocks=BLOCKS, body=body_of(BLOCKS)).pk
    )
    body = body_of(BLOCKS)

    def at(words: str) -> str:
        return f' data-start="{body.index(words)}"'

    assert "&lt;i&gt;angle&lt;/i&gt; brackets &amp; more." in html
    assert f'<h2 id="p2"{at("A subhead")}>A subhead</h2>' in html
    assert f'<blockquote id="p3"><p{at("A quotation")}>A quotation</p></blockquote>' in html
    assert f"<li{at('first')}>first item</li><li{at('second')}>second item</li>" in html
    assert f"<td{at('Skerry')}>Skerry</td><td{at('4')}>4</td>" in html
    assert (
        '<a href="https://video.example/watch?v=1" rel="noopener noreferrer external">Shown at video.example'
        in html
    )
    assert 'href="javascript' not in html
    assert "13:30" in html
    assert "Of a kind that nobody knows" in html


@pytest.mark.parametrize(
    ("terms", "shown", "hidden"),
    [
        (Terms.FULL, ["A headline", "A standfirst", "word0 ", "word99", "By Somebody"], ["lets us show no more"]),
        (Terms.EXTRACT, ["A headline", "A standfirst", "word0 ", "word37…", "lets us show no more"], ["word38"]),
        (Terms.HEADLINE, ["A headline", "lets us show no more"], ["A standfirst", "word0 "]),
        (Terms.NONE, ["lets us show no more", "An article of Strict"], ["A headline", "A standfirst", "word0 ", "By Somebody"]),
    ],
)  # fmt: skip
def test_terms_are_obeyed(
    client: Client, reader: Reader, terms: Terms, shown: list[str], hidden: list[str]
) -> None:
    title = make_title("Strict", terms=terms)
    body = " ".join(f"word{i}" for i in range(100))
    article = make_article(title, "A headline", body=body, standfirst="A standfirst", byline="By Somebody")
    html = read(client, article.pk)
    for words in shown:
        assert words in html
    for words in hidden:
        assert words not in html


def test_a_picture_is_shown_only_under_full_terms(client: Client) -> None:
    article = ferry_story().opened_by
    assert "/picture/" in read(client, article.pk)
    Publisher.objects.update(terms=Terms.EXTRACT)
    assert "/picture/" not in read(client, article.pk)


def test_hostile_fields_are_words_and_no_markup(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    article = make_article(
        make_title("Plain"), evil, byline=evil, dateline=evil, overline=evil, standfirst=evil, image_caption=evil,
        section=evil, agency=evil, body=evil,
    )  # fmt: skip
    Article.objects.filter(pk=article.pk).update(url="javascript:alert(1)")
    html = read(client, article.pk)
    assert "<script>alert" not in html
    assert "javascript:" not in html


def test_an_article_runs_the_way_of_its_language(client: Client, reader: Reader) -> None:
    article = make_article(make_title("Al Mina", language="ar"), "العبارة")
    assert '<div class="text" lang="ar" dir="rtl">' in read(client, article.pk)


def on_topics(stories: list[Story]) -> None:
    """Give stories topics, so that related ones are found by them."""
    for name in ("Skerry Point", "Ferries"):
        topic = Topic.objects.create(
            slug=name.lower().replace(" ", "-"), name=name, kind="theme", added_at=NOW
        )
        Subject.objects.bulk_create(
            Subject(topic=topic, story=story, weight=0.9, moved_at=NOW) for story in stories[:3]
        )


def test_queries_are_few(client: Client, django_assert_max_num_queries: Any) -> None:
    story = ferry_story()
    on_topics([story])
    article = story.opened_by
    with django_assert_max_num_queries(14):
        read(client, article.pk)


@pytest.mark.parametrize("stories", [3, 40])
def test_queries_for_a_reader_are_few_however_full_the_paper_is(
    client: Client, reader: Reader, stories: int, django_assert_max_num_queries: Any
) -> None:
    told = fill(stories)
    on_topics(told)
    article = told[0].opened_by
    read(client, article.pk)
    margin.mark(reader, article, Passage(start=0, end=40, version=2), allowed=OPEN, now=NOW)
    with django_assert_max_num_queries(25):  # a second look within the hour; the first writes what was opened
        read(client, article.pk)


def test_an_article_without_a_text_or_a_story_still_has_its_page(client: Client) -> None:
    article = make_article(make_title("Bare"), "Bare headline", body="", published_precision="day")
    article.versions.all().delete()
    html = read(client, article.pk)
    assert "Bare headline" in html
    assert '<time datetime="2026-03-12">Thursday 12 March 2026</time>' in html


def test_what_is_not_there(client: Client) -> None:
    assert client.get("/article/4711/x").status_code == 404


def test_a_caption_is_not_said_twice(client: Client, reader: Reader) -> None:
    blocks = [{"kind": "caption", "text": "The quay"}, {"kind": "caption", "text": "The crane"}]
    article = make_article(
        make_title("Twice"), "Pictured", blocks=blocks, image_caption="The quay", picture=make_picture()
    )
    html = read(client, article.pk)
    assert html.count("The quay") == 2  # under the picture, and as its alternative text
    assert html.count("The crane") == 1


@pytest.fixture
def piece(reader: Reader) -> Article:
    """An article of several paragraphs that nobody has opened."""
    body = "\n\n".join(f"Paragraph {n}. " + "Words of it. " * 20 for n in range(1, 11))
    return make_article(make_title("Northern Ledger"), "Ten paragraphs", body=body)


def test_reading_time_is_said_where_the_text_is_whole(client: Client, reader: Reader, db: None) -> None:
    long = make_article(make_title("Long"), "Long", body="word " * 920)
    assert "4 min<span" in read(client, long.pk)
    Publisher.objects.update(terms=Terms.EXTRACT)
    assert " min<span" not in read(client, long.pk)


def test_a_visitor_listens_and_shares_and_no_more(client: Client) -> None:
    html = read(client, ferry_story().opened_by_id)
    assert 'class="tool listen"' in html
    assert 'class="tool share" href="mailto:' in html
    for words in ('class="look"', 'class="marking"', "csrfmiddlewaretoken", "data-kept", "reading.js"):
        assert words not in html


def test_a_reader_has_all_of_the_bar(client: Client, reader: Reader) -> None:
    prefer(reader, "size", "larger")
    html = read(client, ferry_story().opened_by_id)
    assert 'data-size="larger"' in html
    assert '<button type="submit" name="value" value="larger" aria-pressed="true">' in html
    assert 'value="save"' in html
    assert 'data-kept="yes"' in html
    assert "/my/notes/" in html


def test_opening_is_noted_once_an_hour(client: Client, reader: Reader, settings: Any) -> None:
    article = ferry_story().opened_by
    for minutes in (0, 10, 59):
        settings.NOW = lambda m=minutes: NOW + timedelta(minutes=m)
        read(client, article.pk)
    assert Deed.objects.count() == 1
    assert Reading.objects.get().first_at == NOW
    settings.NOW = lambda: NOW + timedelta(minutes=61)
    read(client, article.pk)
    assert Deed.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"Sec-Fetch-Dest": "empty"}],
)  # fmt: skip
def test_what_was_fetched_ahead_was_not_opened(
    client: Client, reader: Reader, headers: dict[str, str]
) -> None:
    article = ferry_story().opened_by
    assert client.get(f"/article/{article.pk}/x", headers=headers).status_code == 200
    assert client.head(f"/article/{article.pk}/x").status_code == 200
    assert not Reading.objects.exists()


def test_who_keeps_no_history_leaves_none(client: Client, reader: Reader) -> None:
    Reader.objects.update(keeps_history=False)
    assert 'data-kept="no"' in read(client, ferry_story().opened_by_id)
    assert not Reading.objects.exists()
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    ("depth", "place"), [(0, None), (3, None), (35, "p4"), (80, "p9"), (91, None), (100, None)]
)
def test_a_half_read_article_goes_on_where_it_was_left(
    client: Client, reader: Reader, piece: Article, depth: int, place: str | None
) -> None:
    act(reader, Act(verb="read", kind="article", target=str(piece.pk), depth=depth), now=NOW)
    html = read(client, piece.pk)
    assert ("Continue where you were" in html) == (place is not None)
    if place:
        assert f'<a href="#{place}">' in html
        assert f'<p id="{place}"' in html


def test_marks_stand_in_the_text_and_notes_beside_it(client: Client, reader: Reader) -> None:
    article = ferry_story().opened_by
    start = BODY.index("Nobody was hurt.")
    evil = "<b>why</b> & how"
    margin.mark(
        reader, article, Passage(start=start, end=start + 16, version=2, note=evil), allowed=OPEN, now=NOW
    )
    html = read(client, article.pk)
    assert re.search(r'<mark class="marked" data-mark="(\d+)" id="mark-\1">Nobody was hurt.</mark>', html)
    assert "&lt;b&gt;why&lt;/b&gt; &amp; how</span>" in html
    assert "<b>why" not in html
    client.logout()
    assert "<mark" not in read(client, article.pk)


def test_a_mark_over_two_paragraphs_has_one_note(client: Client, reader: Reader) -> None:
    article = ferry_story().opened_by
    margin.mark(
        reader, article, Passage(start=20, end=BODY.index("said that") + 4, version=2), allowed=OPEN, now=NOW
    )
    html = read(client, article.pk)
    assert html.count("<mark ") == 2
    assert html.count('id="mark-') == 1
    assert html.count('class="jotting" data-of="0"') == 1  # the model for scripts
    assert html.count('class="jotting"') == 2


def test_a_mark_whose_words_are_gone_is_listed(client: Client, reader: Reader) -> None:
    article = ferry_story().opened_by
    margin.mark(reader, article, Passage(start=0, end=40, version=2, note="remember"), allowed=OPEN, now=NOW)
    article.versions.filter(number=2).update(
        body="All new.", blocks=[{"kind": "paragraph", "text": "All new."}]
    )
    html = read(client, article.pk)
    assert "Your marks from an earlier version" in html
    assert f"<p>{BODY[:40]}</p>" in html
    Publisher.objects.update(terms=Terms.HEADLINE)
    assert f"<p>{BODY[:40]}</p>" not in read(client, article.pk)


def test_what_is_next_was_not_read(client: Client, reader: Reader) -> None:
    stories = fill(6)

    def following() -> str:
        html = read(client, stories[0].opened_by_id)
        return html[html.index('id="next"') :]

    assert stories[1].headline in following()
    act(reader, Act(verb="read", kind="story", target=str(stories[1].pk)), now=NOW)
    act(reader, Act(verb="mute", kind="story", target=str(stories[2].pk)), now=NOW)
    assert stories[3].headline in following()
    for story in stories:
        act(reader, Act(verb="read", kind="story", target=str(story.pk)), now=NOW)
    assert 'id="next"' not in read(client, stories[0].opened_by_id)


class TestChanges:
    @pytest.fixture
    def changed(self, db: None) -> Article:
        article = make_article(
            make_title("Echo"), "48 homes dark", body="It was 48 homes in all, they said.", version=3
        )
        for number, homes in ((1, 12), (2, 30)):
            body = f"It was {homes} homes in all, they said."
            article.versions.filter(number=number).update(body=body, headline=f"{homes} homes dark")
        return article

    def see(self, client: Client, article: Article, query: str = "") -> str:
        response = client.get(f"/article/{article.pk}/changes/{query}")
        assert response.status_code == 200
        return re.sub(r'<span class="unseen">[^<]*</span>', "", response.content.decode())

    def test_the_last_two_versions_word_by_word(
        self, client: Client, reader: Reader, changed: Article
    ) -> None:
        html = self.see(client, changed)
        assert "It was <del>30</del><ins>48</ins> homes in all" in html
        assert "<del>30</del><ins>48</ins> homes dark" in html

    def test_any_two_versions(self, client: Client, changed: Article) -> None:
        assert "<del>12</del><ins>30</ins>" in self.see(client, changed, "?from=1&to=2")
        assert "<del>12</del><ins>48</ins>" in self.see(client, changed, "?from=1&to=3")

    @pytest.mark.parametrize(
        "query", ["?from=3&to=1", "?from=x&to=-1", f"?from={9**99}", "?from=%00&to=%F0", "?to=1"]
    )
    def test_other_words_show_the_last_two(self, client: Client, changed: Article, query: str) -> None:
        assert "<ins>48</ins>" in self.see(client, changed, query)

    @pytest.mark.parametrize("terms", list(Terms))
    def test_terms_are_obeyed(self, client: Client, reader: Reader, changed: Article, terms: Terms) -> None:
        Publisher.objects.update(terms=terms)
        html = self.see(client, changed)
        assert ("in all" in html) == (terms is Terms.FULL)
        assert ("homes dark" in html) == (terms is not Terms.NONE)

    def test_an_article_that_never_changed_has_no_such_page(self, client: Client, db: None) -> None:
        article = make_article(make_title("Bare"), "Bare")
        assert client.get(f"/article/{article.pk}/changes/").status_code == 404
        assert client.get(f"/article/{9**30}/changes/").status_code == 404
