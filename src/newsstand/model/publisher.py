"""Who answers for the words, and what they let us show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from newsstand.model.terms import Agreement

PublisherKind = Literal["newspaper", "broadcaster", "agency", "magazine", "specialist"]
OwnerKind = Literal["public", "private", "cooperative", "foundation", "state", "party"]


class Terms(StrEnum):
    """What a publisher lets us show."""

    FULL = "full"
    EXTRACT = "extract"
    HEADLINE = "headline"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A title as a catalogue describes it.

    slug:      stable key, lower case, letters, digits and hyphens
    country:   ISO 3166-1 alpha-2, upper case; language: BCP 47
    feeds:     addresses to poll, best first
    owner_kind: only where it is a plain fact
    agreement: what it agreed to, where it did
    """

    slug: str
    name: str
    home_page: str
    country: str
    language: str
    kind: PublisherKind
    feeds: tuple[str, ...]
    owner: str | None = None
    owner_kind: OwnerKind | None = None
    section: str | None = None
    agreement: Agreement | None = None
