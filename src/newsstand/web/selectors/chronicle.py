"""How a story grew: who opened it, who came to it, what changed, what was written and corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext

from newsstand.newsroom.models import Brief, Inaccuracy
from newsstand.web.selectors.coverage import Report

Kind = Literal["opened", "joined", "changed", "written", "corrected"]
AT_ONCE = 8
"""Steps that are shown before one asks for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happened to the story; `precision` says how exactly its moment is known."""

    at: datetime
    kind: Kind
    words: str
    precision: str = "time"
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The steps in order, parted into those that are shown at once and the earlier ones behind them."""

    earlier: tuple[Step, ...]
    latest: tuple[Step, ...]


def chronicle_of(
    reports: Sequence[Report], brief: Brief | None, corrections: Sequence[Inaccuracy]
) -> Chronicle:
    """All that is known of a story's growth, the first step first: no query."""
    steps = [*_reports(reports), *_changes(reports), *_brief(brief), *_corrections(corrections)]
    steps.sort(key=lambda s: s.at)
    cut = len(steps) - AT_ONCE if len(steps) > AT_ONCE + 2 else 0
    return Chronicle(tuple(steps[:cut]), tuple(steps[cut:]))


def _reports(reports: Sequence[Report]) -> list[Step]:
    first: dict[int, Report] = {}
    for report in sorted(reports, key=lambda r: r.article.published_at):
        first.setdefault(report.article.publisher_id, report)
    steps: list[Step] = []
    for place, report in enumerate(first.values()):
        if place == 0:
            words = gettext("reported it first")
        elif report.article.copy_of_id:
            words = gettext("carried another title’s text")
        else:
            words = gettext("reported it")
        steps.append(
            Step(
                at=report.article.published_at,
                precision=report.article.published_precision,
                kind="joined" if place else "opened",
                title=report.article.publisher.name,
                url=report.url,
                words=words,
            )
        )
    return steps


def _changes(reports: Sequence[Report]) -> list[Step]:
    return [
        Step(
            at=r.changed_at,
            kind="changed",
            title=r.article.publisher.name,
            url=r.url,
            words=gettext("changed its report"),
        )
        for r in reports
        if r.changed_at is not None
    ]


def _brief(brief: Brief | None) -> list[Step]:
    if brief is None:
        return []
    words = gettext("Our brief was written")
    if brief.revision > 1:
        words = gettext("Our brief was rewritten: version %(n)s") % {"n": brief.revision}
    return [Step(at=brief.written_at, kind="written", words=words)]


def _corrections(corrections: Sequence[Inaccuracy]) -> list[Step]:
    return [
        Step(at=c.settled_at, kind="corrected", words=gettext("Corrected: %(answer)s") % {"answer": c.answer})
        for c in corrections
        if c.settled_at is not None
    ]
