"""A reader's words -> what must and must not stand in an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_QUERY = 300
MOST_TERMS = 16

_TERM = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases (tuples of words) that must, and that must not, stand in an article; one word is a phrase of one."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...] = ()


def parse_query(text: str) -> Query:
    """Words, "phrases" and -exclusions; never fails, bounded in length and number of terms."""
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    for term in _TERM.finditer(text.replace("\0", " ")[:LONGEST_QUERY]):
        words = tuple(_WORD.findall((term["phrase"] if term["phrase"] is not None else term["word"]) or ""))
        if words and len(wanted) + len(unwanted) < MOST_TERMS:
            (unwanted if term["minus"] else wanted).append(words)
    return Query(tuple(wanted), tuple(unwanted))
