"""`newsstand manage coupon SPRING --days 30 --uses 100`: make a coupon, or change one."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsstand.members.membership.by_hand import end_of
from newsstand.members.membership.coupons import LONGEST_CODE, make_coupon, plain_code

LEAST_LETTERS = 4


class Command(BaseCommand):
    """Make a coupon that gives days."""

    help = "Make a coupon that gives days of membership, so many times and each reader once; or change one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Its code, what it gives, how often."""
        parser.add_argument("code", help="what readers type, in any case")
        parser.add_argument("--days", type=int, required=True, help="days that it gives")
        parser.add_argument("--uses", type=int, default=1, help="how often it can be used in all")
        parser.add_argument("--until", default="", help="the last day on which it can be used, as 2027-03-01")
        parser.add_argument("--note", default="", help="what it is for: only you read that")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say so."""
        now, code = settings.NOW(), plain_code(options["code"])
        typed = "".join(options["code"].split()).replace("-", "")
        if not (typed.isalnum() and LEAST_LETTERS <= len(code) <= LONGEST_CODE >= len(typed)):
            raise CommandError(f"A code has {LEAST_LETTERS} to {LONGEST_CODE} letters, digits and hyphens.")
        if not 1 <= options["days"] <= 3660 or not 1 <= options["uses"] <= 1_000_000:
            raise CommandError("Say 1 to 3660 days and 1 to 1,000,000 uses.")
        coupon = make_coupon(
            code,
            days=options["days"],
            uses=options["uses"],
            now=now,
            until=end_of(options["until"], now),
            note=options["note"][:200],
        )
        used = coupon.uses.count()
        self.stdout.write(f"{coupon.code} gives {coupon.days} days, used {used} of {coupon.most_uses} times")
