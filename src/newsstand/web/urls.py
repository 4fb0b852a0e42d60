"""Addresses of the reader's pages."""

from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from newsstand.web.views import front, house, lists
from newsstand.web.views.article import article
from newsstand.web.views.pictures import picture
from newsstand.web.views.story import story

urlpatterns: list[URLPattern] = [
    path("", front.front, name="front"),
    path("edition.json", front.edition_json, name="edition"),
    path("story/<int:pk>/", story),
    path("story/<int:pk>/<slug:slug>", story, name="story"),
    path("article/<int:pk>/", article),
    path("article/<int:pk>/<slug:slug>", article, name="article"),
    path("titles/", lists.titles, name="titles"),
    path("title/<slug:slug>/", lists.title, name="title"),
    path("section/<slug:slug>/", lists.section, name="section"),
    path("search", lists.search, name="search"),
    path("status", house.status, name="status"),
    path("healthz", house.healthz, name="healthz"),
    path("robots.txt", house.robots, name="robots"),
    path("manifest.webmanifest", house.manifest, name="manifest"),
    path(
        "favicon.ico",
        RedirectView.as_view(url="/static/newsstand/mark.svg", permanent=False),
        name="favicon",
    ),
    re_path(
        r"^picture/(?P<name>[0-9a-f]{32})-(?P<width>480|1280)\.(?P<ending>webp|svg)\Z",
        picture,
        name="picture",
    ),
]
