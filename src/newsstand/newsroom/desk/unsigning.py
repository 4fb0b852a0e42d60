"""Takes an editor's name off what they decided: their role stands there instead, and what was decided stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from newsstand.newsroom.desk.log import Editor, signature
from newsstand.newsroom.models import (
    Agreement,
    Conflict,
    Inaccuracy,
    LogLine,
    Membership,
    Pick,
    Ruling,
    Slot,
    Subject,
    Topic,
)

# Every field in which an editor's name may stand.
SIGNED: Mapping[type[Model], tuple[str, ...]] = {
    Agreement: ("decided_by",),
    Conflict: ("typed_by", "settled_by"),
    Inaccuracy: ("settled_by",),
    LogLine: ("by",),
    Membership: ("decided_by",),
    Pick: ("chosen_by", "changed_by"),
    Ruling: ("pinned_by", "spiked_by"),
    Slot: ("chosen_by",),
    Subject: ("decided_by",),
    Topic: ("edited_by",),
}


def unsign(editor: Editor, role: str, *, is_shared: bool = False) -> None:
    """Put `role` where an editor's name stands. Where another reader has the same name (`is_shared`), only the log is
    changed: nothing else says whose the name is.
    """
    name = signature(editor)
    LogLine._base_manager.filter(editor=editor.pk).update(
        by=role, editor=None
    )  # the log's own refuses all changes
    if is_shared or name == role:
        return
    for member in Membership.objects.filter(decided_by=name).iterator(chunk_size=500):
        member.reasons = [_unsigned(reason, name, role) for reason in member.reasons]
        member.save(update_fields=["reasons"])
    for table, fields in SIGNED.items():
        for field in fields:
            table._base_manager.filter(**{field: name}).update(**{field: role})


def _unsigned(reason: Any, name: str, role: str) -> Any:
    if not isinstance(reason, dict) or reason.get("name") != "editor":
        return reason
    return reason | {"detail": str(reason.get("detail", "")).removesuffix(name) + role}
