"""A quarter of a year of memberships, as a process of its own: `one_life.py COUNT [LAST]`.

COUNT is a file that gets the number of statements the store was given. With LAST the process kills itself (SIGKILL) before
that statement is carried out. What was done is done again by the next run, as webhooks and chores are.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsstand.site.wiring import open_store

said = 0


def count_and_die(execute: Callable[..., Any], *statement: Any) -> Any:
    global said
    said += 1
    if len(sys.argv) > 2 and said >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*statement)


def main() -> None:
    open_store()
    from django.db import connection

    connection.execute_wrappers.append(count_and_die)
    live()
    Path(sys.argv[1]).write_text(str(said))


def live() -> None:
    """Everything that happens, each at its moment, and the chores of each day; a day that was done is gone through again."""
    from django.db import transaction

    from newsstand.members.membership.coupons import make_coupon, use_coupon
    from newsstand.members.membership.gifts import send_gifts
    from newsstand.members.membership.groups import free_seat
    from newsstand.members.membership.turning import remind_members, turn_memberships
    from newsstand.members.models import Reader, Seat
    from tests.members.membership.lives import START, contract, day, event
    from tests.members.membership.telling import tell

    people = {}
    with transaction.atomic():
        for name in ("ada", "bob", "eve"):
            found = Reader.objects.filter(email=f"{name}@reader.example").first()
            people[name] = found or Reader.objects.make(
                email=f"{name}@reader.example", name=name, now=START, wants_offers=name == "eve"
            )
    ada, bob, eve = people.values()
    group = {"name": "sub_g", "plan": "group", "seats": 3}
    story = {
        0: lambda: tell(eve, event("signed_up", 0, trial_days=14)),
        1: lambda: tell(ada, contract(1, **group)),
        2: lambda: take(ada, bob, 2),
        5: lambda: (make_coupon("SPRING", days=4, uses=1, now=day(5)), use_coupon(eve, "SPRING", day(5))),
        18: lambda: tell(eve, contract(18)),
        31: lambda: tell(ada, contract(31, "past_due", period_start=31, **group)),
        36: lambda: tell(ada, contract(36, period_start=31, period_end=61, **group)),
        48: lambda: tell(eve, contract(48, "past_due", period_start=48)),
        58: lambda: [free_seat(seat, day(58)) for seat in Seat.objects.filter(reader=bob)],
    }
    for number in range(0, 100, 3):
        for at, happen in story.items():
            if number - 3 < at <= number:
                happen()
        for chore in (turn_memberships, remind_members, send_gifts):
            chore(day(number))


def take(ada: Any, bob: Any, at: float) -> None:
    """Bob takes a seat that Ada offered; where the offer came to its end before, it is not made again."""
    from newsstand.members.membership.events import lock_reader, note_event
    from newsstand.members.membership.groups import group_of
    from newsstand.members.models import Seat
    from tests.members.membership.lives import day

    group = group_of(ada)
    assert group
    seat, _ = Seat.objects.get_or_create(
        code_hash="0" * 64, defaults={"group": group, "number": 2, "email": bob.email, "offered_at": day(at), "reader": bob, "taken_at": day(at)}
    )  # fmt: skip
    lock_reader(ada)
    note_event(
        bob, "seat_taken", key=f"seat:{seat.pk}:taken", at=day(at), now=day(at), group=group.pk, seat=2
    )


if __name__ == "__main__":
    main()
