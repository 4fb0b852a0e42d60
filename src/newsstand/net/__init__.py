"""Fetching: guard (no private addresses), politeness, robots.txt, web archives; every outcome a value with its reason."""

from newsstand.net.fetch import FEEDS, PAGES, Fetcher, FetchSettings
from newsstand.net.guard import Network, parse_networks
from newsstand.net.outcome import Fetched, Hop, Outcome, Validators
from newsstand.net.warc import Capture, Unread, read_warc

__all__ = [
    "FEEDS",
    "PAGES",
    "Capture",
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "Hop",
    "Network",
    "Outcome",
    "Unread",
    "Validators",
    "parse_networks",
    "read_warc",
]
