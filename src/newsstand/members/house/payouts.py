"""That a statement was paid: a line in the ledger, entered once."""

from __future__ import annotations

from datetime import datetime

from newsstand.errors import ActRefused
from newsstand.members.ledger import enter
from newsstand.members.models import Statement


def note_payout(number: str, *, now: datetime, by: str, reference: str = "") -> bool:
    """Enter that a statement was paid; False where that stood there already, ActRefused for a number that is none."""
    statement = Statement.objects.select_related("close", "publisher").filter(number=number).first()
    if statement is None:
        raise ActRefused(f"there is no statement {number[:40]!r}")
    if statement.minor <= 0:
        raise ActRefused(f"statement {number} owes nothing")
    return enter(
        key=f"payout:{statement.number}",
        kind="payout",
        currency=statement.close.currency,
        minor=-statement.minor,
        at=now,
        ref=statement.number,
        facts={"title": statement.publisher.slug, "by": by, "reference": reference[:120]},
    )
