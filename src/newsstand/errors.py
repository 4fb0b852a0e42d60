"""Every exception of ours, as a tree; identifiers are attributes, the cause hangs on `__cause__`.

Expected outcomes (not modified, paywalled, too short) are values elsewhere; these are for what is broken.
"""

from __future__ import annotations


class NewsstandError(Exception):
    """Whatever Newsstand raises by itself; `str()` is one sentence that an operator can act on."""


class InputError(NewsstandError):
    """What came from outside cannot be read; nothing that was already there is lost."""

    def __init__(self, message: str, *, kind: str = "bad_input") -> None:
        super().__init__(message)
        self.kind = kind


class FeedUnreadable(InputError):
    """The bytes are no feed of a kind that we know, or are malformed beyond repair."""

    def __init__(self, message: str, *, url: str | None = None) -> None:
        super().__init__(message, kind="feed_unreadable")
        self.url = url


class PageUnreadable(InputError):
    """The bytes are no page that a parser can build a tree from within its limits."""

    def __init__(self, message: str, *, url: str | None = None, kind: str = "page_unreadable") -> None:
        super().__init__(message, kind=kind)
        self.url = url


class OutlineUnreadable(InputError):
    """The bytes are no OPML."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind="outline_unreadable")


class CatalogueUnreadable(InputError):
    """A catalogue of titles is not of its form; the message names the entry."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind="catalogue_unreadable")


class FetchError(NewsstandError):
    """An address could not be fetched; `reason` is one of a closed list (see `newsstand.net.outcome`)."""

    def __init__(self, message: str, *, url: str, reason: str) -> None:
        super().__init__(message)
        self.url = url
        self.reason = reason


class AddressRefused(FetchError):
    """An address leads, at some hop, to a network that no setting allows."""

    def __init__(self, message: str, *, url: str, address: str) -> None:
        super().__init__(message, url=url, reason="address_refused")
        self.address = address


class SettingInvalid(NewsstandError):
    """A setting has a value that cannot be used; the message names it and says what would do."""

    def __init__(self, message: str, *, name: str) -> None:
        super().__init__(message)
        self.name = name


class StoreUnusable(NewsstandError):
    """The database cannot be opened, written or upgraded."""


class Stopped(NewsstandError):
    """Work was broken off because the program ends; it will be done by the next run."""
