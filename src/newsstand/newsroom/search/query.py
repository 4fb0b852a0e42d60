"""A reader's words -> what must and must not stand in an article."""

from __future__ import annotations

import re
import unicodedata
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


def fold_words(text: str) -> str:
    """The words of a text, parted by one space, in small letters and without their marks.

    SQLite's tokenizer does the same by itself. PostgreSQL's keeps marks, takes hosts and decimal numbers whole and
    lowers letters as the database's locale says (in "C", of ASCII alone), so it is given words that need none of it.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare.lower()))
