"""How well pages are read, beside trafilatura alone, on the pages under NEWSSTAND_BENCH_DATA.

Body: precision, recall and F1 on runs of four words, the mean over pages, as the public article-extraction benchmark
counts them. Headline: the same line after folding. Authors: F1 over all names. Date: the same day.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

import zstandard

from newsstand.errors import PageUnreadable
from newsstand.extract import extract
from newsstand.extract.headline import fold
from newsstand.model import Discarded

SETS = ("scrapinghub", "fundus", "wcxb")
RUN = 4
WORD = re.compile(r"\w+")

Row = dict[str, Any]
Reader = Callable[[Row], Row]


@dataclass
class Tally:
    """What was found and what should have been, on one set."""

    bodies: list[tuple[float, float]] = field(default_factory=list)
    headlines: list[bool] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    names: list[tuple[int, int, int]] = field(default_factory=list)
    seconds: float = 0.0

    def figures(self) -> dict[str, float]:
        """The set's figures, rounded to four places."""
        precision, recall = (mean(b[i] for b in self.bodies) for i in (0, 1))
        both, found, wanted = (sum(n[i] for n in self.names) for i in range(3))
        out = {"f1": harmonic(precision, recall), "precision": precision, "recall": recall}
        if self.dates:
            out |= {"headline": mean(self.headlines), "date": mean(self.dates)}
            out["authors"] = 2 * both / max(1, found + wanted)
        return {k: round(v, 4) for k, v in out.items()} | {
            "pages_per_second": round(len(self.bodies) / self.seconds, 1)
        }


def pages(data: Path, name: str) -> Iterator[Row]:
    """The pages of one set with their truth."""
    with (data / "pages" / f"{name}.jsonl.zst").open("rb") as packed:
        text = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), encoding="utf-8")
        yield from map(json.loads, text)


def harmonic(a: float, b: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * a * b / (a + b) if a + b else 0.0


def overlap(truth: str, found: str) -> tuple[float, float]:
    """Precision and recall of runs of four words."""
    a, b = runs(truth), runs(found)
    both = (a & b).total()
    return (both / b.total() if b else 0.0, both / a.total() if a else 0.0)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """All runs of four words of a text, with how often each occurs."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)) if words)


def ours(row: Row) -> Row:
    """A page as Newsstand reads it."""
    try:
        article = extract(row["html"], url=row["url"])
    except PageUnreadable:
        return {}
    if isinstance(article, Discarded):
        if article.head is None:
            return {}
        article = article.head
    day = article.published.isoformat()[:10] if article.published else ""
    return {"body": article.body, "headline": article.headline, "authors": article.authors, "day": day}


def trafilatura_alone(row: Row) -> Row:
    """A page as trafilatura's default preset reads it, with its metadata."""
    import trafilatura

    found = trafilatura.bare_extraction(row["html"], url=row["url"], with_metadata=True)
    if found is None:
        return {}
    authors = (found.author or "").split("; ")
    return {
        "body": found.text or "",
        "headline": found.title or "",
        "authors": authors,
        "day": found.date or "",
    }


def tally(rows: list[Row], read: Reader) -> Tally:
    """Read all rows and count what is right."""
    out = Tally()
    for row in rows:
        truth = row["truth"]
        started = time.process_time()
        got = read(row)
        out.seconds += time.process_time() - started
        if truth.get("body"):
            bodies = [truth["body"]] + (
                [f"{truth['summary']}\n{truth['body']}"] if truth.get("summary") else []
            )
            out.bodies.append(
                max((overlap(b, got.get("body", "")) for b in bodies), key=lambda x: harmonic(*x))
            )
        if truth.get("title"):
            out.headlines.append(fold(truth["title"]) == fold(got.get("headline", "")))
        if truth.get("authors"):
            wanted, found = (
                {fold(n) for n in names if fold(n)} for names in (truth["authors"], got.get("authors", ()))
            )
            out.names.append((len(wanted & found), len(found), len(wanted)))
        if truth.get("date"):
            out.dates.append(str(truth["date"])[:10] == got.get("day"))
    return out


def measure(data: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Figures by set and reader."""
    readers: dict[str, Reader] = {"newsstand": ours, "trafilatura": trafilatura_alone}
    report: dict[str, dict[str, dict[str, float]]] = {}
    for name in SETS:
        rows = list(pages(data, name))
        report[name] = {reader: tally(rows, read).figures() for reader, read in readers.items()}
    return report


def main() -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.parse_args()
    data = os.environ.get("NEWSSTAND_BENCH_DATA")
    if not data:
        print("NEWSSTAND_BENCH_DATA is not set: no pages to measure on", file=sys.stderr)
        return 0
    columns = ("f1", "precision", "recall", "headline", "authors", "date", "pages_per_second")
    print(f"{'':26}" + "".join(f"{c:>18}" for c in columns))
    for name, readers in measure(Path(data)).items():
        for reader, figures in readers.items():
            cells = "".join(f"{figures[c]:>18}" if c in figures else f"{'–':>18}" for c in columns)
            print(f"{name:14}{reader:12}{cells}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
