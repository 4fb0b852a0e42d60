"""`newsstand manage terms`: what titles let us show, shown and set."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsstand import model
from newsstand.model import Terms
from newsstand.newsroom.catalogue.terms import is_country
from newsstand.newsroom.models import Agreement, Article, Publisher, Signal
from newsstand.newsroom.terms import agree, agreement_of, end_agreement, terms_of


class Command(BaseCommand):
    """Terms of one title, or of all that agreed to something."""

    help = "Show what a title lets us do, or write down what it agreed to."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is not named stays as it stands."""
        parser.add_argument(
            "slug", nargs="?", help="the title's slug; without one, all titles with an agreement"
        )
        parser.add_argument(
            "--level", choices=[t.value for t in Terms], help="full, extract, headline or none"
        )
        parser.add_argument("--words", type=int, metavar="N", help="words of an extract")
        parser.add_argument(
            "--summaries",
            action=argparse.BooleanOptionalAction,
            default=None,
            help="whether briefs may rest on it",
        )
        parser.add_argument(
            "--quote-share", type=float, metavar="S", help="what briefs may quote of a body, 0 to 1"
        )
        parser.add_argument(
            "--pictures",
            action=argparse.BooleanOptionalAction,
            default=None,
            help="whether pictures may be shown",
        )
        parser.add_argument(
            "--territory", metavar="GB,IE", help="countries where it may be shown; “all” for everywhere"
        )
        parser.add_argument("--embargo", type=int, metavar="MINUTES", help="minutes after publication")
        parser.add_argument("--expires", type=int, metavar="DAYS", help="days after publication; 0: never")
        parser.add_argument(
            "--since", metavar="DAY", help="from when it counts, 2026-12-01; now where it is not said"
        )
        parser.add_argument("--note", default="", help="what it rests on: a letter, a contract's number")
        parser.add_argument("--by", default="operator", help="who writes it down")
        parser.add_argument("--end", action="store_true", help="nothing is agreed any more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show, or change and show."""
        now = settings.NOW()
        if options["slug"] is None:
            for row in Publisher.objects.exclude(agreed={}).order_by("slug"):
                self.stdout.write(f"{row.slug}: {in_words(agreement_of(row, now))}")
            return
        title = Publisher.objects.filter(slug=options["slug"]).first()
        if title is None:
            raise CommandError(f"no title has the slug “{options['slug']}”")
        if options["end"]:
            end_agreement(title, now=now)
        elif wanted := changed(standing_of(title, now), options):
            since = read_day(options["since"])
            agree(title, wanted, by=options["by"], now=now, note=options["note"], since=since)
        self._show(title, now)

    def _show(self, title: Publisher, now: datetime) -> None:
        self.stdout.write(f"{title.name} ({title.slug})")
        self.stdout.write(f"  agreed: {in_words(agreement_of(title, now))}")
        site = Article(publisher=title, url=title.home_page)
        self.stdout.write(f"  with what its site says: {in_words(terms_of(title, site, now))}")
        for signal in Signal.objects.filter(publisher=title, article=None, gone_at=None).order_by(
            "kind", "value"
        ):
            self.stdout.write(f"  signal: {signal} at {signal.url}, since {signal.first_seen_at:%Y-%m-%d}")
        for row in Agreement.objects.filter(publisher=title).order_by("since", "pk"):
            until = f" until {row.until:%Y-%m-%d %H:%M}" if row.until else ""
            note = f": {row.note}" if row.note else ""
            self.stdout.write(f"  {row.since:%Y-%m-%d %H:%M}{until} {row.level}, by {row.decided_by}{note}")


def standing_of(title: Publisher, now: datetime) -> model.Agreement:
    """What a title's terms are before they change: leave that its site reserves is not given by saying nothing of it."""
    agreed = agreement_of(title, now)
    if agreed.is_agreed:
        return agreed
    narrowed = terms_of(title, Article(publisher=title, url=title.home_page), now)
    return replace(agreed, may_summarise=narrowed.may_summarise)


def changed(standing: model.Agreement, options: dict[str, Any]) -> model.Agreement | None:
    """What is agreed now where an option names something; CommandError where a value is impossible."""
    named: dict[str, Any] = {}
    if options["level"] is not None:
        named["level"] = Terms(options["level"])
        named["shows_pictures"] = named["level"] is Terms.FULL
    plain = {"words": "extract_words", "summaries": "may_summarise", "quote_share": "quote_share"}
    for option, field in {**plain, "pictures": "shows_pictures"}.items():
        if options[option] is not None:
            named[field] = options[option]
    if options["territory"] is not None:
        named["territories"] = read_countries(options["territory"])
    if options["embargo"] is not None:
        named["embargo"] = timedelta(minutes=options["embargo"])
    if options["expires"] is not None:
        named["expires_after"] = timedelta(days=options["expires"]) if options["expires"] else None
    if not named:
        return None
    try:
        return replace(standing, is_agreed=True, **named)
    except ValueError as error:
        raise CommandError(str(error)) from error


def read_countries(text: str) -> frozenset[str]:
    """Countries parted by commas; none for “all”."""
    codes = [] if text.lower() == "all" else [code.strip().upper() for code in text.split(",")]
    if wrong := [code for code in codes if not is_country(code)]:
        raise CommandError(f"“{wrong[0]}” is no country's code of two letters (ISO 3166-1)")
    return frozenset(codes)


def read_day(text: str | None) -> datetime | None:
    """The midnight (UTC) at which a day begins."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise CommandError(f"“{text}” is no day such as 2026-12-01") from error


def in_words(terms: model.Agreement) -> str:
    """Terms in one line."""
    said = [terms.level.value]
    if terms.level in (Terms.EXTRACT, Terms.FULL):
        said.append(f"extract of {terms.extract_words} words")
    if terms.extract_characters is not None:
        said.append(f"{terms.extract_characters} characters at most")
    said.append(f"briefs quote {terms.quote_share:.0%}" if terms.may_summarise else "no summaries")
    said.append("pictures" if terms.shows_pictures else "no pictures")
    if terms.territories:
        said.append(f"in {', '.join(sorted(terms.territories))}")
    if terms.embargo:
        said.append(f"embargo of {terms.embargo // timedelta(minutes=1)} minutes")
    if terms.expires_after:
        said.append(f"for {terms.expires_after.days} days")
    return ", ".join(said) + ("" if terms.is_agreed else " (the default: it never agreed to anything)")
