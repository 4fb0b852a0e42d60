"""Addresses of what is kept about a reader."""

from django.urls import URLPattern, path

from newsstand.web.views import privacy

PRIVACY_URLS: list[URLPattern] = [
    path("my/data/", privacy.my_data, name="my_data"),
    path("my/data/export", privacy.export, name="export_my_data"),
    path("my/data/delete", privacy.delete, name="delete_account"),
]
