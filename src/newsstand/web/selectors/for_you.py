"""For You as pages show it: each story with its because, how to begin, and all that is known of a reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext, ngettext

from newsstand.members.for_you import Because, ForYou, Pick, list_for
from newsstand.members.models import Reader
from newsstand.newsroom.models import Membership, Slot, Subject, Topic
from newsstand.web.sections import told_name
from newsstand.web.selectors.card_topics import add_topics
from newsstand.web.selectors.cards import Card, cards_of, listed_stories
from newsstand.web.selectors.editions import newest_edition
from newsstand.web.selectors.topics import names_of_topics, topic_name

TO_BEGIN = 8
A_BLOCK = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPick:
    """A story with why it is here, in words, and its main topics (address word, name)."""

    card: Card
    because: str
    kind: str
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something to begin with: its kind as a follow has it, its key and its name."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForYouPage:
    """A reader's list; `topics` and `titles` are to begin with, empty once something is known of them."""

    picks: list[ShownPick]
    is_begun: bool
    stored: tuple[Pick, ...] = ()
    topics: list[Suggestion]
    titles: list[Suggestion]

    @property
    def cards(self) -> list[Card]:
        """The stories alone."""
        return [pick.card for pick in self.picks]


def for_you_page(reader: Reader, now: datetime) -> ForYouPage:
    """The whole list, and for who has not begun what to begin with."""
    listed = list_for(reader, now)
    return ForYouPage(
        picks=shown(listed.picks),
        is_begun=listed.is_begun,
        stored=listed.picks,
        topics=[] if listed.is_begun else topics_to_begin(),
        titles=[] if listed.is_begun else titles_to_begin(),
    )


def for_you_block(
    reader: Reader, now: datetime, limit: int = A_BLOCK, without: Collection[int] = ()
) -> ForYouPage:
    """The few stories of a reader's list that are there for them alone, not because everyone should know them.

    without: stories that the page shows already
    """
    listed = list_for(reader, now)
    return ForYouPage(
        picks=shown(_theirs(listed, without)[:limit]) if listed.is_begun else [],
        is_begun=listed.is_begun,
        topics=[],
        titles=[],
    )


def rows_to_keep(
    reader: Reader, now: datetime, without: Collection[int], limit: int = A_BLOCK
) -> list[dict[str, Any]]:
    """What a finite edition keeps of a reader's list when it is opened: each story with why."""
    listed = list_for(reader, now)
    if not listed.is_begun:
        return []
    picks = _theirs(listed, without)[:limit]
    names = _names_in(picks)
    return [{"story": p.story, "why": in_words(p.because, names)} for p in picks]


def shown(picks: Sequence[Pick]) -> list[ShownPick]:
    """Picks with their cards, in order; what may no longer be listed is left out: three queries, four where not English."""
    order = {pick.story: pick for pick in picks}
    stories = {s.pk: s for s in listed_stories().filter(pk__in=order)} if order else {}
    cards = cards_of([stories[pk] for pk in order if pk in stories])
    if cards:
        add_topics(cards)
    names = _names_in(picks)
    return [
        ShownPick(
            card=card,
            because=in_words(order[card.id].because, names),
            kind=order[card.id].because.kind,
            about=tuple((slug, names.get(slug, name)) for slug, name in order[card.id].about),
        )
        for card in cards
    ]


def _names_in(picks: Sequence[Pick]) -> dict[str, str]:
    """The names in the reader's language of all topics that picks are about, or stand here for."""
    features = [p.because.feature for p in picks if p.because.feature]
    return names_of_topics(
        [slug for p in picks for slug, _ in p.about]
        + [f.key for f in features if f.kind in ("topic", "place")]
    )


def in_words(because: Because, names: Mapping[str, str] | None = None) -> str:
    """Why a story stands in a list, as a reader is told. names: topics' names in their language, by slug"""
    kind, key = because.feature or ("", "")
    name = told_name(kind, key, because.name) or gettext("this")
    if kind in ("topic", "place"):
        name = (names or {}).get(key, name)
    if because.kind == "followed":
        if kind == "story":
            return gettext("Because you follow this story")
        return gettext("Because you follow %(name)s") % {"name": name}
    if because.kind == "learned":
        return _learned_in_words(because, kind, name)
    if because.kind == "unexpected":
        return gettext("Something else: you have seldom read about %(name)s") % {"name": name}
    if because.kind == "everyone":
        return _everyone_in_words(because)
    if because.kind == "lead":
        return gettext("Among the lead stories: place %(place)d") % {"place": because.place}
    return gettext("New here: to find out what you like")


def _everyone_in_words(because: Because) -> str:
    if because.titles < 2:
        return gettext("Everyone should know this: place %(place)d of the lead stories") % {
            "place": because.place
        }
    return ngettext(
        "Everyone should know this: %(n)d title reports it",
        "Everyone should know this: %(n)d titles report it",
        because.titles,
    ) % {"n": because.titles}


def _learned_in_words(because: Because, kind: str, name: str) -> str:
    read = because.finished + because.opened
    if not read:
        count = max(1, because.saved)
        words = ngettext(
            "Because you saved %(n)d story on %(name)s", "Because you saved %(n)d stories on %(name)s", count
        )
        return words % {"n": count, "name": name}
    if kind == "title":
        words = ngettext(
            "Because you read %(n)d story in %(name)s", "Because you read %(n)d stories in %(name)s", read
        )
    elif kind == "section":
        words = ngettext(
            "Because you read %(n)d story of the section %(name)s",
            "Because you read %(n)d stories of the section %(name)s",
            read,
        )
    else:
        words = ngettext(
            "Because you read %(n)d story on %(name)s", "Because you read %(n)d stories on %(name)s", read
        )
    return words % {"n": read, "name": name}


def topics_to_begin(limit: int = TO_BEGIN) -> list[Suggestion]:
    """The topics of the most lead stories of this moment: two queries."""
    rows = (
        Subject.objects.filter(
            story__in=_lead_stories(), removed=False, topic__hidden=False, topic__merged_into=None
        )
        .values("topic")
        .annotate(n=Count("pk"))
        .order_by("-n", "topic")
        .values_list("topic", flat=True)[:limit]
    )
    order = list(rows)
    found = Topic.objects.in_bulk(order)
    return [Suggestion(kind="topic", key=found[pk].slug, name=topic_name(found[pk])) for pk in order]


def titles_to_begin(limit: int = TO_BEGIN) -> list[Suggestion]:
    """The titles that report the most lead stories of this moment: one query."""
    rows = (
        Membership.objects.filter(story__in=_lead_stories())
        .values("article__publisher__slug", "article__publisher__name")
        .annotate(n=Count("story", distinct=True))
        .order_by("-n", "article__publisher__name")[:limit]
    )
    return [
        Suggestion(kind="title", key=r["article__publisher__slug"], name=r["article__publisher__name"])
        for r in rows
    ]


def _lead_stories() -> Iterable[int]:
    edition = newest_edition()
    if edition is None:
        return []
    return list(Slot.objects.filter(edition=edition).values_list("story_id", flat=True))


def _theirs(listed: ForYou, without: Collection[int]) -> list[Pick]:
    return [p for p in listed.picks if not p.is_floor and p.story not in without]
