"""A title's feeds, in every form that feeds come in, with the faults that real ones have."""

from newsstand.demo.syndication.items import FeedItem, item_of
from newsstand.demo.syndication.writing import write_feed

__all__ = ["FeedItem", "item_of", "write_feed"]
