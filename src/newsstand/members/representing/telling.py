"""The letters to those who speak for titles: each written once, with what it tells of, in one transaction."""

from __future__ import annotations

from datetime import datetime

from newsstand.members.letters import link_to, write_letter_to
from newsstand.members.models import Claim, Demand, Reader


def _claim_page(claim: Claim) -> str:
    return link_to(f"/publisher/claim/{claim.publisher.slug}/")


def _title_page(claim: Claim) -> str:
    return link_to(f"/publisher/{claim.publisher.slug}/")


def _key(claim: Claim, what: str) -> str:
    # A claim that is opened anew gets a new token, and its letters anew.
    return f"claim:{claim.pk}:{claim.token[:12]}:{what}"


def tell_granted(claim: Claim, now: datetime) -> None:
    """That they speak for the title now."""
    context = {"title": claim.publisher.name, "way": claim.way, "link": _title_page(claim)}
    key = _key(claim, f"granted:{now:%Y%m%dT%H%M%S}")
    write_letter_to(claim.reader, "claim_granted", context, key=key, now=now)


def tell_others(claim: Claim, other: Reader, now: datetime) -> None:
    """That somebody else speaks for the title too; not who."""
    context = {"title": claim.publisher.name, "way": claim.way, "link": _title_page(claim)}
    key = _key(claim, f"others:{other.pk}:{now:%Y%m%dT%H%M%S}")
    write_letter_to(other, "claim_others", context, key=key, now=now)


def tell_missing(claim: Claim, lost_on: datetime, now: datetime) -> None:
    """That the proof is gone, and until when it can be put back."""
    context = {"title": claim.publisher.name, "lost_on": lost_on, "link": _claim_page(claim)}
    key = _key(claim, f"missing:{now:%Y%m%d}")
    write_letter_to(claim.reader, "claim_missing", context, key=key, now=now)


def tell_lost(claim: Claim, now: datetime) -> None:
    """That they no longer speak for the title."""
    context = {"title": claim.publisher.name, "link": _claim_page(claim)}
    write_letter_to(claim.reader, "claim_lost", context, key=_key(claim, f"lost:{now:%Y%m%d}"), now=now)


def tell_refused(claim: Claim, now: datetime) -> None:
    """That the operator does not take their word."""
    context = {"title": claim.publisher.name}
    key = _key(claim, f"refused:{now:%Y%m%d}")
    write_letter_to(claim.reader, "claim_refused", context, key=key, now=now)


def tell_waiting(claim: Claim, now: datetime) -> None:
    """That the proof was seen, and the operator has to agree."""
    context = {"title": claim.publisher.name}
    write_letter_to(claim.reader, "claim_waiting", context, key=_key(claim, "waiting"), now=now)


def tell_of_demand(demand: Demand, now: datetime) -> None:
    """What became of a demand: taken down, received, or answered; to who asked, in their own words."""
    if demand.reader is None:
        return
    if demand.kind == Demand.Kind.TAKEDOWN:
        template = "demand_taken_down"
    else:
        template = "demand_received" if demand.state == Demand.State.OPEN else "demand_answered"
    context = {
        "title": demand.publisher.name,
        "headline": " ".join(demand.article.headline.split())[:150],
        "is_picture": demand.reaches == "picture",
        "is_done": demand.state == Demand.State.DONE,
        "words": demand.words,
        "answer": demand.answer,
        "number": demand.pk,
        "link": link_to(f"/publisher/{demand.publisher.slug}/demands/"),
    }
    write_letter_to(demand.reader, template, context, key=f"demand:{demand.pk}:{template}", now=now)
