"""Addresses of the pages of those who speak for titles."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from newsstand.web.views.desk import demands as desk_demands
from newsstand.web.views.publisher import claiming, terms, title

PUBLISHER_URLS: list[URLPattern] = [
    path("publisher/", title.titles, name="publisher_titles"),
    path("publisher/claim/<slug:slug>/", claiming.claim, name="publisher_claim"),
    path("publisher/<slug:slug>/", title.overview, name="publisher"),
    path("publisher/<slug:slug>/terms/", terms.terms, name="publisher_terms"),
    path("publisher/<slug:slug>/statements/", title.statements, name="publisher_statements"),
    re_path(
        r"^publisher/(?P<slug>[-a-zA-Z0-9_]+)/statements/(?P<number>[-A-Za-z0-9]{1,40})\.(?P<ending>csv|pdf)\Z",
        title.statement,
        name="publisher_statement",
    ),
    path("publisher/<slug:slug>/demands/", title.demands, name="publisher_demands"),
    path("desk/demands/", desk_demands.demands, name="desk_demands"),
    path("desk/demand/<int:pk>/", desk_demands.answer, name="desk_demand"),
]
