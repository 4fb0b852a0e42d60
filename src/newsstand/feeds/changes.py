"""What a poll brought: which entries are new, which changed, and feeds that rename their entries at every poll."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsstand.feeds.draft import short_hash
from newsstand.model import Entry, ParsedFeed
from newsstand.text.urls import normalise_url

FURTHEST_AHEAD = timedelta(days=2)
"""A date further ahead is no date of publication; up to here it is a clock or a zone gone wrong."""

_PART = 6  # bytes of each part of a fingerprint: 48 bits, plenty within one feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new against what was known.

    new, changed:           entries in the feed's order, none twice
    new_keys, changed_keys: the key under which each of them is stored, in the same order; a changed entry keeps
                            the key that it had, also where the feed gave it another id since
    new_fingerprints, changed_fingerprints: what is to be stored with each, in the same order
    seen_ids:               the keys of all entries that the feed holds now, new and changed ones included
    suspicious_ids:         most of the entries known before came with another id: the feed makes ids up at each poll
    """

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    new_keys: tuple[str, ...]
    changed_keys: tuple[str, ...]
    new_fingerprints: tuple[str, ...]
    changed_fingerprints: tuple[str, ...]
    seen_ids: frozenset[str]
    suspicious_ids: bool


def entry_key(entry: Entry) -> str:
    """The key of an entry within its feed: 32 hexadecimal digits made of its id."""
    return short_hash(entry.id)


def entry_fingerprint(entry: Entry) -> str:
    """What an entry says, in 38 characters: its address, its headline and date, and all of its text.

    The three parts are compared one by one: the first two recognise an entry whose id has changed, the third
    tells a changed text. Dates alone, pictures and the address's query are no change: they change at each poll of
    some feeds.
    """
    url = normalise_url(entry.url) if entry.url else None
    moment = entry.published.isoformat() if entry.published else ""
    path = (url or "").partition("?")[0]
    parts = (
        short_hash(url, size=_PART) if url else "",
        short_hash(entry.headline, moment, size=_PART) if entry.headline and moment else "",
        short_hash(path, entry.headline, entry.summary, entry.content or "", size=_PART),
    )
    return ".".join(parts)


def plan_changes(parsed: ParsedFeed, known: Mapping[str, str], *, now: datetime) -> Changes:
    """What to store of a feed that was just read, where `known` has the fingerprint of each stored entry by its key.

    An entry is known by its id; failing that by its address, then by its headline with its date, where just one
    stored entry and just one of this feed's have them and the stored one's own id is gone from the feed.
    """
    shelf = _shelve(parsed.entries, now)
    gone = _Gone(known, shelf)
    new: dict[str, tuple[Entry, str]] = {}
    changed: dict[str, tuple[Entry, str]] = {}
    seen: set[str] = set()
    renamed = 0
    for key, (entry, fingerprint) in shelf.items():
        stored = key if key in known else gone.claim(fingerprint)
        seen.add(stored or key)
        if stored is None:
            new[key] = entry, fingerprint
            continue
        renamed += stored != key
        if known[stored].rpartition(".")[2] != fingerprint.rpartition(".")[2]:
            changed[stored] = entry, fingerprint
    met = len(shelf) - len(new)
    return Changes(
        new=tuple(entry for entry, _ in new.values()),
        changed=tuple(entry for entry, _ in changed.values()),
        new_keys=tuple(new),
        changed_keys=tuple(changed),
        new_fingerprints=tuple(fingerprint for _, fingerprint in new.values()),
        changed_fingerprints=tuple(fingerprint for _, fingerprint in changed.values()),
        seen_ids=frozenset(seen),
        suspicious_ids=renamed >= 2 and renamed * 2 > met,
    )


def _shelve(entries: Iterable[Entry], now: datetime) -> dict[str, tuple[Entry, str]]:
    """Entries with their fingerprints by key; what stands there twice once, impossible dates taken off.

    Different entries under one id (feeds exist that give all of them the same) are told apart by their addresses.
    """
    shelf: dict[str, tuple[Entry, str]] = {}
    for given in entries:
        entry = given
        if entry.published and entry.published > now + FURTHEST_AHEAD:
            entry = replace(entry, published=None)
        fingerprint, key = entry_fingerprint(entry), entry_key(entry)
        if key in shelf:
            address, _, _ = fingerprint.partition(".")
            if not address or address == shelf[key][1].partition(".")[0]:
                continue
            key = short_hash(entry.id, address)
        shelf.setdefault(key, (entry, fingerprint))
    return shelf


class _Gone:
    """The stored entries whose ids the feed no longer has, by what else tells them apart."""

    def __init__(self, known: Mapping[str, str], shelf: Mapping[str, tuple[Entry, str]]) -> None:
        prints = [fingerprint for key, (_, fingerprint) in shelf.items() if key not in known]
        self._stored = [_index(known, part, shelf) for part in (0, 1)]
        self._now = [Counter(fingerprint.split(".")[part] for fingerprint in prints) for part in (0, 1)]

    def claim(self, fingerprint: str) -> str | None:
        """The key of the one stored entry that this is, each at most once; None where it is new or in doubt."""
        parts = fingerprint.split(".")
        for part in (0, 1):
            mark = parts[part]
            key = self._stored[part].get(mark) if mark and self._now[part][mark] == 1 else None
            if key is not None:
                for index in self._stored:
                    for other in [m for m in parts[:2] if index.get(m) == key]:
                        del index[other]
                return key
        return None


def _index(known: Mapping[str, str], part: int, shelf: Mapping[str, object]) -> dict[str, str]:
    """Key by one part of the fingerprint, without those that several stored entries share."""
    marks = {
        key: parts[part] for key, fingerprint in known.items() if len(parts := fingerprint.split(".")) == 3
    }
    count = Counter(marks.values())
    return {mark: key for key, mark in marks.items() if mark and count[mark] == 1 and key not in shelf}
