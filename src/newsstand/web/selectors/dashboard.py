"""The house's figures as its page shows them: in words, with drawings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from newsstand.members.house import HouseFigures, Month
from newsstand.model import Money
from newsstand.web.chart import Chart, draw_bars

STATES = (
    ("trial", gettext_lazy("try it")),
    ("active", gettext_lazy("hold a membership")),
    ("cancelling", gettext_lazy("hold one that ends")),
    ("grace", gettext_lazy("have a payment that failed")),
    ("paused", gettext_lazy("pause")),
    ("ended", gettext_lazy("held one, or tried it")),
)
SOURCES = (
    ("card", gettext_lazy("by card")),
    ("seat", gettext_lazy("by a seat in a group")),
    ("gift", gettext_lazy("by a gift")),
    ("hand", gettext_lazy("by your hand")),
    ("trial", gettext_lazy("by a trial")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMonth:
    """A month's row in the table."""

    name: str
    month: Month
    money: Sequence[Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHouse:
    """All that the page needs; the newest month first in the table, last in the drawings."""

    figures: HouseFigures
    states: Sequence[tuple[str, int]]
    sources: Sequence[tuple[str, int]]
    months: Sequence[ShownMonth]
    trials: Chart
    paying: Chart
    incomes: Sequence[tuple[str, Chart]]
    closed: Sequence[tuple[str, Money]]


def shown_figures(figures: HouseFigures) -> ShownHouse:
    """What the page shows of the figures."""
    names = [date_format(month.first, "M") for month in figures.months]
    currencies = sorted({code for month in figures.months for code in month.in_minor})
    return ShownHouse(
        figures=figures,
        states=[(str(words), figures.states.get(state, 0)) for state, words in STATES],
        sources=[(str(words), figures.sources[name]) for name, words in SOURCES if figures.sources.get(name)],
        months=[
            ShownMonth(
                name=date_format(month.first, "F Y"),
                month=month,
                money=[Money(minor=minor, currency=code) for code, minor in sorted(month.in_minor.items())],
            )
            for month in reversed(figures.months)
        ],
        trials=draw_bars([(n, m.trials) for n, m in zip(names, figures.months, strict=True)]),
        paying=draw_bars([(n, m.paying) for n, m in zip(names, figures.months, strict=True)]),
        incomes=[
            (
                gettext("What came in, %(currency)s") % {"currency": code},
                draw_bars(
                    [(n, max(0, m.in_minor.get(code, 0))) for n, m in zip(names, figures.months, strict=True)]
                ),
            )
            for code in currencies
        ],
        closed=[
            (date_format(close.month, "F Y"), Money(minor=close.shared, currency=close.currency))
            for close in figures.closed
        ],
    )
