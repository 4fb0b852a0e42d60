"""Claims in a real store, proved on a real name server and a real site."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from newsstand.members.models import Claim, Letter, Reader
from newsstand.members.representing.claiming import (
    CLAIMS_A_DAY,
    NotNow,
    look_at_claims,
    look_now,
    open_claim,
    speak_for,
    stop_speaking,
    waiting_for_a_word,
)
from newsstand.members.representing.deciding import LOST_AT, WARNED_AT
from newsstand.members.representing.proving import line_of
from newsstand.newsroom.backup import stored_models
from newsstand.newsroom.models import Publisher
from tests.members.representing.site import FILE, Names, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
NAME = "_newsstand.127.0.0.1"


def make_reader(name: str, **fields: Any) -> Reader:
    return Reader.objects.make(email=f"{name.lower()}@herald.example", name=name, now=NOW, **fields)


def make_title(site: Site, slug: str = "herald", path: str = "") -> Publisher:
    return Publisher.objects.create(slug=slug, name="The Herald", home_page=site.home + path, added_at=NOW)


def claim_of(reader: Reader, title: Publisher, now: datetime = NOW) -> Claim:
    claim = open_claim(reader, title, now)
    assert isinstance(claim, Claim)
    return claim


def kinds() -> list[str]:
    return sorted(Letter.objects.values_list("kind", flat=True))


@pytest.mark.store
def test_who_proves_it_speaks_for_the_title(site: Site, names: Names) -> None:
    ada, title = make_reader("Ada"), make_title(site)
    claim = claim_of(ada, title)
    assert look_now(claim, NOW).state == "open"  # type: ignore[union-attr]
    names.say(NAME, line_of(claim.token))
    looked = look_now(claim, NOW + timedelta(minutes=1))
    assert isinstance(looked, Claim)
    assert (looked.state, looked.way, looked.problem) == ("granted", "dns", "")
    ada.refresh_from_db()
    assert (ada.role, list(ada.titles.all())) == ("publisher", [title])
    assert kinds() == ["claim_granted"]
    assert "https://paper.example/publisher/herald/" in Letter.objects.get().text


@pytest.mark.parametrize("role", ["owner", "editor"])
def test_who_works_here_keeps_their_role(site: Site, names: Names, role: str) -> None:
    eda, title = make_reader("Eda", role=role), make_title(site)
    claim = claim_of(eda, title)
    names.say(NAME, line_of(claim.token))
    look_now(claim, NOW)
    stop_speaking(eda, title, NOW)
    eda.refresh_from_db()
    assert (eda.role, eda.titles.count()) == (role, 0)


def test_rounds_look_by_themselves_and_stop_after_seven_days(site: Site, names: Names) -> None:
    claim = claim_of(make_reader("Ada"), make_title(site))
    assert look_at_claims(NOW) == 0, "not at once: that there is no such name would be remembered"
    assert look_at_claims(NOW + timedelta(minutes=10)) == 1
    assert look_at_claims(NOW + timedelta(minutes=11)) == 0
    assert look_at_claims(NOW + timedelta(days=7)) == 1
    claim.refresh_from_db()
    assert (claim.state, claim.due_at) == ("open", None)
    site.say(line_of(claim.token))
    assert look_now(claim, NOW + timedelta(days=8)).state == "granted"  # type: ignore[union-attr]


@pytest.mark.store
def test_a_second_claimant_pushes_nobody_out(site: Site, names: Names) -> None:
    ada, bob, title = make_reader("Ada"), make_reader("Bob"), make_title(site)
    first, second = claim_of(ada, title), claim_of(bob, title)
    assert first.token != second.token
    names.say(NAME, line_of(first.token))
    look_now(first, NOW)
    assert look_now(second, NOW).state == "open"  # type: ignore[union-attr]
    site.say(line_of(second.token))
    look_now(second, NOW + timedelta(minutes=1))
    assert set(title.representatives.all()) == {ada, bob}
    assert kinds() == ["claim_granted", "claim_granted", "claim_others"]
    told = Letter.objects.get(kind="claim_others")
    assert told.reader == ada
    assert "Bob" not in told.text + told.subject


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_grant_once_and_two_claimants_are_both_granted(site: Site, names: Names) -> None:
    ada, bob, title = make_reader("Ada"), make_reader("Bob"), make_title(site)
    claims = [claim_of(ada, title), claim_of(bob, title)]
    names.say(NAME, *(line_of(c.token) for c in claims))
    start = threading.Barrier(3)
    later = NOW + timedelta(minutes=10)

    def go(look: Any) -> None:
        try:
            start.wait(10)
            look()
        finally:
            connection.close()

    looks = [lambda: look_now(claims[0], later), lambda: look_now(claims[1], later), lambda: look_at_claims(later)]  # fmt: skip
    threads = [threading.Thread(target=go, args=(look,)) for look in looks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert set(title.representatives.all()) == {ada, bob}
    assert [k for k in kinds() if k == "claim_granted"] == ["claim_granted"] * 2
    assert kinds().count("claim_others") == 1


@pytest.mark.store
def test_a_proof_that_is_gone_is_warned_of_and_lost(site: Site, names: Names) -> None:
    ada, title = make_reader("Ada"), make_title(site)
    claim = claim_of(ada, title)
    names.say(NAME, line_of(claim.token))
    look_now(claim, NOW)
    names.texts.clear()
    claim.refresh_from_db()
    for miss in range(1, LOST_AT):
        assert claim.due_at is not None
        assert look_at_claims(claim.due_at) == 1
        claim.refresh_from_db()
        assert (claim.state, claim.misses) == ("granted", miss)
    assert kinds() == ["claim_granted", *["claim_missing"] * len(WARNED_AT)]
    assert claim.due_at is not None
    look_at_claims(claim.due_at)
    claim.refresh_from_db()
    ada.refresh_from_db()
    assert (claim.state, ada.role, ada.titles.count()) == ("lost", "member", 0)
    assert "claim_lost" in kinds()
    again = claim_of(ada, title, NOW + timedelta(days=120))
    assert (again.pk, again.state, again.misses) == (claim.pk, "open", 0)
    assert again.token != claim.token


def test_a_proof_that_comes_back_is_whole_again(site: Site, names: Names) -> None:
    claim = claim_of(make_reader("Ada"), make_title(site))
    names.say(NAME, line_of(claim.token))
    look_now(claim, NOW)
    names.texts.clear()
    look_at_claims(NOW + timedelta(days=90))
    names.say(NAME, line_of(claim.token))
    look_at_claims(NOW + timedelta(days=91))
    claim.refresh_from_db()
    assert (claim.misses, claim.problem, claim.due_at) == (0, "", NOW + timedelta(days=181))


def test_a_file_for_a_part_of_a_site_waits_for_the_operators_word(site: Site, names: Names) -> None:
    ada, title = make_reader("Ada"), make_title(site, path="sport/")
    claim = claim_of(ada, title)
    site.say(line_of(claim.token))
    looked = look_now(claim, NOW)
    assert isinstance(looked, Claim)
    assert (looked.state, ada.titles.count(), kinds()) == ("open", 0, ["claim_waiting"])
    assert waiting_for_a_word() == [looked]
    speak_for(ada, title, NOW)
    assert waiting_for_a_word() == []
    assert ada.titles.get() == title


@pytest.mark.store
def test_the_operators_word_holds_until_it_is_taken_back(site: Site, names: Names) -> None:
    ada, title = make_reader("Ada"), make_title(site)
    speak_for(ada, title, NOW)
    speak_for(ada, title, NOW)
    assert kinds() == ["claim_granted"]
    assert look_at_claims(NOW + timedelta(days=400)) == 0
    assert stop_speaking(ada, title, NOW, is_refused=True)
    assert not stop_speaking(ada, title, NOW, is_refused=True)
    ada.refresh_from_db()
    assert (ada.role, ada.titles.count(), kinds()) == ("member", 0, ["claim_granted", "claim_refused"])


def test_who_gave_it_up_meanwhile_is_not_granted_it(site: Site, names: Names) -> None:
    from newsstand.members.representing.claiming import note_look
    from newsstand.members.representing.proving import Found

    ada, title = make_reader("Ada"), make_title(site)
    claim = claim_of(ada, title)
    stop_speaking(ada, title, NOW)
    assert note_look(claim, Found(way="dns"), NOW, is_round=False).state == "withdrawn"
    again = claim_of(ada, title)
    assert note_look(claim, Found(way="dns"), NOW, is_round=False).state == "open", "an older token's look"
    assert again.token != claim.token


def test_nobody_claims_or_looks_without_measure(site: Site, names: Names) -> None:
    ada = make_reader("Ada")
    titles = [make_title(site, f"title-{n}") for n in range(CLAIMS_A_DAY + 1)]
    claims = [open_claim(ada, title, NOW) for title in titles]
    assert claims[-1] == NotNow("too_many")
    first = claims[0]
    assert isinstance(first, Claim)
    assert isinstance(look_now(first, NOW), Claim)
    assert look_now(first, NOW + timedelta(seconds=3)) == NotNow("too_soon")
    assert [r for r in site.asked if r == FILE] == [FILE]


def test_who_speaks_for_which_title_is_in_a_backup() -> None:
    assert Reader.titles.through in stored_models()
