"""Where readers say that a sentence of ours is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsstand.members.entitlement import reads_briefs
from newsstand.newsroom.inaccuracies import LONGEST_WORDS, TooMany, report_inaccuracy
from newsstand.newsroom.models import Brief
from newsstand.web.clock import now_of
from newsstand.web.readers import asker_of, reader_of
from newsstand.web.selectors.briefs import claims_of
from newsstand.web.selectors.cards import card_of
from newsstand.web.views.story import find_story

LEAST_WORDS = 5  # characters that say anything at all
TRAP = "homepage"  # a field that nobody sees: who fills it in is no reader


@dataclass(slots=True)
class Sent:
    """A form as it was filled in, and what is wrong with it, by field."""

    place: str = ""
    words: str = ""
    address: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read_form(form: QueryDict, places: dict[str, str]) -> Sent:
    """What was filled in, bounded; a place that the brief does not have is the story as a whole."""
    place = form.get("place", "")
    sent = Sent(
        place=place if place in places else "",
        words=form.get("words", "").replace("\0", "").strip()[: LONGEST_WORDS + 1],
        address=form.get("address", "").replace("\0", "").strip()[:255],
    )
    if len(sent.words) < LEAST_WORDS:
        sent.faults["words"] = gettext("Say in a few words what is wrong.")
    elif len(sent.words) > LONGEST_WORDS:
        sent.faults["words"] = gettext("Say it in no more than %(n)s characters.") % {"n": LONGEST_WORDS}
    if sent.address:
        try:
            validate_email(sent.address)
        except ValidationError:
            sent.faults["address"] = gettext("This is no e-mail address.")
    return sent


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inaccuracy(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for what is wrong with a story; what was sent is thanked for on the same page."""
    found = find_story(pk)
    brief = Brief.objects.filter(story=found).first()
    are_open = settings.NEWSSTAND["NEWSSTAND_BRIEFS"] == "open"
    whole = reads_briefs(asker_of(request), are_open=are_open)
    places = dict(claims_of(brief, whole=whole)) if brief else {}
    sent, status = Sent(place=request.GET.get("place", "")), 200
    if request.method == "POST":
        sent, status = read_form(request.POST, places), 400
        if not sent.faults:
            if request.POST.get(TRAP):
                return redirect(f"{reverse('inaccuracy', args=(pk,))}?sent=1")
            taken = report_inaccuracy(
                found,
                place=sent.place,
                sentence=places.get(sent.place, ""),
                words=sent.words,
                address=sent.address,
                reader=reader_of(request),
                now=now_of(request),
            )
            if not isinstance(taken, TooMany):
                return redirect(f"{reverse('inaccuracy', args=(pk,))}?sent=1")
            sent.faults["form"] = gettext(
                "Too many reports came within the hour. Yours was not kept: send it again later."
            )
            status = 429
    return render(
        request,
        "web/inaccuracy.html",
        {
            "story": found,
            "card": card_of(found),
            "places": list(places.items()),
            "sent": sent,
            "is_sent": "sent" in request.GET and request.method != "POST",
            "longest": LONGEST_WORDS,
            "trap": TRAP,
        },
        status=status,
    )
