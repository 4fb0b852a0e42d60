"""Coupons: codes that give days of membership, so many times and each reader once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from newsstand.members.limits import allow
from newsstand.members.membership.events import note_event
from newsstand.members.membership.gifts import redeem_gift
from newsstand.members.models import Coupon, CouponUse, Reader

TRIES = 10
TRIES_WITHIN = timedelta(hours=1)
LONGEST_CODE = 40

Used = Literal["used", "mine", "spent", "over", "unknown"]
Outcome = Literal["gift", "coupon", "mine", "used", "early", "spent", "over", "unknown", "too_often"]


def plain_code(text: str) -> str:
    """A coupon's code however somebody typed it."""
    return "".join(text.split()).upper()[:LONGEST_CODE]


def make_coupon(
    code: str, *, days: int, uses: int, now: datetime, until: datetime | None = None, note: str = ""
) -> Coupon:
    """A coupon; of one that stands already the days, uses and end are changed."""
    coupon, _ = Coupon.objects.update_or_create(
        code=plain_code(code),
        defaults={"days": days, "most_uses": uses, "until": until, "note": note},
        create_defaults={"days": days, "most_uses": uses, "until": until, "note": note, "made_at": now},
    )
    return coupon


def use_coupon(reader: Reader, text: str, now: datetime) -> Used:
    """Use a coupon; never once too often, however many send it at the same time."""
    with transaction.atomic():
        coupon = Coupon.objects.select_for_update().filter(code=plain_code(text)).first()
        if coupon is None:
            return "unknown"
        if CouponUse.objects.filter(coupon=coupon, reader=reader).exists():
            return "mine"
        if coupon.until is not None and now >= coupon.until:
            return "over"
        last = (
            CouponUse.objects.filter(coupon=coupon)
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
        number = (last or 0) + 1
        if number > coupon.most_uses:
            return "spent"
        CouponUse.objects.create(coupon=coupon, reader=reader, number=number, at=now)
        key = f"coupon:{coupon.pk}:{reader.pk}"
        note_event(reader, "coupon_used", key=key, at=now, now=now, coupon=coupon.pk, days=coupon.days)
    return "used"


def redeem(reader: Reader, text: str, now: datetime) -> Outcome:
    """Redeem whatever code somebody typed, a gift's or a coupon's; so many tries an hour."""
    if not allow(f"redeem:{reader.pk}", TRIES, int(TRIES_WITHIN.total_seconds()), now):
        return "too_often"
    gift = redeem_gift(reader, text, now)
    if gift != "unknown":
        return "gift" if gift == "redeemed" else gift
    coupon = use_coupon(reader, text, now)
    return "coupon" if coupon == "used" else coupon
