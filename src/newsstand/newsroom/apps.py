"""The newsroom as Django knows it."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Everything stored; the use cases of the pipeline; the editors' desk."""

    name = "newsstand.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"
