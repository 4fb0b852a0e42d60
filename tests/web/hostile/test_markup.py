from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml.html import HtmlElement

from newsstand.members.models import Follow, Highlight, Mute, Reader, Saved, SavedSearch
from newsstand.newsroom.models import Article, Brief, Publisher, Story, Subject, Topic
from tests.web.hostile.site import crawl
from tests.web.newsroom import NOW, fill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ATTACKS = (
    "<script>alert('x')</script>",
    "\"><img src=x onerror=alert('x')>",
    "' onmouseover='alert(1)' x='",
    "</title><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "</textarea><iframe src=javascript:alert(1)>",
    "{% load x %}{{ 7|add:7 }}",
    "<a href=javascript:alert(1)>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
EVERYTHING = " ".join(ATTACKS)


@pytest.fixture
def owner(db: None, client: Client) -> Reader:
    """The owner of a paper in which every word that came from outside attacks."""
    fill(10)
    Article.objects.update(
        headline=EVERYTHING, standfirst=EVERYTHING, byline=EVERYTHING, dateline=EVERYTHING[:180], overline=EVERYTHING[:200],
        image_caption=EVERYTHING, image_credit=EVERYTHING[:300], image_alt=EVERYTHING, section="<b>uk</b>",
        url="javascript:alert(1)", authors=[EVERYTHING], keywords=[EVERYTHING],
    )  # fmt: skip
    Story.objects.update(headline=EVERYTHING)
    Publisher.objects.update(name=EVERYTHING[:200], home_page="javascript:alert(1)", owner=EVERYTHING[:200])
    for brief in Brief.objects.all():
        brief.headline = brief.standfirst = EVERYTHING
        brief.content = poisoned(brief.content)
        brief.save()
    topic = Topic.objects.create(slug="attack", name=EVERYTHING[:200], kind="person", added_at=NOW)
    for story in Story.objects.all():
        Subject.objects.create(topic=topic, story=story, weight=1.0, articles=1, moved_at=NOW)
    reader = Reader.objects.make(name=EVERYTHING[:150], role="owner", now=NOW)
    Follow.objects.create(reader=reader, kind="topic", key="attack", name=EVERYTHING[:300], made_at=NOW)
    Follow.objects.create(reader=reader, kind="section", key="script", name=EVERYTHING[:300], made_at=NOW)
    Mute.objects.create(reader=reader, kind="word", key="zzz", name=EVERYTHING[:300], made_at=NOW)
    SavedSearch.objects.create(
        reader=reader, query=EVERYTHING[:300], name=EVERYTHING[:300], made_at=NOW, seen_at=NOW
    )
    for article in Article.objects.all()[:3]:
        Saved.objects.create(reader=reader, article=article, made_at=NOW)
        Highlight.objects.create(
            reader=reader, article=article, version=article.version, start=0, end=9, text=EVERYTHING, note=EVERYTHING,
            made_at=NOW, changed_at=NOW,
        )  # fmt: skip
    client.force_login(reader)
    return reader


def poisoned(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: poisoned(v) if k not in ("date", "citations") else v for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v) for v in value]
    return EVERYTHING if isinstance(value, str) else value


def test_no_word_from_outside_becomes_markup(client: Client, owner: Reader) -> None:
    pages, _ = crawl(client)
    for query in ATTACKS:
        pages[f"search {query}"] = page_of(client.get("/search", {"q": query}))
    assert len(pages) > 20
    for address, page in pages.items():
        assert dangers(page) == [], address


def page_of(response: Any) -> HtmlElement:
    from lxml import html

    return html.document_fromstring(response.content.decode())


def dangers(page: HtmlElement) -> list[str]:
    """Whatever in a page could run what somebody else wrote."""
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.lower()
        if tag in ("iframe", "object", "embed", "base", "applet", "style"):
            found.append(tag)
        if tag == "script" and (
            not (element.get("src") or "").startswith("/static/") or (element.text or "").strip()
        ):
            is_words = element.get("type") in ("application/ld+json", "application/json")
            found += [] if is_words else ["script"]
        for name, value in element.attrib.items():
            if name.lower().startswith("on") or name.lower() == "style":
                found.append(f"{tag} {name}")
            if name.lower() in ("href", "src", "action", "formaction", "xlink:href"):
                scheme = urlsplit(re.sub(r"[\x00-\x20]", "", value)).scheme.lower()
                # A picture drawn in place: no browser runs what stands in it.
                is_drawn = tag == "img" and value.startswith("data:image/svg+xml;base64,")
                if scheme not in ("", "http", "https", "mailto") and not is_drawn:
                    found.append(f"{tag} {name}={value[:40]}")
    return found


def test_the_danger_is_seen_where_there_is_one() -> None:
    from lxml import html

    for attack in (
        "<script>x</script>",
        "<p onclick=x>",
        "<a href=' javascript:x'>",
        "<iframe>",
        "<p style=x>",
    ):
        assert dangers(html.document_fromstring(f"<html><body>{attack}</body></html>"))
    assert not dangers(html.document_fromstring("<html><body><p class=x><a href=/x>x</a></body></html>"))
