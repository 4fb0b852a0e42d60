from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from newsstand.members import margin
from newsstand.members.margin import Passage
from newsstand.members.models import Deed, Highlight, Reader
from newsstand.model import Terms
from newsstand.newsroom.models import Article, Publisher
from tests.web.newsroom import BODY, NOW, OPEN, make_article, make_title

pytestmark = pytest.mark.django_db
HURT = BODY.index("Nobody was hurt.")
JSON = {"Accept": "application/json"}


@pytest.fixture
def article(db: None) -> Article:
    return make_article(make_title("Northern Ledger"), "Ferry aground")


@pytest.fixture
def held(reader: Reader, article: Article) -> Highlight:
    margin.mark(
        reader, article, Passage(start=HURT, end=HURT + 16, version=1, note="Sure?"), allowed=OPEN, now=NOW
    )
    return Highlight.objects.get()


def fields(article: Article, **more: Any) -> dict[str, Any]:
    words = {
        "article": article.pk,
        "version": 1,
        "start": HURT,
        "end": HURT + 16,
        "words": "Nobody was hurt.",
    }
    return words | more


def test_a_selection_is_marked(client: Client, reader: Reader, article: Article) -> None:
    answer = client.post("/my/mark", fields(article, key="k"), headers=JSON).json()
    row = Highlight.objects.get()
    assert answer["done"]
    assert (answer["mark"], answer["start"], answer["end"]) == (row.pk, HURT, HURT + 16)
    again = client.post("/my/mark", fields(article, key="k"), headers=JSON).json()
    assert again["mark"] == row.pk
    assert Deed.objects.count() == 1


def test_a_paragraph_is_marked_without_scripts(client: Client, reader: Reader, article: Article) -> None:
    html = client.get(f"/article/{article.pk}/mark/").content.decode()
    places = re.findall(r'name="place" value="(\d+-\d+)"', html)
    assert len(places) == 3
    sent = {"article": article.pk, "version": 1, "place": places[1], "note": "Ask her"}
    answer = client.post("/my/mark", sent, follow=True)
    row = Highlight.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"#mark-{row.pk}")
    assert row.text == BODY.split("\n\n")[1]
    page = answer.content.decode()
    assert "Marked." in page
    assert "Ask her" in page
    assert '<input type="hidden" name="deed"' in page


def test_a_note_is_rewritten_and_the_mark_taken_away(client: Client, held: Highlight) -> None:
    client.post(f"/my/mark/{held.pk}/note", {"note": "Certain."})
    assert Highlight.objects.get().note == "Certain."
    gone = client.post(f"/my/mark/{held.pk}/remove", {"at": "p1"})
    assert gone["Location"].endswith("#p1")
    assert not Highlight.objects.exists()
    deed = Deed.objects.get(verb="unmark")
    client.post("/my/undo", {"deed": deed.pk})
    assert Highlight.objects.get().note == "Certain."


@pytest.mark.parametrize("at", ["//evil.example", "p1\r\nX: y", "p١", "mark"])
def test_nobody_is_led_elsewhere(client: Client, held: Highlight, at: str) -> None:
    gone = client.post(f"/my/mark/{held.pk}/remove", {"at": at, "next": "https://evil.example/"})
    assert re.fullmatch(r"/article/\d+/ferry-aground", gone["Location"])


