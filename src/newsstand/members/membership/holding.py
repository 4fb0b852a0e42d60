"""Where a reader stands with their membership."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from newsstand.members.membership.events import stand
from newsstand.members.models import Reader, Subscription
from newsstand.model import Holding, MemberState


def holding_of(reader: Reader | None, now: datetime) -> Holding:
    """Where a reader stands at a moment: one query at most, unless time has changed it and no chore has said so yet."""
    if reader is None:
        return Holding(state=MemberState.VISITOR)
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]:
        return Holding(state=MemberState.ACTIVE, source="alone")
    if reader.is_editor:
        return Holding(state=MemberState.ACTIVE, source="staff")
    row = Subscription.objects.filter(reader=reader).first()
    if row is None:
        return Holding(state=MemberState.ENDED)
    if row.next_at is not None and now >= row.next_at:
        return stand(reader, now)
    if row.since is not None and now < row.since:
        return stand(reader, now)  # the clock was ahead when this was written
    return holding_in(row)


def holding_in(row: Subscription) -> Holding:
    """Where a reader stands, as the row says."""
    return Holding(
        state=MemberState(row.state),
        source=row.source,  # type: ignore[arg-type]
        plan=row.plan,
        since=row.since,
        until=row.until,
        next_at=row.next_at,
    )
