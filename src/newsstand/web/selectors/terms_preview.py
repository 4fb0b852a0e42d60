"""An article as others would see it under terms that are not agreed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsstand.members.entitlement import allowance, first_words, visible_part
from newsstand.model import Agreement, Asker, MemberState
from newsstand.newsroom.models import Article, ArticleVersion, Publisher
from newsstand.newsroom.terms import narrow, signals_of
from newsstand.web.languages import direction
from newsstand.web.selectors.article_page import stored_blocks

SHOWN_WORDS = 90  # of a whole article; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The article as one kind of reader would see it."""

    who: str  # "visitor" or "member"
    headline: str
    standfirst: str
    text: str
    words: int
    has_gate: bool
    shows_picture: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A title's newest article under some terms."""

    article: Article
    direction: str
    words: int
    seen: tuple[Seen, ...]


def preview(title: Publisher, agreement: Agreement, now: datetime) -> Preview | None:
    """A title's newest article under terms, as a visitor and as a member see it where it is shown; None without one."""
    articles = Article.objects.filter(publisher=title, withdrawn_at=None)
    article = articles.order_by("-words", "-published_at").filter(words__gt=0)[:1].first()
    version = (
        ArticleVersion.objects.filter(article=article, number=article.version).first() if article else None
    )
    if article is None or version is None:
        return None
    narrowed = narrow(agreement, signals_of(title.signals, article.signals))
    country = min(agreement.territories, default="")
    askers = (
        ("visitor", Asker(country=country)),
        ("member", Asker(country=country, state=MemberState.ACTIVE)),
    )
    return Preview(
        article=article,
        direction=direction(article.language),
        words=article.words,
        seen=tuple(_seen(who, asker, article, version, narrowed, now) for who, asker in askers),
    )


def _seen(
    who: str, asker: Asker, article: Article, version: ArticleVersion, agreement: Agreement, now: datetime
) -> Seen:
    allowed = allowance(
        asker,
        agreement,
        article=article.pk,
        title=article.publisher.slug,
        published_at=article.published_at,
        withdrawn=False,
        now=now,
    )
    part = visible_part(
        allowed,
        headline=version.headline,
        standfirst=version.standfirst,
        blocks=stored_blocks(version.blocks),
    )
    text = " ".join(block.text for block in part.blocks)
    return Seen(
        who=who,
        headline=part.headline,
        standfirst=part.standfirst,
        text=first_words(text, SHOWN_WORDS, SHOWN_WORDS * 10),
        words=len(part.standfirst.split()) + len(text.split()),
        has_gate=allowed.has_gate,
        shows_picture=part.shows_picture and bool(article.image_url),
        why=allowed.why,
    )
