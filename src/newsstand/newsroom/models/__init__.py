"""Django's models: they store the nouns; `newsroom/records.py` turns one into the other."""

from newsstand.newsroom.models.agreements import Agreement, Signal
from newsstand.newsroom.models.articles import Article, ArticleVersion, Page, Picture
from newsstand.newsroom.models.desk import Conflict, Decided, LogLine, Opening, Pick, Ruling
from newsstand.newsroom.models.editions import Edition, Slot
from newsstand.newsroom.models.inaccuracies import Inaccuracy
from newsstand.newsroom.models.publishing import Entry, Feed, FrontPage, Placement, Poll, Publisher
from newsstand.newsroom.models.standings import Standing
from newsstand.newsroom.models.stories import Brief, Citation, Membership, Story
from newsstand.newsroom.models.topics import Subject, Topic

__all__ = [
    "Agreement",
    "Article",
    "ArticleVersion",
    "Brief",
    "Citation",
    "Conflict",
    "Decided",
    "Edition",
    "Entry",
    "Feed",
    "FrontPage",
    "Inaccuracy",
    "LogLine",
    "Membership",
    "Opening",
    "Page",
    "Pick",
    "Picture",
    "Placement",
    "Poll",
    "Publisher",
    "Ruling",
    "Signal",
    "Slot",
    "Standing",
    "Story",
    "Subject",
    "Topic",
]
