from __future__ import annotations

import pytest

from newsstand.web.reading_time import minutes_to_read


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        (" \n ", 0),
        ("Two words", 1),
        ("word " * 230, 1),
        ("word " * 920, 4),
        ("字" * 2000, 4),
        ("かな" * 1000, 4),
        ("อ" * 4400, 4),
        ("слово " * 460, 2),
        ("한국어 " * 460, 2),
        ("字" * 1000 + " word" * 460, 4),
    ],
)
def test_minutes_by_words_or_signs(text: str, minutes: int) -> None:
    assert minutes_to_read(text) == minutes
