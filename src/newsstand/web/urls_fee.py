"""Addresses of a member's own fee."""

from django.urls import URLPattern, path

from newsstand.web.views.fee import fee

FEE_URLS: list[URLPattern] = [path("my/fee/", fee, name="fee")]
