"""What For You goes by: followed, learned, muted; all of it can be changed here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from newsstand.members.for_you import forget_all, learn_from, remove_interest, restore_interest
from newsstand.members.models import Reader
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers
from newsstand.web.selectors.following import feature_asked_for, following_page, kind_in_words, one_of_kind
from newsstand.web.views.acting import wants_json
from newsstand.web.views.for_you import PRIVATE


@require_safe
@for_readers
def following(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everything that is followed, learned and muted."""
    now = now_of(request)
    learn_from(reader, now)
    page = following_page(reader, now)
    context = {
        "page": page,
        "follows": [(kind_in_words(kind), held) for kind, held in page.follows],
        "mutes": [(one_of_kind(mute.kind), mute) for mute in page.mutes],
        "learned": [(one_of_kind(one.kind), one) for one in page.learned],
        "removed": [(one_of_kind(one.kind), one) for one in page.removed],
        "here": "following",
    }
    response = render(request, "web/following.html", context)
    response["Cache-Control"] = PRIVATE
    return response


@require_POST
@for_readers
def change_interest(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Remove or restore what was learned of one thing, or forget all of it."""
    verb, now = request.POST.get("verb", ""), now_of(request)
    feature = feature_asked_for(request.POST.get("kind", ""), request.POST.get("key", ""))
    done, words = False, gettext("Nothing was learned of that.")
    if verb == "forget":
        forget_all(reader, now)
        done, words = True, gettext("Everything that was learned is forgotten.")
    elif feature is not None and verb == "remove":
        learn_from(reader, now)
        if remove_interest(reader, feature, now):
            done, words = True, gettext("It counts no longer, and nothing more is learned of it.")
    elif feature is not None and verb == "restore" and restore_interest(reader, feature):
        done, words = True, gettext("It counts again.")
    if wants_json(request):
        return JsonResponse({"done": done, "words": words}, status=200 if done else 400)
    (messages.success if done else messages.error)(request, words)
    return redirect("following")
