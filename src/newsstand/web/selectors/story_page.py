"""A story's page, all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from newsstand.members.entitlement import is_open, reads_briefs
from newsstand.members.showing import Showing
from newsstand.model import Asker, MemberState
from newsstand.newsroom.inaccuracies import corrections_of
from newsstand.newsroom.models import Brief, Slot, Story
from newsstand.web.gate import gate_of
from newsstand.web.marks import Notes
from newsstand.web.printing import Kept
from newsstand.web.readers import showing_of
from newsstand.web.reasons import reasons_in_words
from newsstand.web.sections import section_of
from newsstand.web.selectors.briefs import shown_brief
from newsstand.web.selectors.cards import Card, card_of, shown_picture
from newsstand.web.selectors.chronicle import chronicle_of
from newsstand.web.selectors.coverage import Report, coverage_of
from newsstand.web.selectors.facets import FACETS
from newsstand.web.selectors.related import related_stories
from newsstand.web.selectors.standing_chart import standing_chart
from newsstand.web.selectors.story_map import LEAST_WEIGHT, story_map
from newsstand.web.selectors.topics import Named, places_of, topics_of

GATE_PLACE = "<!--gate-->"  # words of a story cannot say it: all those are escaped
SECONDS = 60
"""For which a printed story is given to everybody, like the front page."""
RELATED_SECONDS = 300
MOST_PRINTED = 400
"""Stories that are kept in print: some 60 kB each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What of a story's page is the same for all its readers who may be shown the same."""

    head: SafeString
    body: SafeString
    related: SafeString
    topics: tuple[Named, ...]
    has_gate: bool = False


_stories: Kept[Printed] = Kept("stories", MOST_PRINTED)
_nearby: Kept[SafeString] = Kept("related-stories", 2 * MOST_PRINTED)


def story_page(request: HttpRequest, found: Story) -> dict[str, Any]:
    """What the page of a story shows, by the words of its template; no query where it was printed just now."""
    card = card_of(found)
    asked = {name: value for name in FACETS if (value := request.GET.get(name))}
    printed = printed_story(found, card, showing_of(request), asked)
    return {
        "story": found,
        "card": card,
        "address": request.build_absolute_uri(card.url),
        "is_filtered": bool(asked),
        "printed": printed,
        "body": with_gate(printed.body, request) if printed.has_gate else printed.body,
        "gate": printed.has_gate,
    }


def with_gate(body: SafeString, request: HttpRequest) -> SafeString:
    """A printed story with the gate at its place: the print is for many, the way on is each reader's."""
    gate = render_to_string("web/_gate.html", {"gate": gate_of(request)})
    return SafeString(body.replace(GATE_PLACE, gate, 1))


def printed_story(found: Story, card: Card, showing: Showing, asked: Mapping[str, str]) -> Printed:
    """A story in print: once a minute, and whenever it moves, where nothing was asked for in particular."""
    now, asker = showing.now, alike(showing.asker)
    if asked:
        return _print(found, card, showing, asked)
    brief = (getattr(found, "brief_is", None), getattr(found, "brief_of", None))
    stand = (found.headline, found.reports, found.titles)  # an editor's merge or split moves nothing
    key = (found.pk, found.moved_at, stand, brief, int(now.timestamp()) // SECONDS, asker, *_manner())
    return _stories.get(key, lambda: _print(found, card, Showing(asker, now), asked))


def alike(asker: Asker) -> Asker:
    """An asker who is shown the same: whole articles are open to all states of which `may_read` holds, to no other."""
    return replace(asker, state=MemberState.ACTIVE if asker.state.may_read else MemberState.VISITOR)


def _related(found: Story, now: datetime) -> SafeString:
    """The stories near it: looked for more seldom, for they are the dearest part of the page."""
    key = (found.pk, int(now.timestamp()) // RELATED_SECONDS, *_manner())
    return _nearby.get(
        key,
        lambda: render_to_string("web/_story_related.html", {"related": related_stories(found), "now": now}),
    )


def _manner() -> tuple[str, str]:
    """In which language and zone a page is printed."""
    return translation.get_language() or "", timezone.get_current_timezone_name()


def _print(found: Story, card: Card, showing: Showing, asked: Mapping[str, str]) -> Printed:
    now = showing.now
    brief = Brief.objects.filter(story=found).first()
    slot = newest_slot(found)
    coverage = coverage_of(found, asked=asked, showing=showing)
    whole = reads_briefs(showing.asker, are_open=settings.NEWSSTAND["NEWSSTAND_BRIEFS"] == "open")
    known = {r.article.pk: r.article for r in coverage.every}
    report_url = reverse("inaccuracy", args=(found.pk,))
    topics = tuple(topics_of(found))
    has_places = any(t.kind == "place" and t.weight >= LEAST_WEIGHT for t in topics)
    context: dict[str, Any] = {
        "story": found,
        "card": card,
        "now": now,
        "ui_direction": "rtl" if translation.get_language_bidi() else "ltr",
        "section": section_of(found.section),
        "notes": Notes(now, report_url),
        "report_url": report_url,
        "brief": shown_brief(brief, showing, known, whole=whole) if brief else None,
        "picture": shown_picture(found.image, showing) if found.image else None,
        "coverage": coverage,
        "compare_url": compare_url(found, coverage.every, showing),
        "chronicle": chronicle_of(coverage.every, brief, corrections_of(found)),
        "standing": standing_chart(found, now),
        "slot": slot,
        "slot_reasons": reasons_in_words(slot.reasons) if slot else [],
        "map": story_map(places_of(found)) if has_places else None,
    }
    return Printed(
        head=render_to_string("web/_story_head.html", context),
        body=render_to_string("web/_story_body.html", context),
        related=_related(found, now),
        topics=topics,
        has_gate=brief is not None and not whole,
    )


def compare_url(found: Story, reports: list[Report], showing: Showing) -> str:
    """Where two accounts of a story stand side by side; "" where no two titles let us show theirs."""
    open_titles = {
        r.article.publisher_id
        for r in reports
        if r.article.copy_of_id is None and is_open(showing.of(r.article))
    }
    return reverse("compare", args=(found.pk,)) if len(open_titles) > 1 else ""


def newest_slot(found: Story) -> Slot | None:
    """The story's place in the newest edition that has it."""
    return Slot.objects.filter(story=found).select_related("edition").order_by("-edition__at").first()
