"""What stored articles come to for one asker: the decision of `members.entitlement`, asked with their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from newsstand.members.entitlement import VisiblePart, allowance, visible_part
from newsstand.model import Allowance, Asker, Block
from newsstand.newsroom.models import Article
from newsstand.newsroom.terms import terms_of

# What the decision looks at; lists that leave columns out load these all the same.
OF_ARTICLE = ("published_at", "withdrawn_at", "signals", "url", "publisher")
OF_TITLE = ("slug", "terms", "agreed", "signals")


def asked_of(path: str = "") -> tuple[str, ...]:
    """The columns that the decision needs, for `only`; `path` leads to the article ("opened_by__")."""
    return (*(path + name for name in OF_ARTICLE), *(f"{path}publisher__{name}" for name in OF_TITLE))


@dataclass(frozen=True, slots=True)
class Showing:
    """One asker at one moment."""

    asker: Asker
    now: datetime

    def of(self, article: Article) -> Allowance:
        """What of an article they may be shown: no query, where the columns of `asked_of` are there."""
        return allowance(
            self.asker,
            terms_of(article.publisher, article, self.now),
            article=article.pk,
            title=article.publisher.slug,
            published_at=article.published_at,
            withdrawn=article.withdrawn_at is not None,
            now=self.now,
        )

    def part(
        self, article: Article, *, headline: str = "", standfirst: str = "", blocks: Iterable[Block] = ()
    ) -> VisiblePart:
        """The part of an article that they may be shown."""
        return visible_part(self.of(article), headline=headline, standfirst=standfirst, blocks=blocks)

    def headline(self, article: Article) -> str:
        """An article's headline, "" where not even that may be shown."""
        return self.part(article, headline=article.headline).headline


def everybody() -> Asker:
    """Who asks where nobody in particular does: a visitor of whom nothing is known; the owner where they are alone."""
    return Asker(is_alone=bool(settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]))


def to_everybody(now: datetime | None = None) -> Showing:
    """What everybody may be shown: lists, feeds and mails show no more than this to anybody."""
    return Showing(everybody(), now or settings.NOW())
