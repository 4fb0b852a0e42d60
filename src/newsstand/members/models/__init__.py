"""Readers and what they do; memberships, money, and the people who speak for titles."""

from newsstand.members.models.accounts import DoorLine, TrialTaken, Try
from newsstand.members.models.billing import Checkout, LedgerLine, ProviderEvent
from newsstand.members.models.customers import Customer, Reconciliation
from newsstand.members.models.deeds import Deed
from newsstand.members.models.following import Follow, Mute, SavedSearch
from newsstand.members.models.giving import GiftLink
from newsstand.members.models.groups import Gift, Group, Seat
from newsstand.members.models.interests import Interest, Learning, Lesson
from newsstand.members.models.letters import Letter
from newsstand.members.models.opened import OpenedEdition
from newsstand.members.models.paying import Close, CountedRead, Portion, Share, Statement
from newsstand.members.models.privacy import Ending, Tally
from newsstand.members.models.readers import Reader
from newsstand.members.models.reading import Highlight, Reading, Saved
from newsstand.members.models.representing import Claim, Demand
from newsstand.members.models.subscriptions import Coupon, CouponUse, Subscription, SubscriptionEvent

__all__ = [
    "Checkout",
    "Claim",
    "Close",
    "CountedRead",
    "Coupon",
    "CouponUse",
    "Customer",
    "Deed",
    "Demand",
    "DoorLine",
    "Ending",
    "Follow",
    "Gift",
    "GiftLink",
    "Group",
    "Highlight",
    "Interest",
    "Learning",
    "LedgerLine",
    "Lesson",
    "Letter",
    "Mute",
    "OpenedEdition",
    "Portion",
    "ProviderEvent",
    "Reader",
    "Reading",
    "Reconciliation",
    "Saved",
    "SavedSearch",
    "Seat",
    "Share",
    "Statement",
    "Subscription",
    "SubscriptionEvent",
    "Tally",
    "TrialTaken",
    "Try",
]
