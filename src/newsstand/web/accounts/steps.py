"""The page before the desk, the house and titles' pages for whoever came without a second step."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from newsstand.members.accounts.second_step import has_second_step, has_taken_it, is_demanded
from newsstand.members.models import Reader


def stop_for_second_step(request: HttpRequest, reader: Reader) -> HttpResponse | None:
    """The way to a second step, in place of what was asked for; None for whoever has taken it, or need not."""
    if not is_demanded() or has_taken_it(request, reader):
        return None
    shown = {"has_one": has_second_step(reader), "use": _where_to_use_it(request, reader), "here": "settings"}
    response = render(request, "account/second_step_first.html", shown, status=403)
    response["Cache-Control"] = "no-store"
    return response


def _where_to_use_it(request: HttpRequest, reader: Reader) -> str:
    has_app = Authenticator.objects.filter(user=reader, type=Authenticator.Type.TOTP).exists()
    page = reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
    return f"{page}?{urlencode({'next': request.get_full_path() if request.method == 'GET' else '/'})}"
