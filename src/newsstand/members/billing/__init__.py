"""Payment by card: what we ask of the payment provider, and what comes of what it tells."""

from newsstand.members.billing.applying import apply_provider_events
from newsstand.members.billing.checkout import Way, Wish, open_checkout, wish_for
from newsstand.members.billing.costs import enter_costs
from newsstand.members.billing.payers import customer_of
from newsstand.members.billing.portal import (
    ask_cancel,
    change_plan,
    change_seats,
    end_contract,
    end_now,
    pause,
    portal_address,
    resume,
    withdraw_cancel,
)
from newsstand.members.billing.provider import provider
from newsstand.members.billing.reconciling import reconcile, reconcile_daily
from newsstand.members.billing.webhooks import hear

__all__ = [
    "Way",
    "Wish",
    "apply_provider_events",
    "ask_cancel",
    "change_plan",
    "change_seats",
    "customer_of",
    "end_contract",
    "end_now",
    "enter_costs",
    "hear",
    "open_checkout",
    "pause",
    "portal_address",
    "provider",
    "reconcile",
    "reconcile_daily",
    "resume",
    "wish_for",
    "withdraw_cancel",
]
