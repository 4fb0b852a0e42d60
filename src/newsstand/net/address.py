"""Addresses as they are asked: http(s) alone, no credentials, bounded; redirects are held to the same."""

from __future__ import annotations

from yarl import URL

from newsstand.net.outcome import Hop

MAX_URL = 4096
PERMANENT = frozenset({301, 308})


def read_address(text: str) -> URL | str:
    """The address as it will be asked, or a sentence that says why it will not be."""
    text = text.strip()
    if len(text) > MAX_URL:
        return f"The address has more than {MAX_URL:,} characters."
    if any(ord(char) < 0x20 or ord(char) == 0x7F for char in text):
        return "The address holds control characters."
    try:
        return check(URL(text))
    except ValueError as error:
        return f"The address cannot be read: {error}."


def read_redirect(base: URL, location: str) -> URL | str:
    """Where a Location leads from an address, or a sentence that says why it is not followed."""
    location = location.strip()
    if not location:
        return "The redirect names no address."
    if len(location) > MAX_URL:
        return f"The redirect's address has more than {MAX_URL:,} characters."
    try:
        return check(base.join(URL(location)))
    except ValueError as error:
        return f"The redirect's address cannot be read: {error}."


def check(url: URL) -> URL | str:
    """The address without its fragment, or why it is not one of ours to ask."""
    if url.scheme not in ("http", "https"):
        return f"“{url.scheme[:20]}:” is no scheme that is followed."
    if not url.raw_host:
        return "The address names no host."
    if url.user or url.password:
        return "The address carries credentials."
    if url.port is None or url.port == 0:
        return "The address names no port that can be asked."
    return url.with_fragment(None) if url.raw_fragment else url


def permanent_url(hops: list[Hop], final_url: str) -> str | None:
    """Where the leading hops that say "moved for good" end, or None where the first says no such thing."""
    lasting = 0
    while lasting < len(hops) and hops[lasting].status in PERMANENT:
        lasting += 1
    if not lasting:
        return None
    return hops[lasting].url if lasting < len(hops) else final_url
