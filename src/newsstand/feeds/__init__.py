"""Feed bytes -> entries; what changed; when to ask again; OPML; where a site keeps its feeds."""

from newsstand.feeds.changes import Changes, entry_fingerprint, entry_key, plan_changes
from newsstand.feeds.dates import read_date
from newsstand.feeds.discover import FeedLink, discover_feeds
from newsstand.feeds.opml import Outline, read_opml, write_opml
from newsstand.feeds.parse import parse_feed
from newsstand.feeds.schedule import PollHistory, PollOutcome, PollPlan, next_poll, remember

__all__ = [
    "Changes",
    "FeedLink",
    "Outline",
    "PollHistory",
    "PollOutcome",
    "PollPlan",
    "discover_feeds",
    "entry_fingerprint",
    "entry_key",
    "next_poll",
    "parse_feed",
    "plan_changes",
    "read_date",
    "read_opml",
    "remember",
    "write_opml",
]
