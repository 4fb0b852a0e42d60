"""Full-text search over articles: SQLite's FTS5, or PostgreSQL's own, behind one set of functions."""

from newsstand.newsroom.search.index import Hit, Indexed, index_articles, search_articles

__all__ = ["Hit", "Indexed", "index_articles", "search_articles"]
