"""Full-text search over articles: SQLite's FTS5, or PostgreSQL's own, behind one set of functions."""

from newsstand.newsroom.search.index import (
    MOST_FOUND,
    Findings,
    Hit,
    Indexed,
    Order,
    count_articles,
    find_articles,
    index_articles,
)
from newsstand.newsroom.search.narrowing import Narrowed, Unknown, narrow

__all__ = [
    "MOST_FOUND",
    "Findings",
    "Hit",
    "Indexed",
    "Narrowed",
    "Order",
    "Unknown",
    "count_articles",
    "find_articles",
    "index_articles",
    "narrow",
    "search_articles",
]


def search_articles(text: str, *, limit: int, offset: int = 0) -> list[Hit]:
    """Articles that a query means, best first; any text is a valid query, one without a word finds nothing."""
    found = find_articles(narrow(text).wanted)
    return list(found.hits[offset : offset + limit])
