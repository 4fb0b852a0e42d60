from __future__ import annotations

import pytest
from django.test import Client

from newsstand.members.models import Reader
from newsstand.newsroom.inaccuracies import IN_AN_HOUR, LONGEST_WORDS
from newsstand.newsroom.models import Inaccuracy, Story
from tests.web.newsroom import NOW, ferry_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return ferry_story()


def address(story: Story) -> str:
    return f"/story/{story.pk}/report/"


def test_every_note_leads_to_the_form_with_its_sentence(client: Client, story: Story) -> None:
    page = client.get(f"/story/{story.pk}/x").content.decode()
    assert f'href="{address(story)}?place=sections/0/1"' in page
    html = client.get(address(story) + "?place=sections/0/1").content.decode()
    assert '<option value="sections/0/1" selected' in html
    assert '<blockquote class="claimed"' in html
    assert "Lifeboats took 212 passengers off." in html


def test_what_is_sent_is_kept_with_the_sentence_as_it_stands(client: Client, story: Story) -> None:
    sent = {"place": "sections/0/1", "words": "It was 209.", "address": "ada@reader.example"}
    response = client.post(address(story), sent, follow=True)
    assert "Thank you" in response.content.decode()
    (kept,) = Inaccuracy.objects.all()
    assert (kept.story, kept.place, kept.sentence) == (
        story,
        "sections/0/1",
        "Lifeboats took 212 passengers off.",
    )
    assert (kept.words, kept.address, kept.reader, kept.at, kept.state) == (
        "It was 209.",
        "ada@reader.example",
        None,
        NOW,
        "open",
    )


def test_who_is_signed_in_is_known(client: Client, story: Story, reader: Reader) -> None:
    client.post(address(story), {"words": "It was 209."})
    assert Inaccuracy.objects.get().reader == reader


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"words": " "}, "Say in a few words what is wrong."),
        ({}, "Say in a few words what is wrong."),
        ({"words": "x" * (LONGEST_WORDS + 1)}, f"no more than {LONGEST_WORDS} characters"),
        ({"words": "It was 209.", "address": "nobody"}, "This is no e-mail address."),
        ({"words": "It was 209.", "address": "a" * 5000 + "@x.example"}, "This is no e-mail address."),
        ({"words": "\0\0\0\0\0\0"}, "Say in a few words what is wrong."),
    ],
)
def test_faults_are_said_and_nothing_is_kept(
    client: Client, story: Story, sent: dict[str, str], fault: str
) -> None:
    response = client.post(address(story), sent)
    assert response.status_code == 400
    assert fault in response.content.decode()
    assert not Inaccuracy.objects.exists()


def test_a_place_that_is_not_there_is_the_story_as_a_whole(client: Client, story: Story) -> None:
    client.post(address(story), {"place": "sections/9/9\0", "words": "It was 209."})
    kept = Inaccuracy.objects.get()
    assert (kept.place, kept.sentence) == ("", "")


def test_who_fills_the_trap_is_thanked_and_not_heard(client: Client, story: Story) -> None:
    response = client.post(address(story), {"words": "Buy this now.", "homepage": "https://x.example"})
    assert response.status_code == 302
    assert not Inaccuracy.objects.exists()


def test_too_many_are_told_to_wait(client: Client, story: Story, reader: Reader) -> None:
    answers = [
        client.post(address(story), {"words": "It was 209."}).status_code for _ in range(IN_AN_HOUR + 1)
    ]
    assert answers == [302] * IN_AN_HOUR + [429]
    assert Inaccuracy.objects.count() == IN_AN_HOUR


def test_a_form_from_elsewhere_is_refused(story: Story) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(story), {"words": "It was 209."}).status_code == 403
    assert not Inaccuracy.objects.exists()


def test_the_form_is_kept_by_nobody(client: Client, story: Story) -> None:
    assert "no-store" in client.get(address(story))["Cache-Control"]


def test_hostile_words_stay_words(client: Client, story: Story) -> None:
    evil = '"><script>alert(1)</script>'
    html = client.post(address(story), {"words": evil, "address": evil, "place": evil}).content.decode()
    assert "<script>alert" not in html


def test_no_story_no_form(client: Client, story: Story) -> None:
    assert client.get("/story/999999/report/").status_code == 404
    assert client.put(address(story)).status_code == 405
