"""`newsstand manage show_member EMAIL`: what happened to a membership, and what follows from it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsstand.members.membership.by_hand import reader_called
from newsstand.members.membership.telling import in_full


class Command(BaseCommand):
    """Show a membership with its reasons."""

    help = "Show what happened to a reader’s membership, where they stand by it and what comes next."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("email", help="the reader’s address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        for line in in_full(reader_called(options["email"]), settings.NOW()):
            self.stdout.write(line)
