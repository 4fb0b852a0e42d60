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
_MASK = 0xFFFFFFFF
_A, _B, _C, _D = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F


class _WordHashes(dict[str, int]):
    def __missing__(self, word: str) -> int:
        if len(self) >= _MEMO:
            self.clear()
        self[word] = value = crc32(word.encode("utf-8", "surrogatepass")) + 1
        return value


_hashes = _WordHashes()


def shingle_hashes(words: Sequence[str]) -> list[int]:
    """A 32-bit hash of each run of five words, in order; nothing for a text of fewer words."""
    h = [_hashes[w] for w in words]
    return [
        _mixed((a * _A + b * _B + c * _C + d * _D + e) & _MASK)
        for a, b, c, d, e in zip(h, h[1:], h[2:], h[3:], h[4:], strict=False)
    ]


def _mixed(value: int) -> int:
    """The bits of a sum spread out, so that the lowest three are as good as any."""
    value ^= value >> 15
    value = (value * 0x2C1B3C6D) & _MASK
    return value ^ (value >> 13)


def fingerprints(words: Sequence[str], keep: int = KEEP) -> frozenset[int]:
    """The kept fingerprints of a text's words (`newsstand.text.words.tokens`): those hashes that `keep` divides."""
    return frozenset(h for h in shingle_hashes(words) if h % keep == 0)


def containment(part: AbstractSet[int], whole: AbstractSet[int]) -> float:
    """How much of `part` stands in `whole`, 0 to 1; 0 where `part` is empty."""
    return len(part & whole) / len(part) if part else 0.0
