"""Agreeing with titles: each agreement is a row that stays; what stands is copied into the title's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Q

from newsstand import model
from newsstand.model import Terms
from newsstand.newsroom.models import Agreement, Publisher
from newsstand.newsroom.terms.reopening import reopen_title

LONGEST_NOTE = 500


def agree(
    publisher: Publisher,
    agreement: model.Agreement,
    *,
    by: str,
    now: datetime,
    note: str = "",
    since: datetime | None = None,
) -> Agreement:
    """Write down what a title agreed to, from now on or from a moment to come; what stood before stays on record."""
    begins = max(since or now, now)
    minutes, seconds = divmod(agreement.embargo.total_seconds(), 60)
    expires = agreement.expires_after
    with transaction.atomic():
        Publisher.objects.select_for_update().get(pk=publisher.pk)
        row = Agreement.objects.create(
            publisher=publisher,
            since=begins,
            level=agreement.level,
            extract_words=agreement.extract_words,
            may_summarise=agreement.may_summarise,
            quote_share=Decimal(str(agreement.quote_share)).quantize(Decimal("0.001")),
            shows_pictures=agreement.shows_pictures,
            territories=sorted(agreement.territories),
            embargo_minutes=int(minutes) + (seconds > 0),
            expires_days=max(1, expires // timedelta(days=1)) if expires else None,
            decided_by=by[:150],
            note=note[:LONGEST_NOTE],
            made_at=now,
        )
        copy_standing(publisher, now)
    return row


def end_agreement(publisher: Publisher, *, now: datetime) -> bool:
    """Nothing is agreed any more, nor to come: the default for titles without an agreement counts."""
    with transaction.atomic():
        Publisher.objects.select_for_update().get(pk=publisher.pk)
        ended = Agreement.objects.filter(publisher=publisher, until=None).update(until=now)
        copy_standing(publisher, now)
    return bool(ended)


def take_effect(now: datetime) -> int:
    """Let agreements begin whose moment has come; returns how many titles have other terms now."""
    begun = Agreement.objects.filter(until=None, since__lte=now).values("publisher")
    waiting = Publisher.objects.filter(pk__in=begun).filter(Q(agreed__coming__isnull=False) | Q(agreed={}))
    changed = 0
    for publisher in waiting:
        with transaction.atomic():
            Publisher.objects.select_for_update().get(pk=publisher.pk)
            changed += copy_standing(publisher, now)
    return changed


def copy_standing(publisher: Publisher, now: datetime) -> bool:
    """Close what was replaced, and copy what stands and what is to come into the title's row; whether anything changed."""
    publisher.refresh_from_db(fields=["terms", "agreed", "signals"])
    before = (publisher.terms, publisher.agreed)
    rows = list(Agreement.objects.filter(publisher=publisher, until=None).order_by("since", "pk"))
    begun = [row for row in rows if row.since <= now]
    for old, new in pairwise(begun):
        old.until = new.since
        old.save(update_fields=["until"])
    facts: dict[str, Any] = facts_of(begun[-1]) if begun else {}
    publisher.terms = facts.pop("level", Terms.EXTRACT)
    if coming := [facts_of(row) for row in rows if row.since > now]:
        facts["coming"] = coming
    publisher.agreed = facts
    if (publisher.terms, publisher.agreed) == before:
        return False
    publisher.save(update_fields=["terms", "agreed"])
    reopen_title(publisher, now)
    return True


def facts_of(row: Agreement) -> dict[str, Any]:
    """An agreement's facts as its title's row holds them; its number tells two of them apart."""
    return {
        "agreement": row.pk,
        "since": row.since.isoformat(),
        "level": row.level,
        "extract_words": row.extract_words,
        "may_summarise": row.may_summarise,
        "quote_share": float(row.quote_share),
        "shows_pictures": row.shows_pictures,
        "territories": row.territories,
        "embargo_minutes": row.embargo_minutes,
        "expires_days": row.expires_days,
    }
