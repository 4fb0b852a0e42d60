"""The log of editors' deeds: a line is written with its deed, in one transaction, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from newsstand.newsroom.models import LogLine, Pick, Story
from newsstand.newsroom.records import clean

LONGEST_WHY = 500
LONGEST_NAME = 300
VERBS = (
    "choose", "change", "place", "hold", "withdraw", "order", "pin", "unpin", "conflict", "settle_conflict",
    "spike", "unspike", "merge", "split", "move", "lead_pin", "lead_unpin", "section", "topic_add",
    "topic_remove", "answer", "takedown", "put_back", "demand",
)  # fmt: skip


class Editor(Protocol):
    """Who works at the desk: a reader whose role allows it; as text, the name that stands in the log."""

    pk: Any


def signature(editor: Editor) -> str:
    """The name under which an editor's deeds stand."""
    return clean(str(editor))[:150]


def write_line(
    editor: Editor,
    verb: str,
    *,
    now: datetime,
    story: Story | None = None,
    pick: Pick | None = None,
    why: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> LogLine:
    """Note one deed."""
    assert verb in VERBS, verb
    told = story or (pick.story if pick else None)
    return LogLine.objects.create(
        at=now,
        by=signature(editor),
        editor_id=editor.pk,
        verb=verb,
        story_number=told.pk if told else None,
        pick_number=pick.pk if pick else None,
        name=clean(told.headline)[:LONGEST_NAME] if told else "",
        why=clean(why)[:LONGEST_WHY],
        before=dict(before or {}),
        after=dict(after or {}),
    )


def log_lines(
    *, by: str = "", verb: str = "", story: int | None = None, pick: int | None = None
) -> QuerySet[LogLine]:
    """Lines of the log, the newest first; what is not given is not asked for."""
    lines = LogLine.objects.order_by("-at", "-pk")
    if by:
        lines = lines.filter(by=by)
    if verb:
        lines = lines.filter(verb=verb)
    if story is not None:
        lines = lines.filter(story_number=story)
    return lines.filter(pick_number=pick) if pick is not None else lines
