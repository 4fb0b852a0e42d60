from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsstand.model import Terms
from newsstand.newsroom.models import Publisher, Story
from tests.web.newsroom import BODY, make_article, make_story, make_title

pytestmark = pytest.mark.django_db

OTHER = (
    "The ferry Marigold ran aground off Skerry Point before dawn on Thursday, the coastguard said. "
    "The lifeboat crews took off 209 passengers.\n\nThe owner, Albion Ferries, has opened an inquiry."
)


@pytest.fixture
def story() -> Story:
    ledger, echo, post = make_title("Ledger"), make_title("Echo"), make_title("Post")
    told = [make_article(ledger, "Ferry aground"), make_article(echo, "Ferry on the rocks", body=OTHER)]
    return make_story([*told, make_article(post, "A third view", body="Something else is told here today.")])


def read(client: Client, story: Story, query: str = "") -> str:
    response = client.get(f"/story/{story.pk}/compare{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_two_accounts_stand_beside_each_other(client: Client, story: Story) -> None:
    html = read(client, story)
    assert html.count('class="account"') == 2
    assert '<span class="both" id="a1">The ferry Marigold ran aground' in html
    assert 'href="#b1" aria-label="1: the same in Echo"' in html
    assert '<mark class="only">The owner, Albion Ferries, has opened an inquiry.</mark>' in html
    assert "Albion Ferries" in html[html.index("Only here:", html.index('id="head-b"')) :]


def test_the_two_are_chosen_by_their_articles(client: Client, story: Story) -> None:
    first, _, third = story.memberships.order_by("pk").values_list("article_id", flat=True)
    html = read(client, story, f"?a={third}&b={first}")
    assert f'<option value="{third}" selected>Post' in html
    assert f'<option value="{first}" selected>Ledger' in html


@pytest.mark.parametrize(
    "query", ["?a=0&b=0", "?a=x&b=%00", "?a=999999999999999999999999&b=-1", "?a=", "?b=1e9", "?a=1&a=2&b=1"]
)
def test_nonsense_is_not_heeded(client: Client, story: Story, query: str) -> None:
    assert read(client, story, query).count('class="account"') == 2


def test_one_article_is_not_set_against_itself(client: Client, story: Story) -> None:
    first = story.opened_by_id
    assert read(client, story, f"?a={first}&b={first}").count(f'<option value="{first}" selected') == 1


def test_terms_hold_side_by_side_too(client: Client, story: Story) -> None:
    Publisher.objects.filter(slug="echo").update(terms=Terms.HEADLINE)
    echo = story.memberships.order_by("pk")[1].article_id
    html = read(client, story, f"?b={echo}")
    assert "Echo lets us show no more than this." in html
    assert "209 passengers" not in html
    assert "There is too little to compare." in html
    Publisher.objects.filter(slug="echo").update(terms=Terms.NONE)
    html = read(client, story, f"?b={echo}")
    assert "Ferry on the rocks" not in html
    Publisher.objects.update(terms=Terms.NONE)
    assert client.get(f"/story/{story.pk}/compare").status_code == 404, "its headline would be theirs"


def test_an_extract_is_compared_as_far_as_it_goes(client: Client, story: Story) -> None:
    Publisher.objects.filter(slug="echo").update(terms=Terms.EXTRACT)
    long = make_article(Publisher.objects.get(slug="echo"), "Long", body=BODY + "\n\nThe very end of it.")
    told = make_story([make_article(Publisher.objects.get(slug="ledger"), "Short"), long])
    html = read(client, told)
    assert "Echo lets us show no more than this." in html
    assert "The very end of it." not in html
    assert "Nobody was hurt." in html


def test_two_languages_are_not_compared_by_sentence(client: Client) -> None:
    presse = make_title("Presse", country="FR", language="fr-FR")
    words = "Le ferry Marigold s’est échoué jeudi avant l’aube au large de la pointe de Skerry."
    told = [make_article(make_title("Ledger"), "Ferry"), make_article(presse, "Le ferry", body=words)]
    html = read(client, make_story(told))
    assert "They are written in different languages" in html
    assert 'class="only"' not in html.replace('<mark class="only">marked like this', "")


def test_fewer_than_two_accounts_say_so(client: Client) -> None:
    first = make_article(make_title("Ledger"), "Ferry")
    copy = make_article(make_title("Echo"), "Ferry", copy_of=first)
    assert "Fewer than two titles" in read(client, make_story([first, copy]))


def test_a_story_named_compare_keeps_its_address(client: Client) -> None:
    told = [make_article(make_title(n), "Compare") for n in ("Ledger", "Echo")]
    story = make_story(told)
    assert "Who reports it" in read(client, story)
    assert 'class="account"' in read(client, story, "?a=1")


def test_queries_are_few_and_flat(client: Client, django_assert_max_num_queries: Any) -> None:
    many = make_story([make_article(make_title(f"T {n}"), "Told") for n in range(30)])
    few = make_story([make_article(make_title(f"F {n}"), "Told") for n in range(2)])
    for story in (few, many):
        with django_assert_max_num_queries(8):
            read(client, story)


def test_other_methods_and_missing_stories_are_answered(client: Client, story: Story) -> None:
    assert client.get("/story/999999/compare").status_code == 404
    assert client.get("/story/99999999999999999999999999/compare").status_code == 404
    assert client.post(f"/story/{story.pk}/compare").status_code == 405
