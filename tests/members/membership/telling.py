"""What happened, told to the store."""

from __future__ import annotations

from newsstand.members.membership.events import note_event
from newsstand.members.membership.facts import Event
from newsstand.members.models import Reader
from tests.members.membership.lives import START, contract, event


def make_reader(name: str = "ada", **fields: object) -> Reader:
    return Reader.objects.make(email=f"{name}@reader.example", name=name.title(), now=START, **fields)


def tell(reader: Reader, *events: Event) -> None:
    """Each event at its own moment."""
    for one in events:
        note_event(reader, one.kind, key=f"{reader.pk}:{one.key}", at=one.at, now=one.at, **one.facts)


def sign_up(reader: Reader, at: float = 0) -> None:
    tell(reader, event("signed_up", at, trial_days=14))


def make_group(administrator: Reader, seats: int = 3, at: float = 0) -> None:
    tell(administrator, contract(at, plan="group", seats=seats, name=f"sub_g{administrator.pk}"))
