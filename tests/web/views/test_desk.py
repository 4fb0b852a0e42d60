"""The editors' desk by HTTP: who gets in, what each form does, that nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Reader
from newsstand.newsroom.desk import picks, stories
from newsstand.newsroom.inaccuracies import report_inaccuracy
from newsstand.newsroom.models import (
    Conflict,
    Inaccuracy,
    LogLine,
    Membership,
    Pick,
    Publisher,
    Story,
    Subject,
)
from tests.web.newsroom import NOW, ferry_story, fill, make_article, make_edition, make_story, make_title

pytestmark = pytest.mark.django_db
PAGES = (
    "/desk/",
    "/desk/picks/picks/",
    "/desk/picks/good_news/",
    "/desk/missed/",
    "/desk/search",
    "/desk/log/",
)


@pytest.fixture
def desk(client: Client, editor: Reader) -> Client:
    client.force_login(editor)
    return client


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return unescape(response.content.decode())


def send(client: Client, path: str, **sent: Any) -> Any:
    response = client.post(path, sent)
    assert response.status_code == 302, response.content.decode()[-2000:]
    return response


def choose(editor: Reader, story: Story | None = None, kind: str = "picks") -> Pick:
    return picks.choose(story or ferry_story(), kind, editor, now=NOW)


def addresses(editor: Reader) -> list[str]:
    pick = choose(editor)
    picks.change(pick.pk, picks.Wording(headline="A"), 1, editor, now=NOW)
    other = picks.change(pick.pk, picks.Wording(headline="B"), 1, editor, now=NOW)
    return [*PAGES, f"/desk/pick/{pick.pk}/", f"/desk/story/{pick.story_id}/", f"/desk/conflict/{other.pk}/"]


FORMS = (
    "/desk/choose", "/desk/pick/1/place", "/desk/pick/1/", "/desk/story/1/spike", "/desk/story/1/merge",
    "/desk/conflict/1/", "/desk/inaccuracy/1/",
)  # fmt: skip


@pytest.mark.parametrize("role", ["nobody", "member", "publisher"])
def test_nobody_else_learns_that_it_is_there(client: Client, editor: Reader, role: str) -> None:
    paths = addresses(editor)
    if role != "nobody":
        client.force_login(Reader.objects.make(name="Ada", role=role, now=NOW))
    before = LogLine.objects.count()
    for path in paths:
        assert client.get(path).status_code == 404, path
    for path in FORMS:
        assert client.post(path, {"story": "1", "kind": "picks", "why": "x"}).status_code == 404, path
    assert LogLine.objects.count() == before


def test_editors_and_the_owner_find_every_page(client: Client, editor: Reader) -> None:
    paths = addresses(editor)
    for who in (editor, Reader.objects.make(role="owner", now=NOW)):
        client.force_login(who)
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, path
            assert response["Cache-Control"] == "private, no-cache"


def test_looking_changes_nothing_and_forms_need_their_token(editor: Reader) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    story = ferry_story()
    assert strict.post("/desk/choose", {"story": story.pk, "kind": "picks"}).status_code == 403
    for path in (f"/desk/story/{story.pk}/spike", "/desk/choose"):
        assert strict.get(path).status_code == 405
    assert not LogLine.objects.exists()


def test_from_a_story_page_to_the_front_page(desk: Client, editor: Reader, settings: Any) -> None:
    every = fill(40)
    story = every[30]
    ferry = every[0]
    assert "Draft for Our Picks" in read(desk, f"/story/{ferry.pk}/ferry")
    response = send(desk, "/desk/choose", story=story.pk, kind="picks", line="  Because\nit is odd ")
    pick = Pick.objects.get()
    assert response.url == f"/desk/pick/{pick.pk}/"
    html = read(desk, response.url)
    assert "Because it is odd" in html
    assert story.headline in html, "the original stands next to the edition's words"
    send(
        desk, response.url, headline="Retitled <b>&", line="Because it is odd", revision="1", then="place",
        starts_at="", ends_at="",
    )  # fmt: skip
    front = read(desk, "/")
    assert "Retitled <b>&" in front
    assert "Because it is odd" in front
    raw = desk.get("/").content.decode()
    assert "Retitled <b>" not in raw, "an editor's words are plain text"
    send(desk, f"/desk/pick/{pick.pk}/withdraw", why="Enough")
    settings.NOW = lambda: NOW + timedelta(minutes=1)  # the front page is laid out once a minute
    assert "Because it is odd" not in read(desk, "/")
    log = read(desk, "/desk/log/")
    for words in (
        "chose a story",
        "worded a pick",
        "placed a pick",
        "took a pick out",
        "Enough",
        editor.name,
    ):
        assert words in log


def test_a_story_of_one_report_is_picked_on_the_reports_page(desk: Client) -> None:
    article = make_article(make_title("Ledger"), "A lone matter")
    story = make_story([article])
    assert f"/desk/story/{story.pk}/" in read(desk, f"/article/{article.pk}/")
    assert "/desk/story/" not in read(desk, f"/article/{make_article(article.publisher, 'In no story').pk}/")


def test_readers_find_no_pick_form(client: Client, reader: Reader) -> None:
    story = ferry_story()
    assert "/desk/" not in read(client, f"/story/{story.pk}/ferry")
    assert "/desk/" not in read(client, f"/article/{story.opened_by_id}/")


def test_times_are_in_the_editors_zone_and_say_so(desk: Client, editor: Reader) -> None:
    editor.time_zone = "America/New_York"
    editor.save()
    pick = choose(editor)
    assert "America/New_York" in read(desk, f"/desk/pick/{pick.pk}/")
    sent = {
        "headline": "",
        "line": "",
        "revision": "1",
        "starts_at": "2026-03-12T18:30",
        "ends_at": "2026-03-13T18:30",
    }
    send(desk, f"/desk/pick/{pick.pk}/", **sent, then="place")
    pick.refresh_from_db()
    assert pick.starts_at == datetime(2026, 3, 12, 22, 30, tzinfo=UTC)
    assert pick.state_at(NOW) == "scheduled"
    assert 'value="2026-03-12T18:30"' in read(desk, f"/desk/pick/{pick.pk}/")
    revision = pick.revision
    send(desk, f"/desk/pick/{pick.pk}/", **sent | {"revision": str(revision)})
    pick.refresh_from_db()
    assert pick.revision == revision, "the form as it was shown changes nothing"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts_at": "soon"}, "A day and a time, please"),
        ({"starts_at": "2026-03-29T01:30"}, "clocks go forward"),
        ({"starts_at": "2026-03-12T10:00Z"}, "in your own zone"),
        ({"ends_at": "9999-12-31T23:59"}, "of this century"),
        ({"starts_at": "2026-03-13T10:00", "ends_at": "2026-03-13T10:00"}, "must end after"),
        ({"line": "x" * 501}, "No more than 500"),
        ({"headline": "x" * 201}, "No more than 200"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    desk: Client, editor: Reader, fields: dict[str, str], words: str
) -> None:
    pick = choose(editor)
    sent = {"headline": "My words", "line": "My reason", "revision": "1"} | fields
    response = desk.post(f"/desk/pick/{pick.pk}/", sent)
    html = unescape(response.content.decode())
    assert response.status_code == 400
    assert words in html
    assert all(v in html for k, v in sent.items() if k in ("headline", "line"))
    pick.refresh_from_db()
    assert (pick.revision, pick.headline) == (1, "")


def test_two_editors_who_write_at_once_see_both_versions(desk: Client, editor: Reader) -> None:
    pick = choose(editor)
    eve = Reader.objects.make(name="Eve", role="editor", now=NOW)
    other = Client()
    other.force_login(eve)
    read(desk, f"/desk/pick/{pick.pk}/")
    assert f"{editor.name} has this open since" in read(other, f"/desk/pick/{pick.pk}/")
    send(other, f"/desk/pick/{pick.pk}/", headline="Eve's words", line="", revision="1")
    response = send(desk, f"/desk/pick/{pick.pk}/", headline="Ed's words", line="Ed's reason", revision="1")
    conflict = Conflict.objects.get()
    assert response.url == f"/desk/conflict/{conflict.pk}/"
    html = read(desk, response.url)
    assert all(words in html for words in ("Eve's words", "Ed's words", "Ed's reason"))
    assert f"/desk/conflict/{conflict.pk}/" in read(other, "/desk/")
    send(desk, response.url, headline="Both words", line="Ed's reason", revision="2", do="use")
    pick.refresh_from_db()
    assert (pick.headline, pick.line, pick.revision) == ("Both words", "Ed's reason", 3)
    assert "Two versions of a pick" not in read(desk, "/desk/")
    again = desk.post(response.url, {"headline": "Late", "revision": "3", "do": "use"})
    assert again.status_code == 400
    assert "Settled by" in read(desk, response.url)
    pick.refresh_from_db()
    assert pick.headline == "Both words"


def test_keeping_what_stands_ends_a_conflict(desk: Client, editor: Reader) -> None:
    pick = choose(editor)
    picks.change(pick.pk, picks.Wording(headline="First"), 1, editor, now=NOW)
    conflict = picks.change(pick.pk, picks.Wording(headline="Second"), 1, editor, now=NOW)
    send(desk, f"/desk/conflict/{conflict.pk}/", do="keep")
    pick.refresh_from_db()
    assert pick.headline == "First"
    assert "Second" in read(desk, "/desk/log/?verb=settle_conflict")


def test_order_and_pins_work_without_scripts(desk: Client, editor: Reader) -> None:
    title = make_title("Ledger")
    made = [choose(editor, make_story([make_article(title, f"Story {n}")])) for n in range(3)]
    for pick in made:
        send(desk, f"/desk/pick/{pick.pk}/place")
    send(desk, f"/desk/pick/{made[2].pk}/order", place="1")
    send(desk, f"/desk/pick/{made[0].pk}/order", place="3")
    send(desk, f"/desk/pick/{made[1].pk}/order", place="junk")
    html = read(desk, "/desk/picks/picks/")
    places = [html.index(f"Story {n}") for n in (1, 2, 0)]
    assert places == sorted(places)
    send(desk, f"/desk/pick/{made[0].pk}/pin")
    assert picks.in_order("picks", NOW)[0].story.headline == "Story 0"


def test_a_story_is_spiked_with_a_reason_and_comes_back(desk: Client) -> None:
    story = ferry_story()
    make_edition([story])
    send(desk, f"/desk/story/{story.pk}/spike", why=" ")
    assert client_status(story) == 200, "no reason, no spike"
    send(desk, f"/desk/story/{story.pk}/spike", why="A hoax <i>")
    assert client_status(story) == 404
    html = read(desk, f"/desk/story/{story.pk}/")
    assert "A hoax <i>" in html
    assert "<i>" not in desk.get(f"/desk/story/{story.pk}/").content.decode()
    send(desk, f"/desk/story/{story.pk}/unspike", why="It was true")
    assert client_status(story) == 200


def client_status(story: Story) -> int:
    return Client().get(f"/story/{story.pk}/x").status_code


def test_a_merged_storys_address_leads_on(desk: Client) -> None:
    ferry = ferry_story()
    title = make_title("Dock Gazette")
    other = make_story([make_article(title, "Ferry stuck"), make_article(title, "Ferry still stuck")])
    html = read(desk, f"/desk/story/{ferry.pk}/?q={other.pk}")
    assert "Merge into this story" in html
    send(desk, f"/desk/story/{ferry.pk}/merge", other=f"http://testserver/story/{other.pk}/ferry-stuck")
    response = Client().get(f"/story/{other.pk}/ferry-stuck")
    assert (response.status_code, response["Location"].startswith(f"/story/{ferry.pk}/")) == (302, True)
    assert Story.objects.get(pk=ferry.pk).reports == 5
    assert "part of another story" in read(desk, f"/desk/story/{other.pk}/")
    article = Membership.objects.filter(story=ferry, article__headline="Ferry still stuck").get().article_id
    send(desk, f"/desk/story/{ferry.pk}/split", article=article, why="Another ferry")
    assert Story.objects.get(pk=ferry.pk).reports == 4
    send(
        desk,
        f"/desk/story/{Membership.objects.get(article=article).story_id}/move",
        article=article,
        into=ferry.pk,
    )
    assert Story.objects.get(pk=ferry.pk).reports in (4, 5)


def test_sections_pins_and_topics(desk: Client) -> None:
    story = ferry_story()
    send(desk, f"/desk/story/{story.pk}/section", section="travel-nonsense")
    assert Story.objects.get(pk=story.pk).section == "uk"
    send(desk, f"/desk/story/{story.pk}/section", section="local")
    assert Story.objects.get(pk=story.pk).section == "local"
    send(desk, f"/desk/story/{story.pk}/pin", hours="6")
    story.refresh_from_db()
    assert story.ruling.pinned_until == NOW + timedelta(hours=6)
    for wrong in ({"hours": "9" * 18}, {"hours": "0"}, {"until": "tomorrow"}):
        send(desk, f"/desk/story/{story.pk}/pin", **wrong)
    story.ruling.refresh_from_db()
    assert story.ruling.pinned_until == NOW + timedelta(hours=6)
    send(desk, f"/desk/story/{story.pk}/unpin")
    send(desk, f"/desk/story/{story.pk}/topic-add", topic="Shipwrecks")
    subject = Subject.objects.get(story=story, topic__name="Shipwrecks")
    assert "Shipwrecks" in read(desk, f"/desk/story/{story.pk}/")
    send(desk, f"/desk/story/{story.pk}/topic-remove", topic=subject.topic.slug)
    assert Subject.objects.get(pk=subject.pk).removed
    verbs = list(LogLine.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["section", "lead_pin", "lead_unpin", "topic_add", "topic_remove"]


def test_a_reader_is_answered_once(desk: Client) -> None:
    story = ferry_story()
    wrong = report_inaccuracy(story, words="It was <b>209</b>.", now=NOW, sentence="212 people")
    assert isinstance(wrong, Inaccuracy)
    assert "It was <b>209</b>." in read(desk, "/desk/")
    assert "<b>209" not in desk.get("/desk/").content.decode()
    send(desk, f"/desk/inaccuracy/{wrong.pk}/", do="correct", answer="  ")
    wrong.refresh_from_db()
    assert wrong.state == "open", "a correction says what was wrong"
    send(desk, f"/desk/inaccuracy/{wrong.pk}/", do="correct", answer="It was 209, not 212.")
    send(desk, f"/desk/inaccuracy/{wrong.pk}/", do="dismiss", answer="Never mind")
    wrong.refresh_from_db()
    assert (wrong.state, wrong.answer) == ("corrected", "It was 209, not 212.")
    assert "Nothing waits for an answer." in read(desk, "/desk/")
    assert "It was 209, not 212." in read(desk, f"/desk/story/{story.pk}/")


def test_search_finds_stories_and_leads_to_a_number(desk: Client) -> None:
    story = ferry_story()
    assert desk.get(f"/desk/search?q={story.pk}").url == f"/desk/story/{story.pk}/"
    assert story.headline in read(desk, "/desk/search?q=marigold")
    assert story.headline in read(desk, "/desk/picks/picks/?q=marigold")
    assert "Nothing was found" in read(desk, "/desk/search?q=zzzzqq")


def test_what_was_missed_has_its_reasons_and_leaves_out_what_is_picked(desk: Client, editor: Reader) -> None:
    voice = make_title("Village Voice")
    long = " ".join(["word"] * 400)
    found = make_story([make_article(voice, "Sailor found alive after nine days", body=long)])
    ferry_story()
    html = read(desk, "/desk/missed/")
    assert "Sailor found alive" in html
    assert "“found alive” counts for it" in html
    assert "400 words of its own" in html
    choose(editor, found, "good_news")
    assert "Sailor found alive" not in read(desk, "/desk/missed/")


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/picks/picks/",
        "/desk/missed/",
        "/desk/log/",
        "/desk/search?q=ferry",
        "/desk/story/{story}/",
    ],
)
def test_pages_take_as_few_queries_for_much_as_for_little(
    desk: Client, editor: Reader, django_assert_max_num_queries: Any, path: str
) -> None:
    first = ferry_story()
    counts = []
    for size in (9, 27):
        for number in range(size):
            title = make_title(f"Title {size} {number}")
            made = make_story([make_article(title, f"Ferry rescued {number}", body=" ".join(["x"] * 300))])
            if number % 2:
                picks.place(choose(editor, made, ("picks", "good_news")[number % 4 > 1]).pk, editor, now=NOW)
            report_inaccuracy(made, words="No, no.", now=NOW - timedelta(hours=2 * number))
            stories.set_section(made.pk, "local", editor, now=NOW)
            if path.startswith("/desk/story"):
                stories.merge(made.pk, first.pk, editor, now=NOW)
        make_edition(list(Story.objects.filter(spiked_at=None)[:5]), minutes=size)
        read(desk, path.format(story=first.pk))
        with django_assert_max_num_queries(60) as seen:
            read(desk, path.format(story=first.pk))
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 1, counts


HOSTILE = ("", "0", "-1", "9" * 400, "a\0b", "1;drop table", "²", "🚀", "<script>alert(1)</script>", "%00")


def test_no_input_breaks_the_desk(desk: Client, editor: Reader) -> None:
    pick = choose(editor)
    for value in HOSTILE:
        for path in ("/desk/search", "/desk/log/", "/desk/picks/picks/", f"/desk/story/{pick.story_id}/"):
            asked = dict.fromkeys(("q", "by", "verb", "story", "page"), value)
            assert desk.get(path, asked).status_code in (200, 302), (path, value)
        for path in (
            "/desk/choose", f"/desk/pick/{pick.pk}/", f"/desk/pick/{pick.pk}/order", "/desk/inaccuracy/1/",
            *(f"/desk/story/{pick.story_id}/{deed}" for deed in ("merge", "split", "move", "pin", "section", "topic-add", "topic-remove")),
        ):  # fmt: skip
            fields = (
                "story", "kind", "line", "headline", "starts_at", "ends_at", "revision", "place", "other", "article",
                "into", "hours", "until", "section", "topic", "answer", "next", "why",
            )  # fmt: skip
            status = desk.post(path, dict.fromkeys(fields, value)).status_code
            assert status in (302, 400, 404), (path, value)
    for path in ("/desk/pick/{}/", "/desk/story/{}/", "/desk/conflict/{}/", "/desk/story/{}/spike", "/desk/pick/{}/pin", "/desk/inaccuracy/{}/"):  # fmt: skip
        assert desk.get(path.format("9" * 30)).status_code in (404, 405)
        assert desk.post(path.format("9" * 30), {"why": "x"}).status_code in (302, 404, 405)
    assert desk.get("/desk/picks/nonsense/").status_code == 404
    assert desk.post(f"/desk/pick/{pick.pk}/explode").status_code == 404
    assert Publisher.objects.exists()
