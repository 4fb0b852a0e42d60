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


class ActRefused(InputError):
    """What a reader or an editor asks for cannot be done; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind="act_refused")


class EventUnusable(InputError):
    """Something that is told of a membership does not say what its kind has to say; the message names it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind="event_unusable")


class PlansUnreadable(InputError):
    """A file of plans is not of its form; the message names the file, the plan and the field."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind="plans_unreadable")


class PaymentRefused(InputError):
    """Something cannot be paid, or changed of a contract; `reason` is one word that a page has a sentence for."""

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message, kind="payment_refused")
        self.reason = reason


class ProviderObjectUnreadable(InputError):
    """What the payment provider sent has not the shape that its own documents promise."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind="provider_object_unreadable")


class SignatureInvalid(InputError):
    """A webhook is not signed by the payment provider, or was signed too long ago."""

    def __init__(self, message: str) -> None:
        super().__init__(message, kind="signature_invalid")


class ProviderUnreachable(NewsstandError):
    """The payment provider does not answer, or not to us; what was asked can be asked again."""


class PayerUnknown(NewsstandError):
    """The payment provider speaks of a customer whom nobody here knows, or not yet."""


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


class SecretLocked(NewsstandError):
    """A stored secret cannot be read with any of the house's keys; the message says what would do."""


class RowSealed(NewsstandError):
    """A row of the ledger or of a closed month was to be changed or taken out; what is wrong is put right by a new one."""


class MonthNotClosable(NewsstandError):
    """A month cannot be closed: it is not over, or another one comes first; the message says which."""


class Stopped(NewsstandError):
    """Work was broken off because the program ends; it will be done by the next run."""
