from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

CSS = Path(str(finders.find("newsstand/paper.css"))).read_text()
BLOCKS = {
    "light": r":root",
    "dark where the system is": r':root\[data-theme="auto"\]',
    "dark": r':root\[data-theme="dark"\]',
    "sepia": r':root\[data-theme="sepia"\]',
}
THEMES = {name: re.findall(rule + r" \{([^}]*--paper[^}]*)\}", CSS)[0] for name, rule in BLOCKS.items()}


def colours(theme: str) -> dict[str, tuple[int, int, int]]:
    found = re.findall(r"--(\w+): #([0-9a-f]{6});", THEMES[theme])
    return {name: (int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for name, c in found}


def brightness(colour: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [c / 255 for c in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", list(BLOCKS))
def test_text_stands_out_from_the_paper(theme: str) -> None:
    named = colours(theme)
    for ink in ("ink", "soft"):
        assert contrast(named[ink], named["paper"]) >= 7, ink
    assert contrast(named["ink"], named["lit"]) >= 7
    assert contrast(named["accent"], named["paper"]) >= 4.5


def test_black_on_white_is_twenty_one() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


def test_nothing_is_rounded_shadowed_or_shaded() -> None:
    assert "box-shadow" not in CSS
    assert "text-shadow" not in CSS
    assert set(re.findall(r"border-radius: ([^;]+);", CSS)) <= {"0"}
    assert "background: linear-gradient" not in CSS


def test_what_the_stylesheet_asks_for_is_there() -> None:
    for address in re.findall(r'url\("([^"]+)"\)', CSS):
        assert finders.find(f"newsstand/{address}"), address
