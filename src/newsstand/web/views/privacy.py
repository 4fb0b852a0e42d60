"""What is kept about a reader: told, taken along, taken out."""

from __future__ import annotations

import time
from typing import cast
from urllib.parse import urlencode

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from newsstand.members.models import Gift, Group, Reader, Seat
from newsstand.members.privacy.deletion import NotDeleted, delete_account
from newsstand.members.privacy.ending import end_contracts, leave_provider
from newsstand.members.privacy.export import Count, counts_of, export_of
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers, showing_of

FORGOTTEN = '"cache", "cookies", "storage"'  # what the browser kept: pages, the session, deeds that wait
# What a kind of row is called, and the page on which one sees and changes it.
CALLED: dict[str, tuple[str | Promise, str]] = {
    "profile": (gettext_lazy("Your name, address and settings"), "settings"),
    "email_addresses": (gettext_lazy("E-mail addresses"), "account_email"),
    "sign_in_methods": (gettext_lazy("Ways to sign in besides a password"), "mfa_index"),
    "sessions": (gettext_lazy("Browsers that are signed in"), "usersessions_list"),
    "door": (gettext_lazy("What happened at the door of your account"), "account"),
    "other_accounts": (gettext_lazy("Accounts elsewhere by which you sign in"), "socialaccount_connections"),
    "follows": (gettext_lazy("What you follow"), "following"),
    "mutes": (gettext_lazy("What you muted"), "mutes"),
    "searches": (gettext_lazy("Saved searches"), "searches"),
    "saved": (gettext_lazy("What you saved"), "saved"),
    "readings": (gettext_lazy("What you opened"), "history"),
    "highlights": (gettext_lazy("Passages that you marked, and notes"), "notes"),
    "deeds": (gettext_lazy("Deeds that can be undone"), ""),
    "opened_editions": (gettext_lazy("Editions that you opened"), "editions"),
    "learning": (gettext_lazy("What For You has learned"), "following"),
    "interests": (gettext_lazy("Interests"), "following"),
    "lessons": (gettext_lazy("Stories that For You has learned from"), ""),
    "membership": (gettext_lazy("Your membership"), "membership"),
    "membership_events": (gettext_lazy("What happened to your membership"), "membership"),
    "coupons": (gettext_lazy("Coupons that you used"), ""),
    "customers": (gettext_lazy("Your number at the payment provider"), ""),
    "checkouts": (gettext_lazy("Payments begun"), ""),
    "groups": (gettext_lazy("Groups that you pay for"), "group"),
    "seats": (gettext_lazy("Your seats in groups"), ""),
    "gifts_given": (gettext_lazy("Memberships that you gave"), "give_membership"),
    "gifts_received": (gettext_lazy("Memberships given to you"), ""),
    "gift_links": (gettext_lazy("Articles that you gave away"), ""),
    "letters": (gettext_lazy("Letters to you"), ""),
    "ledger": (gettext_lazy("Payments in our books"), "fee"),
    "portions": (gettext_lazy("Parts of your fee by month"), "fee"),
    "counted_reads": (gettext_lazy("Reads that pay titles"), "fee"),
    "shares": (gettext_lazy("What your fee gave titles"), "fee"),
    "claims": (gettext_lazy("Titles that you claimed"), ""),
    "demands": (gettext_lazy("What you asked of us for a title"), ""),
    "reports": (gettext_lazy("Inaccuracies that you reported"), ""),
    "desk_log": (gettext_lazy("What you decided at the desk"), ""),
}


@require_safe
@cache_control(no_store=True)
@for_readers
def my_data(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What is kept, how much of it, and what can be done about it."""
    context = {
        "rows": [_row(count) for count in counts_of(reader)],
        "may_delete": _has_account(reader),
        "is_alone": settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"],
        "here": "settings",
    }
    return render(request, "web/privacy/data.html", context)


@require_safe
@cache_control(no_store=True)
@for_readers
def export(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of it, as JSON."""
    now = now_of(request)
    response = StreamingHttpResponse(
        export_of(reader, now, showing_of(request)), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="newsstand-{now:%Y-%m-%d}.json"'
    return cast("HttpResponse", response)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@for_readers
def delete(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Say what goes and what stays; delete the account of who has just proved that it is theirs."""
    if not _has_account(reader):
        raise Http404("There is no account to delete.")
    if not _proved_lately(request):
        return _prove(request, reader)
    if request.method == "POST":
        return _delete(request, reader)
    return render(request, "web/privacy/delete.html", {**_at_stake(reader), "here": "settings"})


def _delete(request: HttpRequest, reader: Reader) -> HttpResponse:
    leave_provider(reader)
    if isinstance(delete_account(reader, now_of(request)), NotDeleted):
        raise Http404("There is no account to delete.")
    logout(request)
    end_contracts(now_of(request))
    request.META.pop("newsstand.reader", None)
    response = render(request, "web/privacy/deleted.html", {"reader": None})
    response["Clear-Site-Data"] = FORGOTTEN
    return response


def _row(count: Count) -> dict[str, object]:
    called, page = CALLED[count.name]
    return {"called": called, "address": _address(page), "rows": count.rows, "after": count.after}


def _address(page: str) -> str:
    try:
        return reverse(page) if page else ""
    except NoReverseMatch:
        return ""


def _has_account(reader: Reader) -> bool:
    """Whether there is an account that one can leave: the house's owner is the house."""
    return not settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"] and reader.role != Reader.Role.OWNER


def _at_stake(reader: Reader) -> dict[str, object]:
    return {
        "groups": [
            {"name": group.name, "seats": Seat.objects.filter(group=group, left_at=None).exclude(reader=reader).count()}
            for group in Group.objects.filter(administrator=reader, ended_at=None)
        ],
        "gifts": Gift.objects.filter(giver=reader, redeemed_at=None, paid_at__isnull=False).count(),
        "speaks_for": list(reader.titles.values_list("name", flat=True)),
    }  # fmt: skip


def _proved_lately(request: HttpRequest) -> bool:
    """Whether a password, a key or a code was given in the last minutes; who has none of them has signed in since."""
    user = request.user
    if get_reauthentication_flows(user):
        return bool(did_recently_reauthenticate(request))
    last = max((float(r.get("at", 0)) for r in get_authentication_records(request, user)), default=0.0)
    return bool(time.time() - last < account_settings.REAUTHENTICATION_TIMEOUT)


def _prove(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask for the password, the key or the code; who has none of them signs in anew."""
    flows = [flow["id"] for flow in get_reauthentication_flows(reader)]
    back = urlencode({"next": reverse("delete_account")})
    if "reauthenticate" in flows:
        return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{back}")
    if flows:
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{back}")
    logout(request)
    return HttpResponseRedirect(f"{reverse('account_login')}?{back}")
