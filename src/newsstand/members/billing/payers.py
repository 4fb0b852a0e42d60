"""Who pays: from the provider's customer to our reader and their name in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from newsstand.errors import PayerUnknown
from newsstand.members.billing.answers import Answers
from newsstand.members.billing.provider import Provider
from newsstand.members.billing.shapes import word
from newsstand.members.billing.snapshots import MEMBER
from newsstand.members.membership.events import lock_reader
from newsstand.members.models import Customer, LedgerLine, Reader


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose money it is; `reader` is None where they deleted their account and only the ledger remembers them."""

    member: str
    reader: Reader | None


def payer_of(customer: str, member: str, answers: Answers, now: datetime) -> Payer:
    """Who pays, by what an object says of its member and its customer; PayerUnknown where nobody here does."""
    if customer:
        known = Customer.objects.filter(customer=customer).select_related("reader").first()
        if known is not None:
            return Payer(known.reader.pseudonym, known.reader)
    if not member and customer:
        asked = answers.to(f"customers/{customer}")
        member = word(asked.body, "metadata", MEMBER) if asked else ""
    found = _named(member)
    if found is None:
        raise PayerUnknown("the provider speaks of a customer whom nobody here knows")
    if found.reader is not None and customer:
        keep_customer(found.reader, customer, now)
    return found


def _named(member: str) -> Payer | None:
    if not member:
        return None
    reader = Reader.objects.filter(pseudonym=member).first()
    if reader is not None:
        return Payer(member, reader)
    return Payer(member, None) if LedgerLine.objects.filter(member=member).exists() else None


def keep_customer(reader: Reader, customer: str, now: datetime) -> None:
    """Remember that a customer of the provider's is this reader; a second one is remembered as gone."""
    try:
        with transaction.atomic():
            Customer.objects.get_or_create(customer=customer, defaults={"reader": reader, "made_at": now})
    except IntegrityError:  # another one stands: both are theirs, one is used
        Customer.objects.get_or_create(
            customer=customer, defaults={"reader": reader, "made_at": now, "gone_at": now}
        )


def customer_of(reader: Reader) -> str:
    """The reader's customer at the provider; "" where they have none yet."""
    standing = Customer.objects.filter(reader=reader, gone_at=None).values_list("customer", flat=True)
    return standing.first() or ""


def make_customer(reader: Reader, desk: Provider, now: datetime) -> str:
    """The reader's customer at the provider, made where there is none; two who ask at once get the same."""
    found = customer_of(reader)
    if found:
        return found
    gone = Customer.objects.filter(reader=reader).count()
    made = desk.make(
        "customers",
        key=f"customer-{reader.pseudonym}-{gone}",
        metadata={MEMBER: reader.pseudonym},
        **{name: said for name, said in (("email", reader.email), ("name", reader.name)) if said},
    )
    customer = word(made.body, "id", needed=True)
    with transaction.atomic():
        lock_reader(reader)
        keep_customer(reader, customer, now)
    return customer_of(reader) or customer


def forget_customer(customer: str, now: datetime) -> None:
    """The provider deleted a customer: the next payment makes a new one."""
    Customer.objects.filter(customer=customer, gone_at=None).update(gone_at=now)
