"""Searches that readers come back to, and how much they find that is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from newsstand.members.models import Reader, SavedSearch
from newsstand.newsroom.search import count_articles, narrow
from newsstand.newsroom.search.query import LONGEST_QUERY, parse_query

MOST_SEARCHES = 30
MOST_NEW = 100  # that are counted
LATE = timedelta(days=7)  # how long after it was published a report still comes in as new
LONGEST_NAME = 80


def save_search(
    reader: Reader, text: str, *, name: str = "", now: datetime, seen_at: datetime | None = None
) -> SavedSearch | None:
    """Save a search, once however often it is asked for; None for one that asks for nothing, or one too many."""
    query = parse_query(text)
    words = str(query)[:LONGEST_QUERY]
    if not query.asks:
        return None
    if found := SavedSearch.objects.filter(reader=reader, query=words).first():
        return found
    if SavedSearch.objects.filter(reader=reader).count() >= MOST_SEARCHES:
        return None
    seen = min(seen_at, now) if seen_at else now
    return SavedSearch.objects.create(
        reader=reader, query=words, name=_name(name) or words, made_at=now, seen_at=seen
    )


def saved_search(reader: Reader, text: str) -> SavedSearch | None:
    """The saved search of a query, if it is one."""
    return SavedSearch.objects.filter(reader=reader, query=str(parse_query(text))[:LONGEST_QUERY]).first()


def rename_search(search: SavedSearch, name: str) -> bool:
    """Call a search something else; False for a name of nothing."""
    words = _name(name)
    if words:
        search.name = words
        search.save(update_fields=["name"])
    return bool(words)


def mark_seen(search: SavedSearch, now: datetime) -> None:
    """What it finds up to now is no longer new."""
    if now > search.seen_at:
        search.seen_at = now
        search.save(update_fields=["seen_at"])


def count_new(
    searches: Iterable[SavedSearch], *, zone: tzinfo, countries: Mapping[str, str] | None = None
) -> dict[int, int]:
    """How many reports came in that each search finds, since it was seen: by its id, counted up to `MOST_NEW`."""
    counts = {}
    for search in searches:
        wanted = narrow(search.query, zone=zone, countries=countries).wanted
        fresh = replace(wanted.later_than(search.seen_at - LATE), new_since=search.seen_at)
        counts[search.pk] = count_articles(fresh, most=MOST_NEW) if wanted.asks else 0
    return counts


def _name(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST_NAME]
