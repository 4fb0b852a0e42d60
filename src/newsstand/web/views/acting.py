"""Where readers' deeds arrive: from a form, or sent by a script, once or again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from newsstand.errors import ActRefused
from newsstand.members.acting import VERBS, Act, act, undo
from newsstand.members.models import Deed, Reader
from newsstand.members.targets import row_id
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers
from newsstand.web.sections import told_name


@require_POST
@for_readers
def do(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Do what the form asks for; answers a script with JSON, a form with the page it came from."""
    sent = request.POST.dict()
    if "act" in sent:  # one button of a form that many share: "save story 12", "mute topic rail 7"
        sent |= dict(zip(("verb", "kind", "target", "days"), str(sent["act"]).split(), strict=False))
    asked = Act(
        verb=sent.get("verb", ""),
        kind=sent.get("kind", ""),
        target=sent.get("target", ""),
        days=_number(sent.get("days", "")) or None,
        depth=_number(sent.get("depth", "")),
        seconds=_number(sent.get("seconds", "")),
    )
    try:
        deed = act(reader, asked, now=now_of(request), key=sent.get("key", "").replace("\0", ""))
    except ActRefused:
        if wants_json(request):
            return JsonResponse({"done": False, "why": refused(asked)}, status=400)
        messages.error(request, refused(asked))
        return redirect(back(request))
    words = said(deed)
    if wants_json(request):
        return JsonResponse({"done": True, "deed": deed.pk, "words": words})
    messages.success(request, words, extra_tags=f"deed-{deed.pk}" if deed.pk else "")
    return redirect(back(request))


@require_POST
@for_readers
def take_back(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Undo one of the reader's own deeds."""
    deed = get_object_or_404(Deed, reader=reader, pk=row_id(request.POST.get("deed", "")))
    is_undone = undo(deed, now=now_of(request))
    if wants_json(request):
        return JsonResponse({"done": is_undone, "words": gettext("Undone.")})
    messages.success(request, gettext("Undone.") if is_undone else gettext("That was undone before."))
    return redirect(back(request))


def said(deed: Deed) -> str:
    """What was done, in words."""
    words = {
        "follow": gettext("You follow “%(name)s”."),
        "unfollow": gettext("You no longer follow “%(name)s”."),
        "mute": gettext("“%(name)s” is muted."),
        "unmute": gettext("“%(name)s” is no longer muted."),
        "save": gettext("Saved: “%(name)s”."),
        "unsave": gettext("No longer saved: “%(name)s”."),
        "read": gettext("Read: “%(name)s”."),
        "unread": gettext("“%(name)s” is taken out of your history."),
        "skip": gettext("You will see less like “%(name)s”."),
    }
    return words[deed.verb] % {"name": shortened(told_name(deed.kind, deed.target, deed.name))}


def refused(asked: Act) -> str:
    """Why a deed that was refused could not be done, in words."""
    verb = VERBS.get(asked.verb)
    if verb is None or asked.kind not in verb.kinds:
        return gettext("That cannot be done here. Load the page anew and try again.")
    if asked.kind == "word":
        return gettext("A word to mute has between 2 and 80 letters.")
    return gettext("That is not in the paper any more, so nothing was changed.")


def shortened(name: str, most: int = 70) -> str:
    """A name that fits a line."""
    return name if len(name) <= most else name[: most - 1].rpartition(" ")[0] + "…"


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def back(request: HttpRequest) -> str:
    """The page that a form came from, if it is one of ours; else the front page."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
            parts = urlsplit(address)
            path = "/" + parts.path.lstrip("/")
            return path + (f"?{parts.query}" if parts.query else "")
    return "/"


def _number(text: Any) -> int:
    words = str(text)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 8 else 0
