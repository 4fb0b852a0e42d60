"""Addresses of the operator's pages."""

from django.urls import URLPattern, path

from newsstand.web.views import dashboard

DASHBOARD_URLS: list[URLPattern] = [
    path("house/", dashboard.dashboard, name="house_dashboard"),
    path("house/paid", dashboard.pay, name="house_paid"),
]
