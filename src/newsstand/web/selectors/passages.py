"""The passages that a brief's sentences rest on, each in its surroundings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsstand.members.showing import Showing, asked_of
from newsstand.newsroom.models import Article, ArticleVersion, Brief, Citation
from newsstand.web.languages import direction
from newsstand.web.marks import kept_article_url
from newsstand.web.passages import Quoting, Window, cut_window


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A cited span, who published it and when; `headline` and `window` are empty where they may not be shown."""

    article: Article
    headline: str
    window: Window
    version: int

    @property
    def url(self) -> str:
        """The article's page; its address says the headline where that may be shown."""
        return kept_article_url(self.article.pk, self.headline)

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


def passages_of(
    brief: Brief, showing: Showing, known: Mapping[int, Article] | None = None
) -> dict[str, list[Passage]]:
    """Passages by the place of what they bear ("sections/0/2"): two queries, and one for articles that are not `known`."""
    rows = Citation.objects.filter(brief=brief).order_by("pk")
    citations = list(rows.values_list("place", "article_id", "version", "start", "end"))
    bodies = cited_bodies({(article, version) for _, article, version, _, _ in citations})
    articles = dict(known or {})
    missing = {c[1] for c in citations} - articles.keys()
    if missing:
        articles |= cited_articles(missing)
    quoting = {
        (pk, version): Quoting(showing.of(articles[pk]), body) for (pk, version), body in bodies.items()
    }
    found: dict[str, list[Passage]] = defaultdict(list)
    for place, pk, version, start, end in citations:
        article = articles[pk]
        quoted = quoting.get((pk, version)) or Quoting(showing.of(article), "")
        found[place].append(
            Passage(
                article=article,
                headline=showing.headline(article),
                version=version,
                window=cut_window(quoted, start, end),
            )
        )
    return found


def cited_articles(wanted: Iterable[int]) -> dict[int, Article]:
    """Articles with what a passage says of them."""
    rows = Article.objects.select_related("publisher").only(
        "headline", "language", "published_precision", "version", "publisher__name", *asked_of(),
    )  # fmt: skip
    return rows.in_bulk(list(wanted))


def cited_bodies(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The text of every version that is cited, by article and number."""
    asked = set(wanted)
    if not asked:
        return {}
    rows = ArticleVersion.objects.filter(
        article_id__in={a for a, _ in asked}, number__in={n for _, n in asked}
    ).values_list("article_id", "number", "body")
    return {(article, number): body for article, number, body in rows if (article, number) in asked}
