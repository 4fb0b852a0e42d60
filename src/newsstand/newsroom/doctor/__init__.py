"""Whether the house is well: each finding is a value, with what to do where something is wrong."""

from newsstand.newsroom.doctor.feeds import FeedAnswer, FeedState, ask_feeds, feed_states, stored_feeds
from newsstand.newsroom.doctor.findings import Finding
from newsstand.newsroom.doctor.machine import examine_clock, examine_disk, examine_python, examine_settings
from newsstand.newsroom.doctor.store import examine_store

__all__ = [
    "FeedAnswer",
    "FeedState",
    "Finding",
    "ask_feeds",
    "examine_clock",
    "examine_disk",
    "examine_python",
    "examine_settings",
    "examine_store",
    "feed_states",
    "stored_feeds",
]
