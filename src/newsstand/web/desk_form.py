"""What editors type into the desk's forms, read with its faults; nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from newsstand.members.targets import row_id
from newsstand.newsroom.desk.picks import LONGEST_HEADLINE, LONGEST_LINE, Wording

LONGEST_TYPED = 4000


@dataclass(slots=True, kw_only=True)
class TypedPick:
    """A pick's form as it was filled in: texts as typed, faults by field."""

    headline: str = ""
    line: str = ""
    starts_at: str = ""
    ends_at: str = ""
    revision: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)


def typed_pick(sent: QueryDict) -> TypedPick:
    """A form as it was sent, checked."""
    typed = TypedPick(
        headline=plain_line(sent.get("headline", "")),
        line=plain_line(sent.get("line", "")),
        starts_at=plain_line(sent.get("starts_at", ""))[:40],
        ends_at=plain_line(sent.get("ends_at", ""))[:40],
        revision=row_id(sent.get("revision", "")),
    )
    for name, longest in (("headline", LONGEST_HEADLINE), ("line", LONGEST_LINE)):
        if len(getattr(typed, name)) > longest:
            typed.faults[name] = gettext("No more than %(n)d characters.") % {"n": longest}
    moments: dict[str, datetime | None] = {}
    for name in ("starts_at", "ends_at"):
        try:
            moments[name] = moment_typed(getattr(typed, name))
        except ValueError as fault:
            typed.faults[name] = str(fault)
    start, end = moments.get("starts_at"), moments.get("ends_at")
    if start and end and end <= start:
        typed.faults["ends_at"] = gettext("It must end after it starts.")
    typed.wording = Wording(headline=typed.headline, line=typed.line, starts_at=start, ends_at=end)
    return typed


def shown_pick(wording: Wording, revision: int) -> TypedPick:
    """What stands in a pick as its form shows it, times in the editor's zone."""
    return TypedPick(
        headline=wording.headline,
        line=wording.line,
        starts_at=as_typed(wording.starts_at),
        ends_at=as_typed(wording.ends_at),
        revision=revision,
        wording=wording,
    )


def moment_typed(text: str) -> datetime | None:
    """The moment of a day and time in the editor's zone; None for nothing; ValueError says why it is none.

    Of a time that a day has twice, the first.
    """
    if not text:
        return None
    try:
        naive = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(gettext("A day and a time, please: 2026-03-12 14:05.")) from None
    if naive.tzinfo is not None or not 2000 <= naive.year <= 2100:
        raise ValueError(gettext("A day and a time of this century, in your own zone."))
    zone = timezone.get_current_timezone()
    moment = naive.replace(second=0, microsecond=0, tzinfo=zone)
    if moment.astimezone(timezone.get_fixed_timezone(0)).astimezone(zone).replace(
        tzinfo=None
    ) != moment.replace(tzinfo=None):
        raise ValueError(gettext("That time is left out on that day: the clocks go forward."))
    return moment.astimezone(timezone.get_fixed_timezone(0))


def as_typed(moment: datetime | None) -> str:
    """A moment as a form's field of day and time takes it, in the editor's zone."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if moment else ""


def plain_line(text: str) -> str:
    """One line of plain text."""
    return " ".join(text[:LONGEST_TYPED].replace("\0", "").split())


def story_number(text: str) -> int:
    """The story that a number or an address of ours names; 0 for none."""
    text = text.strip()[:500]
    if number := row_id(text.removeprefix("#")):
        return number
    try:
        parts = [p for p in urlsplit(text).path.split("/") if p]
    except ValueError:
        return 0
    if "story" in parts[:-1]:
        return row_id(parts[parts.index("story") + 1])
    return 0
