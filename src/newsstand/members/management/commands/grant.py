"""`newsstand manage grant EMAIL --until 2027-03-01`: give a membership by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsstand.members.membership.by_hand import decide_by_hand, end_of, reader_called
from newsstand.members.membership.plans import MOST_SEATS, plan_book
from newsstand.members.membership.telling import in_one_line


class Command(BaseCommand):
    """Give a reader a membership; the newest word of the operator counts."""

    help = "Give a reader a membership until a day (its end), or without an end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, until when, by which plan."""
        parser.add_argument("email", help="the reader’s address")
        parser.add_argument(
            "--until", default="", help="the last day, as 2027-03-01; nothing said: without an end"
        )
        parser.add_argument(
            "--plan", default="", help="a plan’s name: “student” marks a student, “group” opens a group"
        )
        parser.add_argument("--seats", type=int, default=0, help="of a group: how many seats, yours included")

    def handle(self, *args: Any, **options: Any) -> None:
        """Note it and say where the reader stands now."""
        now = settings.NOW()
        reader = reader_called(options["email"])
        plan, seats = options["plan"], options["seats"]
        book = plan_book()
        found = book.of(plan)
        if plan and found is None:
            raise CommandError(
                f"There is no plan “{plan}”: say one of {', '.join(p.slug for p in book.plans)}."
            )
        is_group = found is not None and found.kind == "group"
        if seats and not is_group:
            raise CommandError("Only a group has seats: say --plan group as well.")
        if is_group and not 2 <= seats <= MOST_SEATS:
            raise CommandError(f"A group has 2 to {MOST_SEATS} seats: say --seats.")
        until = end_of(options["until"], now)
        said = until.isoformat() if until else None
        decide_by_hand(reader, "granted", now, until=said, plan=plan, seats=seats or 1)
        self.stdout.write(in_one_line(reader, now))
