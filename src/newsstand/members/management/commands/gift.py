"""`newsstand manage gift 3 --to ADDRESS`: give a membership away by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from newsstand.members.membership.gifts import code_of, gift_paid, make_gift
from newsstand.members.membership.plans import MOST_MONTHS
from newsstand.model import Plan


class Command(BaseCommand):
    """Make a gift that nobody pays for."""

    help = (
        "Make a gift of some months; with an address it is sent there, else its code is for you to pass on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long, to whom, from when."""
        parser.add_argument("months", type=int, help="how many months it lasts")
        parser.add_argument("--to", default="", help="the address that its letter goes to")
        parser.add_argument("--name", default="", help="their name")
        parser.add_argument(
            "--on", default="", help="the day on which it is sent, as 2027-03-01; else at once"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print its code."""
        now, months = settings.NOW(), options["months"]
        if not 1 <= months <= MOST_MONTHS:
            raise CommandError(f"Say 1 to {MOST_MONTHS} months.")
        try:
            starts_on = date.fromisoformat(options["on"]) if options["on"] else None
            if options["to"]:
                validate_email(options["to"])
        except (ValueError, ValidationError) as error:
            raise CommandError("Say the day as 2027-03-01, and the address as name@example.org.") from error
        plan = Plan(
            slug=f"gift-{months}", name="Gift", kind="gift", interval="once", months=months, prices=()
        )
        gift = make_gift(
            plan,
            giver=None,
            now=now,
            to_name=options["name"][:150],
            to_email=options["to"],
            starts_on=starts_on,
        )
        gift_paid(gift, now=now, ref="by hand")
        self.stdout.write(code_of(gift))
