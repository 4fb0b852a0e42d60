"""`newsstand manage make_owner ADDRESS`: lets the owner of a paper for one reader sign in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsstand.errors import ActRefused
from newsstand.members.accounts.roles import make_owner, password_link


class Command(BaseCommand):
    """The owner's account."""

    help = "Give the owner an address to sign in with, and print a link by which they choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose it is; never a password, which other programs could read."""
        parser.add_argument("address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Name the owner, print the link."""
        try:
            owner = make_owner(options["address"])
        except ActRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"The owner signs in with this address. Choose a password, within a day:\n{password_link(owner)}"
        )
