"""Memberships as gifts: paid by one, redeemed by another with a code, from a date on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from newsstand.members.letters import letter_from, link_to, write_letter
from newsstand.members.membership.codes import as_typed, hash_code, typed_code
from newsstand.members.membership.events import note_event
from newsstand.members.models import Gift, Letter, Reader
from newsstand.model import Plan

LOOKED_BACK = timedelta(days=60)  # a gift whose letter is older than this was sent
LONGEST_MESSAGE = 1000

Redeemed = Literal["redeemed", "mine", "used", "early", "unknown"]


def make_gift(
    plan: Plan,
    *,
    giver: Reader | None,
    now: datetime,
    to_name: str = "",
    to_email: str = "",
    message: str = "",
    starts_on: date | None = None,
) -> Gift:
    """A gift that waits to be paid."""
    with transaction.atomic():
        gift = Gift.objects.create(
            code_hash=hash_code(
                typed_code("new-gift", f"{giver and giver.pk}:{now.isoformat()}:{Gift.objects.count()}")
            ),
            giver=giver,
            plan=plan.slug,
            months=plan.months,
            to_name=to_name,
            to_email=to_email,
            message=message,
            starts_on=starts_on,
            made_at=now,
        )
        gift.code_hash = hash_code(code_of(gift))
        gift.save(update_fields=["code_hash"])
    return gift


def code_of(gift: Gift) -> str:
    """The gift's code, worked out of the house's key: the store holds none that could be read."""
    return typed_code("gift", f"{gift.pk}:{gift.made_at.isoformat()}")


def gift_paid(gift: Gift, *, now: datetime, ref: str = "") -> bool:
    """Note that a gift was paid and send it where its day has come; False where that was known."""
    with transaction.atomic():
        if not Gift.objects.filter(pk=gift.pk, paid_at=None).update(paid_at=now, ref=ref):
            return False
        gift.refresh_from_db()
        if _has_come(gift, now):
            _write_gift(gift, now)
    return True


def send_gifts(now: datetime) -> int:
    """Send the gifts whose day has come; how many."""
    key = Concat(Value("gift:"), Cast(OuterRef("pk"), CharField()))
    day = timezone.localtime(now).date()
    due = Gift.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day, starts_on__gt=day - LOOKED_BACK),
        ~Exists(Letter.objects.filter(key=key)),
        paid_at__gt=now - timedelta(days=800),
        redeemed_at=None,
    ).exclude(starts_on=None, paid_at__lt=now - LOOKED_BACK)
    count = 0
    for gift in due.select_related("giver"):
        with transaction.atomic():
            count += _write_gift(gift, now)
    return count


def _has_come(gift: Gift, now: datetime) -> bool:
    return gift.starts_on is None or gift.starts_on <= timezone.localtime(now).date()


def _write_gift(gift: Gift, now: datetime) -> bool:
    giver = gift.giver
    to = gift.to_email or (giver.email if giver else "")
    if not to:
        return False
    code = code_of(gift)
    if gift.code_hash != hash_code(code):  # the house has a new key: so has the gift
        gift.code_hash = hash_code(code)
        gift.save(update_fields=["code_hash"])
    says = {
        "giver": giver.name if giver else "",
        "name": gift.to_name,
        "message": gift.message,
        "months": gift.months,
        "code": code,
        "redeem_page": link_to(reverse("redeem")),
    }
    letter = letter_from("gift", says, giver.language if giver else None)
    return write_letter(
        key=f"gift:{gift.pk}",
        kind="gift",
        to=to,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        now=now,
    )


def redeem_gift(reader: Reader, text: str, now: datetime) -> Redeemed:
    """Redeem a gift's code, once, however many send it at the same time."""
    found = Gift.objects.filter(code_hash=hash_code(as_typed(text))).exclude(paid_at=None).first()
    if found is None:
        return "unknown"
    if found.redeemed_at is None and not _has_come(found, now):
        return "early"
    with transaction.atomic():
        free = Gift.objects.filter(pk=found.pk, redeemed_at=None)
        if free.update(redeemed_at=now, redeemed_by=reader):
            facts = {"gift": found.pk, "months": found.months, "plan": found.plan}
            note_event(reader, "gift_redeemed", key=f"gift:{found.pk}", at=now, now=now, **facts)
            return "redeemed"
    found.refresh_from_db()
    return "mine" if found.redeemed_by_id == reader.pk else "used"
