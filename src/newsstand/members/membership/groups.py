"""Groups: seats are offered by letter, taken with a link, left, and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.urls import reverse

from newsstand.members.letters import letter_from, link_to, write_letter
from newsstand.members.membership.codes import hash_code, is_ours, make_link_code
from newsstand.members.membership.events import lock_reader, note_event
from newsstand.members.models import Group, Reader, Seat

OFFER_HOLDS = timedelta(days=30)
OFFERS_A_DAY = 100

Offered = Literal["offered", "offered_anew", "seated", "own", "full", "ended"]
Taken = Literal["taken", "seated", "own", "used", "expired", "ended", "unknown"]


def group_of(administrator: Reader) -> Group | None:
    """The group that a reader administers."""
    return Group.objects.filter(administrator=administrator).order_by("pk").first()


def seats_of(group: Group) -> list[Seat]:
    """The seats that are offered or taken; the first seat is the administrator's own and no row."""
    return list(Seat.objects.filter(group=group, left_at=None).select_related("reader").order_by("number"))


def is_open(seat: Seat, now: datetime) -> bool:
    """Whether an offer can still be taken."""
    return seat.reader_id is None and seat.left_at is None and now < seat.offered_at + OFFER_HOLDS


def offer_seat(group: Group, email: str, now: datetime) -> Offered:
    """Offer a seat to an address and write to it; who was offered one gets a new link for the same seat."""
    email = email.strip()
    with transaction.atomic():
        lock_reader(group.administrator)
        group = Group.objects.select_related("administrator").get(pk=group.pk)
        if group.ended_at is not None:
            return "ended"
        if email.lower() == (group.administrator.email or "").lower():
            return "own"
        seats = seats_of(group)
        held = next((seat for seat in seats if seat.email.lower() == email.lower()), None)
        if held is not None and held.reader_id is not None:
            return "seated"
        taken = {seat.number for seat in seats}
        number = next((n for n in range(2, group.seats + 1) if n not in taken), None)
        outcome: Offered = "offered_anew"
        if held is None:
            if number is None:
                return "full"
            held, outcome = Seat(group=group, number=number, email=email), "offered"
        code = make_link_code("seat")
        held.code_hash, held.offered_at = hash_code(code), now
        held.save()
        _write_offer(group, held, code, now)
    return outcome


def _write_offer(group: Group, seat: Seat, code: str, now: datetime) -> None:
    host = group.administrator
    says = {
        "host": host.name,
        "group": group.name,
        "seat_page": link_to(reverse("seat", args=[code])),
        "until": seat.offered_at + OFFER_HOLDS,
    }
    letter = letter_from("seat_offered", says, host.language or None, zone=host.time_zone)
    key = f"seat_offered:{seat.pk}:{now.isoformat()}"
    write_letter(
        key=key,
        kind="seat_offered",
        to=seat.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        now=now,
    )


def find_offer(code: str) -> Seat | None:
    """The seat that a link is for; None where we made no such link, or made a newer one."""
    if not is_ours("seat", code):
        return None
    return Seat.objects.filter(code_hash=hash_code(code)).select_related("group__administrator").first()


def what_of(seat: Seat, reader: Reader, now: datetime) -> Taken:
    """What taking a seat would come to; "taken" where it can be."""
    if seat.reader_id == reader.pk and seat.left_at is None:
        return "seated"
    if seat.reader_id is not None or seat.left_at is not None:
        return "used"
    if not is_open(seat, now):
        return "expired"
    if seat.group.ended_at is not None or seat.number > seat.group.seats:
        return "ended"
    if seat.group.administrator_id == reader.pk:
        return "own"
    if Seat.objects.filter(group=seat.group, reader=reader, left_at=None).exists():
        return "seated"
    return "taken"


def take_seat(code: str, reader: Reader, now: datetime) -> Taken:
    """Take the seat that a link is for; one link seats one reader, whoever comes first."""
    seat = find_offer(code)
    if seat is None:
        return "unknown"
    with transaction.atomic():
        lock_reader(seat.group.administrator)
        seat = Seat.objects.select_related("group").get(pk=seat.pk)
        outcome = what_of(seat, reader, now)
        if outcome == "taken":
            seat.reader, seat.taken_at = reader, now
            seat.save(update_fields=["reader", "taken_at"])
            facts = {"group": seat.group_id, "seat": seat.number, "turn": seat.pk}
            note_event(reader, "seat_taken", key=f"seat:{seat.pk}:taken", at=now, now=now, **facts)
    return outcome


def free_seat(seat: Seat, now: datetime) -> bool:
    """Leave a seat, or take it back; False where it was free already."""
    with transaction.atomic():
        lock_reader(seat.group.administrator)
        if not Seat.objects.filter(pk=seat.pk, left_at=None).update(left_at=now):
            return False
        seat.refresh_from_db()
        if seat.reader is not None:
            facts = {"group": seat.group_id, "seat": seat.number, "turn": seat.pk}
            note_event(seat.reader, "seat_left", key=f"seat:{seat.pk}:left", at=now, now=now, **facts)
    return True


def name_group(group: Group, name: str) -> None:
    """What the group is called in its letters."""
    group.name = " ".join(name.split())[:150]
    group.save(update_fields=["name"])
