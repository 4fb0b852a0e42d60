from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Deed, Follow, Reader, Saved
from newsstand.web.views.acting import shortened
from tests.web.newsroom import NOW, make_article, make_story, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Any:
    title = make_title("Northern Ledger")
    return make_story([make_article(title, "Ferry <script>alert(1)</script> runs aground")])


def form(story: Any, **more: str) -> dict[str, str]:
    return {"verb": "save", "kind": "story", "target": str(story.pk), "next": "/titles/"} | more


def test_a_form_leads_back_and_says_what_was_done(client: Client, reader: Reader, story: Any) -> None:
    response = client.post("/my/act", form(story), follow=True)
    assert response.redirect_chain == [("/titles/", 302)]
    page = response.content.decode()
    assert "Saved: “Ferry &lt;script&gt;alert(1)&lt;/script&gt; runs aground”." in page
    assert f'name="deed" value="{Deed.objects.get().pk}"' in page
    client.post("/my/undo", {"deed": str(Deed.objects.get().pk)})
    assert not Saved.objects.exists()


def test_a_script_gets_json(client: Client, reader: Reader, story: Any) -> None:
    response = client.post("/my/act", form(story), headers={"Accept": "application/json"})
    assert response.json()["done"] is True
    refused = client.post("/my/act", form(story, target="77"), headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["done"]) == (400, False)


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("https://evil.example/", "/"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("/search?q=a&page=2", "/search?q=a&page=2"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_elsewhere(
    address: str, leads_to: str, client: Client, reader: Reader, story: Any
) -> None:
    assert client.post("/my/act", form(story, next=address))["Location"] == leads_to


def test_only_a_form_of_ours_is_obeyed(reader: Reader, story: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    assert strict.post("/my/act", form(story)).status_code == 403
    assert strict.get("/my/act").status_code == 405
    assert not Saved.objects.exists()


def test_nobody_undoes_anothers_deed(client: Client, reader: Reader, story: Any) -> None:
    other = Reader.objects.make(name="Bob", now=NOW)
    deed = Deed.objects.create(
        reader=other, key="k", verb="follow", kind="section", target="uk", name="UK", at=NOW
    )
    Follow.objects.create(reader=other, kind="section", key="uk", name="UK", made_at=NOW)
    assert client.post("/my/undo", {"deed": str(deed.pk)}).status_code == 404
    assert client.post("/my/undo", {"deed": "x\0"}).status_code == 404
    assert Follow.objects.exists()


@pytest.mark.parametrize("days", ["7", "-1", "x", "99999999999", "", "٧"])
def test_any_number_of_days_will_do(days: str, client: Client, reader: Reader, story: Any) -> None:
    sent = {"verb": "mute", "kind": "word", "target": "ferry", "days": days}
    assert client.post("/my/act", sent).status_code == 302


def test_a_long_name_is_cut_between_words() -> None:
    assert shortened("one two three", 9) == "one two…"


def test_one_button_of_a_shared_form_says_it_all(client: Client, reader: Reader, story: Any) -> None:
    client.post("/my/act", {"act": f"save story {story.pk}"})
    assert Saved.objects.get().story == story
    client.post("/my/act", {"act": f"mute story {story.pk} 7"})
    mute = reader.mutes.get()
    assert (mute.key, mute.until) == (str(story.pk), NOW + timedelta(days=7))


@pytest.mark.parametrize("act", ["", "save", "save story", "\0 story 1", "save story 0 x y z", "é " * 500])
def test_a_button_that_says_nonsense_is_refused(client: Client, reader: Reader, act: str) -> None:
    response = client.post("/my/act", {"act": act}, headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    ("sent", "english", "german"),
    [
        ({"verb": "save", "kind": "story", "target": "77"}, "not in the paper any more", "nicht mehr in der Zeitung"),
        ({"verb": "follow", "kind": "topic", "target": "<b>"}, "not in the paper any more", "nicht mehr in der Zeitung"),
        ({"verb": "mute", "kind": "word", "target": "x"}, "between 2 and 80 letters", "zwischen 2 und 80 Buchstaben"),
        ({"verb": "eat", "kind": "story", "target": "1"}, "cannot be done here", "geht hier nicht"),
        ({"verb": "save", "kind": "word", "target": "ferry"}, "cannot be done here", "geht hier nicht"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en-gb", "de"])
def test_a_refusal_is_told_in_the_readers_language_with_a_script_and_without(
    client: Client, reader: Reader, sent: dict[str, str], english: str, german: str, language: str
) -> None:
    reader.language = language
    reader.save()
    words = {"en-gb": english, "de": german}[language]
    page = client.post("/my/act", sent | {"next": "/titles/"}, follow=True)
    assert page.redirect_chain == [("/titles/", 302)]
    told = page.content.decode()
    assert words in told.partition('class="said"')[2].partition("<main")[0]
    asked_by_script = client.post("/my/act", sent, headers={"Accept": "application/json"})
    assert (asked_by_script.status_code, words in asked_by_script.json()["why"]) == (400, True)
    assert not Deed.objects.exists()
