"""Memberships as gifts: give one, redeem a code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from newsstand.members.limits import allow
from newsstand.members.membership.coupons import LONGEST_CODE
from newsstand.members.membership.coupons import redeem as redeem_code
from newsstand.members.membership.gifts import LONGEST_MESSAGE, code_of, make_gift
from newsstand.members.membership.holding import holding_of
from newsstand.members.membership.plans import plan_book
from newsstand.members.models import Gift, Reader
from newsstand.web.clock import now_of
from newsstand.web.gate import address
from newsstand.web.membership_words import standing_in_words
from newsstand.web.readers import for_readers
from newsstand.web.views.membership.joining import currency_of, offers, sells_here

GIFTS_AN_HOUR = 20


class GiftForm(forms.Form):
    """Whom a gift is for, from when, and a word with it."""

    plan = forms.CharField(max_length=40)
    to_name = forms.CharField(max_length=150, required=False, label=gettext_lazy("Their name"))
    to_email = forms.EmailField(max_length=254, required=False, label=gettext_lazy("Their e-mail address"))
    starts_on = forms.DateField(
        required=False,
        label=gettext_lazy("Sent on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    message = forms.CharField(
        max_length=LONGEST_MESSAGE,
        required=False,
        label=gettext_lazy("A word with it"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, plans: tuple[str, ...], today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.plans, self.today = plans, today
        self.fields["to_name"].widget.attrs["autocomplete"] = "off"
        self.fields["to_email"].widget.attrs["autocomplete"] = "off"
        self.fields["starts_on"].widget.attrs["min"] = today.isoformat()

    def clean_plan(self) -> str:
        """One of those that are sold."""
        plan = str(self.cleaned_data["plan"])
        if plan not in self.plans:
            raise forms.ValidationError(gettext("Choose how long the gift lasts."))
        return plan

    def clean_starts_on(self) -> Any:
        """Today at the earliest, a year from now at the latest."""
        day = self.cleaned_data["starts_on"]
        if day and not 0 <= (day - self.today).days <= 366:
            raise forms.ValidationError(gettext("Choose a day from today on, within a year."))
        return day


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def give(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Give a membership: say for whom and from when, then pay."""
    book, now = plan_book(), now_of(request)
    currency = currency_of(request, reader, book)
    shown = offers("gift", currency, book)
    slugs = tuple(offer.slug for offer in shown)
    form = GiftForm(
        request.POST if request.method == "POST" else None, plans=slugs, today=timezone.localtime(now).date()
    )
    if request.method == "POST" and sells_here() and form.is_valid():
        plan = book.of(form.cleaned_data["plan"])
        assert plan is not None
        if not allow(f"give:{reader.pk}", GIFTS_AN_HOUR, 3600, now):
            messages.error(request, gettext("That was often. Try again in an hour."))
            return redirect("give_membership")
        given = {name: form.cleaned_data[name] for name in ("to_name", "to_email", "message", "starts_on")}
        gift = make_gift(plan, giver=reader, now=now, **given)
        onward = urlencode({"plan": plan.slug, "currency": currency, "gift": str(gift.pk)})
        return redirect(f"{address('pay', '/join/pay')}?{onward}")
    context = {
        "form": form,
        "offers": shown,
        "chosen": request.POST.get("plan") or next(iter(slugs), ""),
        "currency": currency,
        "currencies": book.currencies,
        "sells": sells_here(),
        "contact": settings.NEWSSTAND["NEWSSTAND_CONTACT"],
        "gifts": [(gift, code_of(gift)) for gift in _given_by(reader)],
        "here": "membership",
    }
    return render(request, "web/membership/give.html", context, status=422 if form.errors else 200)


def _given_by(reader: Reader) -> list[Gift]:
    return list(Gift.objects.filter(giver=reader).exclude(paid_at=None).order_by("-made_at")[:50])


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def redeem(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Redeem a gift's or a coupon's code."""
    code = request.POST.get("code", "").replace("\0", "").strip()[: LONGEST_CODE + 10]
    problem = ""
    if request.method == "POST":
        now = now_of(request)
        outcome = redeem_code(reader, code, now) if code else "unknown"
        if outcome in ("gift", "coupon"):
            messages.success(request, standing_in_words(holding_of(reader, now)))
            return redirect("membership")
        problem = {
            "mine": gettext("You have redeemed this code already."),
            "used": gettext("This code has been redeemed."),
            "early": gettext("This gift is for a later day. Try again then."),
            "spent": gettext("This code has been used as often as it may be."),
            "over": gettext("This code is no longer valid."),
            "too_often": gettext("That was often. Try again in an hour."),
        }.get(outcome, gettext("There is no such code. Look for a letter that was mistyped."))
    context = {"code": code, "problem": problem, "here": "membership"}
    return render(request, "web/membership/redeem.html", context, status=422 if problem else 200)
