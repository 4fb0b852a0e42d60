"""The nouns: frozen, in the trade's words, with no behaviour but refusing impossible values."""

from newsstand.model.article import (
    BODY_KINDS,
    Article,
    Block,
    BlockKind,
    Dateline,
    Discarded,
    DiscardReason,
    Picture,
)
from newsstand.model.brief import (
    Brief,
    Citation,
    Difference,
    Figure,
    FigureValue,
    Quote,
    Refusal,
    Section,
    Sentence,
    SourceText,
    TimelineEntry,
)
from newsstand.model.edition import Candidate, Coverage, Edition, Sighting, Slot
from newsstand.model.feed import Entry, FeedFormat, ParsedFeed
from newsstand.model.publisher import OwnerKind, Publisher, PublisherKind, Terms
from newsstand.model.reason import Reason
from newsstand.model.story import Assignment, Membership, Report

__all__ = [
    "BODY_KINDS",
    "Article",
    "Assignment",
    "Block",
    "BlockKind",
    "Brief",
    "Candidate",
    "Citation",
    "Coverage",
    "Dateline",
    "Difference",
    "DiscardReason",
    "Discarded",
    "Edition",
    "Entry",
    "FeedFormat",
    "Figure",
    "FigureValue",
    "Membership",
    "OwnerKind",
    "ParsedFeed",
    "Picture",
    "Publisher",
    "PublisherKind",
    "Quote",
    "Reason",
    "Refusal",
    "Report",
    "Section",
    "Sentence",
    "Sighting",
    "Slot",
    "SourceText",
    "Terms",
    "TimelineEntry",
]
