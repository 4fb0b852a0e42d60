"""`newsstand manage revoke EMAIL`: take back what was given by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsstand.members.membership.by_hand import decide_by_hand, reader_called
from newsstand.members.membership.telling import in_one_line


class Command(BaseCommand):
    """End what was given by hand; a card, a gift, a seat or a trial stays as it is."""

    help = "Take back a membership that was given by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("email", help="the reader’s address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Note it and say where the reader stands now."""
        now, reader = settings.NOW(), reader_called(options["email"])
        decide_by_hand(reader, "grant_ended", now)
        self.stdout.write(in_one_line(reader, now))
