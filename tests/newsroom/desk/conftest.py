"""Who works at the desk in these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from newsstand.members.models import Reader


def make_editor(name: str) -> Reader:
    from newsstand.members.models import Reader
    from tests.newsroom.making import NOW

    return Reader.objects.make(email=f"{name.lower()}@desk.example", name=name, role="editor", now=NOW)


@pytest.fixture
def ed(db: None) -> Reader:
    return make_editor("Ed")


@pytest.fixture
def eve(db: None) -> Reader:
    return make_editor("Eve")
