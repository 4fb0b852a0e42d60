"""How pages look to a reader: a closed list of choices, whatever the row holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from newsstand.members.models import Reader

THEMES = ("auto", "light", "dark", "sepia")
SIZES = ("small", "normal", "large", "larger", "largest")
WIDTHS = ("narrow", "normal", "wide")
CHOICES: dict[str, tuple[str, ...]] = {"theme": THEMES, "size": SIZES, "width": WIDTHS}


@dataclass(frozen=True, slots=True)
class Preferences:
    """theme: of every page; size, width: of the text of stories and articles."""

    theme: str = "auto"
    size: str = "normal"
    width: str = "normal"


def preferences_of(reader: Reader | None) -> Preferences:
    """A reader's choices; the defaults where they chose nothing, or nothing that is offered."""
    held: Any = reader.preferences if reader and isinstance(reader.preferences, dict) else {}
    chosen = {f.name: held.get(f.name) for f in fields(Preferences)}
    return Preferences(**{name: value for name, value in chosen.items() if value in CHOICES[name]})


def prefer(reader: Reader, name: str, value: str) -> bool:
    """Store one choice; False where it is none that is offered."""
    if value not in CHOICES.get(name, ()):
        return False
    reader.preferences = asdict(preferences_of(reader)) | {name: value}
    reader.save(update_fields=["preferences"])
    return True
