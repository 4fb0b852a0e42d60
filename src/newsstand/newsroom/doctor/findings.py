"""One thing looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, how it is, and what to do about it: "well", "note" (worth knowing) or "trouble"."""

    what: str
    said: str
    state: Literal["well", "note", "trouble"] = "well"
    to_do: str = ""
