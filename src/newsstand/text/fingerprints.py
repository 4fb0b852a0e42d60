"""Fingerprints: a text as hashes of its runs of five words, the same on every machine and in every run.

One in `KEEP` hashes is kept, the same ones in every text, so that what two texts share is still shared
(Broder 1997, "On the resemblance and containment of documents": sampling by modulus).
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from zlib import crc32

SIZE = 5
KEEP = 8

_MEMO = 100_000


class _WordHashes(dict[str, bytes]):
    def __missing__(self, word: str) -> bytes:
        if len(self) >= _MEMO:
            self.clear()
        self[word] = value = crc32(word.encode("utf-8", "surrogatepass")).to_bytes(4, "little")
        return value


_hashes = _WordHashes()


def shingle_hashes(words: Sequence[str]) -> list[int]:
    """A 32-bit hash of each run of five words, in order; nothing for a text of fewer words."""
    row = b"".join([_hashes[w] for w in words])
    return [crc32(row[at : at + 4 * SIZE]) for at in range(0, len(row) - 4 * (SIZE - 1), 4)]


def fingerprints(words: Sequence[str], keep: int = KEEP) -> frozenset[int]:
    """The kept fingerprints of a text's words (`newsstand.text.words.tokens`): those hashes that `keep` divides."""
    return frozenset([h for h in shingle_hashes(words) if h % keep == 0])


def containment(part: AbstractSet[int], whole: AbstractSet[int]) -> float:
    """How much of `part` stands in `whole`, 0 to 1; 0 where `part` is empty."""
    return len(part & whole) / len(part) if part else 0.0
