"""Django's models: they store the nouns; `newsroom/records.py` turns one into the other."""

from newsstand.newsroom.models.articles import Article, ArticleVersion, Page, Picture
from newsstand.newsroom.models.editions import Edition, Slot
from newsstand.newsroom.models.publishing import Entry, Feed, FrontPage, Placement, Poll, Publisher
from newsstand.newsroom.models.stories import Brief, Citation, Membership, Story

__all__ = [
    "Article",
    "ArticleVersion",
    "Brief",
    "Citation",
    "Edition",
    "Entry",
    "Feed",
    "FrontPage",
    "Membership",
    "Page",
    "Picture",
    "Placement",
    "Poll",
    "Publisher",
    "Slot",
    "Story",
]
