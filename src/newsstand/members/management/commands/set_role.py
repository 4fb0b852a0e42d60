"""`newsstand manage set_role ADDRESS ROLE`: makes a reader an editor, or takes it back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsstand.errors import ActRefused
from newsstand.members.accounts.roles import set_role


class Command(BaseCommand):
    """A reader's role."""

    help = "Make a reader an editor, a publisher (who speaks for titles) or a member."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and what they are from now on."""
        parser.add_argument("address")
        parser.add_argument("role", help="editor, publisher or member")

    def handle(self, *args: Any, **options: Any) -> None:
        """Set it."""
        try:
            reader = set_role(options["address"], options["role"])
        except ActRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"That reader is {reader.role} now.")
