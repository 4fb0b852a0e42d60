"""Where readers choose how pages look to them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from newsstand.members.models import Reader
from newsstand.members.preferences import prefer
from newsstand.web.readers import for_readers
from newsstand.web.views.acting import back, wants_json


@require_POST
@for_readers
def look(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep one choice; answers a script with JSON, a form with the page it came from."""
    done = prefer(reader, request.POST.get("name", ""), request.POST.get("value", ""))
    if wants_json(request):
        return JsonResponse({"done": done}, status=200 if done else 400)
    if not done:
        messages.error(request, gettext("That is not offered."))
    return redirect(back(request))
