"""`newsstand manage house_figures`: members and money, as the operator's page shows them."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsstand.members.house import HouseFigures, house_figures
from newsstand.members.membership.money import as_decimal
from newsstand.model import Money


class Command(BaseCommand):
    """Prints the figures."""

    help = "Members by state, trials, conversions, churn, revenue, and statements that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be said after the command."""
        parser.add_argument("--json", action="store_true", help="for programs; amounts in minor units")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them."""
        figures = house_figures(settings.NOW())
        if options["json"]:
            self.stdout.write(json.dumps(as_json(figures), indent=1))
            return
        self.stdout.write(f"{figures.readers} accounts")
        for state, count in sorted(figures.states.items()):
            self.stdout.write(f"  {state:<12}{count:>8}")
        self.stdout.write("month     trials  became  paying    left  came in")
        for month in figures.months:
            came_in = ", ".join(
                f"{as_decimal(Money(minor=minor, currency=code))} {code}"
                for code, minor in sorted(month.in_minor.items())
            )
            self.stdout.write(
                f"{month.first:%Y-%m}  {month.trials:>7} {month.converted:>7} {month.paying:>7} {month.left:>7}  {came_in or '–'}"
            )
        owed = ", ".join(f"{as_decimal(amount)} {amount.currency}" for amount in figures.owed)
        self.stdout.write(f"{figures.waiting.unpaid} statements due: {owed or 'nothing'}")


def as_json(figures: HouseFigures) -> dict[str, Any]:
    """The figures for programs."""
    return {
        "accounts": figures.readers,
        "states": dict(figures.states),
        "sources": dict(figures.sources),
        "months": [
            {
                "month": f"{month.first:%Y-%m}",
                "trials": month.trials,
                "converted": month.converted,
                "paying": month.paying,
                "left": month.left,
                "in_minor": dict(month.in_minor),
            }
            for month in figures.months
        ],
        "owed": {amount.currency: amount.minor for amount in figures.owed},
        "statements_due": figures.waiting.unpaid,
    }
