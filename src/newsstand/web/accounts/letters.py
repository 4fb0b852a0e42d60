"""The link under letters that nobody has to get: one press and they stop, without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsstand.members.letters.stopping import reader_of_link, stop_letters


@csrf_exempt  # mail programs press it by themselves (RFC 8058): the link is signed, and can do nothing else
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop letters that are optional."""
    reader = reader_of_link(token)
    if reader is None:
        raise Http404("This link is not whole.")
    if request.method == "POST":
        stop_letters(reader)
    return render(request, "account/stop_letters.html", {"is_done": request.method == "POST"})
