"""Who reports a story: own reports first, copies folded under what they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsstand.members.entitlement import visible_part
from newsstand.model import Terms
from newsstand.newsroom.models import Article, ArticleVersion, Membership, Story
from newsstand.web.languages import country_name, direction, language_name
from newsstand.web.selectors.cards import article_url

MOST_REPORTS = 200


@dataclass(slots=True, kw_only=True)
class Report:
    """One article of a story: what may be shown of it, why it is here, what carries its text."""

    article: Article
    headline: str
    reasons: list[str]
    decided_by: str
    changed_at: datetime | None = None
    copies: list[Report] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The article's page."""
        return article_url(self.article.pk, self.headline)

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.article.language)

    @property
    def place(self) -> str:
        """The title's country and, where it is not English, its language."""
        publisher = self.article.publisher
        parts = [country_name(publisher.country)] if publisher.country else []
        language = self.article.language or publisher.language
        if language and not language.lower().startswith("en"):
            parts.append(language_name(language))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A story's reports, own ones in the order in which they appeared."""

    own: list[Report]


def coverage_of(story: Story, *, without: int = 0) -> Coverage:
    """Two queries: the reports with their titles, and when those that changed did so."""
    members = list(
        Membership.objects.filter(story=story)
        .exclude(article_id=without)
        .select_related("article__publisher")
        .only(
            "reasons", "decided_by", "story",
            "article__headline", "article__language", "article__published_at", "article__published_precision",
            "article__version", "article__copy_of", "article__paywalled", "article__agency",
            "article__publisher__name", "article__publisher__slug", "article__publisher__country",
            "article__publisher__language", "article__publisher__terms",
        )
        .order_by("article__published_at", "article_id")[:MOST_REPORTS]
    )  # fmt: skip
    changed = changes_of([m.article for m in members])
    reports = {m.article_id: report_of(m, changed.get(m.article_id)) for m in members}
    own: list[Report] = []
    for report in reports.values():
        original = original_of(report, reports)
        (own if original is report else original.copies).append(report)
    own.sort(key=lambda r: r.article.copy_of_id is not None)
    return Coverage(own)


def original_of(report: Report, reports: Mapping[int, Report]) -> Report:
    """The report at the end of a chain of copies, as far as it lies in this story; a ring ends at its lowest id."""
    chain = {report.article.pk: report}
    at = report
    while (above := reports.get(at.article.copy_of_id or 0)) is not None:
        if above.article.pk in chain:
            ring = list(chain)[list(chain).index(above.article.pk) :]
            return chain[min(ring)]
        chain[above.article.pk] = at = above
    return at


def report_of(member: Membership, changed_at: datetime | None) -> Report:
    """A member as a report."""
    article = member.article
    return Report(
        article=article,
        headline=visible_part(Terms(article.publisher.terms), headline=article.headline).headline,
        reasons=reasons_in_words(member.reasons),
        decided_by="" if member.decided_by == "engine" else member.decided_by,
        changed_at=changed_at,
    )


def changes_of(articles: Sequence[Article]) -> dict[int, datetime]:
    """When each article that has changed took its standing form."""
    changed = [a.pk for a in articles if a.version > 1]
    if not changed:
        return {}
    rows = (
        ArticleVersion.objects.filter(article__in=changed, number__gt=1)
        .order_by("number")
        .values_list("article_id", "made_at")
    )
    return dict(rows)


def reasons_in_words(rows: object) -> list[str]:
    """Stored reasons as a reader is shown them."""
    if not isinstance(rows, list):
        return []
    return [words for row in rows if isinstance(row, dict) and (words := reason_in_words(row))]


def reason_in_words(row: dict[str, Any]) -> str:
    """The detail of a reason; its name in plain words where it has none."""
    return str(row.get("detail") or str(row.get("name", "")).replace("_", " "))
