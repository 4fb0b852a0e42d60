"""Articles of which nothing may be shown: for lists, before anybody in particular asks."""

from __future__ import annotations

from django.db.models import Q

from newsstand.model import Terms


def withheld(path: str = "") -> Q:
    """Articles that were taken down, or whose title lets us show nothing; `path` leads to the article ("opened_by__")."""
    return Q(**{f"{path}publisher__terms": Terms.NONE}) | Q(**{f"{path}withdrawn_at__isnull": False})


def untellable(path: str = "") -> Q:
    """Stories that no brief tells and whose headline would be of such an article; `path` leads to the story."""
    return Q(**{f"{path}brief": None}) & withheld(f"{path}opened_by__")
