"""Fetching: guard (no private addresses), politeness, robots.txt; every outcome a value with its reason."""

from newsstand.net.fetch import FEEDS, PAGES, Fetcher, FetchSettings
from newsstand.net.guard import Network, parse_networks
from newsstand.net.outcome import Fetched, Hop, Outcome, Validators

__all__ = [
    "FEEDS",
    "PAGES",
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "Hop",
    "Network",
    "Outcome",
    "Validators",
    "parse_networks",
]
