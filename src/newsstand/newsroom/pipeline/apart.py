"""What workers do with the bytes of strangers. No Django here: a worker holds only what it needs to read."""

from __future__ import annotations

from newsstand.errors import PageUnreadable
from newsstand.extract import FrontPageLink, extract, read_front_page
from newsstand.model import Article, Discarded
from newsstand.newsroom.pipeline.desk import ToRead


def read_page(page: ToRead) -> Article | Discarded:
    """What one page holds."""
    try:
        return extract(page.body, url=page.url, charset=page.charset)
    except PageUnreadable as error:
        return Discarded(reason="unreadable", detail=str(error))
    except MemoryError:
        return Discarded(reason="too_large", detail="the page needs more memory than a reading worker has")


def read_links(home: ToRead) -> tuple[FrontPageLink, ...]:
    """The article links of a home page, none where it cannot be read."""
    try:
        return read_front_page(home.body, url=home.url, charset=home.charset)
    except PageUnreadable:
        return ()
