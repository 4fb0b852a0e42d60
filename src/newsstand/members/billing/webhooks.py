"""Takes in the provider's webhooks: checked, kept before anything is done with them, then acted upon."""

from __future__ import annotations

import hashlib
import json
import math
from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, transaction

from newsstand.errors import ProviderObjectUnreadable
from newsstand.members.billing.applying import apply_event
from newsstand.members.billing.provider import check_signature
from newsstand.members.billing.shapes import moment, word
from newsstand.members.models import ProviderEvent
from newsstand.members.privacy.persons import without_persons

MOST_BYTES = 256 * 1024
DEEPEST = 60

Heard = Literal["new", "known"]


def hear(body: bytes, signature: str, now: datetime) -> Heard:
    """Keep an event and act upon it; what cannot be done now is done by the next round.

    SignatureInvalid: it is not the provider's. ProviderObjectUnreadable: it is no JSON at all.
    """
    check_signature(body, signature)
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProviderObjectUnreadable(f"a webhook is no JSON ({type(error).__name__})") from error
    row = keep_event(without_persons(_storable(said)), now, else_named=hashlib.sha256(body).hexdigest())
    if row is None:
        return "known"
    apply_event(row, now)
    return "new"


def keep_event(said: Any, now: datetime, *, else_named: str = "") -> ProviderEvent | None:
    """Keep an event as it came; None where it was kept before."""
    problem = ""
    try:
        name, kind = word(said, "id", needed=True), word(said, "type", needed=True)
        created_at = moment(said, "created") or now
        if len(name) > 100 or len(kind) > 80:
            raise ProviderObjectUnreadable("its id or its type is too long")
    except ProviderObjectUnreadable as error:
        name, kind, created_at = f"unreadable-{else_named}", "", now
        problem = f"given up: {error}"
    try:
        with transaction.atomic():
            row, is_new = ProviderEvent.objects.get_or_create(
                event=name,
                defaults={
                    "kind": kind,
                    "created_at": created_at,
                    "heard_at": now,
                    "body": said,
                    "applied_at": now if problem else None,
                    "problem": problem[:300],
                },
            )
    except IntegrityError:  # the same event came twice at one moment
        return None
    return row if is_new and not problem else None


def _storable(value: Any, depth: int = 0) -> Any:
    """What both stores can keep: no NUL, no half characters, no infinities, no abyss."""
    if depth > DEEPEST:
        return None
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_storable(name): _storable(one, depth + 1) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one, depth + 1) for one in value]
    return value
