"""Who reports a story: own reports first, copies folded under what they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsstand.members.showing import Showing, asked_of, to_everybody
from newsstand.newsroom.models import Article, ArticleVersion, Membership, Story
from newsstand.web.languages import country_name, direction, language_name, listed
from newsstand.web.marks import kept_article_url
from newsstand.web.reasons import reasons_in_words
from newsstand.web.selectors.facets import Facet, facets_of, fitting

MOST_REPORTS = 200


@dataclass(slots=True, kw_only=True)
class Report:
    """One article of a story: what may be shown of it, why it is here, what carries its text.

    carries: the title whose text it carries, where that title's report does not stand above it
    """

    article: Article
    headline: str
    reasons: list[str]
    decided_by: str
    changed_at: datetime | None = None
    carries: str = ""
    copies: list[Report] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The article's page."""
        return kept_article_url(self.article.pk, self.headline)

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
        return listed(parts)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A story's reports, own ones in the order in which they appeared.

    own:     those that fit what was asked, copies folded under what they carry
    every:   all of them, in the order in which they appeared
    facets:  by what they may be filtered; chosen: what they are filtered by
    """

    own: list[Report]
    every: list[Report] = field(default_factory=list)
    facets: tuple[Facet, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)


def coverage_of(
    story: Story,
    *,
    without: int = 0,
    asked: Mapping[str, str] | None = None,
    showing: Showing | None = None,
) -> Coverage:
    """Two queries: the reports with their titles, and when those that changed did so.

    asked: values of "country", "language" and "owner"; those that no report has are not heeded
    showing: without it, what everybody may be shown
    """
    showing = showing or to_everybody()
    members = list(
        Membership.objects.filter(story=story)
        .exclude(article_id=without)
        .select_related("article__publisher")
        .only(
            "reasons", "decided_by", "story",
            "article__headline", "article__language", "article__published_precision",
            "article__version", "article__copy_of", "article__paywalled", "article__agency",
            "article__publisher__name", "article__publisher__country",
            "article__publisher__language", "article__publisher__owner_kind", *asked_of("article__"),
        )
        .order_by("article__published_at", "article_id")[:MOST_REPORTS]
    )  # fmt: skip
    changed = changes_of([m.article for m in members])
    every = [report_of(m, changed.get(m.article_id), showing) for m in members]
    chosen, facets = facets_of([r.article for r in every], asked or {})
    shown = [r for r in every if fitting(r.article, chosen)]
    return Coverage(folded(shown, every), every, facets, chosen)


def folded(shown: Sequence[Report], every: Sequence[Report]) -> list[Report]:
    """Own reports with their copies under them; then copies whose original is not among them, with its title's name."""
    reports = {r.article.pk: r for r in shown}
    names = {r.article.pk: r.article.publisher.name for r in every}
    own: list[Report] = []
    for report in shown:
        original = original_of(report, reports)
        if original is not report:
            original.copies.append(report)
            continue
        own.append(report)
        if report.article.copy_of_id not in reports:
            report.carries = names.get(report.article.copy_of_id or 0, "")
    return sorted(own, key=lambda r: r.article.copy_of_id is not None)


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


def report_of(member: Membership, changed_at: datetime | None, showing: Showing) -> Report:
    """A member as a report."""
    article = member.article
    return Report(
        article=article,
        headline=showing.headline(article),
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
