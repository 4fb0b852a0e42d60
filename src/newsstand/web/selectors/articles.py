"""Lists of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from newsstand.members.showing import Showing, asked_of, to_everybody
from newsstand.newsroom.models import Article
from newsstand.newsroom.withheld import withheld
from newsstand.web.languages import direction
from newsstand.web.selectors.cards import article_url
from newsstand.web.snippets import Piece, mark_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article in a list."""

    id: int
    url: str
    headline: str
    standfirst: str
    language: str
    published_at: datetime
    precision: str
    title: str
    title_slug: str
    pieces: tuple[Piece, ...] = ()
    marked_headline: tuple[Piece, ...] = ()

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.language)


def listed_articles() -> QuerySet[Article]:
    """Articles that may stand in lists, with no more of them than lists show."""
    return (
        Article.objects.exclude(withheld())
        .select_related("publisher")
        .only(
            "headline", "standfirst", "language", "published_precision", "publisher__name", *asked_of(),
        )
    )  # fmt: skip


def listed(
    article: Article,
    *,
    pieces: Sequence[Piece] = (),
    words: frozenset[str] = frozenset(),
    showing: Showing | None = None,
) -> Listed:
    """An article as a list shows it; without `showing` as it shows it to everybody."""
    part = (showing or to_everybody()).part(article, headline=article.headline, standfirst=article.standfirst)
    return Listed(
        id=article.pk,
        url=article_url(article.pk, part.headline),
        headline=part.headline,
        standfirst=part.standfirst,
        language=article.language,
        published_at=article.published_at,
        precision=article.published_precision,
        title=article.publisher.name,
        title_slug=article.publisher.slug,
        pieces=tuple(pieces),
        marked_headline=tuple(mark_words(part.headline, set(words))),
    )
