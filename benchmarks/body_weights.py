"""Fit the weights of the body's evidence anew, and say how well they do on pages that they were not fitted on.

    python -m benchmarks.body_weights [--write]

Logistic regression over lines; a line's truth is whether it stands in the page's known body, its weight the words
that it has among all of the body's. Two halves of the pages, drawn by a fixed seed, are each read with weights fitted
on the other; then all pages are fitted together. `--write` puts that last fit into the package.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from benchmarks.extraction import SETS, harmonic, overlap, pages

import newsstand.extract.body
from newsstand.extract.body.choose import CUT
from newsstand.extract.body.evidence import weigh
from newsstand.extract.body.lines import read_lines
from newsstand.extract.body.read import poll, survey_page
from newsstand.extract.body.votes import agreement
from newsstand.extract.stages import STAGES, open_page

SEED = 11
RIDGE = 0.0005
STEPS = 350
FEWEST_PAGES = 8
"""A kind of evidence seen on fewer pages gets no weight."""
LARGEST_LINE = 80
SMALLEST_BODY = 60
SMALLEST_WEIGHT = 0.03
STANDS_IN_BODY = 0.6
SET_WEIGHTS = {"scrapinghub": 1.2, "fundus": 1.2, "wcxb": 0.8}
"""News counts for more than the wider web."""

Sample = dict[str, Any]


def sample(name: str, row: dict[str, Any]) -> Sample:
    """A page's lines with their evidence and truth."""
    reading = open_page(row["html"], row["url"], None)
    for stage in STAGES:
        if stage.__name__ == "read_body":
            break
        reading = stage(reading)
    lines = read_lines(reading.tree)
    votes = poll(reading, lines)
    rows = weigh(lines, votes, survey_page(reading, lines, votes))
    truth = [float(share >= STANDS_IN_BODY) for share in agreement(lines, row["truth"]["body"])]
    sizes = [min(LARGEST_LINE, max(len(x.text.split()), len(x.fold) / 8)) + 1.5 for x in lines]
    whole = max(sum(s * t for s, t in zip(sizes, truth, strict=True)), SMALLEST_BODY)
    weights = [SET_WEIGHTS[name] * s / whole for s in sizes]
    summary = row["truth"].get("summary")
    bodies = [row["truth"]["body"]] + ([f"{summary}\n{row['truth']['body']}"] if summary else [])
    return {
        "set": name,
        "texts": [x.text for x in lines],
        "rows": rows,
        "truth": truth,
        "weights": weights,
        "bodies": bodies,
    }


def names_of(samples: list[Sample]) -> list[str]:
    """The kinds of evidence that enough pages show, in order."""
    seen = Counter(name for s in samples for name in {n for row in s["rows"] for n in row})
    return sorted(name for name, count in seen.items() if count >= FEWEST_PAGES)


def table_of(sample_: Sample, names: list[str]) -> np.ndarray:
    """The evidence of a page's lines as a table, one column for each name."""
    at = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(sample_["rows"]), len(names)), np.float32)
    for n, row in enumerate(sample_["rows"]):
        for name, value in row.items():
            if name in at:
                table[n, at[name]] = value
    return table


def fit(samples: list[Sample], names: list[str]) -> np.ndarray:
    """Weights by logistic regression with a ridge, by Adam from zero: the same samples give the same weights."""
    x = np.concatenate([table_of(s, names) for s in samples])
    y = np.concatenate([np.array(s["truth"], np.float32) for s in samples])
    w = np.concatenate([np.array(s["weights"], np.float32) for s in samples]) / len(samples)
    turned = np.ascontiguousarray(x.T)
    theta, first, second = (np.zeros(len(names), np.float32) for _ in range(3))
    for step in range(1, STEPS + 1):
        gradient = turned @ (w * (1 / (1 + np.exp(-(x @ theta))) - y)) + RIDGE * theta
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = 0.08 if step < STEPS * 0.7 else 0.02
        theta -= (rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)).astype(
            np.float32
        )
    return theta


def figures(
    samples: list[Sample], names: list[str], theta: np.ndarray
) -> dict[str, list[tuple[float, float]]]:
    """Precision and recall of each page's chosen lines, by set."""
    out: dict[str, list[tuple[float, float]]] = {name: [] for name in SETS}
    for s in samples:
        chosen = table_of(s, names) @ theta > CUT
        text = "\n".join(t for t, kept in zip(s["texts"], chosen, strict=True) if kept)
        out[s["set"]].append(max((overlap(b, text) for b in s["bodies"]), key=lambda p: harmonic(*p)))
    return out


def show(title: str, found: dict[str, list[tuple[float, float]]]) -> None:
    """Print one line of figures."""
    cells = []
    for name, pairs in found.items():
        precision, recall = (mean(p[i] for p in pairs) for i in (0, 1))
        cells.append(f"{name} {harmonic(precision, recall):.4f} ({precision:.3f}/{recall:.3f})")
    print(f"{title:18}", "  ".join(cells))


def main() -> int:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    args = parser.parse_args()
    data = os.environ.get("NEWSSTAND_BENCH_DATA")
    if not data:
        print("NEWSSTAND_BENCH_DATA is not set: no pages to fit on", file=sys.stderr)
        return 0
    samples = [sample(n, row) for n in SETS for row in pages(Path(data), n) if row["truth"].get("body")]
    names = names_of(samples)
    random.Random(SEED).shuffle(samples)
    halves = (samples[::2], samples[1::2])
    held_out: dict[str, list[tuple[float, float]]] = {name: [] for name in SETS}
    for fitted, read in (halves, halves[::-1]):
        for name, pairs in figures(read, names, fit(fitted, names)).items():
            held_out[name] += pairs
    show("held-out halves", held_out)
    theta = fit(samples, names)
    show("fitted on all", figures(samples, names, theta))
    if args.write:
        order = sorted(zip(names, map(float, theta), strict=True), key=lambda pair: -abs(pair[1]))
        table = {name: round(value, 3) for name, value in order if abs(value) >= SMALLEST_WEIGHT}
        path = Path(newsstand.extract.body.__file__).with_name("weights.json")
        path.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
