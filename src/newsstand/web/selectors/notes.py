"""All that a reader marked and noted, by article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import F, Max

from newsstand.members.entitlement import is_open
from newsstand.members.margin import open_text
from newsstand.members.models import Highlight, Reader
from newsstand.members.showing import Showing, asked_of
from newsstand.newsroom.models import Article, ArticleVersion
from newsstand.web.languages import direction
from newsstand.web.selectors.cards import article_url

ON_A_PAGE = 25
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Jotting:
    """A marked passage, "" where its words may not be shown any more, and the note beside it."""

    id: int
    text: str
    note: str
    made_at: datetime
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedArticle:
    """An article with a reader's marks in the order of its text."""

    article: Article
    headline: str
    url: str
    jottings: list[Jotting]

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.article.language)


def noted_articles(reader: Reader, showing: Showing, *, page: int) -> tuple[list[NotedArticle], bool]:
    """A page of articles, newest mark first, and whether more follow: two queries, one more where not all is open."""
    begin = (page - 1) * ON_A_PAGE
    found = list(
        Highlight.objects.filter(reader=reader)
        .values("article")
        .annotate(newest=Max("made_at"))
        .order_by("-newest", "-article")
        .values_list("article", flat=True)[begin : begin + ON_A_PAGE + 1]
    )
    shown = found[:ON_A_PAGE]
    by_article = {n.article.pk: n for n in _grouped(_rows(reader).filter(article__in=shown), showing)}
    return [by_article[pk] for pk in shown if pk in by_article], len(found) > ON_A_PAGE


def all_notes(reader: Reader, showing: Showing) -> list[NotedArticle]:
    """Everything, for taking along."""
    return _grouped(_rows(reader)[:MOST_EXPORTED], showing)


def _rows(reader: Reader) -> Any:
    return (
        Highlight.objects.filter(reader=reader)
        .select_related("article__publisher")
        .only(
            "start", "text", "note", "made_at", "reader",
            "article__headline", "article__standfirst", "article__language", "article__url",
            "article__published_precision", "article__publisher__name", *asked_of("article__"),
        )
        .order_by("-article_id", "start", "pk")
    )  # fmt: skip


def _grouped(rows: Iterable[Highlight], showing: Showing) -> list[NotedArticle]:
    held = list(rows)
    bodies = _bodies_of(row.article for row in held if not is_open(showing.of(row.article)))
    return [
        _noted(list(of_one), showing, bodies) for _, of_one in groupby(held, key=lambda row: row.article_id)
    ]


def _bodies_of(articles: Iterable[Article]) -> dict[int, str]:
    """The standing texts of articles that are not open: what is marked may be shown where it stands in their beginnings."""
    wanted = {article.pk for article in articles}
    if not wanted:
        return {}
    rows = ArticleVersion.objects.filter(article__in=wanted, number=F("article__version"))
    return dict(rows.values_list("article_id", "body"))


def _noted(rows: Sequence[Highlight], showing: Showing, bodies: Mapping[int, str]) -> NotedArticle:
    article = rows[0].article
    allowed = showing.of(article)
    headline = showing.headline(article)
    url = article_url(article.pk, headline)
    seen = open_text(bodies.get(article.pk, ""), standfirst=article.standfirst, allowed=allowed)
    return NotedArticle(
        article=article,
        headline=headline,
        url=url,
        jottings=[
            Jotting(
                id=row.pk,
                text=row.text if is_open(allowed) or row.text in seen else "",
                note=row.note,
                made_at=row.made_at,
                url=f"{url}#mark-{row.pk}",
            )
            for row in rows
        ],
    )
