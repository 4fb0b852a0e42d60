"""Every change of state that can come about, by what: the drawing is made of it, and a test holds the fold against it."""

from __future__ import annotations

from dataclasses import dataclass

from newsstand.members.membership.facts import Event
from newsstand.model import MemberState

VISITOR, TRIAL, ACTIVE, CANCELLING, GRACE, PAUSED, ENDED = MemberState


@dataclass(frozen=True, slots=True)
class Transition:
    """A state, what happens, the state that comes of it, and what that means; `is_drawn` in the docs' drawing."""

    before: MemberState
    event: str
    after: MemberState
    means: str
    is_drawn: bool = False


def told_as(event: Event) -> str:
    """What the table calls an event: a contract by its status."""
    if event.kind != "contract":
        return event.kind
    if event.text("status") == "active" and event.facts.get("cancels"):
        return "contract cancels"
    return f"contract {event.text('status')}"


def _rows(
    event: str,
    after: MemberState,
    means: str,
    *before: MemberState,
    drawn: frozenset[MemberState] = frozenset(),
) -> tuple[Transition, ...]:
    return tuple(Transition(state, event, after, means, state in drawn) for state in before)


def _drawn(*states: MemberState) -> frozenset[MemberState]:
    return frozenset(states)


# What a trial and one thing besides it can do; where several things run at once the best of them counts.
TRANSITIONS: tuple[Transition, ...] = (
    *_rows("signed_up", TRIAL, "The trial begins.", ENDED, drawn=_drawn(ENDED)),
    *_rows("contract active", ACTIVE, "A payment came in.", TRIAL, ENDED, drawn=_drawn(TRIAL, ENDED)),
    *_rows("contract active", ACTIVE, "The payment was made good.", GRACE, drawn=_drawn(GRACE)),
    *_rows("contract active", ACTIVE, "The cancellation was taken back.", CANCELLING, drawn=_drawn(CANCELLING)),
    *_rows("contract active", ACTIVE, "The pause was ended.", PAUSED, drawn=_drawn(PAUSED)),
    *_rows("payment_succeeded", ACTIVE, "The payment was made good.", GRACE, ENDED),
    *_rows("contract cancels", CANCELLING, "It ends with the period that was paid.", ACTIVE, GRACE, PAUSED, ENDED, drawn=_drawn(ACTIVE)),
    *_rows("contract canceled", CANCELLING, "It is over, and what was paid is read to its end.", ACTIVE),
    *_rows("contract canceled", ENDED, "It is over.", ACTIVE, GRACE, PAUSED, drawn=_drawn(GRACE, PAUSED)),
    *_rows("contract canceled", TRIAL, "It is over; the trial runs on.", ACTIVE),
    *_rows("contract past_due", GRACE, "A payment failed: reading goes on for the days of grace.", ACTIVE, ENDED, drawn=_drawn(ACTIVE)),
    *_rows("payment_failed", GRACE, "A payment failed: reading goes on for the days of grace.", ACTIVE, ENDED),
    *_rows("contract paused", PAUSED, "It rests, once what was paid is read.", ACTIVE, GRACE, ENDED),
    *_rows("refunded", ENDED, "The whole payment was given back.", ACTIVE, CANCELLING, GRACE, PAUSED),
    *_rows("refunded", TRIAL, "The whole payment was given back; the trial runs on.", ACTIVE, CANCELLING),
    *_rows("granted", ACTIVE, "The operator gave a membership.", TRIAL, ENDED),
    *_rows("grant_ended", ENDED, "The operator took it back.", ACTIVE),
    *_rows("grant_ended", TRIAL, "The operator took it back; the trial runs on.", ACTIVE),
    *_rows("gift_redeemed", ACTIVE, "A gift begins.", ENDED, drawn=_drawn(ENDED)),
    *_rows("coupon_used", ACTIVE, "A coupon gives days.", ENDED),
    *_rows("paused", PAUSED, "The reader lets it rest; what was given is not used up.", ACTIVE, drawn=_drawn(ACTIVE)),
    *_rows("paused", TRIAL, "The reader lets it rest; the trial runs on.", ACTIVE),
    *_rows("paused", ENDED, "Nothing is left that could rest.", PAUSED),
    *_rows("resumed", ACTIVE, "The reader goes on.", PAUSED, TRIAL),
    *_rows("resumed", ENDED, "It came to its end meanwhile.", PAUSED),
    *_rows("seat_taken", ACTIVE, "A seat in a group was taken.", TRIAL, ENDED),
    *_rows("seat_taken", CANCELLING, "A seat was taken in a group that ends.", TRIAL, ENDED),
    *_rows("seat_taken", GRACE, "A seat was taken in a group whose payment fails.", ENDED),
    *_rows("seat_taken", PAUSED, "A seat was taken in a group that rests.", ENDED),
    *_rows("seat_left", ENDED, "The seat was left, or taken back.", ACTIVE, CANCELLING, GRACE, PAUSED),
    *_rows("seat_left", TRIAL, "The seat was left; the trial runs on.", ACTIVE, CANCELLING),
    *_rows("group", ACTIVE, "Whoever pays for the group has paid.", TRIAL, CANCELLING, GRACE, ENDED),
    *_rows("group", CANCELLING, "Whoever pays for the group has cancelled.", ACTIVE),
    *_rows("group", GRACE, "The group’s payment failed.", ACTIVE),
    *_rows("group", ENDED, "The group has fewer seats, or none.", ACTIVE),
    *_rows("account_closed", ENDED, "The account was closed.", TRIAL, ACTIVE, CANCELLING, GRACE, PAUSED),
    *_rows("time", ENDED, "It has come to its end.", TRIAL, ACTIVE, CANCELLING, GRACE, PAUSED, drawn=_drawn(TRIAL, CANCELLING, GRACE)),
    *_rows("time", GRACE, "A renewal is due and no word of it came.", ACTIVE),
    *_rows("time", ACTIVE, "What waited behind the trial begins.", TRIAL),
    *_rows("time", ACTIVE, "The pause has come to its end.", PAUSED, drawn=_drawn(PAUSED)),
    *_rows("time", PAUSED, "What was paid before the pause is read.", ACTIVE),
    *_rows("time", PAUSED, "The trial is over, and what was paid before it rests.", TRIAL),
    *_rows("time", TRIAL, "What was given is over; the trial runs on.", ACTIVE),
)  # fmt: skip

WORDS = {
    "signed_up": "signs up",
    "contract active": "pays",
    "contract cancels": "cancels",
    "contract canceled": "contract over",
    "contract past_due": "payment fails",
    "gift_redeemed": "redeems a gift",
    "paused": "pauses",
    "time": "in time",
}


def drawing() -> str:
    """The table's main ways as a Mermaid diagram."""
    drawn = [row for row in TRANSITIONS if row.is_drawn and row.event != "signed_up"]
    ways = [f"    {row.before} --> {row.after}: {WORDS[row.event]}" for row in drawn]
    return "\n".join(("stateDiagram-v2", "    direction LR", "    [*] --> trial: signs up", *ways))


def table() -> str:
    """Every transition, as a table for the docs."""
    rows = [f"| {t.before} | {t.event.replace('_', ' ')} | {t.after} | {t.means} |" for t in TRANSITIONS]
    return "\n".join(("| from | what happens | to | which means |", "| --- | --- | --- | --- |", *rows))
