"""One article with as much of its text as the terms let us show, and lists of articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from newsstand.members.entitlement import VisiblePart, visible_part
from newsstand.model import Block, Terms
from newsstand.newsroom.models import Article, ArticleVersion
from newsstand.newsroom.search import search_articles
from newsstand.newsroom.search.query import parse_query
from newsstand.web.languages import direction
from newsstand.web.selectors.cards import Shown, article_url, shown_picture
from newsstand.web.snippets import Piece, cut_snippet, folded, mark_words

KINDS = frozenset({"paragraph", "subhead", "quote", "list", "table", "caption", "embed", "update"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """A typed piece of an article, its lists and tables taken apart."""

    kind: str
    text: str
    posted_at: datetime | None = None

    @property
    def lines(self) -> list[str]:
        """A list's items."""
        return [line for line in self.text.split("\n") if line.strip()]

    @property
    def rows(self) -> list[list[str]]:
        """A table's rows of cells."""
        return [[cell.strip() for cell in line.split(" | ")] for line in self.lines]

    @property
    def address(self) -> str:
        """What an embed leads to, where that is a web address."""
        word = self.text.split()[-1] if self.text.split() else ""
        return word if word.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """An article as its page shows it."""

    row: Article
    part: VisiblePart
    blocks: list[ShownBlock]
    picture: Shown | None
    earlier: list[ArticleVersion]
    changed_at: datetime | None

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.row.language)


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


def find_article(pk: int) -> Article | None:
    """An article with its title, picture and story."""
    return (
        Article.objects.select_related(
            "publisher", "picture", "membership__story__brief", "copy_of__publisher"
        )
        .defer("membership__story__brief__content", "membership__reasons")
        .filter(pk=pk)
        .first()
    )


def shown_article(article: Article) -> ShownArticle:
    """What its page shows: one query for the text, one for earlier versions where there are any."""
    standing = article.versions.filter(number=article.version).first()
    earlier = (
        list(
            article.versions.filter(number__lt=article.version)
            .only("number", "made_at", "headline")
            .order_by("-number")
        )
        if article.version > 1
        else []
    )
    blocks = stored_blocks(standing.blocks if standing else [])
    picture = shown_picture(article)
    part = visible_part(
        Terms(article.publisher.terms),
        headline=article.headline,
        standfirst=article.standfirst,
        blocks=blocks,
    )
    return ShownArticle(
        row=article,
        part=part,
        blocks=[
            ShownBlock(kind=b.kind, text=b.text, posted_at=b.posted_at)
            for b in part.blocks
            if not (picture and b.kind == "caption" and b.text == picture.caption)
        ],
        picture=picture,
        earlier=earlier,
        changed_at=standing.made_at if standing and article.version > 1 else None,
    )


def stored_blocks(rows: object) -> list[Block]:
    """Blocks as a version stores them, as nouns; what is of no kind that we know is a paragraph."""
    if not isinstance(rows, list):
        return []
    return [
        Block(
            kind=row["kind"] if row.get("kind") in KINDS else "paragraph",
            text=str(row.get("text", "")),
            posted_at=_moment(row.get("posted_at")),
        )
        for row in rows
        if isinstance(row, dict)
    ]


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def listed_articles() -> QuerySet[Article]:
    """Articles that may stand in lists, with no more of them than lists show."""
    return (
        Article.objects.exclude(publisher__terms=Terms.NONE)
        .select_related("publisher")
        .only(
            "headline", "standfirst", "language", "published_at", "published_precision",
            "publisher__name", "publisher__slug", "publisher__terms",
        )
    )  # fmt: skip


def listed(article: Article, *, pieces: Sequence[Piece] = (), words: frozenset[str] = frozenset()) -> Listed:
    """An article as a list shows it, as far as the terms go."""
    part = visible_part(
        Terms(article.publisher.terms), headline=article.headline, standfirst=article.standfirst
    )
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


def found_articles(query: str, *, limit: int, offset: int) -> list[Listed]:
    """Articles that say all words of a query, best first, each with the piece that shows it: three queries."""
    hits = [h.article for h in search_articles(query, limit=limit, offset=offset)]
    words = frozenset(folded(word) for phrase in parse_query(query).wanted for word in phrase)
    rows = {a.pk: a for a in listed_articles().filter(pk__in=hits)}
    bodies = dict(
        ArticleVersion.objects.filter(article__in=list(rows), number=F("article__version")).values_list(
            "article_id", "body"
        )
    )
    return [
        listed(rows[pk], pieces=snippet_of(rows[pk], bodies.get(pk, ""), words), words=words)
        for pk in hits
        if pk in rows
    ]


def snippet_of(article: Article, body: str, words: Iterable[str]) -> list[Piece]:
    """Why an article was found, as far as its terms let us show its text."""
    part = visible_part(
        Terms(article.publisher.terms),
        standfirst=article.standfirst,
        blocks=(Block(kind="paragraph", text=body),) if body else (),
    )
    texts = [part.standfirst, *(b.text for b in part.blocks)]
    snippets = [cut_snippet(text, words) for text in texts if text]
    return next((s for s in snippets if any(p.is_found for p in s)), snippets[0] if snippets else [])
