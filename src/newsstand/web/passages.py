"""A cited span in its surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from newsstand.members.entitlement import first_words, is_open
from newsstand.model import Allowance

MOST_AROUND = 220  # characters on each side of the span
LONGEST_SPAN = 1200
MOST_QUOTED_WORDS = 40  # of one span, where not all of the article may be shown
LEAST_QUOTED = 24  # characters: fewer that are left would say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span with what stands before and after it; all three "" where nothing may be shown."""

    before: str
    cited: str
    after: str


class Quoting:
    """How much of one article may still be quoted on a page, to who may not read all of it."""

    def __init__(self, allowed: Allowance, body: str) -> None:
        self.is_open = is_open(allowed)
        self.body = body
        self._left = min(int(len(body) * allowed.quote_share), allowed.characters)
        self._said: dict[tuple[int, int], str] = {}

    def quote(self, start: int, end: int) -> str:
        """The words of a span, as many as may still be quoted; the same span again costs nothing."""
        words = self.body[start:end]
        if self.is_open:
            return words
        if (start, end) not in self._said:
            fits = len(words) <= self._left or self._left >= LEAST_QUOTED
            said = first_words(words, MOST_QUOTED_WORDS, self._left) if fits else ""
            self._left -= len(said)
            self._said[start, end] = said
        return self._said[start, end]


def cut_window(quoting: Quoting, start: int, end: int) -> Window:
    """A span of a body within its paragraph, as far as it may be quoted; places outside the body are drawn in."""
    body = quoting.body
    start = min(max(start, 0), len(body))
    end = min(max(end, start), len(body), start + LONGEST_SPAN)
    cited = quoting.quote(start, end)
    if not quoting.is_open:
        return Window(before="", cited=cited, after="")
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
