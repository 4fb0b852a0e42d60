"""Every table that says something of a reader: what of it they are given, and what becomes of it when they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from newsstand.members.models import Reader

After = Literal["removed", "unnamed", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A table with rows of readers.

    name:    what it is called in what they take along
    model:   "app.Model"; a table of an app that is not installed has no rows
    by:      the fields that say whose a row is: a reader, or the pseudonym (`member`), or an address
    secrets: fields that nobody is given, since who reads them could act as the reader, or as somebody else
    after:   when the account is deleted its rows are removed, or stay without saying whose they are (`unnamed`), or stay
             as they are, under a pseudonym that nothing leads back from any more (`kept`)
    """

    name: str
    model: str
    by: tuple[str, ...] = ("reader",)
    secrets: tuple[str, ...] = ()
    after: After = "removed"

    def rows(self, reader: Reader) -> QuerySet[Model] | None:
        """The rows of one reader, in the order in which they were made; None where the table is not there."""
        table = table_called(self.model)
        if table is None:
            return None
        whose = Q(pk__in=())
        for field in self.by:
            whose |= _is_of(reader, field)
        return table._base_manager.filter(whose).order_by("pk")


def table_called(name: str) -> type[Model] | None:
    """The table of an "app.Model"; None where its app is not installed."""
    return apps.get_model(name) if apps.is_installed(_APPS[name.partition(".")[0]]) else None


def _is_of(reader: Reader, field: str) -> Q:
    if field == "member":
        return Q(member=reader.pseudonym)
    if field in ADDRESSES:
        return Q(**{f"{field}__iexact": reader.email}) if reader.email else Q(pk__in=())
    return Q(**{field: reader.pk})


_APPS = {
    "members": "newsstand.members",
    "sessions": "django.contrib.sessions",
    "newsroom": "newsstand.newsroom",
    "account": "allauth.account",
    "mfa": "allauth.mfa",
    "usersessions": "allauth.usersessions",
    "socialaccount": "allauth.socialaccount",
}
ADDRESSES = frozenset({"email", "to_email", "to", "address"})

BELONGINGS: tuple[Belonging, ...] = (
    Belonging(name="profile", model="members.Reader", by=("pk",), secrets=("password",)),
    Belonging(name="email_addresses", model="account.EmailAddress", by=("user",)),
    Belonging(name="sign_in_methods", model="mfa.Authenticator", by=("user",), secrets=("data",)),
    Belonging(name="sessions", model="usersessions.UserSession", by=("user",), secrets=("session_key",)),
    Belonging(name="door", model="members.DoorLine"),
    Belonging(name="other_accounts", model="socialaccount.SocialAccount", by=("user",)),
    Belonging(name="follows", model="members.Follow"),
    Belonging(name="mutes", model="members.Mute"),
    Belonging(name="searches", model="members.SavedSearch"),
    Belonging(name="saved", model="members.Saved"),
    Belonging(name="readings", model="members.Reading"),
    Belonging(name="highlights", model="members.Highlight"),
    Belonging(name="deeds", model="members.Deed"),
    Belonging(name="opened_editions", model="members.OpenedEdition"),
    Belonging(name="learning", model="members.Learning"),
    Belonging(name="interests", model="members.Interest"),
    Belonging(name="lessons", model="members.Lesson"),
    Belonging(name="membership", model="members.Subscription"),
    Belonging(name="membership_events", model="members.SubscriptionEvent"),
    Belonging(name="coupons", model="members.CouponUse", after="unnamed"),
    Belonging(name="customers", model="members.Customer"),
    Belonging(name="checkouts", model="members.Checkout", secrets=("key", "url")),
    Belonging(name="groups", model="members.Group", by=("administrator",)),
    Belonging(name="seats", model="members.Seat", by=("reader", "email"), secrets=("code_hash",)),
    Belonging(
        name="gifts_given", model="members.Gift", by=("giver",), secrets=("code_hash",), after="unnamed"
    ),
    Belonging(
        name="gifts_received",
        model="members.Gift",
        by=("redeemed_by", "to_email"),
        secrets=("code_hash", "giver", "ref"),
        after="unnamed",
    ),
    Belonging(name="gift_links", model="members.GiftLink"),
    Belonging(name="letters", model="members.Letter", by=("reader", "to")),
    Belonging(name="ledger", model="members.LedgerLine", by=("member",), after="kept"),
    Belonging(name="portions", model="members.Portion", by=("member",), after="kept"),
    Belonging(name="counted_reads", model="members.CountedRead", by=("member",), after="kept"),
    Belonging(name="shares", model="members.Share", by=("member",), after="kept"),
    Belonging(name="claims", model="members.Claim"),
    Belonging(name="demands", model="members.Demand", after="unnamed"),
    Belonging(name="reports", model="newsroom.Inaccuracy", by=("reader", "address"), after="unnamed"),
    Belonging(name="desk_log", model="newsroom.LogLine", by=("editor",), after="unnamed"),
)

# Tables and fields with a reader in them that nobody is given, each with the reason.
LEFT_OUT: Mapping[str, str] = {
    "newsroom.Opening.editor": "a note to other editors that somebody is at work; it is over with the hour",
    "socialaccount.SocialToken.account": "keys to an account elsewhere; they are for nobody's eyes",
    "account.EmailConfirmation.email_address": "the key of a link in a mail; it is over within days",
    "account.EmailAddress.email": "given with the account that it is of",
    "members.Reader.titles": "told by the claims",
}
