"""Articles that members give away: so many a month, each by a link that opens it for whoever follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from typing import Literal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from newsstand.members.models import GiftLink, Reader
from newsstand.model import Allowance
from newsstand.newsroom.models import Article

CODE_BYTES = 16
LONGEST_CODE = 32
GIVABLE = frozenset({"member", "staff"})
"""What must have opened an article for who gives it: not another's gift, nor their own title's terms."""

WhyNot = Literal["not_open", "no_more"]
WhyShut = Literal["unknown", "over"]


@dataclass(frozen=True, slots=True)
class NotGiven:
    """An article that was not given away: it is not theirs to give, or the month's links are."""

    reason: WhyNot


@dataclass(frozen=True, slots=True)
class Shut:
    """A link that opens nothing: nobody made it, or its time is over."""

    reason: WhyShut


def may_give(allowed: Allowance) -> bool:
    """Whether somebody who may be shown this much of an article may give it away."""
    return allowed.why in GIVABLE


def give_article(
    reader: Reader, article: Article, allowed: Allowance, *, most: int, days: int, now: datetime
) -> GiftLink | NotGiven:
    """The link by which a member gives an article away; the same one for the same article while it holds."""
    if not may_give(allowed):
        return NotGiven("not_open")
    month = first_of_month(now)
    with transaction.atomic():
        Reader.objects.select_for_update().get(pk=reader.pk)  # two tabs at once take one after the other
        link = GiftLink.objects.filter(reader=reader, article=article).first()
        if link is not None and link.until > now:
            return link
        until = now + timedelta(days=days)
        if link is not None and link.month == month:
            link.until = until
            link.save(update_fields=["until"])
            return link
        taken = set(GiftLink.objects.filter(reader=reader, month=month).values_list("number", flat=True))
        number = next((n for n in range(1, most + 1) if n not in taken), None)
        if number is None:
            return NotGiven("no_more")
        if link is None:
            link = GiftLink(reader=reader, article=article, code=token_urlsafe(CODE_BYTES))
        link.month, link.number, link.made_at, link.until = month, number, now, until
        link.save()
        return link


def links_left(reader: Reader, *, most: int, now: datetime) -> int:
    """How many articles a member may still give away this month."""
    return max(0, most - GiftLink.objects.filter(reader=reader, month=first_of_month(now)).count())


def follow_link(code: str, *, now: datetime) -> GiftLink | Shut:
    """The link of a code, counted as followed; whether its giver is still a member does not matter until its date."""
    if not code or len(code) > LONGEST_CODE:
        return Shut("unknown")
    link = GiftLink.objects.select_related("article__publisher").filter(code=code).first()
    if link is None:
        return Shut("unknown")
    if link.until <= now:
        return Shut("over")
    GiftLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1)
    return link


def first_of_month(now: datetime) -> date:
    """The month in which links are counted, by the paper's own zone."""
    return timezone.localtime(now, timezone.get_default_timezone()).date().replace(day=1)