@pytest.mark.parametrize(
    "more",
    [
        {"start": "", "end": ""},
        {"start": "-1", "end": "5"},
        {"start": "9" * 50},
        {"place": "1-2-3"},
        {"place": "x"},
        {"place": "٣-٤"},
        {"words": "never said"},
        {"version": "\0", "words": ""},
        {"note": "n" * 5000},
    ],
)
def test_what_cannot_be_marked_is_said(
    client: Client, reader: Reader, article: Article, more: dict[str, str]
) -> None:
    answer = client.post("/my/mark", fields(article, **more), headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["why"]
    page = client.post("/my/mark", fields(article, **more), follow=True)
    assert answer.json()["why"] in page.content.decode().replace("&#x27;", "'")
    assert not Highlight.objects.exists()


@pytest.mark.parametrize("pk", ["", "0", "x", "\0", "9" * 40, "-1"])
def test_no_article_no_mark(client: Client, reader: Reader, pk: str) -> None:
    sent = {"article": pk, "start": 0, "end": 5}
    assert client.post("/my/mark", sent, headers=JSON).status_code == 404


@pytest.mark.parametrize("path", ["/my/mark/{}/note", "/my/mark/{}/remove"])
def test_what_is_another_readers_is_not_there(client: Client, held: Highlight, path: str) -> None:
    other = Reader.objects.make(email="bob@reader.example", now=NOW)
    client.force_login(other)
    for pk in (held.pk, 4711, 9**30):
        assert client.post(path.format(pk), {"note": "mine"}).status_code == 404
    assert Highlight.objects.get().note == "Sure?"
    assert "Nobody was hurt" not in client.get("/my/notes/").content.decode()
    assert client.get("/my/notes/export?form=json").json() == {"articles": []}


def test_who_is_not_signed_in_finds_nothing(client: Client, article: Article) -> None:
    for path in (f"/article/{article.pk}/mark/", "/my/notes/", "/my/notes/export"):
        assert client.get(path).status_code == 404
    for path in ("/my/mark", "/my/mark/1/note", "/my/mark/1/remove", "/my/look"):
        assert client.post(path).status_code == 404


def test_wrong_methods(client: Client, reader: Reader) -> None:
    for path in ("/my/mark", "/my/mark/1/note", "/my/mark/1/remove", "/my/look"):
        assert client.get(path).status_code == 405
    for path in ("/my/notes/", "/my/notes/export"):
        assert client.post(path).status_code == 405


def test_notes_are_listed_by_article_newest_first(client: Client, held: Highlight) -> None:
    evil = "<script>alert(1)</script>"
    other = make_article(make_title("Echo"), evil, body=f"{evil} said nobody.")
    later = held.made_at.replace(hour=20)
    margin.mark(
        held.reader, other, Passage(start=0, end=len(evil), version=1, note=evil), allowed=OPEN, now=later
    )
    html = client.get("/my/notes/").content.decode()
    assert html.index("Echo") < html.index("Ferry aground")
    assert f"/ferry-aground#mark-{held.pk}" in html
    assert "Sure?" in html
    assert "<script>alert" not in html


def test_no_notes_yet(client: Client, reader: Reader) -> None:
    assert "You have marked nothing yet" in client.get("/my/notes/").content.decode()
    for page in ("0", "x", "9" * 30, "-4", "2"):
        assert client.get("/my/notes/", {"page": page}).status_code == 200


def test_pages_of_notes_and_few_queries(
    client: Client, reader: Reader, django_assert_max_num_queries: Any
) -> None:
    title = make_title("Many")
    for number in range(27):
        article = make_article(title, f"Matter {number}")
        margin.mark(reader, article, Passage(start=0, end=9, version=1), allowed=OPEN, now=NOW)
    client.get("/my/notes/")
    with django_assert_max_num_queries(10):
        first = client.get("/my/notes/").content.decode()
    second = client.get("/my/notes/?page=2").content.decode()
    assert len(re.findall('class="noted"', first)) == 25
    assert len(re.findall('class="noted"', second)) == 2


@pytest.mark.parametrize(
    ("terms", "shown"),
    [(Terms.FULL, True), (Terms.EXTRACT, True), (Terms.HEADLINE, False), (Terms.NONE, False)],
)
@pytest.mark.parametrize(
    "path", ["/my/notes/", "/my/notes/export?form=markdown", "/my/notes/export?form=json"]
)
def test_terms_that_tightened_hold_for_what_was_marked_before(
    client: Client, held: Highlight, terms: Terms, shown: bool, path: str
) -> None:
    Publisher.objects.update(terms=terms)
    text = client.get(path).content.decode()
    assert ("Nobody was hurt." in text) == shown
    assert ("Ferry aground" in text) == (terms is not Terms.NONE)
    assert "Sure?" in text


def test_notes_as_markdown(client: Client, reader: Reader) -> None:
    article = make_article(
        make_title("Echo"), "A *bold* <b>headline</b>", body="One # line.\n\n1. Two [x](y)."
    )
    margin.mark(
        reader,
        article,
        Passage(start=0, end=99, version=1, note="- mine\n# not a heading"),
        allowed=OPEN,
        now=NOW,
    )
    answer = client.get("/my/notes/export")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="notes.md"'
    text = answer.content.decode()
    assert "\n## A \\*bold\\* \\<b\\>headline\\</b\\>\n" in text
    assert "\n> One \\# line.\n> \n> 1\\. Two \\[x\\](y).\n" in text
    assert "\n\\- mine\n\\# not a heading\n" in text
    assert f"<http://testserver/article/{article.pk}/" in text


def test_notes_as_json(client: Client, held: Highlight) -> None:
    answer = client.get("/my/notes/export?form=json")
    (article,) = json.loads(answer.content)["articles"]
    assert (article["headline"], article["title"]) == ("Ferry aground", "Northern Ledger")
    (mark,) = article["marks"]
    assert (mark["text"], mark["note"]) == ("Nobody was hurt.", "Sure?")
    assert mark["page"].endswith(f"#mark-{held.pk}")


def test_a_choice_of_look_is_kept(client: Client, reader: Reader) -> None:
    sent = {"name": "theme", "value": "sepia", "next": "/article/1/x?y=1"}
    assert client.post("/my/look", sent)["Location"] == "/article/1/x?y=1"
    assert client.post("/my/look", {"name": "size", "value": "large"}, headers=JSON).json() == {"done": True}
    html = client.get("/my/notes/").content.decode()
    assert 'data-theme="sepia" data-size="large" data-width="normal"' in html


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("shape", "round"), ("", ""), ("\0", "\0")])
def test_what_is_not_offered_is_not_kept(client: Client, reader: Reader, name: str, value: str) -> None:
    assert client.post("/my/look", {"name": name, "value": value}, headers=JSON).status_code == 400
    reader.refresh_from_db()
    assert reader.preferences == {}
