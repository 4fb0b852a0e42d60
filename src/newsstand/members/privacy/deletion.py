"""An account is deleted: in one transaction, with everything that says whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from newsstand.members.letters import letter_from, write_letter
from newsstand.members.membership.events import note_event
from newsstand.members.models import (
    Customer,
    Ending,
    Gift,
    Group,
    Letter,
    ProviderEvent,
    Reader,
    Seat,
    Subscription,
    SubscriptionEvent,
)
from newsstand.members.privacy.belongings import table_called
from newsstand.members.privacy.persons import speaks_of
from newsstand.newsroom.desk.unsigning import unsign
from newsstand.newsroom.models import Agreement, Inaccuracy, LogLine

GOODBYE = "goodbye"  # the kind of the last letter, which is removed as soon as it is sent
OVER = ("canceled", "incomplete_expired")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Deleted:
    """An account is gone; `contracts` have to be ended at the provider."""

    contracts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotDeleted:
    """An account stays, and why."""

    reason: Literal["owner", "gone"]


def delete_account(reader: Reader, now: datetime) -> Deleted | NotDeleted:
    """Delete a reader with all that is theirs; what stays (money, statements, the desk's log) names nobody any more.

    The provider is not asked here: a contract that runs is noted as an Ending, and whoever comes next ends it.
    """
    if reader.role == Reader.Role.OWNER:
        return NotDeleted("owner")
    overwrite_what_is_deleted()
    with transaction.atomic():
        held = Reader.objects.select_for_update().filter(pk=reader.pk).first()
        if held is None:
            return NotDeleted("gone")
        addresses = addresses_of(held)
        contracts = _contracts_of(held)
        for contract in contracts:
            Ending.objects.get_or_create(contract=contract, defaults={"made_at": now, "due_at": now})
        for group in Group.objects.filter(administrator=held):
            end_group(group, now)
        for customer in _customers_of(held):
            _forget_customer(customer, now)
        _forget_addresses(held, addresses)
        _unsign(held)
        _end_sessions(held)
        if held.email:
            said = letter_from(GOODBYE, {"had_contract": bool(contracts)}, held.language, zone=held.time_zone)
            write_letter(
                key=f"{GOODBYE}:{held.pseudonym}",
                kind=GOODBYE,
                to=held.email,
                subject=said.subject,
                text=said.text,
                html=said.html,
                now=now,
            )
        held.delete()
    return Deleted(tuple(contracts))


def addresses_of(reader: Reader) -> set[str]:
    """Every e-mail address that is a reader's."""
    known = {reader.email} if reader.email else set()
    table = table_called("account.EmailAddress")
    if table is not None:
        known |= set(table._base_manager.filter(user=reader).values_list("email", flat=True))
    return known


def end_group(group: Group, now: datetime) -> None:
    """End a group whose administrator goes: whoever sits in it has lost that seat, and is told as with any other."""
    taken = Seat.objects.filter(group=group, reader__isnull=False, left_at=None)
    for seat in taken.select_related("reader").order_by("number"):
        assert seat.reader is not None
        Seat.objects.filter(pk=seat.pk).update(left_at=now)
        note_event(
            seat.reader,
            "seat_left",
            key=f"seat-left:{seat.pk}",
            at=now,
            now=now,
            group=group.pk,
            seat=seat.pk,
        )
    Group.objects.filter(pk=group.pk).update(ended_at=now)


def _customers_of(reader: Reader) -> set[str]:
    """Every number under which the payment provider knows them."""
    known = set(Customer.objects.filter(reader=reader).values_list("customer", flat=True))
    known |= set(Subscription.objects.filter(reader=reader).values_list("customer", flat=True))
    return known - {""}


def _contracts_of(reader: Reader) -> list[str]:
    """The contracts of which nobody said that they were over."""
    newest = dict[str, tuple[datetime, int, str]]()
    for event in SubscriptionEvent.objects.filter(reader=reader, kind="contract").order_by("at", "pk"):
        facts = event.facts if isinstance(event.facts, dict) else {}
        contract, rank = str(facts.get("contract") or ""), facts.get("rank")
        told = (event.at, rank if isinstance(rank, int) else 0, str(facts.get("status") or ""))
        if contract and told[:2] >= newest.get(contract, told)[:2]:
            newest[contract] = told
    running = {contract for contract, (_, _, status) in newest.items() if status not in OVER}
    row = Subscription.objects.filter(reader=reader).first()
    if row is not None and row.contract and row.contract not in newest:
        running.add(row.contract)
    return sorted(running)


def _forget_customer(customer: str, now: datetime) -> None:
    """Empty what the provider told of a customer: that it was told stays, so that it is not taken twice."""
    told = ProviderEvent.objects.annotate(said=Cast("body", TextField())).filter(said__contains=customer)
    about = [event.pk for event in told.order_by("pk") if speaks_of(event.body, customer)]
    for start in range(0, len(about), BATCH):
        ours = ProviderEvent.objects.filter(pk__in=about[start : start + BATCH])
        ours.filter(applied_at=None).update(applied_at=now, problem="the account was deleted")
        ours.update(body={})


def _forget_addresses(reader: Reader, addresses: set[str]) -> None:
    """Take a reader's addresses, and words written to them, out of rows that stay or belong to others."""
    gifts = Q(redeemed_by=reader) | Q(giver=reader, redeemed_at__isnull=False)
    Gift.objects.filter(gifts).update(to_name="", to_email="", message="")
    Inaccuracy.objects.filter(reader=reader).update(address="", reader=None)
    Letter.objects.filter(reader=reader).delete()
    for address in addresses:
        Gift.objects.filter(to_email__iexact=address).update(to_name="", to_email="", message="")
        Inaccuracy.objects.filter(address__iexact=address).update(address="")
        Letter.objects.filter(to__iexact=address).delete()
        Seat.objects.filter(email__iexact=address).delete()


def _unsign(reader: Reader) -> None:
    """Where they decided something at the desk or for a title, their role stands instead of their name."""
    has_decided = (
        reader.is_editor
        or LogLine.objects.filter(editor=reader).exists()
        or Agreement.objects.filter(decided_by=str(reader)).exists()
    )
    if not has_decided:
        return
    is_shared = bool(reader.name) and Reader.objects.filter(name=reader.name).exclude(pk=reader.pk).exists()
    unsign(reader, str(reader.role), is_shared=is_shared)


def _end_sessions(reader: Reader) -> None:
    """End every session of theirs, in whatever browser."""
    table = table_called("usersessions.UserSession")
    if table is not None:
        keys = table._base_manager.filter(user=reader).values_list("session_key", flat=True)
        Session.objects.filter(session_key__in=list(keys)).delete()


def overwrite_what_is_deleted() -> None:
    """SQLite keeps deleted rows in its file until their place is needed; from now on this connection wipes them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
