"""How Stripe's protocol looks: bracketed form parameters in, objects, lists and errors out."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

Thing = dict[str, Any]
_KEY = re.compile(r"[^\[\]]+")


class ApiError(Exception):
    """An answer that says what was wrong."""

    def __init__(
        self, message: str, *, status: int = 400, kind: str = "invalid_request_error", code: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "message": message} | ({"code": code} if code else {})}


def decode_form(text: str) -> Thing:
    """`a[b][0][c]=1` as nested dicts and lists."""
    tree: Thing = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        keys = _KEY.findall(name)
        if name.endswith("[]"):
            tree.setdefault(keys[0], {})[str(len(tree.get(keys[0], {})))] = value
            continue
        at = tree
        for key in keys[:-1]:
            at = at.setdefault(key, {})
        at[keys[-1]] = value
    return {key: _as_list(value) for key, value in tree.items()}


def _as_list(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _as_list(one) for key, one in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def shown(thing: Any) -> Any:
    """What the interface shows of a thing: all but what begins with an underscore."""
    if isinstance(thing, dict):
        return {key: shown(value) for key, value in thing.items() if not key.startswith("_")}
    return [shown(one) for one in thing] if isinstance(thing, list) else thing


def as_list(things: list[Thing], url: str, has_more: bool = False) -> Thing:
    return {"object": "list", "data": things, "has_more": has_more, "url": url}


def is_yes(value: Any) -> bool:
    return value in ("true", "True", True)


def add_interval(start: int, interval: str, anchor: int) -> int:
    """A month or year later, on the anchor's day or the month's last."""
    then, day = datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(anchor, UTC).day
    months = then.year * 12 + then.month - 1 + (12 if interval == "year" else 1)
    year, month = months // 12, months % 12 + 1
    day = min(day, calendar.monthrange(year, month)[1])
    return int(then.replace(year=year, month=month, day=day).timestamp())


def seconds_of(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
