"""What accounts leave behind, and is forgotten or locked in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from newsstand.members.accounts.locking import lock_second_steps
from newsstand.members.accounts.trials import forget_trials
from newsstand.members.accounts.tries import forget_tries
from newsstand.members.models import Reader

UNCONFIRMED = timedelta(days=30)


def forget_accounts(now: datetime) -> int:
    """Delete counts and memories that have run out, and accounts that nobody ever confirmed; how many there were."""
    return forget_tries(now) + forget_trials(now) + forget_unconfirmed(now)


def look_after_accounts(now: datetime) -> int:
    """All that is to be done for accounts while the house runs; how much there was."""
    return forget_accounts(now) + lock_second_steps()


def forget_unconfirmed(now: datetime) -> int:
    """Delete accounts whose address was not confirmed in thirty days and that nothing happened to; how many there were."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    stale = Reader.objects.filter(
        Exists(addresses.filter(verified=False)),
        ~Exists(addresses.filter(verified=True)),
        role=Reader.Role.MEMBER,
        joined_at__lt=now - UNCONFIRMED,
        last_login=None,
    ).filter(subscription_events__isnull=True)
    found = list(stale.values_list("pk", flat=True)[:500])
    Reader.objects.filter(pk__in=found).delete()
    return len(found)
