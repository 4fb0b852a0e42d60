from __future__ import annotations

import pytest

from newsstand.web.templatetags.browsers import LONGEST, browser_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605", "Safari · macOS"),
        ("Firefox/3", "Firefox"),
        ("curl/8", "curl/8"),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name(said: str, name: str) -> None:
    assert browser_name(said) == name


def test_what_is_not_known_is_shown_up_to_a_length() -> None:
    assert len(browser_name("x" * 500)) == LONGEST
