"""`newsstand manage note_payout NUMBER`: a statement was paid."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsstand.errors import ActRefused
from newsstand.members.house import note_payout


class Command(BaseCommand):
    """Enters it into the ledger, once."""

    help = "Note that a title's statement was paid."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be said after the command."""
        parser.add_argument("number", help="the statement's number")
        parser.add_argument("--reference", default="", help="the bank's or your own word for the payment")

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter it."""
        number = options["number"]
        try:
            is_new = note_payout(
                number, now=settings.NOW(), by="the command line", reference=options["reference"]
            )
        except ActRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Statement {number} is noted as paid." if is_new else f"Statement {number} was noted before."
        )
