"""What workers do with the bytes of strangers. No Django here: a worker holds only what it needs to read.

The engine is imported where it works: the process that hands out the work names these functions and reads nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsstand.errors import PageUnreadable
from newsstand.model import Article, Discarded
from newsstand.newsroom.pipeline.desk import ToRead

if TYPE_CHECKING:
    from newsstand.extract import FrontPageLink
    from newsstand.extract.site_signals import SiteFiles, SiteSaid


def read_page(page: ToRead) -> Article | Discarded:
    """What one page holds."""
    from newsstand.extract import extract

    try:
        read = extract(page.body, url=page.url, charset=page.charset)
        if isinstance(read, Article):
            return with_headers(read, page.headers)
        return replace(read, head=with_headers(read.head, page.headers)) if read.head else read
    except PageUnreadable as error:
        return Discarded(reason="unreadable", detail=str(error))
    except MemoryError:
        return Discarded(reason="too_large", detail="the page needs more memory than a reading worker has")


def with_headers(article: Article, headers: Sequence[tuple[str, str]]) -> Article:
    """The article with what its page's headers say to machines; the page's own word on mining wins."""
    from newsstand.extract.signals import header_signals, in_order

    own = {signal.kind for signal in article.signals} & {"tdmrep"}
    said = [signal for signal in header_signals(headers) if signal.kind not in own]
    return replace(article, signals=in_order((*article.signals, *said))) if said else article


def read_site_files(files: SiteFiles) -> SiteSaid:
    """What a site's files say to machines."""
    from newsstand.extract.site_signals import read_site

    return read_site(files)


def read_links(home: ToRead) -> tuple[FrontPageLink, ...]:
    """The article links of a home page, none where it cannot be read."""
    from newsstand.extract import read_front_page

    try:
        return read_front_page(home.body, url=home.url, charset=home.charset)
    except PageUnreadable:
        return ()
