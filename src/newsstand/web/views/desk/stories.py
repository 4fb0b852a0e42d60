"""A story on the desk: spike, merge, split, move, pin, section, topics; and answers to readers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from newsstand.errors import ActRefused, InputError
from newsstand.members.models import Reader
from newsstand.members.targets import row_id
from newsstand.newsroom.desk import answers, stories
from newsstand.newsroom.models import Membership
from newsstand.newsroom.sections import SECTIONS
from newsstand.web.clock import now_of
from newsstand.web.desk_form import moment_typed, plain_line, story_number
from newsstand.web.desk_words import lists
from newsstand.web.readers import for_editors
from newsstand.web.sections import told_name
from newsstand.web.selectors import desk as selector
from newsstand.web.views.acting import back
from newsstand.web.views.desk.picks import find_story

PINS = (1, 3, 6, 12, 24, 48)  # hours


@require_safe
@for_editors
def story(request: HttpRequest, editor: Reader, pk: int) -> HttpResponse:
    """A story with all that editors can decide about it, and its own log."""
    found = find_story(pk)
    text = plain_line(request.GET.get("q", ""))[:300]
    number = story_number(text)
    others = selector.found_stories([number] if number != pk else []) if number else None
    if others is None:
        others = selector.search_stories(text, zone=timezone.get_current_timezone(), but=pk)
    context = {
        "page": selector.story_desk(found, now_of(request)),
        "asked": text,
        "found": others,
        "names": lists(),
        "sections": [(slug, told_name("section", slug, name)) for slug, name, _ in SECTIONS],
        "pins": PINS,
        "zone": timezone.get_current_timezone_name(),
        "here": "desk",
    }
    return render(request, "web/desk/story.html", context)


class Asked(NamedTuple):
    """What a form asks for: the story, who asks, what was sent, when."""

    pk: int
    editor: Reader
    sent: QueryDict
    now: datetime

    @property
    def why(self) -> str:
        """The reason that the editor gave."""
        return plain_line(self.sent.get("why", ""))[:500]


def _spike(asked: Asked) -> str:
    if not asked.why:
        raise ActRefused(gettext("Say why: the next editor will ask."))
    stories.spike(asked.pk, asked.editor, why=asked.why, now=asked.now)
    return gettext("It is spiked: no list and no edition shows it.")


def _unspike(asked: Asked) -> str:
    stories.unspike(asked.pk, asked.editor, why=asked.why, now=asked.now)
    return gettext("It is back.")


def _merge(asked: Asked) -> str:
    other = story_number(asked.sent.get("other", ""))
    stories.merge(other, asked.pk, asked.editor, now=asked.now, why=asked.why)
    return gettext("The other story is part of this one now. Its brief is being written anew.")


def _split(asked: Asked) -> str:
    _member_of(asked)
    stories.split(row_id(asked.sent.get("article", "")), asked.editor, now=asked.now, why=asked.why)
    return gettext("It is a story of its own now.")


def _move(asked: Asked) -> str:
    _member_of(asked)
    into = story_number(asked.sent.get("into", ""))
    stories.move(row_id(asked.sent.get("article", "")), into, asked.editor, now=asked.now, why=asked.why)
    return gettext("The report is moved.")


def _member_of(asked: Asked) -> None:
    article = row_id(asked.sent.get("article", ""))
    if not Membership.objects.filter(article=article, story=asked.pk).exists():
        raise ActRefused(gettext("That report is not in this story (any longer)."))


def _lead_pin(asked: Asked) -> str:
    hours, until = row_id(asked.sent.get("hours", "")), asked.sent.get("until", "")
    try:
        moment = moment_typed(plain_line(until)[:40])
    except ValueError as fault:
        raise ActRefused(str(fault)) from None
    if moment is None:
        moment = asked.now + timedelta(hours=min(hours, 10_000))
    stories.pin_in_lead(asked.pk, moment, asked.editor, now=asked.now, why=asked.why)
    return gettext("It stands at the top of Lead stories within a few seconds.")


def _lead_unpin(asked: Asked) -> str:
    stories.unpin_from_lead(asked.pk, asked.editor, now=asked.now)
    return gettext("Its place is the engine’s to find again.")


def _section(asked: Asked) -> str:
    section = asked.sent.get("section", "")
    if section and section not in {slug for slug, _, _ in SECTIONS}:
        raise ActRefused(gettext("There is no such section."))
    stories.set_section(asked.pk, section, asked.editor, now=asked.now)
    return gettext("The section is set.")


def _topic_add(asked: Asked) -> str:
    topic = answers.give_topic(asked.pk, plain_line(asked.sent.get("topic", "")), asked.editor, now=asked.now)
    return gettext("It is about “%(name)s”.") % {"name": topic.name}


def _topic_remove(asked: Asked) -> str:
    topic = answers.take_topic(asked.pk, plain_line(asked.sent.get("topic", "")), asked.editor, now=asked.now)
    return gettext("It is not about “%(name)s”.") % {"name": topic.name}


DEEDS: dict[str, Callable[[Asked], str]] = {
    "spike": _spike,
    "unspike": _unspike,
    "merge": _merge,
    "split": _split,
    "move": _move,
    "pin": _lead_pin,
    "unpin": _lead_unpin,
    "section": _section,
    "topic-add": _topic_add,
    "topic-remove": _topic_remove,
}


@require_POST
@for_editors
def do(request: HttpRequest, editor: Reader, pk: int, deed: str) -> HttpResponse:
    """One deed on a story."""
    find_story(pk)
    if deed not in DEEDS:
        raise Http404("There is no such deed.")
    try:
        words = DEEDS[deed](Asked(pk, editor, request.POST, now_of(request)))
    except InputError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("desk_story", pk)


@require_POST
@for_editors
def answer(request: HttpRequest, editor: Reader, pk: int) -> HttpResponse:
    """Settle what a reader reported."""
    try:
        answers.answer(
            pk,
            request.POST.get("answer", "").replace("\0", ""),
            editor,
            now=now_of(request),
            is_corrected=request.POST.get("do") == "correct",
        )
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Answered."))
    return redirect(back(request))
