"""The way to another house and back: it begins with a page of ours, for our policy lets no form lead away from us."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

log = logging.getLogger(__name__)


def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask on GET; on POST lead the browser to the provider, or say that it does not answer."""
    answer = _ask(login, request, provider_id)
    address = answer.get("Location", "")
    if not urlsplit(address).netloc:
        return answer
    name = get_adapter().get_provider(request, provider_id).name
    return render(request, "socialaccount/go.html", {"address": address, "name": name})


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sign in whom the provider vouches for, or say that it does not."""
    return _ask(callback, request, provider_id)


def _ask(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view(request, provider_id)
    except RequestException as error:
        log.warning("the provider %s does not answer: %s", provider_id, type(error).__name__)
        provider = get_adapter().get_provider(request, provider_id)
        failed: HttpResponse = render_authentication_error(request, provider, exception=error)
        return failed
