"""Topics: all of them, one with its stories, and its feed."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import condition, require_safe

from newsstand.newsroom.models import Topic
from newsstand.newsroom.records import clean, digest
from newsstand.newsroom.topics import standing_topic
from newsstand.topics import gazetteer
from newsstand.web.clock import now_of
from newsstand.web.selectors.cards import card_of
from newsstand.web.selectors.topic_pages import (
    KINDS,
    busiest_topics,
    feed_state,
    feed_stories,
    listed_topics,
    topic_page,
)
from newsstand.web.selectors.topics import topic_name
from newsstand.web.views.lists import page_number

LONGEST_QUERY = 80
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def kind_name(kind: str) -> str:
    """What several topics of a kind are called."""
    names = {
        Topic.Kind.THEME: gettext("Themes"),
        Topic.Kind.PERSON: gettext("People"),
        Topic.Kind.PLACE: gettext("Places"),
        Topic.Kind.ORGANISATION: gettext("Organisations"),
        Topic.Kind.TEAM: gettext("Teams"),
    }
    return names.get(Topic.Kind(kind), kind) if kind in Topic.Kind.values else ""


def one_of_kind(kind: str) -> str:
    """What one topic of a kind is called."""
    names = {
        Topic.Kind.THEME: pgettext("a topic", "Theme"),
        Topic.Kind.PERSON: pgettext("a topic", "Person"),
        Topic.Kind.PLACE: pgettext("a topic", "Place"),
        Topic.Kind.ORGANISATION: pgettext("a topic", "Organisation"),
        Topic.Kind.TEAM: pgettext("a topic", "Team"),
    }
    return names.get(Topic.Kind(kind), kind)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Topics by kind, the busiest first; all of a kind, or those with a word in their name, from A to Z."""
    query = " ".join(clean(request.GET.get("q", "")).split())[:LONGEST_QUERY]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Topic.Kind.values else ""
    number = page_number(request)
    context: dict[str, object] = {
        "wanted": query,
        "kind": kind,
        "kind_name": kind_name(kind),
        "kinds": [(k.value, kind_name(k)) for k in KINDS],
        "number": number,
        "here": "topics",
    }
    if query or kind:
        context["listed"], context["has_more"] = listed_topics(kind=kind, query=query, number=number)
    else:
        found = busiest_topics(now_of(request))
        context["busiest"] = [(k.value, kind_name(k), found[k]) for k in KINDS if found.get(k)]
    response = render(request, "web/topics.html", context)
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's page; one that was merged leads to what it went into, a place that no story names to its surroundings."""
    found = standing_topic(slug)
    if found is None:
        if gazetteer().place(slug) and not Topic.objects.filter(slug=slug[:120]).exists():
            return redirect(f"{reverse('local')}?place={slug}")
        raise Http404("There is no such topic.")
    if found.slug != slug:
        return redirect("topic", found.slug, permanent=False)
    by_importance = request.GET.get("order") == "important"
    page = topic_page(found, now=now_of(request), number=page_number(request), by_importance=by_importance)
    response = render(
        request,
        "web/topic.html",
        {
            "page": page,
            "topic": found,
            "kind": one_of_kind(found.kind),
            "by_importance": by_importance,
            "here": "topics",
        },
    )
    response["Cache-Control"] = "public, max-age=60"
    return response


def _etag(request: HttpRequest, slug: str) -> str | None:
    state = feed_state(slug)
    if state is None:
        return None
    row, at, count = state
    return f'"{digest(request.get_host(), row.slug, row.name, at.isoformat(), str(count), get_language() or "")}"'


def _last_modified(request: HttpRequest, slug: str) -> datetime | None:
    state = feed_state(slug)
    return state[1].replace(microsecond=0) if state else None


@require_safe
@condition(etag_func=_etag, last_modified_func=_last_modified)
def topic_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's stories as an Atom feed (RFC 4287): headlines, and standfirsts where a brief or the title's terms give one."""
    state = feed_state(slug)
    if state is None:
        raise Http404("There is no such topic.")
    row, at, _ = state
    host = request.get_host().split(":")[0]
    name = topic_name(row)
    feed = MovedFeed(
        title=_xml(name),
        link=request.build_absolute_uri(reverse("topic", args=(row.slug,))),
        description=_xml(gettext("Stories about %(name)s") % {"name": name}),
        feed_url=request.build_absolute_uri(reverse("topic_feed", args=(row.slug,))),
        feed_guid=f"tag:{host},2026:topic/{row.slug}",
        author_name=gettext("The desk"),
        moved_at=at,
    )
    for story in feed_stories(row):
        card = card_of(story)
        feed.add_item(
            title=_xml(card.headline),
            link=request.build_absolute_uri(card.url),
            description=escape(_xml(card.standfirst)),
            unique_id=f"tag:{host},2026:story/{story.pk}",
            pubdate=story.opened_at,
            updateddate=story.moved_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Cache-Control"] = "public, max-age=60"
    return response


class MovedFeed(Atom1Feed):
    """An Atom feed that says when its topic moved, whether or not an entry tells."""

    def latest_post_date(self) -> datetime:
        """When the topic moved last."""
        moved: datetime = self.feed["moved_at"]
        return moved


def _xml(text: str) -> str:
    """A text without the characters that XML has no place for."""
    return _NOT_XML.sub("", clean(text))
