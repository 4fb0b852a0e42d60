"""Candidates -> an edition: by score, and so that no section runs on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsstand.model import Candidate, Edition, Slot
from newsstand.rank.lead.scoring import score_story
from newsstand.rank.lead.settings import LeadSettings


def lead_stories(
    candidates: Sequence[Candidate], *, now: datetime, limit: int, settings: LeadSettings | None = None
) -> Edition:
    """The stories that lead at `now`, best first; ties go to the story that moved last, then to its id."""
    weights = settings or LeadSettings()
    slots = [score_story(c, now=now, settings=weights) for c in candidates]
    sections = {c.story: c.section for c in candidates}
    moved = {c.story: c.moved_at for c in candidates}
    slots.sort(key=lambda s: s.story)
    slots.sort(key=lambda s: (s.score, moved[s.story]), reverse=True)
    return Edition(at=now, slots=tuple(spread_sections(slots, sections, weights.section_run)[:limit]))


def spread_sections(slots: Sequence[Slot], sections: dict[str, str | None], run: int) -> list[Slot]:
    """The same slots, so that no more than `run` stories of one section follow each other while others wait."""
    waiting, out = list(slots), list[Slot]()
    while waiting:
        recent = [sections.get(s.story) for s in out[-run:]]
        full = recent[0] if len(recent) == run and recent[0] and len(set(recent)) == 1 else None
        pick = next((s for s in waiting if full is None or sections.get(s.story) != full), waiting[0])
        waiting.remove(pick)
        out.append(pick)
    return out
