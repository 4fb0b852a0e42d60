"""`newsstand manage reconcile`: take in what the payment provider knows and no webhook told."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsstand.errors import ProviderUnreachable
from newsstand.members.billing import provider, reconcile
from newsstand.members.models import ProviderEvent


class Command(BaseCommand):
    """Reconcile, and say what could not be acted upon."""

    help = "Compare memberships and payments with the payment provider, and take in what was missed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How far back."""
        parser.add_argument("--days", type=int, help="look so many days back; nothing said: to the last time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say so."""
        if provider() is None:
            raise CommandError("no NEWSSTAND_STRIPE_KEY is set: there is nobody to compare with")
        now, days = settings.NOW(), options["days"]
        try:
            found = reconcile(now, since=now - timedelta(days=days) if days else None)
        except ProviderUnreachable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{found} things were missed, and are taken in.")
        for row in ProviderEvent.objects.exclude(problem="").order_by("heard_at")[:50]:
            self.stdout.write(f"{row.event} ({row.kind}): {row.problem}")
