"""Claims: opened, looked at on request and by our own rounds, granted, lost, given up; each change in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from newsstand.members.limits import allow
from newsstand.members.models import Claim, Reader
from newsstand.members.representing import telling
from newsstand.members.representing.deciding import Standing, Verdict, judge_claim, lost_on, next_look
from newsstand.members.representing.proving import (
    Found,
    LookSettings,
    look_for_proof,
    make_token,
    places_of,
)
from newsstand.newsroom.models import Publisher

CLAIMS_A_DAY = 10  # of one reader
LOOKS_AN_HOUR = 20
BETWEEN_LOOKS = timedelta(seconds=15)
AT_ONCE = 20  # claims of one round, all looked at side by side
State = Claim.State


@dataclass(frozen=True, slots=True)
class NotNow:
    """Nothing was done: so much was asked for already."""

    why: str  # "too_many" or "too_soon"


def look_settings() -> LookSettings:
    """Whom we ask, by the house's settings."""
    values = settings.NEWSSTAND
    return LookSettings(
        server=values["NEWSSTAND_DNS"],
        networks=tuple(values["NEWSSTAND_ALLOWED_NETWORKS"]),
        contact=values["NEWSSTAND_CONTACT"],
    )


def open_claim(reader: Reader, title: Publisher, now: datetime) -> Claim | NotNow:
    """A reader's claim of a title: the one that is open or holds, or one with a new token."""
    standing = Claim.objects.filter(publisher=title, reader=reader).first()
    if standing and standing.state in (State.OPEN, State.GRANTED):
        return standing
    if not allow(f"claim:{reader.pk}", CLAIMS_A_DAY, 86_400, now):
        return NotNow("too_many")
    with transaction.atomic():
        claim, is_new = Claim.objects.select_for_update().get_or_create(
            publisher=title,
            reader=reader,
            defaults={"token": make_token(), "made_at": now, "due_at": next_look(now, now)},
        )
        if not is_new and claim.state not in (State.OPEN, State.GRANTED):
            claim.token, claim.made_at, claim.due_at = make_token(), now, next_look(now, now)
            claim.state, claim.way, claim.problem, claim.misses = State.OPEN, "", "", 0
            claim.looked_at = claim.decided_at = claim.proved_at = None
            claim.save()
    return claim


def look_now(claim: Claim, now: datetime) -> Claim | NotNow:
    """Look at once, because the claimant asks; not oftener than every few seconds."""
    if not allow(f"look:{claim.reader_id}", LOOKS_AN_HOUR, 3600, now):
        return NotNow("too_many")
    unseen = Q(looked_at=None) | Q(looked_at__lte=now - BETWEEN_LOOKS) | Q(looked_at__gt=now)
    if not Claim.objects.filter(unseen, pk=claim.pk).update(looked_at=now):
        return NotNow("too_soon")
    claim = Claim.objects.select_related("publisher", "reader").get(pk=claim.pk)
    (found,) = asyncio.run(_look_at([claim]))
    return note_look(claim, found, now, is_round=False)


def look_at_claims(now: datetime) -> int:
    """Look at the claims that are due, a bounded number side by side; how many were looked at."""
    due = Claim.objects.filter(due_at__lte=now, state__in=(State.OPEN, State.GRANTED))
    claims = list(due.select_related("publisher", "reader").order_by("due_at", "pk")[:AT_ONCE])
    if not claims:
        return 0
    for claim, found in zip(claims, asyncio.run(_look_at(claims)), strict=True):
        note_look(claim, found, now, is_round=True)
    return len(claims)


async def _look_at(claims: Sequence[Claim]) -> list[Found]:
    asked = look_settings()
    return await asyncio.gather(*(_look(claim, asked) for claim in claims))


async def _look(claim: Claim, asked: LookSettings) -> Found:
    places = places_of(claim.publisher.home_page, own=asked.networks)
    if places is None:
        return Found(fault="no_host")
    return await look_for_proof(places, claim.token, asked)


