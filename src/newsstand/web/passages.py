"""A cited span in its surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from newsstand.members.entitlement import visible_part
from newsstand.model import Block, Terms

MOST_AROUND = 220  # characters on each side of the span
LONGEST_SPAN = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span with what stands before and after it; all three "" where the terms let nothing be shown."""

    before: str
    cited: str
    after: str


def cut_window(body: str, start: int, end: int, *, terms: Terms = Terms.FULL) -> Window:
    """The span `body[start:end]` within its paragraph, as far as the terms go; places outside the body are drawn in."""
    start = min(max(start, 0), len(body))
    end = min(max(end, start), len(body), start + LONGEST_SPAN)
    cited = body[start:end]
    part = visible_part(terms, blocks=(Block(kind="paragraph", text=cited),))
    if terms is not Terms.FULL:
        return Window(before="", cited=part.blocks[0].text if part.blocks else "", after="")
    return Window(before=_before(body, start), cited=cited, after=_after(body, end))


def _before(body: str, start: int) -> str:
    opening = body.rfind("\n\n", 0, start)
    text = body[0 if opening < 0 else opening + 2 : start]
    if len(text) <= MOST_AROUND:
        return text
    near = text[-MOST_AROUND:]
    return "… " + near.partition(" ")[2]


def _after(body: str, end: int) -> str:
    closing = body.find("\n\n", end)
    text = body[end : len(body) if closing < 0 else closing]
    if len(text) <= MOST_AROUND:
        return text
    return text[:MOST_AROUND].rpartition(" ")[0] + " …"
