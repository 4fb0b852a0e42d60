"""Two titles' accounts of a story, as much of each as its terms let us show, set against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsstand.brief.comparing import Comparison, Told, compare_accounts
from newsstand.brief.lexicon import guess_language
from newsstand.members.entitlement import is_open, shows_headline
from newsstand.members.showing import Showing, asked_of
from newsstand.model import Block, SourceText
from newsstand.newsroom.models import Article, ArticleVersion, Story
from newsstand.newsroom.records import body_of
from newsstand.web.languages import direction
from newsstand.web.marks import kept_article_url

MOST_CHOICES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A report that may be chosen: its title's name, and whether its whole text may be shown."""

    id: int
    title: str
    headline: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of a paragraph: its group's number (0 where only this account tells it), whether it is the group's first here."""

    text: str
    group: int
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One side: the article, what may be shown of it, in paragraphs; `is_whole` is False where something is held back."""

    side: str
    article: Article
    headline: str
    is_whole: bool
    paragraphs: tuple[tuple[Line, ...], ...]
    only: int
    names: tuple[str, ...]
    why: str = "terms"
    has_gate: bool = False

    @property
    def url(self) -> str:
        """The article's page."""
        return kept_article_url(self.article.pk, self.headline)

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.article.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Two sides and what was found between them."""

    a: Account
    b: Account
    comparison: Comparison

    @property
    def both(self) -> int:
        """How many things both tell."""
        return len({t.group for t in self.comparison.a if t.group})

    @property
    def are_of_one_language(self) -> bool:
        """Whether both are written in one language, as far as is known."""
        one, other = (
            guess_language("\n".join(t.text for t in told[:20]), account.article.language or None)
            for told, account in ((self.comparison.a, self.a), (self.comparison.b, self.b))
        )
        return one == other


def choices_of(story: Story, showing: Showing) -> list[Choice]:
    """The reports with a text of their own, those first that may be shown whole: one query."""
    rows = (
        Article.objects.filter(membership__story=story, copy_of=None)
        .select_related("publisher")
        .only("headline", "publisher__name", *asked_of())
        .order_by("published_at", "pk")[:MOST_CHOICES]
    )
    found = [
        Choice(id=row.pk, title=row.publisher.name, headline=row.headline, is_open=is_open(allowed))
        for row, allowed in ((row, showing.of(row)) for row in rows)
        if shows_headline(allowed)
    ]
    return sorted(found, key=lambda c: not c.is_open)


def chosen_of(choices: Sequence[Choice], a: str, b: str) -> tuple[int, int] | None:
    """Which two are compared: those that were asked for, else the first of different titles; None where there are no two."""
    known = {str(c.id): c for c in choices}
    first = known.get(a) or next((c for c in choices if str(c.id) != b), None)
    if first is None:
        return None
    others = [c for c in choices if c.id != first.id]
    asked = known.get(b) if b != str(first.id) else None
    second = asked or next((c for c in others if c.title != first.title), None) or next(iter(others), None)
    return (first.id, second.id) if second else None


def accounts_of(first: int, second: int, showing: Showing) -> Accounts:
    """Both sides, compared: two queries."""
    articles = Article.objects.select_related("publisher").in_bulk([first, second])
    versions = {
        v.article_id: v
        for v in ArticleVersion.objects.filter(article__in=[first, second]).order_by("number")
        if v.number <= articles[v.article_id].version
    }
    shown = [
        _shown(articles[pk], versions[pk].blocks if pk in versions else [], showing) for pk in (first, second)
    ]
    comparison = _compared(shown[0][1], shown[1][1])
    sides = zip(
        "ab", (first, second), shown, (comparison.a, comparison.b), (comparison.names_a, comparison.names_b), strict=True
    )  # fmt: skip
    a, b = (
        Account(
            side=side,
            article=articles[pk],
            headline=headline,
            is_whole=is_whole,
            paragraphs=_paragraphs(told),
            only=sum(t.group is None for t in told),
            names=names,
            why=showing.of(articles[pk]).why,
            has_gate=showing.of(articles[pk]).has_gate,
        )
        for side, pk, (headline, _, is_whole), told, names in sides
    )
    return Accounts(a=a, b=b, comparison=comparison)


def _shown(
    article: Article, blocks: Sequence[dict[str, str]], showing: Showing
) -> tuple[str, SourceText, bool]:
    """The headline and the text that may be shown, and whether that is all of it."""
    whole = tuple(Block(kind="paragraph", text=text) for text in body_of(blocks).split("\n\n") if text)
    part = showing.part(article, headline=article.headline, standfirst=article.standfirst, blocks=whole)
    body = "\n\n".join(b.text for b in part.blocks)
    text = SourceText(
        id=str(article.pk),
        title=part.headline,
        body=body,
        source=article.publisher.name,
        language=article.language or None,
    )
    return part.headline, text, part.is_whole


@lru_cache(maxsize=32)
def _compared(a: SourceText, b: SourceText) -> Comparison:
    return compare_accounts(a, b)


def _paragraphs(told: Sequence[Told]) -> tuple[tuple[Line, ...], ...]:
    found: list[list[Line]] = []
    seen: set[int] = set()
    for sentence in told:
        group = sentence.group or 0
        if sentence.opens_paragraph or not found:
            found.append([])
        found[-1].append(Line(text=sentence.text, group=group, is_first=group not in seen))
        seen.add(group)
    return tuple(map(tuple, found))
