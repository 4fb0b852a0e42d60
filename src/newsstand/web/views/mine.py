"""A reader's own pages: saved, history, mutes, settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

import orjson
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsstand.errors import ActRefused
from newsstand.members.acting import Act, act
from newsstand.members.history import forget, keep_history
from newsstand.members.models import Reader
from newsstand.newsroom.models import Publisher, Topic
from newsstand.web.clock import now_of
from newsstand.web.middleware import language_of
from newsstand.web.readers import for_readers, state_of
from newsstand.web.sections import section_called, section_names
from newsstand.web.selectors.mine import (
    Kept,
    every_reading,
    every_saved,
    history_page,
    kept_about,
    mutes_of,
    plain,
    saved_page,
    titles_of_saved,
)
from newsstand.web.settings_form import SettingsForm, settings_of
from newsstand.web.views.acting import said, shortened
from newsstand.web.views.lists import page_number
from newsstand.web.views.search import typed

MUTE_DAYS = (1, 7, 30, 0)  # 0 is for ever
MUTE_KINDS = ("word", "topic", "title", "section")


@require_safe
@for_readers
def saved(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What was put aside, the last first."""
    state = state_of(request)
    assert state is not None
    text = typed(request.GET.get("q", ""))
    title = request.GET.get("title", "").replace("\0", "")[:80]
    unread = request.GET.get("unread") == "1"
    zone = timezone.get_current_timezone()
    page = saved_page(reader, state, page_number(request), text=text, title=title, unread=unread, zone=zone)
    context = {
        "page": page,
        "asked": {"text": text, "title": title, "unread": unread},
        "is_narrowed": bool(text or title or unread),
        "titles": titles_of_saved(reader),
        "turning": _turning(request),
        "here": "saved",
    }
    return render(request, "web/saved.html", context)


