"""Why a line may or may not be part of the article: what can be seen of it, as named numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsstand.extract.body.captions import LONGEST_CAPTION, picture_beside
from newsstand.extract.body.lines import Line
from newsstand.extract.body.marks import marks_of, phrases_of

Evidence = dict[str, float]

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟۔:;”“\"»’'）)\]]\s*$")
_DATE_LIKE = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d{2}\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


@dataclass(slots=True, kw_only=True)
class Votes:
    """For each line, how much of it others take for the article; `declared` is None where the page gives no body."""

    broad: Sequence[float]
    precise: Sequence[float]
    declared: Sequence[float] | None


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """The page around a line: its core, where the core starts and ends, and lines that stand elsewhere too.

    core:   lines that trafilatura takes for the article and that look like running text
    known:  folded texts that are not body: headline, overline, authors, standfirst
    """

    letters: dict[HtmlElement, int]
    core_letters: int
    first: int
    last: int
    heading: int
    shapes: Counter[tuple[str, ...]]
    voted_in: dict[HtmlElement, tuple[int, int]]
    repeated: Counter[str]
    titles: frozenset[str]
    headline: str
    standfirst: str
    people: frozenset[str]


def shape_of(line: Line) -> tuple[str, ...]:
    """Where a line hangs: the same for all paragraphs that a template sets in one way."""
    owner, parent = line.owner, line.owner.getparent()
    if parent is None:
        return (owner.tag,)
    return (owner.tag, owner.get("class") or "", parent.tag, parent.get("class") or "")


def survey(
    lines: Sequence[Line],
    votes: Votes,
    *,
    heading: HtmlElement | None,
    titles: frozenset[str],
    headline: str,
    standfirst: str,
    people: frozenset[str],
) -> Surroundings:
    """The page around its lines, as `weigh` needs it."""
    core = [
        n
        for n, line in enumerate(lines)
        if votes.broad[n] >= 0.6 and len(line.fold) >= 40 and line.links < 0.5
    ]
    letters: dict[HtmlElement, int] = {}
    voted_in: dict[HtmlElement, tuple[int, int]] = {}
    for n, line in enumerate(lines):
        parent = line.owner.getparent()
        if parent is not None:
            yes, total = voted_in.get(parent, (0, 0))
            size = min(200, len(line.fold))
            voted_in[parent] = (yes + (size if votes.broad[n] >= 0.6 else 0), total + size)
    for n in core:
        size = len(lines[n].fold)
        element: HtmlElement | None = lines[n].owner
        while element is not None:
            letters[element] = letters.get(element, 0) + size
            element = element.getparent()
    head = (
        next((n for n, line in enumerate(lines) if line.owner is heading), -1) if heading is not None else -1
    )
    if head < 0 and headline:
        head = next((n for n, line in enumerate(lines) if line.fold == headline), -1)
    return Surroundings(
        letters=letters,
        core_letters=sum(len(lines[n].fold) for n in core),
        first=core[0] if core else -1,
        last=core[-1] if core else -1,
        heading=head,
        shapes=Counter(shape_of(lines[n]) for n in core),
        voted_in=voted_in,
        repeated=Counter(line.fold for line in lines if len(line.fold) >= 12),
        titles=titles,
        headline=headline,
        standfirst=standfirst,
        people=people,
    )


def weigh(lines: Sequence[Line], votes: Votes, around: Surroundings) -> list[Evidence]:
    """The evidence for and against each line."""
    marks: dict[HtmlElement, frozenset[str]] = {}
    rows = [_of_line(n, lines, votes, around, marks) for n in range(len(lines))]
    likely = [votes.broad[n] >= 0.6 and len(lines[n].fold) >= 30 for n in range(len(lines))]
    _note_headings(lines, rows)
    seen: set[str] = set()
    for n, row in enumerate(rows):
        before, after = _neighbours(likely, n)
        row["seen-before"] = float(len(lines[n].fold) >= 20 and lines[n].fold in seen)
        seen.add(lines[n].fold)
        row["near-both"] = float(before and after)
        row["near-one"] = float(before != after)
    return rows


def _note_headings(lines: Sequence[Line], rows: list[Evidence]) -> None:
    """What the nearest heading in the same box says is true of what stands under it."""
    headings: dict[HtmlElement, tuple[int, list[str]]] = {}
    for n, line in enumerate(lines):
        parent = line.owner.getparent()
        if parent is None:
            continue
        if line.kind == "heading" or (line.bold and len(line.fold) < 50):
            says = [
                name
                for name in rows[n]
                if name.startswith("start-") and name not in ("start-desk", "start-credit")
            ]
            headings[parent] = (n, says)
            continue
        for box in (parent, parent.getparent()):
            if box is not None and box in headings and n - headings[box][0] <= 12:
                rows[n] |= {f"under:{name}": 1.0 for name in headings[box][1]}
                break


def _neighbours(likely: list[bool], n: int) -> tuple[bool, bool]:
    return any(likely[max(0, n - 2) : n]), any(likely[n + 1 : n + 3])


def _of_line(
    n: int,
    lines: Sequence[Line],
    votes: Votes,
    around: Surroundings,
    marks: dict[HtmlElement, frozenset[str]],
) -> Evidence:
    line = lines[n]
    row: Evidence = {"bias": 1.0}
    row |= _of_votes(n, votes, around)
    row |= _of_text(line)
    row |= _of_place(n, line, around)
    row |= _of_names(line, around, marks)
    if len(line.text) <= LONGEST_CAPTION and picture_beside(line) is not None:
        row["by-picture"] = 1.0
        row["by-picture:credit"] = float("inside-credit" in row)
    if row.get("broad", 0.0) < 0.6:  # what others left out must look better than what they took
        row |= {f"lone:{name}": value for name, value in row.items() if name in _CROSSED}
    return row


_CROSSED = frozenset(
    {
        "main-shape",
        "siblings",
        "inside",
        "heading",
        "item",
        "row",
        "letters",
        "long",
        "links",
        "sentence",
        "after",
        "in-core",
        "quoted",
        "deep-in-core",
    }
)


def _of_votes(n: int, votes: Votes, around: Surroundings) -> Evidence:
    row = {"broad": votes.broad[n], "precise": votes.precise[n]}
    if votes.broad[n] >= 0.6 and votes.precise[n] >= 0.6:
        row["both"] = 1.0
    if votes.declared is not None:
        row["declared" if votes.declared[n] >= 0.6 else "undeclared"] = 1.0
    return row


def _of_text(line: Line) -> Evidence:
    size = len(line.fold)
    row: Evidence = {
        line.kind: 1.0,
        "letters": min(size, 200) / 200,
        "links": line.links,
        "bold": float(line.bold),
        "quoted": float(line.quoted),
        "hidden": float(line.hidden),
        "sentence": float(bool(_ENDS_SENTENCE.search(line.text))),
        "dated": float(size < 80 and bool(_DATE_LIKE.search(line.text))),
        "capitals": float(size >= 8 and line.text.isupper()),
    }
    if size < 8:
        row["tiny"] = 1.0
    elif size < 25:
        row["short"] = 1.0
    elif size >= 100:
        row["long"] = 1.0
    if line.links > 0.85:
        row["all-links"] = 1.0
        row[f"all-links:{line.kind}"] = 1.0
    if size <= 400:
        phrases = phrases_of(line.text)
        row |= dict.fromkeys(phrases, 1.0)
        if line.links > 0.4:
            row |= {f"{phrase}:linked": 1.0 for phrase in phrases}
    return row


def _of_place(n: int, line: Line, around: Surroundings) -> Evidence:
    row: Evidence = {
        "before": float(n < around.first),
        "after": float(n > around.last),
        "inside": float(around.first <= n <= around.last),
        "above-headline": float(n <= around.heading),
        "repeated": float(around.repeated[line.fold] > 1),
    }
    if line.fold and (
        line.fold in around.titles
        or line.fold == around.headline
        or (len(line.fold) >= 20 and line.fold in around.headline)
    ):
        row["headline"] = 1.0
    if (
        len(line.fold) >= 20
        and around.standfirst
        and (line.fold in around.standfirst or around.standfirst in line.fold)
    ):
        row["standfirst"] = 1.0
        row["standfirst:first"] = float(n <= around.first)
    if line.fold and len(line.fold) < 60 and any(name in line.fold for name in around.people):
        row["people-named"] = 1.0
    if n > around.last and around.last >= 0:
        row["far-after"] = min(1.0, (n - around.last) / 40)
    shape = shape_of(line)
    common = around.shapes.most_common(1)
    if common and shape == common[0][0]:
        row["main-shape"] = 1.0
    elif shape in around.shapes:
        row["core-shape"] = 1.0
    parent = line.owner.getparent()
    yes, total = around.voted_in.get(parent, (0, 0)) if parent is not None else (0, 0)
    row["siblings"] = yes / total if total else 0.0
    return row


def _of_names(line: Line, around: Surroundings, marks: dict[HtmlElement, frozenset[str]]) -> Evidence:
    """What the names of the elements around the line speak of, up to the one that holds most of the core."""
    row: Evidence = {}
    element: HtmlElement | None = line.owner
    steps = 0
    share = 0.0
    while element is not None and steps < 60:
        share = around.letters.get(element, 0) / around.core_letters if around.core_letters else 0.0
        if share > 0.4:
            break
        if element not in marks:
            marks[element] = marks_of(element)
        for mark in marks[element]:
            if share > 0.08:
                row[f"{mark}:wide"] = 1.0
            else:
                row[mark if steps < 2 else f"{mark}:up"] = 1.0
        element = element.getparent()
        steps += 1
    row["in-core"] = float(
        share > 0.4 and element is not None and element.tag != "body" and element.tag != "html"
    )
    row["distance"] = min(steps, 12) / 12
    if share > 0.9:
        row["deep-in-core"] = float(steps <= 3)
    return row
