"""Addresses as they are asked: http(s) alone, no credentials, bounded; redirects are held to the same."""

from __future__ import annotations

import re
from ipaddress import IPv6Address

from yarl import URL

from newsstand.net.outcome import Hop

MAX_URL = 4096
PERMANENT = frozenset({301, 308})
LABEL = re.compile(r"[a-z0-9_-]{1,63}")
MAX_HOST = 253


def read_address(text: str) -> URL | str:
    """The address as it will be asked, or a sentence that says why it will not be."""
    return read(None, text)


def read_redirect(base: URL, location: str) -> URL | str:
    """Where a Location leads from an address, or a sentence that says why it is not followed."""
    return read(base, location) if location.strip() else "The redirect names no address."


def read(base: URL | None, text: str) -> URL | str:
    """The address that a text means, seen from another, or why it is not asked."""
    text = text.strip()
    if len(text) > MAX_URL:
        return f"The address has more than {MAX_URL:,} characters."
    if any(ord(char) < 0x20 or ord(char) == 0x7F for char in text):
        return "The address holds control characters."
    try:
        text.encode()
        return check(URL(text) if base is None else base.join(URL(text)))
    except ValueError as error:
        return f"The address cannot be read: {error}."


def check(url: URL) -> URL | str:
    """The address without its fragment, or why it is not one of ours to ask."""
    if url.scheme not in ("http", "https"):
        return f"“{url.scheme[:20]}:” is no scheme that is followed."
    if not url.raw_host:
        return "The address names no host."
    if not is_host(url.raw_host):
        return f"“{url.raw_host[:80]}” is no name of a host."
    if url.user or url.password:
        return "The address carries credentials."
    if not url.port:
        return "The address names no port that can be asked."
    # An empty path and "/" are one address; so are those that differ in their fragment.
    return url.with_path("/", keep_query=True) if url.raw_path == "/" else url.with_fragment(None)


def is_host(name: str) -> bool:
    """Whether a host's name, in its ASCII form, is one that could be asked.

    yarl lets through names whose Unicode form turns into something else (U+00AF becomes a space and a macron).
    """
    if ":" not in name:
        labels = name.removesuffix(".").split(".")
        return len(name) <= MAX_HOST + 1 and all(LABEL.fullmatch(label) for label in labels)
    try:
        return IPv6Address(name).scope_id is None
    except ValueError:
        return False


def permanent_url(hops: list[Hop], final_url: str) -> str | None:
    """Where the leading hops that say "moved for good" end, or None where the first says no such thing."""
    lasting = 0
    while lasting < len(hops) and hops[lasting].status in PERMANENT:
        lasting += 1
    if not lasting:
        return None
    return hops[lasting].url if lasting < len(hops) else final_url
