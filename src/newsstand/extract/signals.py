"""What a page says to machines about what may be done with it, as far as that forbids something.

Directives are those of Google's robots meta tag, TDMRep, RSL and DeviantArt's `noai`; of several that
differ the strictest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from newsstand.extract.meta import Head
from newsstand.extract.structured import Structured
from newsstand.model import Signal, SignalKind

OUR_NAMES = ("newsstand", "googlebot-news")
"""Agents whose directives are for us: our own, and the one under which news services are addressed."""
MOST_SIGNALS = 20
LONGEST_VALUE = 500

_PLAIN: dict[str, SignalKind] = {
    "noarchive": "noarchive",
    "nocache": "noarchive",
    "nosnippet": "nosnippet",
    "noai": "noai",
    "noimageindex": "nopicture",
    "max-image-preview:none": "nopicture",
}
_MOST = re.compile(r"max-snippet:(-?[0-9]{1,9})")
_AGENT = re.compile(r"\s{0,9}([a-z0-9_-]{2,40})\s{0,9}:\s{0,9}(.{0,2000})", re.DOTALL)
_NO_AGENT = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_LICENCE = re.compile(r"<([^<>]{1,2000})>((?:\s{0,9};[^,<>]{0,300}){1,9})")
_USAGE = re.compile(r"([a-z][a-z-]{0,29})\s{0,9}=\s{0,9}(?:\"?(n|no|y|yes|\?0|\?1)\"?)(?![a-z])")
_NO = frozenset({"n", "no", "?0"})
_FALSE = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})


def page_signals(head: Head, structured: Structured) -> tuple[Signal, ...]:
    """What a page's own tags say."""
    return in_order(_of_tags(head, structured))


def header_signals(headers: Iterable[tuple[str, str]]) -> tuple[Signal, ...]:
    """What the headers of its answer say; names in lower case, a header that came twice stands twice."""
    return in_order(_of_headers(headers))


def in_order(found: Iterable[Signal]) -> tuple[Signal, ...]:
    """Each once, in a fixed order, a bounded number."""
    return tuple(sorted(set(found), key=lambda s: (s.kind, s.value))[:MOST_SIGNALS])


def usage_of(text: str) -> dict[str, bool]:
    """Preferences such as `ai-input=no, search=yes` (Content Signals) or `train-ai=n` (AI Preferences), by name."""
    return {name: value not in _NO for name, value in _USAGE.findall(text.lower()[:2000])}


def _of_tags(head: Head, structured: Structured) -> Iterator[Signal]:
    for said in head.all("robots", *OUR_NAMES):
        yield from read_directives(said)
    for said in head.all("tdm-reservation"):
        yield from _reservation(said)
    for url in head.licences:
        yield Signal(kind="rsl", value=url[:LONGEST_VALUE])
    for article in structured.articles[:2]:
        free = article.get("isAccessibleForFree")
        if _is_false(free) or (free is None and _holds_back(article.get("hasPart"))):
            yield Signal(kind="is_free", value="no")
        if free is not None:
            return


def _of_headers(headers: Iterable[tuple[str, str]]) -> Iterator[Signal]:
    for name, value in headers:
        if name == "x-robots-tag":
            yield from read_directives(_for_us(value))
        elif name == "tdm-reservation":
            yield from _reservation(value)
        elif name == "content-usage" and any(not may for may in usage_of(value).values()):
            yield Signal(kind="content_usage", value=value.strip()[:LONGEST_VALUE])
        elif name == "link":
            for url in _licences(value):
                yield Signal(kind="rsl", value=url[:LONGEST_VALUE])


def read_directives(said: str) -> Iterator[Signal]:
    """The directives of a robots tag that forbid something."""
    text = re.sub(r"\s{0,99}:\s{0,99}", ":", said.lower()[:2000])
    for word in re.split(r"[,;\s]+", text):
        if kind := _PLAIN.get(word):
            yield Signal(kind=kind)
        elif most := _MOST.fullmatch(word):
            count = int(most[1])
            if count == 0:
                yield Signal(kind="nosnippet")
            elif count > 0:
                yield Signal(kind="max_snippet", value=str(count))


def _for_us(value: str) -> str:
    """What of an X-Robots-Tag is for everybody or for us: `agent: directives` addresses one agent alone."""
    named = _AGENT.fullmatch(value.lower()[:2000])
    if named is None or named[1] in _NO_AGENT:
        return value
    return named[2] if named[1] in OUR_NAMES else ""


def _reservation(said: str) -> Iterator[Signal]:
    value = said.strip().strip('"')
    if value in ("0", "1"):
        yield Signal(kind="tdmrep", value=value)


def _licences(link: str) -> Iterator[str]:
    for url, parameters in _LICENCE.findall(link[:4000]):
        said = parameters.lower().replace('"', "").replace(" ", "")
        if "rel=license" in said and "type=application/rsl+xml" in said:
            yield url.strip()


def _is_false(value: Any) -> bool:
    return value is False or (value is not None and str(value).strip().lower() in _FALSE)


def _holds_back(parts: Any) -> bool:
    found = parts if isinstance(parts, list) else [parts]
    return any(isinstance(p, dict) and _is_false(p.get("isAccessibleForFree")) for p in found[:20])
