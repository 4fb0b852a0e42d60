"""Paths and the patterns that robots.txt, TDMRep and RSL write for them: `*` is anything, `$` the end."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

LONGEST_PATH = 2_000


def path_of(url: str) -> str:
    """The path of an address with its query; "/" where it has none or is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    return ((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))[:LONGEST_PATH]


def path_matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says (RFC 9309, 2.2.3); in time linear in both, whatever the pattern."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not ends or at == len(path)
    *between, last = rest
    for part in between:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if ends:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0


def rule_for(path: str, rules: Iterable[tuple[str, bool]], *, tie: bool) -> bool | None:
    """What the most specific of the rules that match a path says; `tie` where two of one length differ; None for none."""
    longest, verdict = -1, None
    for pattern, says in rules:
        if len(pattern) < longest or not path_matches(pattern, path):
            continue
        if len(pattern) > longest:
            longest, verdict = len(pattern), says
        elif verdict is not says:
            verdict = tie
    return verdict
