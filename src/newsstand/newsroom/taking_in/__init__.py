"""What files bring into the store: subscriptions, articles, archived pages; the same file twice changes nothing."""

from newsstand.newsroom.taking_in.articles import GivenArticle, read_given, store_given
from newsstand.newsroom.taking_in.outlines import TitlesTaken, store_outlines, titles_of
from newsstand.newsroom.taking_in.pages import is_page, store_archived

__all__ = [
    "GivenArticle",
    "TitlesTaken",
    "is_page",
    "read_given",
    "store_archived",
    "store_given",
    "store_outlines",
    "titles_of",
]
