"""Fetching: guard (no private addresses), politeness, front pages, WARC."""
