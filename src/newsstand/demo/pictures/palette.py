"""Five printing inks mixed from a title's colours."""

from __future__ import annotations

from dataclasses import dataclass

from newsstand.demo.titles import Look

_CREAM = "#f3e9d2"
_NIGHT = "#10141d"
_AMBER = "#e9a136"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """Paper, and what is printed on it from light to dark; spark is for the one thing that must be seen."""

    paper: str
    pale: str
    mid: str
    ink: str
    spark: str


def mix_inks(look: Look) -> Inks:
    """The inks of a title: its accent, light and dark, on cream, and its second colour as the spark."""
    return Inks(
        paper=_CREAM,
        pale=mix(look.accent, _CREAM, 0.68),
        mid=mix(look.accent, _CREAM, 0.22),
        ink=mix(look.accent, _NIGHT, 0.8),
        spark=mix(look.second, _AMBER, 0.2) if _is_bright(look.second) else _AMBER,
    )


def mix(first: str, second: str, share: float) -> str:
    """Two colours (#rrggbb) mixed; share is how much of the second, from 0 to 1."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _is_bright(colour: str) -> bool:
    """Whether a colour can be a spark: strong and light enough to stand out from the others."""
    channels = _channels(colour)
    return max(channels) >= 170 and max(channels) - min(channels) >= 90
