"""How the pipeline learns that editors decided something: two numbers in one row, which every such deed locks."""

from __future__ import annotations

from django.db.models import F

from newsstand.newsroom.models import Decided

ONLY = 1


def decided() -> Decided:
    """The numbers as they stand."""
    return Decided.objects.filter(pk=ONLY).first() or Decided(pk=ONLY)


def lock_decided() -> Decided:
    """The numbers, which nobody else changes until the transaction ends: what editors and the engine write comes one after the other."""
    rows = Decided.objects.select_for_update().filter(pk=ONLY)
    if found := rows.first():
        return found
    Decided.objects.get_or_create(pk=ONLY)
    return rows.get()


def note_grouping() -> None:
    """Say that an article belongs elsewhere now: what the engine remembers is outdated, and so is the lead."""
    Decided.objects.filter(pk=ONLY).update(grouping=F("grouping") + 1, lead=F("lead") + 1)


def note_lead() -> None:
    """Say that the lead is to be made anew."""
    Decided.objects.filter(pk=ONLY).update(lead=F("lead") + 1)