@require_safe
@for_readers
def history(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What was opened, by day."""
    state = state_of(request)
    assert state is not None
    text = typed(request.GET.get("q", ""))
    zone = timezone.get_current_timezone()
    page, days = history_page(reader, state, page_number(request), text=text, zone=zone)
    context = {"page": page, "days": days, "text": text, "turning": _turning(request), "here": "history"}
    return render(request, "web/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def forget_history(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask whether a day, or all, is to be taken out; take it out."""
    day = _day((request.POST if request.method == "POST" else request.GET).get("day", ""))
    since = _midnight(day) if day else None
    until = _midnight(day + timedelta(days=1)) if day else None
    if request.method == "POST":
        count = forget(reader, since=since, until=until)
        words = ngettext(
            "%(count)d entry is taken out of your history.",
            "%(count)d entries are taken out of your history.",
            count,
        )
        messages.success(request, words % {"count": count})
        return redirect("history")
    return render(request, "web/forget.html", {"day": day, "here": "history"})


@require_POST
@for_readers
def keep(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Switch the keeping of history on or off."""
    keep_history(reader, request.POST.get("keep") == "yes")
    words = {
        True: gettext("Your history is kept from now on."),
        False: gettext("Nothing new is kept in your history. What stands there stays until you take it out."),
    }
    messages.success(request, words[reader.keeps_history])
    return redirect("history")


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def settings(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All settings on one page; what is wrong is said beside it, and what was typed stays."""
    form = SettingsForm(request.POST or None, initial=settings_of(reader))
    if request.method == "POST" and form.is_valid():
        form.keep(reader)
        with translation.override(language_of(request, reader)):  # of the page that says it
            messages.success(request, gettext("Your settings are saved."))
        return redirect("settings")
    context = {"form": form, "about": kept_about(reader), "here": "settings"}
    return render(request, "web/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def mutes(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What is muted, until when; a form to mute more."""
    problem = ""
    if request.method == "POST":
        problem = _mute(request, reader)
        if not problem:
            return redirect("mutes")
    context = {
        "mutes": mutes_of(reader, now_of(request)),
        "sections": section_names(),
        "days": MUTE_DAYS,
        "problem": problem,
        "typed": {name: request.POST.get(name, "") for name in ("kind", "what", "days")},
        "here": "mutes",
    }
    return render(request, "web/mutes.html", context, status=422 if problem else 200)


def _mute(request: HttpRequest, reader: Reader) -> str:
    """Mute what was typed; why not, where that cannot be."""
    sent = request.POST
    kind, what = sent.get("kind", ""), " ".join(sent.get("what", "").replace("\0", " ").split())[:200]
    days = int(sent["days"]) if sent.get("days") in {str(d) for d in MUTE_DAYS} else 0
    if not what:
        return gettext("Type what you want to mute.")
    target = _key_of(kind, what) if kind in MUTE_KINDS else None
    if target is None:
        return {
            "topic": gettext("There is no topic “%(what)s”. You can mute the word instead."),
            "title": gettext("There is no title “%(what)s”. You can mute the word instead."),
            "section": gettext("There is no section “%(what)s”. You can mute the word instead."),
        }.get(kind, gettext("Choose what “%(what)s” is.")) % {"what": shortened(what)}
    asked = Act(verb="mute", kind=kind, target=target, days=days or None)
    try:
        deed = act(reader, asked, now=now_of(request))
    except ActRefused:
        return gettext("A word to mute has between 2 and 80 letters.")
    messages.success(request, said(deed), extra_tags=f"deed-{deed.pk}")
    return ""


def _key_of(kind: str, what: str) -> str | None:
    """What deeds call a thing that a reader names."""
    if kind == "word":
        return what
    if kind == "section":
        section = section_called(what)
        return section.slug if section else None
    named = Q(name__iexact=what) | Q(slug=what.lower())
    if kind == "title":
        return Publisher.objects.filter(named).values_list("slug", flat=True).first()
    return Topic.objects.filter(named, hidden=False).values_list("slug", flat=True).first()


@require_safe
@for_readers
def export_saved(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All that was saved, as JSON or as bookmarks that every browser reads."""
    items = every_saved(reader)
    root = request.build_absolute_uri("/").rstrip("/")
    if request.GET.get("form") == "html":
        return _download(_bookmarks(items, root), "text/html; charset=utf-8", "saved.html")
    rows = (plain(item, root) | {"saved_at": item.at.isoformat(), "read": item.is_read} for item in items)
    return _download(_json("saved", rows), "application/json", "saved.json")


@require_safe
@for_readers
def export_history(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All that was read, as JSON."""
    root = request.build_absolute_uri("/").rstrip("/")
    rows = (
        plain(item, root)
        | {"read_at": item.at.isoformat(), "percent": item.depth, "finished": item.is_finished}
        for item in every_reading(reader)
    )
    return _download(_json("history", rows), "application/json", "history.json")


def _download(pieces: Iterator[bytes], content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="newsstand-{name}"'
    return response


def _json(name: str, rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    yield b'{"%s":[' % name.encode()
    for number, row in enumerate(rows):
        yield (b",\n" if number else b"\n") + orjson.dumps(row)
    yield b"\n]}\n"


def _bookmarks(items: Iterator[Kept], root: str) -> Iterator[bytes]:
    """The format that Netscape made and that browsers still take in."""
    title = gettext("Saved in Newsstand")
    head = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n'
        f"<TITLE>{title}</TITLE>\n<H1>{title}</H1>\n<DL><p>\n"
    )
    lines = (
        format_html(
            '<DT><A HREF="{}" ADD_DATE="{}" TAGS="{}">{}</A>\n',
            plain(item, root)["url"],
            int(item.at.timestamp()),
            item.whence,
            item.headline,
        )
        for item in items
    )
    yield from (line.encode() for line in chain((head,), lines, ("</DL><p>\n",)))


def _turning(request: HttpRequest) -> str:
    """The address's words but for the page, to turn the pages with."""
    words = request.GET.copy()
    words.pop("page", None)
    return words.urlencode()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if date(1970, 1, 2) < day < date(9000, 1, 1) else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
