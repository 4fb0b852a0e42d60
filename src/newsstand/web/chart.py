"""A bar chart as numbers that a template can draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands in the drawing, its label and its value."""

    x: int
    y: int
    height: int
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in a drawing of `width` by `height` units; `top` is the largest value."""

    width: int
    height: int
    bar: int
    top: int
    bars: tuple[Bar, ...]


def draw_bars(values: Sequence[tuple[str, int]], *, bar: int = 22, gap: int = 6, height: int = 96) -> Chart:
    """A chart of labelled values, the largest as high as the drawing; a value above 0 is never invisible."""
    top = max((value for _, value in values), default=0)
    bars = []
    for place, (label, value) in enumerate(values):
        tall = max(2, round(height * value / top)) if value else 0
        bars.append(Bar(x=place * (bar + gap), y=height - tall, height=tall, label=label, value=value))
    return Chart(
        width=len(bars) * (bar + gap) - gap if bars else 0, height=height, bar=bar, top=top, bars=tuple(bars)
    )
