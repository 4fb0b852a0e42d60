"""What grouping remembers of a report: weighted words, names, headline, fingerprints; never its text."""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import log
from urllib.parse import urlsplit

from newsstand.model import Report
from newsstand.text.fingerprints import fingerprints
from newsstand.text.names import name_key, name_words
from newsstand.text.words import guess_language, primary, stems, tokens

LONGEST_TITLE = 400
LONGEST_LEAD = 4_000
"""Characters of a body that tell what it is about; news puts that first."""
LONGEST_BODY = 40_000
"""Characters of a body that are looked at for copies."""
MOST_TERMS = 80
MOST_NAMES = 60
MOST_FINGERPRINTS = 600
SHORTEST_BODY = 40
"""Words below which a body is none: a teaser says little more than its headline."""

_LOGS = bytes([0, *(round(16 * (1 + log(n))) for n in range(1, 64))])

_TAG = re.compile(r"<[^<>]{0,200}>")
_SUFFIX = re.compile(r"\s+[-–—|·•:]\s+([^-–—|·•]{2,40})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A report as it is compared.

    title:   stems of the headline, each once
    terms, weights: stems of headline and body, strongest first, and how much each counts (1 to 255)
    names:   words with capitals inside sentences, as keys
    day:     days since 1970, with its fraction where the hour is known
    """

    id: str
    source: str
    language: str
    day: float | None
    title: tuple[str, ...]
    terms: tuple[str, ...]
    weights: bytes
    names: tuple[str, ...]
    prints: array[int]
    has_body: bool


def sketch_report(report: Report) -> Sketch:
    """What is remembered of a report; a function of the report alone, bounded in size whatever comes in."""
    headline = bare_headline(report)
    body = report.body[:LONGEST_BODY]
    language = primary(report.language) or guess_language(f"{headline}\n{body}") or ""
    body_tokens = tokens(body)
    near = body_tokens[: len(body_tokens) * LONGEST_LEAD // max(len(body), LONGEST_LEAD)]
    title = stems(tokens(headline), language)
    near_stems = stems(near, language)
    has_body = len(near) >= SHORTEST_BODY
    spoken = Counter(name_words(body[:LONGEST_LEAD]))
    terms, weights = weigh(title, near_stems, Counter() if language == "en" else spoken)
    return Sketch(
        id=report.id,
        source=source_key(report),
        language=language,
        day=day_number(report.published),
        title=tuple([sys.intern(w) for w in dict.fromkeys(title)]),
        terms=terms,
        weights=weights,
        names=tuple([sys.intern(n) for n, _ in spoken.most_common(MOST_NAMES)]),
        prints=keep_least(fingerprints(body_tokens)) if has_body else array("I"),
        has_body=has_body,
    )


def bare_headline(report: Report) -> str:
    """The headline without markup and without the title's own name at its end."""
    headline = _TAG.sub(" ", report.title[:LONGEST_TITLE]).strip()
    suffix = _SUFFIX.search(headline)
    if suffix:
        own = set(tokens(f"{report.source or ''} {host_of(report.url)}".replace(".", " ")))
        if own & set(tokens(suffix[1].replace(".", " "))):
            return headline[: suffix.start()]
    return headline


def host_of(url: str | None) -> str:
    """The host of an address without "www.", "" where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def source_key(report: Report) -> str:
    """Who published a report: its source, else its address's host, else nobody that could be told apart."""
    return name_key(report.source or "") or host_of(report.url)


def day_number(moment: datetime | date | None) -> float | None:
    """Days since 1970 in UTC; a bare day is its noon."""
    if moment is None:
        return None
    if isinstance(moment, datetime):
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.timestamp() / 86_400
    return (moment - date(1970, 1, 1)).days + 0.5


def weigh(title: Iterable[str], body: list[str], names: Mapping[str, int]) -> tuple[tuple[str, ...], bytes]:
    """Stems with weights: how often they occur, more where they stand in the headline or early in the body.

    names: words that are taken in as they are written too, for every language's stemmer cuts a foreign name its own way
    """
    counts = Counter(body)
    counts.update(body[:60])
    for word in title:
        counts[word] += 3
    for name, count in names.items():
        counts[name] = max(counts[name], count)
    strongest = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST_TERMS]
    return tuple([sys.intern(w) for w, _ in strongest]), bytes([_LOGS[min(c, 63)] for _, c in strongest])


def keep_least(prints: frozenset[int]) -> array[int]:
    """At most as many fingerprints as are kept of one report, the same ones of the same text, in order."""
    return array("I", sorted(prints)[:MOST_FINGERPRINTS])
