"""The reader's pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The reader's pages, templates, the installable app."""

    name = "newsstand.web"
    label = "web"
