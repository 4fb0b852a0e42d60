"""Our Picks and Good News on the desk: the lists, a pick, two versions of one side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsstand.errors import ActRefused
from newsstand.members.models import Reader
from newsstand.members.targets import row_id
from newsstand.newsroom.desk import picks
from newsstand.newsroom.desk.log import log_lines
from newsstand.newsroom.models import Conflict, Pick, Story
from newsstand.web.clock import now_of
from newsstand.web.desk_form import TypedPick, plain_line, shown_pick, typed_pick
from newsstand.web.desk_words import lists, states
from newsstand.web.readers import for_editors
from newsstand.web.selectors import desk as selector
from newsstand.web.selectors.cards import story_url
from newsstand.web.views.acting import back, shortened


@require_safe
@for_editors
def list_of(request: HttpRequest, editor: Reader, kind: str) -> HttpResponse:
    """One list: what stands, what is scheduled, drafts, what is over."""
    names = lists()
    if kind not in names:
        raise Http404("There is no such list.")
    text = plain_line(request.GET.get("q", ""))[:300]
    context = {
        "kind": kind,
        "name": names[kind],
        "names": names,
        "page": selector.list_page(kind, now_of(request)),
        "asked": text,
        "found": selector.search_stories(text, zone=timezone.get_current_timezone()),
        "here": "desk",
        "at": kind,
    }
    return render(request, "web/desk/list.html", context)


@require_POST
@for_editors
def choose(request: HttpRequest, editor: Reader) -> HttpResponse:
    """Pick a story: a draft is made, which opens; with `now` it stands at once, and the page stays."""
    now, kind = now_of(request), request.POST.get("kind", "")
    story = find_story(row_id(request.POST.get("story", "")))
    try:
        pick = picks.choose(story, kind, editor, now=now, line=plain_line(request.POST.get("line", "")))
        if pick.state == Pick.State.DRAFT and request.POST.get("now"):
            picks.place(pick.pk, editor, now=now)
            words = gettext("“%(name)s” stands in %(list)s.")
            messages.success(request, words % {"name": shortened(story.headline), "list": lists()[kind]})
            return redirect(back(request))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(back(request))
    return redirect("desk_pick", pick.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def pick(request: HttpRequest, editor: Reader, pk: int) -> HttpResponse:
    """A pick with its form, who else has it open, and what was done to it; POST puts the words in."""
    found, now = find_pick(pk), now_of(request)
    if request.method != "POST":
        return _show(request, editor, found, shown_pick(picks.wording_of(found), found.revision))
    typed = typed_pick(request.POST)
    if typed.faults:
        return _show(request, editor, found, typed, status=400)
    try:
        done = picks.change(pk, typed.wording, typed.revision, editor, now=now)
        if isinstance(done, Conflict):
            return redirect("desk_conflict", done.pk)
        if request.POST.get("then") == "place":
            picks.place(pk, editor, now=now)
    except ActRefused as refusal:
        typed.faults["form"] = str(refusal)
        return _show(request, editor, find_pick(pk), typed, status=400)
    messages.success(request, gettext("Saved."))
    return redirect("desk_pick", pk)


def _show(
    request: HttpRequest, editor: Reader, found: Pick, typed: TypedPick, status: int = 200
) -> HttpResponse:
    now = now_of(request)
    state = found.state_at(now)
    context = {
        "pick": found,
        "typed": typed,
        "state": state,
        "state_words": states()[state],
        "list_name": lists()[found.kind],
        "others": picks.note_opening(found, editor, now=now),
        "story_url": story_url(found.story),
        "conflicts": Conflict.objects.filter(pick=found, settled_at=None).order_by("at")[:20],
        "log": selector.told(log_lines(pick=found.pk)[:50]),
        "zone": timezone.get_current_timezone_name(),
        "longest_headline": picks.LONGEST_HEADLINE,
        "longest_line": picks.LONGEST_LINE,
        "here": "desk",
        "at": found.kind,
    }
    return render(request, "web/desk/pick.html", context, status=status)


Deed = Callable[[int, Reader, HttpRequest], Any]
DEEDS: dict[str, Deed] = {
    "place": lambda pk, who, r: picks.place(pk, who, now=now_of(r)),
    "hold": lambda pk, who, r: picks.hold(pk, who, now=now_of(r)),
    "withdraw": lambda pk, who, r: picks.withdraw(
        pk, who, now=now_of(r), why=plain_line(r.POST.get("why", ""))[:500]
    ),
    "pin": lambda pk, who, r: picks.pin(pk, who, now=now_of(r)),
    "unpin": lambda pk, who, r: picks.pin(pk, who, now=now_of(r), pinned=False),
    "order": lambda pk, who, r: picks.order(pk, row_id(r.POST.get("place", "")), who, now=now_of(r)),
    "close": lambda pk, who, r: picks.close_pick(find_pick(pk), who),
}


@require_POST
@for_editors
def do(request: HttpRequest, editor: Reader, pk: int, deed: str) -> HttpResponse:
    """One deed on a pick: place, hold, withdraw, pin, unpin, order, close."""
    found = find_pick(pk)
    if deed not in DEEDS:
        raise Http404("There is no such deed.")
    try:
        DEEDS[deed](pk, editor, request)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        words = {
            "place": gettext("It is placed."),
            "hold": gettext("It is a draft again."),
            "withdraw": gettext("It is taken out. Its words stay in the log."),
            "pin": gettext("It is pinned."),
            "unpin": gettext("It is pinned no longer."),
            "order": gettext("Its place is changed."),
        }
        if deed in words:
            messages.success(request, words[deed])
    return redirect("desk_list", found.kind) if deed == "close" else redirect(back(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def conflict(request: HttpRequest, editor: Reader, pk: int) -> HttpResponse:
    """Two versions of a pick side by side: what stands, and what was typed meanwhile."""
    found = Conflict.objects.select_related("pick__story").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such conflict.")
    kept = shown_conflict(found)
    if request.method == "POST":
        typed = typed_pick(request.POST)
        keeps = request.POST.get("do") == "keep"
        if typed.faults and not keeps:
            return _show_conflict(request, found, typed, status=400)
        try:
            wording = None if keeps else typed.wording
            done = picks.settle_conflict(pk, wording, typed.revision, editor, now=now_of(request))
        except ActRefused as refusal:
            typed.faults["form"] = str(refusal)
            return _show_conflict(request, found, kept if keeps else typed, status=400)
        if isinstance(done, Conflict):
            messages.error(request, gettext("It changed once more. Look at both again."))
            return redirect("desk_conflict", done.pk)
        messages.success(request, gettext("Settled."))
        return redirect("desk_pick", done.pk)
    return _show_conflict(request, found, kept)


def shown_conflict(found: Conflict) -> TypedPick:
    """What was typed, as a form shows it, to be put in over what stands."""
    typed = {name: str(found.typed.get(name, "")) for name in ("headline", "line", "starts_at", "ends_at")}
    wording = picks.wording_from(typed)
    return shown_pick(wording, found.pick.revision)


def _show_conflict(
    request: HttpRequest, found: Conflict, typed: TypedPick, status: int = 200
) -> HttpResponse:
    context = {
        "conflict": found,
        "pick": found.pick,
        "stands": shown_pick(picks.wording_of(found.pick), found.pick.revision),
        "typed": typed,
        "zone": timezone.get_current_timezone_name(),
        "longest_headline": picks.LONGEST_HEADLINE,
        "longest_line": picks.LONGEST_LINE,
        "here": "desk",
        "at": found.pick.kind,
    }
    return render(request, "web/desk/conflict.html", context, status=status)


def find_pick(pk: int) -> Pick:
    """A pick with its story; Http404 where there is none."""
    found = Pick.objects.select_related("story__opened_by").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such pick.")
    return found


def find_story(pk: int) -> Story:
    """A story, spiked or not; Http404 where there is none."""
    found = Story.objects.select_related("opened_by").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such story.")
    return found
