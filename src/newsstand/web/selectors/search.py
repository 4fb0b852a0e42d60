"""What a search found, each story once, with the pieces that show why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from django.db.models import F, Q
from django.urls import reverse
from django.utils.http import urlencode

from newsstand.members.muting import Muted, Muting
from newsstand.members.showing import Showing, to_everybody
from newsstand.model import Block
from newsstand.newsroom.models import Article, ArticleVersion, Publisher, Story, Topic
from newsstand.newsroom.search import MOST_FOUND, Findings, Order, Unknown, find_articles, narrow
from newsstand.newsroom.search.query import Query, fold_words
from newsstand.web.languages import countries_called
from newsstand.web.selectors.articles import Listed, listed, listed_articles
from newsstand.web.selectors.cards import story_url
from newsstand.web.snippets import Piece, cut_snippet, folded

A_PAGE = 20
FOLDED = 6  # more reports of a story that are listed under it
COUNTRY_CODES = {fold_words(name): code for name, code in countries_called().items()}


@dataclass(slots=True, kw_only=True)
class Result:
    """A story by the report of it that was found first, with the others that were found under it."""

    report: Listed
    others: list[Listed] = field(default_factory=list)
    not_listed: int = 0
    story_url: str = ""
    story_headline: str = ""
    story_language: str = ""
    muted: Muted | None = None

    @property
    def count(self) -> int:
        """How many reports of it were found beside the first."""
        return len(self.others) + self.not_listed


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a query that names nothing here; what may have been meant, and where that search is."""

    why: str
    value: str
    meant: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of what was found; `count` reports, of which only the newest were looked at where `is_cut`."""

    query: Query
    unknown: tuple[Unknown, ...]
    results: list[Result]
    count: int
    is_cut: bool
    number: int
    has_more: bool
    order: Order
    asks: bool  # whether anything was looked for, once what names nothing was left out

    @property
    def first(self) -> int:
        """The number of the first result of this page."""
        return (self.number - 1) * A_PAGE + 1

    def address(self, **changed: str | int) -> str:
        """This page with another number or order."""
        asked: dict[str, str | int] = {"q": str(self.query), "order": self.order, "page": self.number}
        asked |= changed
        kept = {name: v for name, v in asked.items() if (name, v) not in (("order", "best"), ("page", 1))}
        return f"{reverse('search')}?{urlencode(kept)}"

    @property
    def doubts(self) -> list[Doubt]:
        """What of the query names nothing, with the search for what may have been meant."""
        return [
            Doubt(u.why, u.filter.value, u.meant, self.address(q=str(_instead(self.query, u)), page=1))
            for u in self.unknown
        ]

    @property
    def next(self) -> str:
        """The next page."""
        return self.address(page=self.number + 1)

    @property
    def previous(self) -> str:
        """The page before."""
        return self.address(page=self.number - 1)

    @property
    def other_order(self) -> str:
        """The first page in the other order."""
        return self.address(page=1, order="new" if self.order == "best" else "best")


def search_page(
    text: str,
    number: int,
    order: Order,
    *,
    zone: tzinfo,
    muting: Muting,
    showing: Showing | None = None,
) -> SearchPage:
    """A page of what a query finds, as far as `showing` goes: at most ten queries, and two for each of its operators."""
    narrowed = narrow(text, zone=zone, countries=COUNTRY_CODES)
    found = find_articles(narrowed.wanted, order=order)
    groups = grouped(found)
    shown = groups[(number - 1) * A_PAGE : number * A_PAGE]
    return SearchPage(
        query=narrowed.query,
        unknown=narrowed.unknown,
        results=_results(shown, sought_words(narrowed.query), muting, showing or to_everybody()),
        count=min(len(found.hits), MOST_FOUND),
        is_cut=found.has_more,
        number=number,
        has_more=len(groups) > number * A_PAGE,
        order=order,
        asks=narrowed.wanted.asks,
    )


def _instead(query: Query, unknown: Unknown) -> Query:
    filters = (replace(f, value=unknown.meant) if f == unknown.filter else f for f in query.filters)
    return replace(query, filters=tuple(filters))


def grouped(found: Findings) -> list[tuple[int | None, list[int]]]:
    """Story and the reports of it that were found, in the order of the first of each; a report without one by itself."""
    groups: dict[tuple[str, int], list[int]] = {}
    for hit in found.hits:
        key = ("story", hit.story) if hit.story is not None else ("article", hit.article)
        groups.setdefault(key, []).append(hit.article)
    return [(key if kind == "story" else None, articles) for (kind, key), articles in groups.items()]


def sought_words(query: Query) -> frozenset[str]:
    """The words that are marked where they stand; with a star behind them, their beginnings."""
    words: set[str] = set()
    for term in query.terms:
        if not term.is_unwanted:
            *first, last = map(folded, term.words)
            words |= {*first, f"{last}*" if term.is_prefix else last}
    return frozenset(words)


def _results(
    groups: Sequence[tuple[int | None, list[int]]],
    words: frozenset[str],
    muting: Muting,
    showing: Showing,
) -> list[Result]:
    leads = [articles[0] for _, articles in groups]
    wanted = {pk for _, articles in groups for pk in articles[: FOLDED + 1]}
    rows = {a.pk: a for a in listed_articles().filter(pk__in=wanted)}
    bodies = dict(
        ArticleVersion.objects.filter(article__in=leads, number=F("article__version")).values_list(
            "article_id", "body"
        )
    )
    stories = {s.pk: s for s in _stories(pk for pk, _ in groups if pk is not None)}
    hidden = muting.hidden_among(list(stories.values()))
    results = []
    for story_id, articles in groups:
        if (lead := rows.get(articles[0])) is None:
            continue
        pieces = snippet_of(lead, bodies.get(lead.pk, ""), words, showing)
        others = [
            listed(rows[pk], words=words, showing=showing) for pk in articles[1 : FOLDED + 1] if pk in rows
        ]
        report = listed(lead, pieces=pieces, words=words, showing=showing)
        result = Result(report=report, others=others)
        result.not_listed = max(0, len(articles) - 1 - FOLDED)
        story = stories.get(story_id or 0)
        if story is not None:
            result.muted = hidden.get(story.pk)
            if story.reports > 1 and story.spiked_at is None:
                result.story_url, result.story_headline = story_url(story), story.headline
                result.story_language = story.language
        results.append(result)
    return results


def _stories(ids: Iterable[int]) -> list[Story]:
    rows = Story.objects.filter(pk__in=list(ids))
    return list(rows.only("headline", "language", "reports", "spiked_at", "opened_by_id"))


def snippet_of(article: Article, body: str, words: Iterable[str], showing: Showing) -> list[Piece]:
    """Why an article was found, as far as its text may be shown."""
    part = showing.part(
        article,
        standfirst=article.standfirst,
        blocks=(Block(kind="paragraph", text=body),) if body else (),
    )
    texts = [part.standfirst, *(b.text for b in part.blocks)]
    snippets = [cut_snippet(text, words) for text in texts if text]
    return next((s for s in snippets if any(p.is_found for p in s)), snippets[0] if snippets else [])


def matching_names(text: str, *, limit: int = 3) -> list[tuple[str, str, str]]:
    """Titles and topics that are called what was typed: kind, address word, name. Two queries."""
    words = " ".join(text.split())
    if len(words) < 3:
        return []
    titles = Publisher.objects.filter(Q(name__iexact=words) | Q(slug=words.lower()))
    topics = Topic.objects.filter(hidden=False, merged_into=None, name__iexact=words)
    return [
        *(("title", slug, name) for slug, name in titles.values_list("slug", "name")[:limit]),
        *(("topic", slug, name) for slug, name in topics.values_list("slug", "name")[:limit]),
    ]
