"""What changed in an article between two of its versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsstand.members.entitlement import is_open, shows_headline
from newsstand.members.showing import Showing
from newsstand.members.targets import row_id
from newsstand.newsroom.models import Article, ArticleVersion
from newsstand.web.changes import ChangedParagraph, Piece, changed_paragraphs, changed_words
from newsstand.web.languages import direction

MOST_VERSIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Paragraphs that follow each other: all of them changed, or none."""

    is_same: bool
    paragraphs: Sequence[ChangedParagraph]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Two versions as one text; `text` is empty where not all of it may be shown."""

    old: ArticleVersion
    new: ArticleVersion
    numbers: list[int]
    headline: tuple[Piece, ...]
    standfirst: tuple[Piece, ...]
    text: list[Stretch]
    shows_headline: bool
    shows_text: bool
    why: str
    direction: str

    @property
    def text_is_same(self) -> bool:
        """Whether no paragraph changed."""
        return all(stretch.is_same for stretch in self.text)


def changes_between(article: Article, old: str, new: str, showing: Showing) -> Changes | None:
    """The changes from version `old` to `new`, by default from the last but one to the standing one; None where it never changed."""
    versions = article.versions.filter(number__lte=article.version).order_by("-number")
    numbers = sorted(versions.values_list("number", flat=True)[:MOST_VERSIONS])
    if len(numbers) < 2:
        return None
    second = row_id(new) if row_id(new) in numbers[1:] else numbers[-1]
    below = [n for n in numbers if n < second]
    first = row_id(old) if row_id(old) in below else below[-1]
    two = {v.number: v for v in article.versions.filter(number__in=(first, second))}
    was, now = two[first], two[second]
    allowed = showing.of(article)
    has_headline, has_text = shows_headline(allowed), is_open(allowed)
    return Changes(
        old=was,
        new=now,
        numbers=numbers,
        headline=changed_words(was.headline, now.headline) if has_headline else (),
        standfirst=changed_words(was.standfirst, now.standfirst) if has_text else (),
        text=stretches(changed_paragraphs(was.body, now.body)) if has_text else [],
        shows_headline=has_headline,
        shows_text=has_text,
        why=allowed.why,
        direction=direction(article.language),
    )


def stretches(paragraphs: Sequence[ChangedParagraph]) -> list[Stretch]:
    """Paragraphs put together with their neighbours of the same sort."""
    out: list[Stretch] = []
    begin = 0
    for place in range(1, len(paragraphs) + 1):
        if place == len(paragraphs) or paragraphs[place].is_same != paragraphs[begin].is_same:
            out.append(Stretch(is_same=paragraphs[begin].is_same, paragraphs=paragraphs[begin:place]))
            begin = place
    return out
