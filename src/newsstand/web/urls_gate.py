"""Addresses of the ways through the gate."""

from django.urls import URLPattern, path

from newsstand.web.views import gate

GATE_URLS: list[URLPattern] = [
    path("article/<int:pk>/free", gate.open_free, name="open_free"),
    path("article/<int:pk>/give", gate.give, name="give_article"),
    path("g/<slug:code>", gate.gift_link, name="gift_link"),
]
