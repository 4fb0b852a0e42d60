"""Pages of accounts that allauth does not have."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import logout
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from newsstand.members.accounts.door import recent
from newsstand.members.models import Reader
from newsstand.web.door_words import told
from newsstand.web.readers import for_readers

MOST_LINES = 20
# Pages that the browser kept to be read off line, deeds that wait, and what it has cached.
CLEARED = '"cache", "storage"'


@require_GET
@for_readers
def account(request: HttpRequest, reader: Reader) -> HttpResponse:
    """How one signs in, where one is signed in, and what happened at the door lately."""
    keys = Authenticator.objects.filter(user=reader)
    found: dict[str, Any] = {
        "here": "settings",
        "pending": EmailAddress.objects.filter(user=reader, verified=False).first(),
        "has_password": reader.has_usable_password(),
        "passkeys": keys.filter(type=Authenticator.Type.WEBAUTHN).count(),
        "has_totp": keys.filter(type=Authenticator.Type.TOTP).exists(),
        "sessions": len(UserSession.objects.purge_and_list(reader)),
        "door": told(recent(reader, MOST_LINES)),
        "has_providers": bool(settings.SOCIALACCOUNT_PROVIDERS)
        or SocialAccount.objects.filter(user=reader).exists(),
    }
    return render(request, "account/index.html", found)


@require_POST
@for_readers
def end_session(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """Sign out one other browser."""
    session = UserSession.objects.filter(user=reader, pk=pk).first()
    if session is None or session.session_key == request.session.session_key:
        raise Http404("There is no such session.")
    get_adapter().end_sessions([session])
    messages.success(request, gettext("That browser is signed out."))
    return redirect("usersessions_list")


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget what it kept for who was signed in."""
    response: HttpResponse = logout(request)
    if request.method == "POST" and not request.user.is_authenticated:
        response["Clear-Site-Data"] = CLEARED
    return response
