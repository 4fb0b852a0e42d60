"""`newsstand manage send_letters`: sends the letters that are due, for who runs the pages alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsstand.members.letters import deliver_letters


class Command(BaseCommand):
    """Letters out."""

    help = "Send the letters that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Round after round, until nothing goes out any longer."""
        sent = 0
        while done := deliver_letters(settings.NOW()):
            sent += done
        self.stdout.write(f"{sent} letters sent")
