"""The example in docs/paying.md is what the code works out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from newsstand.members.paying.caps import Rules
from newsstand.members.paying.points import ArticleFact, Basis, ReadFact
from newsstand.members.paying.portions import Line, funds_of, parts_of_month
from newsstand.members.paying.working import Working

PAGE = (Path(__file__).parents[3] / "docs" / "paying.md").read_text("utf-8")
LEDGER, ECHO, PRESSE = 1, 2, 3
NAMES = {"Northern Ledger": LEDGER, "Harbour Echo": ECHO, "La Presse du Port": PRESSE}
MARCH, END = date(2026, 3, 1), date(2026, 3, 31)


def test_the_worked_example() -> None:
    lines = [
        Line(pk=n, kind=kind, member="ada", currency="EUR", minor=minor, first=MARCH, last=END)
        for n, (kind, minor) in enumerate((("fee", 1190), ("tax", -190), ("cost", -50)))
    ]
    basis = Basis(
        {1: ArticleFact(230, LEDGER), 2: ArticleFact(900, ECHO), 3: ArticleFact(460, ECHO, 4, PRESSE)},
        {9: {LEDGER: 3, ECHO: 1}},
    )
    reads = [
        ReadFact(1, 0, LEDGER, 60, True, 2),
        ReadFact(2, 0, ECHO, 30, False, 2),
        ReadFact(3, 0, ECHO, 120, True, 9),
        ReadFact(0, 9, 0, 60, True, 9),
    ]
    working = Working(funds_of(parts_of_month(lines, MARCH, {})), basis, Rules())
    working.take_reads([("ada", reads)])
    (worked,) = working.finish()
    said = {
        NAMES[name]: (int(points), int(amount.replace(".", "")))
        for name, points, amount in re.findall(
            r"^\| ([\w ]+) \| (\d+) \| (\d+\.\d\d) \|$", PAGE, re.MULTILINE
        )
    }
    assert {title: (points // 100, minor) for _, title, points, minor in worked.shares} == said
    assert sum(minor for _, minor in said.values()) == worked.shared == 665


def test_the_rules_as_the_page_tells_them() -> None:
    rules = Rules()
    for words in (
        f"at {rules.words_a_minute} words a minute (at least {rules.least_credit}, at most {rules.most_credit} seconds)",
        f"less than {rules.least_seconds} seconds",
        f"faster than {rules.fastest_words_a_minute} words a minute",
        f"{rules.original_percent} % goes to the title whose text it is",
        f"the best {rules.reads_a_day} count",
    ):
        assert words in " ".join(PAGE.split())
    assert (rules.finished_points, rules.brief_percent, rules.fewest_readers) == (60, 20, 3)
