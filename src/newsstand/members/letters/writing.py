"""Letters put on their way: once for every key, in the transaction of what caused them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from newsstand.members.letters.rendering import letter_from
from newsstand.members.models import Letter, Reader


def write_letter(
    *,
    key: str,
    kind: str,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    html: str = "",
    reader: Reader | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Put a mail on its way, once for every key, in the caller's transaction; False where it was written before."""
    _, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "reader": reader,
            "to": to,
            "kind": kind,
            "subject": " ".join(subject.split())[:300],
            "text": text,
            "html": html,
            "made_at": now,
            "due_at": due_at or now,
        },
    )
    return is_new


def write_letter_to(
    reader: Reader,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    key: str,
    now: datetime,
    kind: str = "",
    due_at: datetime | None = None,
) -> bool:
    """A reader's letter from a template, in their language and time zone; False where it was written before, or where they have no address."""
    if not reader.email or Letter.objects.filter(key=key).exists():
        return False
    rendered = letter_from(
        template,
        {"reader": reader, **(context or {})},
        reader.language or settings.LANGUAGE_CODE,
        zone=reader.time_zone,
    )
    return write_letter(
        key=key,
        kind=kind or template,
        to=reader.email,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        reader=reader,
        now=now,
        due_at=due_at,
    )
