"""What changed from one version of a text to the next, word by word, as a reader wants to see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_PARAGRAPHS = 400  # compared one with another; what comes after is shown as it stands
MOST_WORDS = 1500  # of one passage that are compared one with another
LEAST_ALIKE = 0.35  # share of words; below it an old and a new paragraph stand one after the other
SHORTEST_SAME = 3  # words between two changes that stay between them; fewer make the line hard to read

Op = Literal["same", "added", "removed"]
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and what became of them."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class ChangedParagraph:
    """A paragraph of either version; `is_same` where nothing in it changed."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether both versions have it."""
        return all(piece.op == "same" for piece in self.pieces)


def changed_paragraphs(old: str, new: str) -> list[ChangedParagraph]:
    """Both versions as one text, paragraph by paragraph; all "same" and "added" pieces together are the new text."""
    was, now = _paragraphs(old), _paragraphs(new)
    matcher = SequenceMatcher(None, was[:MOST_PARAGRAPHS], now[:MOST_PARAGRAPHS], autojunk=False)
    out: list[ChangedParagraph] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            out += [_whole("same", text) for text in was[i:j]]
        else:
            out += _exchanged(was[i:j], now[k:m])
    rest_was, rest_now = was[MOST_PARAGRAPHS:], now[MOST_PARAGRAPHS:]
    if rest_was == rest_now:
        return out + [_whole("same", text) for text in rest_now]
    return out + [_whole("removed", t) for t in rest_was] + [_whole("added", t) for t in rest_now]


def changed_words(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word; where they have little in common, or are long, the old one whole before the new one."""
    if old == new:
        return (Piece("same", new),) if new else ()
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(was) > MOST_WORDS or len(now) > MOST_WORDS:
        return _apart(old, new)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return _apart(old, new)
    return tuple(_joined(_runs(matcher, was, now)))


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part.strip()]


def _whole(op: Op, text: str) -> ChangedParagraph:
    return ChangedParagraph((Piece(op, text),))


def _exchanged(was: Sequence[str], now: Sequence[str]) -> list[ChangedParagraph]:
    """Paragraphs that stand for others: each beside the one most like it that comes in the same order."""
    out: list[ChangedParagraph] = []
    at = 0
    for text in now:
        words = set(text.split())
        near = [(_alike(words, set(other.split())), -place) for place, other in enumerate(was[at:], at)]
        best, place = max(near, default=(0.0, 0))
        if best < LEAST_ALIKE:
            out.append(_whole("added", text))
            continue
        out += [_whole("removed", other) for other in was[at:-place]]
        out.append(ChangedParagraph(changed_words(was[-place], text)))
        at = 1 - place
    return out + [_whole("removed", other) for other in was[at:]]


def _alike(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _apart(old: str, new: str) -> tuple[Piece, ...]:
    pieces = (Piece("removed", old), Piece("added", new))
    return tuple(piece for piece in pieces if piece.text)


def _runs(matcher: SequenceMatcher[str], was: list[str], now: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Each run as (old words, new words, whether they are the same and long enough to stay)."""
    blocks = matcher.get_opcodes()
    for number, (tag, i, j, k, m) in enumerate(blocks):
        old, new = "".join(was[i:j]), "".join(now[k:m])
        inside = 0 < number < len(blocks) - 1
        yield old, new, tag == "equal" and not (inside and len(new.split()) < SHORTEST_SAME)


def _joined(runs: Iterator[tuple[str, str, bool]]) -> Iterator[Piece]:
    removed = added = ""
    for old, new, stays in runs:
        if not stays:
            removed, added = removed + old, added + new
            continue
        yield from _apart(removed, added)
        removed = added = ""
        yield Piece("same", new)
    yield from _apart(removed, added)
