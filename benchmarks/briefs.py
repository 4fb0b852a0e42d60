"""Briefs: how close they come to human references, what the scorer holds against them, and how long they take.

`NEWSSTAND_BENCH_DATA` names the folder of the corpora; the scorer is `../score/briefs.py` beside it.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from newsstand.brief import write_brief
from newsstand.cli.brief_ import row_of, sources_of
from newsstand.errors import InputError

CORPORA = {"neus": 65, "multinews": 220}
"""Corpus and how many words its references call for."""


def measure(data: Path) -> dict[str, Any]:
    """Briefs of every corpus under `data`, scored; {} where it is not there."""
    scorer = data.parent / "score" / "briefs.py"
    found: dict[str, Any] = {}
    for name, words in CORPORA.items():
        corpus = data / "briefs" / f"{name}.jsonl.gz"
        if corpus.exists() and scorer.exists():
            found[name] = _measure_corpus(corpus, words, scorer)
    return found


def _measure_corpus(corpus: Path, words: int, scorer: Path) -> dict[str, Any]:
    lines: list[str] = []
    refused, slowest, spent = 0, 0.0, 0.0
    with gzip.open(corpus, "rt", encoding="utf-8") as stories:
        for line in stories:
            story = json.loads(line)
            sources = sources_of(story)
            started = time.perf_counter()
            try:
                brief = write_brief(sources, words=words)
            except InputError as error:
                print(f"{corpus.name} {story['story']}: {error}", file=sys.stderr)
                continue
            took = time.perf_counter() - started
            slowest, spent = max(slowest, took), spent + took
            refused += len(brief.refused)
            lines.append(json.dumps({"id": story["story"], **row_of(brief)}))
    scored = subprocess.run(
        [sys.executable, str(scorer), str(corpus), str(words)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        **json.loads(scored.stdout),
        "refused": refused,
        "ms_a_brief": round(1000 * spent / max(1, len(lines)), 1),
        "ms_slowest": round(1000 * slowest, 1),
    }


if __name__ == "__main__":
    folder = os.environ.get("NEWSSTAND_BENCH_DATA")
    if not folder:
        sys.exit("NEWSSTAND_BENCH_DATA does not name the folder of the corpora")
    print(json.dumps(measure(Path(folder)), indent=1, ensure_ascii=False))
