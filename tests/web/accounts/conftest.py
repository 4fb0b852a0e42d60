from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from newsstand.members.models import Letter

PASSWORD = "a quiet harbour at dusk"


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    """Passwords hashed in no time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def letters() -> list[Letter]:
    """All that was written, in order."""
    from newsstand.members.models import Letter

    return list(Letter.objects.order_by("pk"))


def path_in(letter: Letter) -> str:
    """The address in a letter that opens something, without its host."""
    found = re.search(r"https?://[^/\s]+(/account/\S+)", letter.text)
    assert found is not None, letter.text
    return found[1]
