"""What grouping decides: which articles tell of one event, and which carry another's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from newsstand.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article as grouping sees it.

    published: aware, or a bare day, or None; arrival order is the order in which reports are given
    source:    who published it; two reports of one source are not independent of each other
    body:      may be empty (headline only)
    """

    id: str
    url: str | None
    title: str
    body: str
    published: datetime | date | None
    language: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Where grouping put a report: its story, the original whose text it carries, and why.

    story:   the id of the story, which is the id of the report that opened it
    copy_of: the id of the original report, or None
    """

    id: str
    story: str
    copy_of: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """When and why an article joined a story; `decided_by` is "engine" or an editor's name, which wins."""

    story: str
    article: str
    joined_at: datetime
    reasons: tuple[Reason, ...]
    decided_by: str = "engine"
