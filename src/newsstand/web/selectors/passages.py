"""The passages that a brief's sentences rest on, each in its surroundings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from newsstand.model import Terms
from newsstand.newsroom.models import Article, ArticleVersion, Brief, Citation
from newsstand.web.languages import direction
from newsstand.web.passages import Window, cut_window
from newsstand.web.selectors.cards import article_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A cited span, who published it and when; `window` is empty where the terms let no text be shown."""

    article: Article
    window: Window
    version: int

    @property
    def url(self) -> str:
        """The article's page."""
        return article_url(self.article.pk, self.article.headline)

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.article.language)

    @property
    def published_at(self) -> datetime:
        """When the article was published."""
        return self.article.published_at

    @property
    def is_older(self) -> bool:
        """Whether the article has changed since this was written from it."""
        return self.version < self.article.version


def passages_of(brief: Brief) -> dict[str, list[Passage]]:
    """Passages by the place of what they bear ("sections/0/2"): two queries, however many there are."""
    citations = list(
        Citation.objects.filter(brief=brief)
        .select_related("article__publisher")
        .only(
            "place", "version", "start", "end",
            "article__headline", "article__language", "article__published_at", "article__published_precision",
            "article__version", "article__publisher__name", "article__publisher__slug", "article__publisher__terms",
        )
        .order_by("pk")
    )  # fmt: skip
    bodies = cited_bodies(citations)
    found: dict[str, list[Passage]] = defaultdict(list)
    for citation in citations:
        article = citation.article
        found[citation.place].append(
            Passage(
                article=article,
                version=citation.version,
                window=cut_window(
                    bodies.get((article.pk, citation.version), ""),
                    citation.start,
                    citation.end,
                    terms=Terms(article.publisher.terms),
                ),
            )
        )
    return found


def cited_bodies(citations: Sequence[Citation]) -> dict[tuple[int, int], str]:
    """The text of every version that is cited, by article and number."""
    wanted = {(c.article_id, c.version) for c in citations}
    if not wanted:
        return {}
    which = Q()
    for article, number in sorted(wanted):
        which |= Q(article_id=article, number=number)
    rows = ArticleVersion.objects.filter(which).values_list("article_id", "number", "body")
    return {(article, number): body for article, number, body in rows}
