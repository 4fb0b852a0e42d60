"""What members do with their contract: the provider's portal, cancel, pause, other seats or another plan, end."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from typing import Any

from django.conf import settings

from newsstand.errors import PayerUnknown, PaymentRefused
from newsstand.members.billing.answers import Answers, decide
from newsstand.members.billing.contracts import note_answer
from newsstand.members.billing.payers import customer_of
from newsstand.members.billing.provider import Answer, Provider, provider, the_provider
from newsstand.members.billing.shapes import part, word
from newsstand.members.billing.snapshots import RUNNING, contract_of
from newsstand.members.membership.plans import plan_book, price_of
from newsstand.members.models import Checkout, Reader, SubscriptionEvent


def portal_address(reader: Reader, *, address: str, language: str) -> str:
    """The provider's page on which a reader changes their card and sees their bills; PaymentRefused where they have none."""
    desk, customer = the_provider(), customer_of(reader)
    if not customer:
        raise PaymentRefused("this reader has never paid by card", reason="no_contract")
    made = desk.make(
        "billing_portal/sessions",
        key=f"portal-{token_hex(12)}",
        customer=customer,
        return_url=f"{address}/my/membership/",
        locale=language if language in ("de", "en-GB", "es", "fr") else "auto",
    )
    url = made.body.get("url")
    if not isinstance(url, str):
        raise PaymentRefused("the payment provider opened no page", reason="no_page")
    return url


def contracts_known(reader: Reader) -> list[str]:
    """The names of all contracts that we heard of, the last first."""
    rows = SubscriptionEvent.objects.filter(reader=reader, kind="contract").order_by("-at", "-pk")
    return list(dict.fromkeys(str(facts.get("contract")) for facts in rows.values_list("facts", flat=True)))


def ask_cancel(reader: Reader) -> bool:
    """Let the contract end with its period; False where none runs."""
    return _change(reader, cancel_at_period_end=True)


def withdraw_cancel(reader: Reader) -> bool:
    """Let the contract go on after all; False where none runs."""
    return _change(reader, cancel_at_period_end=False)


def pause(reader: Reader, until: datetime) -> bool:
    """Collect nothing until a moment; False where no contract runs."""
    return _change(reader, pause_collection={"behavior": "void", "resumes_at": int(until.timestamp())})


def resume(reader: Reader) -> bool:
    """Collect again; False where no contract runs."""
    return _change(reader, pause_collection="")


def change_seats(reader: Reader, seats: int) -> bool:
    """Pay for so many seats: more are paid at once, fewer are taken off the next bill; False where no contract runs."""

    def change(body: dict[str, Any]) -> dict[str, Any]:
        plan = plan_book().of(contract_of(body, plan_book()).facts["plan"])
        low, high = plan.seats if plan else (1, 1)
        if not low <= seats <= high:
            raise PaymentRefused(f"this plan has {low} to {high} seats", reason="seats")
        item = part(body, "items", "data", 0)
        before = part(item, "quantity") or 1
        return {
            "items": [{"id": word(item, "id", needed=True), "quantity": seats}],
            "proration_behavior": "always_invoice" if seats > before else "create_prorations",
        }

    return _change_by(reader, change)


def change_plan(reader: Reader, plan: str) -> bool:
    """Go on by another plan from now: what is left of the old one is taken off; False where no contract runs."""

    def change(body: dict[str, Any]) -> dict[str, Any]:
        item = part(body, "items", "data", 0)
        currency = word(body, "currency", needed=True).upper()
        found = plan_book().of(plan)
        before = plan_book().of(contract_of(body, plan_book()).facts["plan"])
        price = price_of(found, currency) if found else None
        if found is None or price is None or not found.is_offered or (before and before.kind != found.kind):
            raise PaymentRefused("no such plan is sold in the contract's currency", reason="no_plan")
        asked: dict[str, Any] = {"id": word(item, "id", needed=True)}
        if price.provider_price:
            asked["price"] = price.provider_price
        else:
            asked["price_data"] = {
                "currency": currency.lower(),
                "unit_amount": price.amount.minor,
                "product": word(item, "price", "product", needed=True),
                "recurring": {"interval": found.interval},
            }
        return {"items": [asked], "proration_behavior": "always_invoice", "metadata": {"plan": found.slug}}

    return _change_by(reader, change)


def end_now(reader: Reader) -> bool:
    """End every contract and every open checkout of a reader at once; True where nothing of theirs runs any more.

    ProviderUnreachable: not all could be ended; asked again, the rest is.
    """
    desk = provider()
    if desk is None:
        return not contracts_known(reader)
    for row in Checkout.objects.filter(reader=reader, done_at=None).exclude(session=None):
        _expire(str(row.session), desk)
    for contract in _all_contracts(reader, desk):
        _end(contract, desk)
    return True


def end_contract(contract: str) -> bool:
    """End a contract at once, whoever's it was; True also where it was over. ProviderUnreachable: try again later."""
    _end(contract, the_provider())
    return True


def _end(contract: str, desk: Provider) -> bool:
    answer = desk.end(f"subscriptions/{contract}")
    if answer is not None:
        _note(answer, desk)
    return answer is not None


def _expire(session: str, desk: Provider) -> None:
    try:
        desk.change(f"checkout/sessions/{session}/expire")
    except PaymentRefused:
        return  # it is over already


def _all_contracts(reader: Reader, desk: Provider) -> list[str]:
    known = contracts_known(reader)
    customer = customer_of(reader)
    if customer:
        for body in desk.each("subscriptions", customer=customer, status="all"):
            if word(body, "status") not in ("canceled", "incomplete_expired"):
                known.append(word(body, "id", needed=True))
    return list(dict.fromkeys(known))


def _change(reader: Reader, **params: Any) -> bool:
    return _change_by(reader, lambda body: params)


def _change_by(reader: Reader, change: Any) -> bool:
    """Change the contract that runs as the provider has it now, and note at once what came of it."""
    desk = provider()
    if desk is None:
        return False
    for contract in contracts_known(reader):
        stands = desk.read(f"subscriptions/{contract}")
        if stands is not None and contract_of(stands.body, plan_book()).status in RUNNING:
            _note(desk.change(f"subscriptions/{contract}", **change(stands.body)), desk)
            return True
    return False


def _note(answer: Answer, desk: Provider) -> None:
    now: datetime = settings.NOW()
    try:
        decide(Answers(desk), lambda answers: note_answer(answer, answers, now))
    except PayerUnknown:
        return  # their account is deleted: nobody is left to tell
