"""What of an article a brief may rest on."""

from __future__ import annotations

from datetime import datetime

from newsstand.model import Agreement, Terms
from newsstand.newsroom.models import Article
from newsstand.newsroom.terms.narrowing import quotable_of
from newsstand.newsroom.terms.standing import terms_of


def quotable_in(article: Article, body_length: int, now: datetime, *, is_alone: bool) -> int:
    """How many characters of its standing body briefs may cite; 0: none may rest on it."""
    if article.withdrawn_at is not None:
        return 0
    terms = terms_of(article.publisher, article, now)
    return quotable(terms, article.published_at, body_length, now, is_alone=is_alone)


def quotable(
    terms: Agreement, published_at: datetime, body_length: int, now: datetime, *, is_alone: bool
) -> int:
    """The same of plain values.

    A brief is one text for everybody, so what is closed to some, or for now, is closed to it. Only where the
    instance is its owner's alone, who may read the whole article, nothing but a ban on summaries counts.
    """
    if terms.level is Terms.NONE or not terms.may_summarise:
        return 0
    if is_alone:
        return body_length
    is_over = terms.expires_after is not None and now >= published_at + terms.expires_after
    if terms.territories or is_over or now < published_at + terms.embargo:
        return 0
    return quotable_of(terms, body_length)