def note_look(looked: Claim, found: Found, now: datetime, *, is_round: bool) -> Claim:
    """Store what a look came to; one that was given up or opened anew meanwhile is left as it is."""
    with transaction.atomic():
        # A title's claims are settled one after the other: who is granted second is told of, to who was first.
        Publisher.objects.select_for_update(no_key=True).get(pk=looked.publisher_id)
        claim = Claim.objects.select_for_update().get(pk=looked.pk)
        if claim.token != looked.token or claim.state not in (State.OPEN, State.GRANTED):
            return claim
        if claim.way == "hand" or (is_round and (claim.due_at is None or claim.due_at > now)):
            return claim
        places = places_of(claim.publisher.home_page, own=look_settings().networks)
        standing = Standing(
            state=claim.state,
            made_at=claim.made_at,
            way=claim.way,
            proved_at=claim.proved_at,
            misses=claim.misses,
            is_path=bool(places and places.is_path),
        )
        verdict = judge_claim(standing, found, now, is_round=is_round)
        _apply(claim, verdict, now)
    return claim


def _apply(claim: Claim, verdict: Verdict, now: datetime) -> None:
    claim.state, claim.way, claim.problem = verdict.state, verdict.way, verdict.problem
    claim.proved_at, claim.due_at, claim.misses = verdict.proved_at, verdict.due_at, verdict.misses
    claim.looked_at = now
    if verdict.deed in ("granted", "lost"):
        claim.decided_at = now
    claim.save()
    if verdict.deed == "granted":
        _let_speak(claim, now)
    elif verdict.deed == "warned":
        telling.tell_missing(claim, lost_on(claim.misses, now), now)
    elif verdict.deed == "lost":
        _silence(claim.reader, claim.publisher)
        telling.tell_lost(claim, now)
    elif verdict.deed == "needs_word":
        telling.tell_waiting(claim, now)


def speak_for(reader: Reader, title: Publisher, now: datetime) -> Claim:
    """Let a reader speak for a title by the operator's word: it holds until the operator takes it back."""
    with transaction.atomic():
        claim, _ = Claim.objects.select_for_update().get_or_create(
            publisher=title, reader=reader, defaults={"token": make_token(), "made_at": now}
        )
        was_granted = claim.state == State.GRANTED
        claim.state, claim.way, claim.problem, claim.misses = State.GRANTED, "hand", "", 0
        claim.due_at, claim.decided_at = None, claim.decided_at if was_granted else now
        claim.save()
        if not was_granted:
            _let_speak(claim, now)
    return claim


def stop_speaking(reader: Reader, title: Publisher, now: datetime, *, is_refused: bool = False) -> bool:
    """Take a claim back: the claimant gives it up, or the operator refuses it; False where there is none."""
    with transaction.atomic():
        claim = Claim.objects.select_for_update().filter(publisher=title, reader=reader).first()
        if claim is None or claim.state in (State.WITHDRAWN, State.REFUSED):
            return False
        claim.state, claim.due_at, claim.decided_at = (
            (State.REFUSED if is_refused else State.WITHDRAWN),
            None,
            now,
        )
        claim.save()
        _silence(reader, title)
        if is_refused:
            telling.tell_refused(claim, now)
    return True


def waiting_for_a_word() -> list[Claim]:
    """Claims whose proof we saw, for which the operator's word is needed all the same."""
    rows = Claim.objects.filter(state=State.OPEN, way="file").exclude(proved_at=None)
    return list(rows.select_related("publisher", "reader").order_by("proved_at", "pk")[:50])


def _let_speak(claim: Claim, now: datetime) -> None:
    reader = Reader.objects.select_for_update().get(pk=claim.reader_id)
    others = list(claim.publisher.representatives.exclude(pk=reader.pk).order_by("pk"))
    reader.titles.add(claim.publisher)
    if reader.role == Reader.Role.MEMBER:
        reader.role = Reader.Role.PUBLISHER
        reader.save(update_fields=["role"])
    telling.tell_granted(claim, now)
    for other in others:
        telling.tell_others(claim, other, now)


def _silence(reader: Reader, title: Publisher) -> None:
    held = Reader.objects.select_for_update().get(pk=reader.pk)
    held.titles.remove(title)
    if held.role == Reader.Role.PUBLISHER and not held.titles.exists():
        held.role = Reader.Role.MEMBER
        held.save(update_fields=["role"])
