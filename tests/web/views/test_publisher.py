"""The pages of those who speak for titles, over real requests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from django.test import Client

from newsstand.members.models import Claim, Close, CountedRead, Demand, Letter, Reader, Statement
from newsstand.members.representing.claiming import open_claim, speak_for
from newsstand.model import SignalKind
from newsstand.newsroom.models import Agreement, Article, LogLine, Publisher, Signal
from newsstand.newsroom.terms import agreement_of
from newsstand.web.publisher_words import signal_said
from tests.web.newsroom import NOW, make_article, make_brief, make_story, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def title() -> Publisher:
    return make_title("The Beacon")


@pytest.fixture
def other(title: Publisher) -> Publisher:
    return make_title("The Herald")


@pytest.fixture
def speaker(title: Publisher, client: Client) -> Reader:
    """Who speaks for The Beacon, signed in."""
    made = Reader.objects.make(email="bea@beacon.example", name="Bea", now=NOW)
    speak_for(made, title, NOW)
    made.refresh_from_db()
    client.force_login(made)
    return made


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


PAGES = ("", "terms/", "statements/", "demands/")


@pytest.mark.parametrize("part", PAGES)
def test_who_speaks_for_a_title_sees_its_pages_and_no_others(
    client: Client, speaker: Reader, title: Publisher, other: Publisher, part: str
) -> None:
    assert "The Beacon" in page(client, f"/publisher/the-beacon/{part}")
    page(client, f"/publisher/the-herald/{part}", 404)
    page(client, f"/publisher/no-such-title/{part}", 404)


@pytest.mark.parametrize("part", PAGES)
def test_a_reader_finds_nothing_there(client: Client, title: Publisher, reader: Reader, part: str) -> None:
    page(client, f"/publisher/the-beacon/{part}", 404)
    assert client.post(f"/publisher/the-beacon/{part}").status_code in (404, 405)


@pytest.mark.parametrize("part", PAGES)
def test_a_visitor_is_led_to_the_way_in(client: Client, title: Publisher, part: str) -> None:
    response = client.get(f"/publisher/the-beacon/{part}")
    assert response.status_code in (302, 404)


@pytest.mark.parametrize("part", PAGES)
def test_editors_see_every_title(client: Client, title: Publisher, editor: Reader, part: str) -> None:
    client.force_login(editor)
    page(client, f"/publisher/the-beacon/{part}")


def test_only_titles_of_ones_own_are_listed(
    client: Client, speaker: Reader, title: Publisher, other: Publisher
) -> None:
    html = page(client, "/publisher/")
    assert "The Beacon" in html
    assert "The Herald" not in html


def test_a_titles_page_asks_whose_it_is(client: Client, title: Publisher) -> None:
    assert 'href="/publisher/claim/the-beacon/"' in page(client, "/title/the-beacon/")


def test_a_claim_is_made_shown_and_given_up(client: Client, reader: Reader, title: Publisher) -> None:
    address = "/publisher/claim/the-beacon/"
    assert "Make my code" in page(client, address)
    assert not Claim.objects.exists(), "looking at the page claims nothing"
    client.post(address, {"do": "begin"})
    claim = Claim.objects.get()
    html = page(client, address)
    assert f"newsstand-claim={claim.token}" in html
    assert "_newsstand.the-beacon.example" in html
    assert "https://the-beacon.example/.well-known/newsstand-claim.txt" in html
    client.post(address, {"do": "give_up"})
    assert Claim.objects.get().state == "withdrawn"
    assert "Make my code" in page(client, address)


def test_nobody_sees_anothers_code(client: Client, reader: Reader, title: Publisher) -> None:
    bob = Reader.objects.make(email="bob@beacon.example", name="Bob", now=NOW)
    theirs = open_claim(bob, title, NOW)
    assert isinstance(theirs, Claim)
    client.post("/publisher/claim/the-beacon/", {"do": "begin"})
    assert theirs.token not in page(client, "/publisher/claim/the-beacon/")
    assert client.post("/publisher/claim/the-herald/", {"do": "look"}).status_code == 404


def test_a_single_reader_has_nobody_to_claim_from(client: Client, title: Publisher, settings: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    page(client, "/publisher/claim/the-beacon/", 404)
    page(client, "/publisher/the-beacon/terms/")
    assert "Is this your title" not in page(client, "/title/the-beacon/")


def read_by(article: Article, readers: int) -> None:
    for n in range(readers):
        CountedRead.objects.create(
            member=f"m{n}", month=date(2026, 3, 1), article=article, publisher=article.publisher, day=11,
            seconds=120, depth=100, is_finished=True,
        )  # fmt: skip


def test_the_overview_tells_reads_citations_and_signals(
    client: Client, speaker: Reader, title: Publisher, other: Publisher
) -> None:
    article = make_article(title, "Ferry runs aground off Skerry Point")
    story = make_story([article, make_article(other, "Ferry aground")], headline="A ferry on the rocks")
    make_brief(story, [article])
    read_by(article, 6)
    Signal.objects.create(
        publisher=title, kind="noarchive", first_seen_at=NOW - timedelta(days=3), seen_at=NOW
    )
    html = page(client, "/publisher/the-beacon/")
    assert "<dd>6</dd>" in html
    assert "<dd>12</dd>" in html
    assert "A ferry on the rocks" in html
    assert "Lifeboats took 212 passengers off." in html
    assert "Pages say “noarchive”." in html
    assert "At most the beginning is shown." in html
    assert "<rect" in html


def test_fewer_than_five_readers_are_not_counted_out(
    client: Client, speaker: Reader, title: Publisher
) -> None:
    read_by(make_article(title, "Ferry runs aground"), 4)
    html = page(client, "/publisher/the-beacon/")
    assert "fewer than 5" in html
    assert "<dt>Reads</dt>" not in html
    assert "<dd>0</dd>" in page(client, "/publisher/the-beacon/?month=before")


TERMS = {
    "level": "full", "extract_words": "60", "may_summarise": "on", "quote_percent": "12.5", "territories": "GB, Ireland",
    "embargo_hours": "1.5", "expires_days": "30", "note": "From April",
}  # fmt: skip


def mark_of(client: Client) -> str:
    html = page(client, "/publisher/the-beacon/terms/")
    return html.partition('name="standing" value="')[2].partition('"')[0]


def test_terms_are_confirmed_before_they_stand(client: Client, speaker: Reader, title: Publisher) -> None:
    make_article(title, "Ferry runs aground off Skerry Point")
    address = "/publisher/the-beacon/terms/"
    sent = {**TERMS, "standing": mark_of(client)}
    html = client.post(address, sent).content.decode()
    assert not Agreement.objects.exists()
    assert "What changes" in html
    assert "A member sees" in html
    assert html.count("wider") >= 2
    assert "narrower" in html
    client.post(address, {**sent, "do": "agree"})
    row = Agreement.objects.get()
    assert (row.level, row.extract_words, row.may_summarise, row.shows_pictures) == ("full", 60, True, False)
    assert (row.territories, row.embargo_minutes, row.expires_days) == (["GB", "IE"], 90, 30)
    assert (row.decided_by, row.note) == ("Bea", "From April")
    title.refresh_from_db()
    assert agreement_of(title).is_agreed
    html = page(client, address)
    assert "From April" in html
    assert 'value="12.5"' in html


def test_terms_that_somebody_set_meanwhile_are_shown_first(
    client: Client, speaker: Reader, title: Publisher
) -> None:
    address = "/publisher/the-beacon/terms/"
    old = mark_of(client)
    client.post(address, {**TERMS, "standing": old, "do": "agree"})
    html = client.post(address, {**TERMS, "level": "none", "standing": old, "do": "agree"}).content.decode()
    assert "Somebody set other terms meanwhile" in html
    assert Agreement.objects.get().level == "full"


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "everything"}, {"extract_words": "-1"}, {"extract_words": "9999999"}, {"quote_percent": "101"},
        {"quote_percent": "NaN"}, {"territories": "Atlantis"}, {"embargo_hours": "x"}, {"expires_days": "0"},
    ],
)  # fmt: skip
def test_terms_that_make_no_sense_are_said(
    client: Client, speaker: Reader, title: Publisher, wrong: dict[str, str]
) -> None:
    response = client.post("/publisher/the-beacon/terms/", {**TERMS, **wrong, "do": "agree"})
    assert response.status_code == 400
    assert 'class="error"' in response.content.decode()
    assert not Agreement.objects.exists()


def test_a_takedown_needs_a_tick_and_acts(client: Client, speaker: Reader, title: Publisher) -> None:
    article = make_article(title, "Ferry runs aground off Skerry Point")
    address = "/publisher/the-beacon/demands/"
    sent = {"article": article.url, "kind": "takedown", "reaches": "article", "words": "It was never true."}
    assert client.post(address, sent).status_code == 400
    assert not Demand.objects.exists()
    html = client.post(address, {**sent, "sure": "yes"}, follow=True).content.decode()
    assert "The article is taken down." in html
    article.refresh_from_db()
    assert article.withdrawn_at is not None
    assert "It was never true." in html


def test_another_titles_article_cannot_be_taken_down(
    client: Client, speaker: Reader, other: Publisher
) -> None:
    article = make_article(other, "Ferry aground")
    sent = {"article": str(article.pk), "kind": "takedown", "words": "Out with it.", "sure": "yes"}
    assert client.post("/publisher/the-beacon/demands/", sent).status_code == 400
    assert client.post("/publisher/the-herald/demands/", sent).status_code == 404
    article.refresh_from_db()
    assert article.withdrawn_at is None


def test_a_correction_is_answered_at_the_desk(
    client: Client, speaker: Reader, title: Publisher, editor: Reader
) -> None:
    article = make_article(title, "Ferry runs aground off Skerry Point")
    sent = {"article": str(article.pk), "kind": "correction", "words": "It was 209 passengers."}
    client.post("/publisher/the-beacon/demands/", sent)
    demand = Demand.objects.get()
    desk = Client()
    desk.force_login(editor)
    assert "What titles ask for" in page(desk, "/desk/")
    assert "It was 209 passengers." in page(desk, "/desk/demands/")
    assert client.post(f"/desk/demand/{demand.pk}/", {"answer": "Done so.", "do": "done"}).status_code == 404
    desk.post(f"/desk/demand/{demand.pk}/", {"answer": "The brief says 209 now.", "do": "done"})
    demand.refresh_from_db()
    assert (demand.state, demand.answered_by) == ("done", "Ed")
    assert "The brief says 209 now." in page(client, "/publisher/the-beacon/demands/")
    assert Letter.objects.filter(kind="demand_answered", to="bea@beacon.example").count() == 1
    assert "answered a title" in page(desk, "/desk/log/")


def test_what_was_typed_is_kept_when_something_is_wrong(client: Client, speaker: Reader) -> None:
    sent = {"article": "<b>nowhere</b>", "kind": "correction", "words": "Wrong in every line."}
    response = client.post("/publisher/the-beacon/demands/", sent)
    html = response.content.decode()
    assert response.status_code == 400
    assert "&lt;b&gt;nowhere" in html
    assert "Wrong in every line." in html


def make_statement(title: Publisher) -> Statement:
    close, _ = Close.objects.get_or_create(
        month=date(2026, 2, 1),
        currency="EUR",
        defaults={
            "closed_at": NOW, "fees": 0, "taxes": 0, "costs": 0, "kept": 0, "shared": 0, "members": 0, "fingerprint": "0",
        },
    )  # fmt: skip
    return Statement.objects.create(
        close=close, publisher=title, number=f"2026-02-EUR-{title.pk}", minor=12345, members=9, reads=77, finished=50,
        seconds=1, fingerprint="0",
    )  # fmt: skip


def test_statements_are_listed_and_nobody_elses_are_given(
    client: Client, speaker: Reader, title: Publisher, other: Publisher
) -> None:
    own, theirs = make_statement(title), make_statement(other)
    html = page(client, "/publisher/the-beacon/statements/")
    assert own.number in html
    assert "123.45" in html
    for ending, start in (("csv", b""), ("pdf", b"%PDF-")):
        response = client.get(f"/publisher/the-beacon/statements/{own.number}.{ending}")
        assert response.status_code == 200
        assert response.content.startswith(start)
        assert f"{own.number}.{ending}" in response["Content-Disposition"]
        page(client, f"/publisher/the-beacon/statements/{theirs.number}.{ending}", 404)
        page(client, f"/publisher/the-herald/statements/{theirs.number}.{ending}", 404)


def test_what_was_taken_down_by_mistake_is_put_back(
    client: Client, speaker: Reader, title: Publisher, other: Publisher
) -> None:
    article = make_article(title, "Ferry runs aground", image_url="https://the-beacon.example/f.jpg")
    address = "/publisher/the-beacon/demands/"
    for reaches in ("picture", "article"):
        sent = {"article": article.url, "kind": "takedown", "reaches": reaches, "words": "By mistake.", "sure": "yes"}  # fmt: skip
        client.post(address, sent)
    html = page(client, address)
    assert html.count("Show it again") == 2
    for demand in Demand.objects.all():
        client.post(address, {"put_back": demand.pk})
        client.post(address, {"put_back": demand.pk})
    article.refresh_from_db()
    assert (article.withdrawn_at, article.image_url) == (None, "https://the-beacon.example/f.jpg")
    assert "Show it again" not in page(client, address)
    assert sorted(LogLine.objects.values_list("verb", flat=True)) == ["put_back"] * 2 + ["takedown"] * 2
    assert client.post(address, {"put_back": "99999"}).status_code == 404
    assert client.post("/publisher/the-herald/demands/", {"put_back": demand.pk}).status_code == 404


def test_every_kind_of_signal_is_said_in_words() -> None:
    for kind in get_args(SignalKind):
        says, does = signal_said(kind, "1")
        assert says != kind
        assert does
    assert signal_said("tdmrep", "0")[1] == ""
