"""`newsstand manage verify_close 2026-10`: work a closed month out again, and compare."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsstand.members.management.commands.close_month import month_said
from newsstand.members.models import Close
from newsstand.members.paying.checking import verify_close


class Command(BaseCommand):
    """Work a closed month out again."""

    help = "Work a closed month out again from the ledger, to the cent; with --reads also from the counted reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The month, and whether to look at reads."""
        parser.add_argument("month", help="the month, as 2026-10")
        parser.add_argument("--reads", action="store_true", help="also from the reads, while they are kept")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and fail where anything differs."""
        month = month_said(options["month"])
        closes = Close.objects.filter(month=month).order_by("currency")
        if not closes:
            raise CommandError(f"{month:%Y-%m} is not closed")
        problems = verify_close(month, with_reads=options["reads"])
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} things do not hold")
        for close in closes:
            self.stdout.write(f"{close} holds to the cent: {close.fingerprint}")
