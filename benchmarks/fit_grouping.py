"""Fit the weights by which grouping judges a pair of full articles in one language (`newsstand.group.odds.FULL`).

    NEWSSTAND_BENCH_DATA=FOLDER python -m benchmarks.fit_grouping [even|odd]

Logistic regression by Newton's method over each report and its nearest predecessors: a pair is one event where both
have the same label; a pair of which one has no label counts as two events. Each corpus has its own weight in the sum.
"even" or "odd" fits on half of the stories only. The base that is printed is the regression's own; the one in use is
2 higher, where the streams' scores are best: a story is judged by several pairs, which are not independent.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterable, Sequence
from math import exp, log1p, sqrt
from pathlib import Path
from zlib import crc32

from benchmarks.grouping import demo_reports, read_reports

from newsstand.group.judging import CROWDED, NEIGHBOURS
from newsstand.group.odds import LONGEST_FELT
from newsstand.group.pairs import Likeness, are_across, measure, weigh_now
from newsstand.group.settings import GroupSettings
from newsstand.group.sketch import sketch_report
from newsstand.group.window import Window
from newsstand.model import Report

NAMES = ("base", "words_root", "title", "title_told", "names", "days_log", "days_few", "same_source", "crowd")
SHARES = {"allsides-stream": 1.0, "giveme5w1h": 0.3, "demo": 0.2}
RIDGE = 1e-4
Labelled = Sequence[tuple[str | None, Report]]
Pair = tuple[list[float], bool]


def labelled(data: Path, name: str) -> Labelled:
    """A corpus's reports with their labels."""
    if name == "demo":
        return [(None if event.startswith("lone/") else event, report) for event, report in demo_reports()]
    corpus = data / "stories" / f"{name}.jsonl.gz"
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        labels = [json.loads(line)["story"] for line in lines]
    return list(zip(labels, read_reports(corpus), strict=True))


def pairs_of(reports: Labelled, half: str | None) -> list[Pair]:
    """Each report with its nearest predecessors of its own language: measures, and whether both have one label."""
    settings = GroupSettings()
    window = Window(settings.window_reports)
    labels: list[str | None] = []
    found: list[Pair] = []
    for label, report in reports:
        sketch = sketch_report(report)
        me = weigh_now(sketch, window)
        near = [
            (labels[n], measure(me, weigh_now(window[n], window)))
            for n in window.nearest(sketch, NEIGHBOURS, settings.window_days)
            if not are_across(sketch, window[n])
        ]
        remoter = sorted((m.words for _, m in near), reverse=True)[NEIGHBOURS // 2 :]
        crowd = min(2 * sum(remoter) / NEIGHBOURS, CROWDED)
        for other, likeness in near:
            known = label or other
            if known and (half is None or crc32(known.encode()) % 2 == (half == "odd")):
                found.append((_row(likeness, crowd), label == other))
        window.add(sketch)
        labels.append(label)
    return found


def _row(m: Likeness, crowd: float) -> list[float]:
    days = [log1p(m.days), min(m.days, LONGEST_FELT)]
    return [1.0, sqrt(m.words), m.title, m.title_told, m.names, *days, m.same_source, crowd]


def fit(corpora: Iterable[tuple[float, list[Pair]]]) -> list[float]:
    """The weights that make the labels likeliest, each corpus counting as much as its share."""
    rows = [(x, y, 1000 * share / len(pairs)) for share, pairs in corpora for x, y in pairs]
    size = len(NAMES)
    weights = [0.0] * size
    for _ in range(25):
        slope = [-RIDGE * w for w in weights]
        bend = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for x, y, share in rows:
            p = 1 / (1 + exp(-max(-30.0, min(30.0, sum(map(float.__mul__, weights, x))))))
            for i in range(size):
                slope[i] += share * (y - p) * x[i]
                part = share * p * (1 - p) * x[i]
                for j in range(size):
                    bend[i][j] += part * x[j]
        step = _solved(bend, slope)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss-Jordan elimination with pivoting."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda i: abs(rows[i][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [v / rows[at][at] for v in rows[at]]
        for i, line in enumerate(rows):
            if i != at:
                rows[i] = [v - line[at] * p for v, p in zip(line, rows[at], strict=True)]
    return [line[-1] for line in rows]


if __name__ == "__main__":
    folder = os.environ.get("NEWSSTAND_BENCH_DATA")
    if not folder:
        sys.exit("NEWSSTAND_BENCH_DATA names no folder with the corpora: nothing to fit on.")
    asked = sys.argv[1] if len(sys.argv) > 1 else None
    fitted = fit([(share, pairs_of(labelled(Path(folder), name), asked)) for name, share in SHARES.items()])
    print(json.dumps({name: round(w, 2) for name, w in zip(NAMES, fitted, strict=True)}))
