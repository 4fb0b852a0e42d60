"""The choices of how pages look, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from newsstand.members.preferences import CHOICES, Preferences


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the things that can be chosen."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What can be chosen, and from what."""

    name: str
    words: str
    choices: tuple[Choice, ...]


def looks_of(preferences: Preferences) -> list[Look]:
    """Text size, line width and colours, with what a reader has chosen."""
    names = {"size": gettext("Text size"), "width": gettext("Line width"), "theme": gettext("Colours")}
    words = {
        ("size", "small"): gettext("Small"),
        ("size", "normal"): gettext("Normal"),
        ("size", "large"): gettext("Large"),
        ("size", "larger"): gettext("Larger"),
        ("size", "largest"): gettext("Largest"),
        ("width", "narrow"): gettext("Narrow"),
        ("width", "normal"): gettext("Normal"),
        ("width", "wide"): gettext("Wide"),
        ("theme", "auto"): gettext("As the device"),
        ("theme", "light"): gettext("Light"),
        ("theme", "dark"): gettext("Dark"),
        ("theme", "sepia"): gettext("Sepia"),
    }
    return [
        Look(
            name,
            label,
            tuple(
                Choice(value, words[name, value], getattr(preferences, name) == value)
                for value in CHOICES[name]
            ),
        )
        for name, label in names.items()
    ]
