"""What workers do with the bytes of strangers. No Django here: a worker holds only what it needs to read.

The engine is imported where it works: the process that hands out the work names these functions and reads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsstand.errors import PageUnreadable
from newsstand.model import Article, Discarded
from newsstand.newsroom.pipeline.desk import ToRead

if TYPE_CHECKING:
    from newsstand.extract import FrontPageLink


def read_page(page: ToRead) -> Article | Discarded:
    """What one page holds."""
    from newsstand.extract import extract

    try:
        return extract(page.body, url=page.url, charset=page.charset)
    except PageUnreadable as error:
        return Discarded(reason="unreadable", detail=str(error))
    except MemoryError:
        return Discarded(reason="too_large", detail="the page needs more memory than a reading worker has")


def read_links(home: ToRead) -> tuple[FrontPageLink, ...]:
    """The article links of a home page, none where it cannot be read."""
    from newsstand.extract import read_front_page

    try:
        return read_front_page(home.body, url=home.url, charset=home.charset)
    except PageUnreadable:
        return ()
