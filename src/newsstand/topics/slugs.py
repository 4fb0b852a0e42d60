"""Slugs: the part of an address that names a topic."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from newsstand.text.names import name_key

LONGEST_SLUG = 100
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "æ": "ae", "Æ": "Ae", "œ": "oe", "ß": "ss", "ı": "i"})  # fmt: skip


def slug_of(name: str) -> str:
    """A name in lower-case ASCII letters, digits and hyphens, the same for every spelling with or without accents.

    A name in another script gets a fingerprint of its letters. "" for a name without a letter or digit.
    """
    if not any(c.isalnum() for c in name):
        return ""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS).casefold())
    words = re.findall(r"[a-z0-9]+", re.sub(r"[’'`.]|[\u0300-\u036f]", "", plain))
    letters = sum(c.isalpha() for c in name)
    slug = "-".join(words)
    if sum(map(len, words)) * 2 < letters:
        return f"n-{blake2b(name_key(name).encode('utf-8', 'replace'), digest_size=6).hexdigest()}"
    return (
        slug if len(slug) <= LONGEST_SLUG else slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    )
