"""`newsstand manage do_chores`: one round of what members need done, for who runs the pages without `newsstand up`."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsstand.errors import NewsstandError
from newsstand.members.chores import CHORES

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Every chore once."""

    help = "Go round once: memberships that turn, letters, payments, closes, retention."
    chores = CHORES

    def handle(self, *args: Any, **options: Any) -> None:
        """Do them, and say how much each did; one that cannot be done is named at the end and costs the others nothing."""
        undone: list[str] = []
        for chore in self.chores:
            try:
                count = chore.do(settings.NOW())
            except NewsstandError as error:
                undone.append(f"{chore.name}: {error}")
                continue
            except Exception as error:  # one chore's fault must not cost the others
                log.exception("the chore “%s” broke off", chore.name)
                undone.append(f"{chore.name}: {type(error).__name__}, see the log")
                continue
            if count:
                self.stdout.write(f"{chore.name}: {count}")
        if undone:
            raise CommandError("not done, and tried again by the next round: " + "; ".join(undone))
