"""Addresses of paying."""

from django.urls import URLPattern, path

from newsstand.web.views import billing

BILLING_URLS: list[URLPattern] = [
    path("join/pay", billing.pay, name="pay"),
    path("join/done", billing.paid, name="paid"),
    path("my/membership/card", billing.portal, name="portal"),
    path("hooks/stripe", billing.stripe_hook, name="stripe_hook"),
]
