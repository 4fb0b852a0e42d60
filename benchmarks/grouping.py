"""Grouping: stories on the labelled streams, copies that were planted, the demo newsroom's events, time and memory.

NEWSSTAND_BENCH_DATA=FOLDER python -m benchmarks.grouping

The scorer is `../score/stories.py` beside the corpora. Planted copies are seeded edits of the stream's own articles.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsstand.cli.group_ import report_of
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.group import Grouper
from newsstand.model import Assignment, Report

STREAMS = ("allsides-stream", "giveme5w1h", "uci-titles")
SEED = 20260312
PLANTED = 200


def measure(data: Path) -> dict[str, Any]:
    """Every figure that can be had of what lies under `data`."""
    found: dict[str, Any] = {"demo": measure_demo()}
    for name in STREAMS:
        corpus = data / "stories" / f"{name}.jsonl.gz"
        if corpus.exists():
            found[name] = measure_stream(corpus, data.parent / "score" / "stories.py")
    corpus = data / "stories" / "allsides-stream.jsonl.gz"
    if corpus.exists():
        found["copies"] = measure_copies(read_reports(corpus)[:3000])
    found["megabytes_at_most"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def read_reports(corpus: Path) -> list[Report]:
    """The reports of a stream in the order of arrival."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [report_of(json.loads(line)) for line in lines]


def measure_stream(corpus: Path, scorer: Path) -> dict[str, Any]:
    """Scores online and at the end, where the scorer is there, and articles a second of one core."""
    reports = read_reports(corpus)
    grouper = Grouper()
    began = time.process_time()
    online = [grouper.add(report) for report in reports]
    seconds = time.process_time() - began
    found: dict[str, Any] = {"articles_a_second": round(len(reports) / seconds)}
    if scorer.exists():
        found |= {"online": _score(online, corpus, scorer), "final": _score(grouper.final(), corpus, scorer)}
    return found


def _score(assignments: Iterable[Assignment], corpus: Path, scorer: Path) -> dict[str, float]:
    lines = "\n".join(json.dumps({"id": a.id, "story": a.story}) for a in assignments)
    ran = subprocess.run(
        [sys.executable, str(scorer), str(corpus)], input=lines, capture_output=True, text=True, check=True
    )
    scored: dict[str, float] = json.loads(ran.stdout)
    return {k: v for k, v in scored.items() if k.startswith(("pair", "bcubed"))}


def demo_reports() -> list[tuple[str, Report]]:
    """The demo newsroom's articles as they first appeared, in order, each with its event or its own id."""
    newsroom = DemoNewsroom.load()
    articles = sorted(newsroom.articles, key=lambda a: (a.at, a.id))
    return [
        (
            a.event or a.id,
            Report(
                id=a.id,
                url=f"https://{a.title}.example/{a.id}",
                title=a.first.headline,
                body=a.first.body,
                published=a.at,
                language=None,
                source=a.title,
            ),
        )
        for a in articles
    ]


def measure_demo() -> dict[str, int]:
    """How many of the demo's events are one story each, and how many stories mix events."""
    stories: dict[str, set[str]] = defaultdict(set)
    events: dict[str, set[str]] = defaultdict(set)
    grouper = Grouper()
    for event, report in demo_reports():
        story = grouper.add(report).story
        stories[story].add(event)
        events[event].add(story)
    whole = sum(len(s) == 1 for s in events.values())
    return {"events": len(events), "whole": whole, "mixed": sum(len(e) > 1 for e in stories.values())}


def measure_copies(reports: Sequence[Report]) -> dict[str, float]:
    """Precision and recall on planted copies, and how many quotations and follow-ups pass for copies.

    A planted copy is another title's edit of an article: paragraphs dropped, words replaced, an introduction put in
    front. A planted quotation is an article with up to a third of another put in. Copies
    that the stream itself holds are counted apart, for nobody has labelled them.
    """
    dice = random.Random(SEED)
    long = [r for r in reports if 2000 < len(r.body) < 12_000]
    chosen = dice.sample(long, 2 * PLANTED)
    originals, quoted = chosen[:PLANTED], chosen[PLANTED:]
    ids = {r.id for r in chosen}
    hosts = dice.sample([r for r in long if r.id not in ids], PLANTED)
    copies = [replace(_edited(r, dice), id=f"copy of {r.id}") for r in originals]
    quotes = [
        replace(h, id=f"quote {n}", source="Quoting Title", body=_quoting(h, q, dice), title=f"On {q.title}")
        for n, (h, q) in enumerate(zip(hosts, quoted, strict=True))
    ]
    grouper = Grouper()
    known = {r.id: grouper.add(r).copy_of for r in reports}
    found = [grouper.add(c).copy_of for c in copies]
    right = sum(f in (r.id, known[r.id]) for f, r in zip(found, originals, strict=True) if f)
    flagged = sum(f is not None for f in found)
    quoting = Grouper()
    for r in quoted:
        quoting.add(r)
    false = sum(quoting.add(q).copy_of is not None for q in quotes)
    return {
        "planted": len(copies),
        "recall": round(right / len(copies), 4),
        "precision": round(right / max(1, flagged + false), 4),
        "quotations": len(quotes),
        "quotations_taken_for_copies": false,
        "copies_in_the_stream_itself": sum(f is not None for f in known.values()),
    }


def _edited(report: Report, dice: random.Random) -> Report:
    paragraphs = [p for p in report.body.splitlines() if p.strip()]
    kept = [p for p in paragraphs if dice.random() > dice.choice((0.0, 0.2, 0.4))] or paragraphs
    share = dice.choice((0.0, 0.05, 0.15))
    text = "\n".join(_reworded(p, share, dice) for p in kept)
    intro = dice.choice(
        ("", "Our newsroom has followed this matter since the early morning and brings you the latest.\n")
    )
    return replace(report, source=f"Copying {report.source}", url=None, body=intro + text)


def _reworded(paragraph: str, share: float, dice: random.Random) -> str:
    return re.sub(r"[a-z]{4,}", lambda m: "otherwise" if dice.random() < share else m[0], paragraph)


def _quoting(host: Report, quoted: Report, dice: random.Random) -> str:
    words = quoted.body.split()
    length = round(min(len(host.body.split()), len(words)) * dice.uniform(0.2, 0.33))
    start = dice.randrange(len(words) - length)
    return f"{host.body}\n{' '.join(words[start : start + length])}"


if __name__ == "__main__":
    folder = os.environ.get("NEWSSTAND_BENCH_DATA")
    if not folder:
        sys.exit("NEWSSTAND_BENCH_DATA names no folder with the corpora: nothing to measure on.")
    print(json.dumps(measure(Path(folder)), indent=1))
