from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from newsstand.members.accounts.tries import HouseCache, forget_tries

pytestmark = [pytest.mark.django_db, pytest.mark.store]
KEY = "allauth:rl:allauth.account:login:30/60/ip:ip:192.0.2.7"


def test_what_allauth_counts_is_seen_by_all_workers_and_names_nobody() -> None:
    from newsstand.members.models import Try

    one, other = HouseCache("one", {}), HouseCache("other", {})
    one.set(KEY, [1.0], 60)
    assert other.get(KEY) == [1.0]
    assert not other.add(KEY, [2.0], 60)
    assert "192.0.2.7" not in Try.objects.get().cache_key
    assert other.delete(KEY)
    assert one.get(KEY, "none") == "none"
    assert one.add(KEY, [3.0], 60)
    assert forget_tries(Try.objects.get().expires) == 0
    assert forget_tries(Try.objects.get().expires + timedelta(seconds=1)) == 1


def test_a_code_of_an_app_is_used_once_by_all_workers_together_and_as_long_as_it_lives() -> None:
    from newsstand.members.models import Try

    used = "allauth.mfa.totp.used?user=7&code=123456"
    one, other = HouseCache("one", {}), HouseCache("other", {})
    before = timezone.now()
    assert one.add(used, "y", timeout=30)
    assert not other.add(used, "y", timeout=30)
    assert "123456" not in Try.objects.get().cache_key
    assert Try.objects.get().expires >= before + timedelta(seconds=89), (
        "three half minutes, as the tolerance says"
    )


def test_what_pages_keep_stays_in_each_process() -> None:
    from newsstand.members.models import Try

    one, other = HouseCache("one", {}), HouseCache("other", {})
    one.set("nameplate", "kept", 60)
    assert one.get("nameplate") == "kept"
    assert not one.add("nameplate", "again")
    assert other.get("nameplate") is None
    assert not Try.objects.exists()
    assert one.delete("nameplate")
    assert not one.delete("nameplate")
