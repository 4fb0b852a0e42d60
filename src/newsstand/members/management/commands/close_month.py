"""`newsstand manage close_month 2026-10`: close a month and write its statements."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsstand.errors import MonthNotClosable
from newsstand.members.paying.closing import close_month
from newsstand.members.paying.money import amount_in_words


def month_said(text: str) -> date:
    """A month as it is typed, 2026-10."""
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError as error:
        raise CommandError(f"{text!r} is no month: say it as 2026-10") from error


class Command(BaseCommand):
    """Close a month; done before, say what it gave."""

    help = "Close a month: share what its fees bring among the titles that were read, and write their statements."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The month."""
        parser.add_argument("month", help="the month, as 2026-10")

    def handle(self, *args: Any, **options: Any) -> None:
        """Close it and say so."""
        try:
            closes = close_month(month_said(options["month"]), settings.NOW())
        except MonthNotClosable as error:
            raise CommandError(str(error)) from error
        if not closes:
            self.stdout.write("No money belongs to this month: there is nothing to close.")
        for close in closes:
            shared, fees = (
                amount_in_words(close.shared, close.currency),
                amount_in_words(close.fees, close.currency),
            )
            self.stdout.write(
                f"{close}: {shared} of {fees} to {close.statements.count()} titles, {len(close.flagged)} members to look at"
            )
