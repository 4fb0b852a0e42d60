from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from tests.members.representing.site import Names, Site, open_names, open_site


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture
def names() -> Iterator[Names]:
    with open_names() as opened:
        yield opened


@pytest.fixture
def house(settings: Any, names: Names) -> Any:
    """The house asks the test's name server, and may ask this machine's own sites."""
    settings.NEWSSTAND = {
        **settings.NEWSSTAND,
        "NEWSSTAND_DNS": names.address,
        "NEWSSTAND_ALLOWED_NETWORKS": (ip_network("127.0.0.1/32"),),
        "NEWSSTAND_SINGLE_READER": False,
        "NEWSSTAND_ADDRESS": "https://paper.example",
    }
    return settings
