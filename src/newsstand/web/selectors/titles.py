"""Titles: all of them by country, and one with its newest articles and the health of its feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext

from newsstand.newsroom.models import Poll, Publisher
from newsstand.text.names import name_key
from newsstand.web.languages import country_name, language_name
from newsstand.web.outcomes import outcome_in_words
from newsstand.web.selectors.articles import Listed, listed, listed_articles
from newsstand.web.selectors.facets import owner_name
from newsstand.web.selectors.health import WELL

NEWEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsHealth:
    """How a title's feeds do, in numbers."""

    feeds: int
    answering: int
    asked_at: datetime | None
    trouble: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePage:
    """A title, its newest articles, and how its feeds do."""

    row: Publisher
    kind: str
    owner_kind: str
    country: str
    language: str
    articles: list[Listed]
    health: FeedsHealth


def titles_by_country() -> list[tuple[str, list[Publisher]]]:
    """Every title with how many articles it has (`article_count`), under the name of its country."""
    found: dict[str, list[Publisher]] = {}
    for row in Publisher.objects.annotate(article_count=Count("articles")).order_by("name"):
        found.setdefault(country_name(row.country) if row.country else "", []).append(row)
    return sorted(found.items(), key=lambda pair: (pair[0] == "", name_key(pair[0])))


def title_page(slug: str) -> TitlePage | None:
    """A title's page, or None where there is no such title."""
    row = Publisher.objects.filter(slug=slug).first()
    if row is None:
        return None
    newest = listed_articles().filter(publisher=row).order_by("-published_at", "-pk")[:NEWEST]
    return TitlePage(
        row=row,
        kind=kind_name(row.kind),
        owner_kind=owner_name(row.owner_kind) if row.owner_kind else "",
        country=country_name(row.country),
        language=language_name(row.language),
        articles=[listed(article) for article in newest],
        health=feeds_health(row),
    )


def kind_name(kind: str) -> str:
    """A kind of title in words."""
    words = {
        "newspaper": gettext("newspaper"),
        "broadcaster": gettext("broadcaster"),
        "agency": gettext("news agency"),
        "magazine": gettext("magazine"),
        "specialist": gettext("specialist title"),
    }
    return words.get(kind, kind)


def feeds_health(row: Publisher) -> FeedsHealth:
    """How many of a title's feeds answer, when they were last asked, and what is wrong with the first that does not."""
    polls = list(Poll.objects.filter(feed__publisher=row, feed__state="active"))
    bad = [p for p in polls if p.outcome and p.outcome not in WELL]
    return FeedsHealth(
        feeds=len(polls),
        answering=sum(p.outcome in WELL for p in polls),
        asked_at=max((p.asked_at for p in polls if p.asked_at), default=None),
        trouble=outcome_in_words(bad[0].outcome) if bad else "",
        since=bad[0].since if bad else None,
    )
