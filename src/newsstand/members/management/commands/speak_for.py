"""`newsstand manage speak_for ADDRESS SLUG`: lets a reader speak for a title by the operator's word, or takes it back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsstand.members.models import Reader
from newsstand.members.representing.claiming import speak_for, stop_speaking
from newsstand.newsroom.models import Publisher


class Command(BaseCommand):
    """Who speaks for a title."""

    help = "Let a reader speak for a title; with --stop, take that back or refuse their claim."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, which title, and which way."""
        parser.add_argument("address")
        parser.add_argument("slug", help="the title's address word, as in /title/SLUG/")
        parser.add_argument(
            "--stop", action="store_true", help="they no longer speak for it, and get a letter"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, once."""
        reader = Reader.objects.filter(email__iexact=options["address"]).first()
        if reader is None:
            raise CommandError("No reader has this address: they sign up first.")
        title = Publisher.objects.filter(slug=options["slug"]).first()
        if title is None:
            raise CommandError("There is no such title: `/titles/` lists their address words.")
        if not options["stop"]:
            speak_for(reader, title, settings.NOW())
            self.stdout.write(f"That reader speaks for {title.name} now.")
        elif stop_speaking(reader, title, settings.NOW(), is_refused=True):
            self.stdout.write(f"That reader no longer speaks for {title.name}.")
        else:
            raise CommandError("That reader does not speak for this title.")
