"""What titles ask of us: a takedown acts at once, a correction waits for an editor; both are logged and answered by mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from newsstand.errors import ActRefused
from newsstand.members.limits import allow
from newsstand.members.models import Demand, Reader
from newsstand.members.representing.telling import tell_of_demand
from newsstand.members.targets import row_id
from newsstand.newsroom.desk.decided import lock_decided
from newsstand.newsroom.desk.log import signature, write_line
from newsstand.newsroom.models import Article, Membership, Page, Publisher
from newsstand.newsroom.records import clean
from newsstand.newsroom.signals import PICTURE_WITHDRAWN
from newsstand.newsroom.withdrawing import restore, withdraw
from newsstand.text.urls import normalise_url

LEAST_WORDS = 5
LONGEST_WORDS = 2000
LONGEST_ANSWER = 2000
DEMANDS_AN_HOUR = 30  # of one reader
OURS = re.compile(r"(?:https?://[^/]+)?/article/(\d{1,18})(?:[/?#].*)?\Z")

REACHES = ("article", "picture")


@dataclass(frozen=True, slots=True)
class TooMany:
    """Nothing was stored: so much was asked for within an hour already."""


def find_article(title: Publisher, text: str) -> Article | None:
    """The article of a title that a number, our address or the title's own address names."""
    text = text.replace("\0", "").strip()[:2100]
    own = Article.objects.filter(publisher=title)
    ours = OURS.match(text)
    number = row_id(ours[1] if ours else text)
    if number:
        return own.filter(pk=number).first()
    key = normalise_url(text) if "://" in text else normalise_url(f"https://{text}") if "." in text else None
    if key is None:
        return None
    return own.filter(Q(url_key=key) | Q(pages__url_key=key)).order_by("pk").first()


def make_demand(
    title: Publisher,
    article: Article,
    reader: Reader,
    *,
    kind: str,
    words: str,
    now: datetime,
    reaches: str = "article",
) -> Demand | TooMany:
    """Store what a title asks for, once: a takedown is done at once; for a correction the title's page is looked at again."""
    if article.publisher_id != title.pk or kind not in Demand.Kind.values or reaches not in REACHES:
        raise ActRefused(gettext("That cannot be asked for."))
    if not allow(f"demand:{reader.pk}", DEMANDS_AN_HOUR, 3600, now):
        return TooMany()
    words = clean(words).strip()[:LONGEST_WORDS]
    with transaction.atomic():
        if kind == Demand.Kind.TAKEDOWN:
            lock_decided()  # before the article, as everybody does who takes both
        article = Article.objects.select_for_update().get(pk=article.pk)
        same = _same_as(title, article, kind, reaches, words)
        if same is not None:
            return same
        demand = Demand.objects.create(
            publisher=title,
            article=article,
            reader=reader,
            kind=kind,
            reaches=reaches if kind == Demand.Kind.TAKEDOWN else "article",
            words=words,
            made_at=now,
        )
        if kind == Demand.Kind.TAKEDOWN:
            _take_down(demand, reader, now)
        else:
            look_again(article, now)
        tell_of_demand(demand, now)
    return demand


def _same_as(title: Publisher, article: Article, kind: str, reaches: str, words: str) -> Demand | None:
    """What was asked for before in the same words and still waits: two tabs, a button pressed twice."""
    known = Demand.objects.filter(publisher=title, article=article, kind=kind)
    if kind == Demand.Kind.TAKEDOWN:
        gone = article.withdrawn_at is not None
        return known.filter(reaches="article").order_by("-pk").first() if gone else None
    return known.filter(state=Demand.State.OPEN, words=words).order_by("-pk").first()


def _take_down(demand: Demand, reader: Reader, now: datetime) -> None:
    article = demand.article
    withdraw(article, now=now, why="", picture_only=demand.reaches == "picture")
    demand.state, demand.answered_at, demand.answered_by = Demand.State.DONE, now, signature(reader)
    demand.save(update_fields=["state", "answered_at", "answered_by"])
    _note(demand, reader, "takedown", demand.words, now)


def _note(demand: Demand, who: Reader, verb: str, why: str, now: datetime) -> None:
    member = Membership.objects.filter(article=demand.article_id).select_related("story").first()
    write_line(
        who,
        verb,
        now=now,
        story=member.story if member else None,
        why=why,
        before={"words": demand.words[:500]},
        after={
            "article": f"{demand.publisher.name}: {demand.article.headline}"[:300],
            "state": demand.state,
            "answer": demand.answer,
        },
    )


def is_down(demand: Demand) -> bool:
    """Whether what a takedown took is still gone."""
    if demand.kind != Demand.Kind.TAKEDOWN:
        return False
    if demand.reaches == "picture":
        return PICTURE_WITHDRAWN in demand.article.signals
    return demand.article.withdrawn_at is not None


def put_back(demand: Demand, who: Reader, *, now: datetime) -> bool:
    """Show again what a takedown took, and note it in the log; False where it is shown already."""
    with transaction.atomic():
        is_new = restore(demand.article, now=now, picture_only=demand.reaches == "picture")
        if is_new:
            _note(demand, who, "put_back", "", now)
    return is_new


def look_again(article: Article, now: datetime) -> int:
    """Want the article's own page fetched anew at once, so that the title's correction arrives by itself."""
    own = Page.objects.filter(article=article).exclude(state=Page.State.FETCHED)
    return own.update(due_at=now)


def answer_demand(number: int, words: str, editor: Reader, *, now: datetime, is_done: bool) -> Demand:
    """Answer a correction that waits, once: what was changed, or why nothing was."""
    words = clean(words).strip()
    if len(words) > LONGEST_ANSWER:
        raise ActRefused(gettext("The answer is too long."))
    if len(words) < LEAST_WORDS:
        raise ActRefused(gettext("Say what was changed, or why nothing was: the title gets it by mail."))
    with transaction.atomic():
        row = Demand.objects.select_for_update(of=("self",)).select_related("publisher", "article", "reader")
        demand = row.filter(pk=number).first()
        if demand is None:
            raise ActRefused(gettext("There is no such demand."))
        if demand.state != Demand.State.OPEN:
            raise ActRefused(gettext("Somebody answered that before."))
        demand.state = Demand.State.DONE if is_done else Demand.State.REFUSED
        demand.answered_at, demand.answered_by, demand.answer = now, signature(editor), words
        demand.save(update_fields=["state", "answered_at", "answered_by", "answer"])
        _note(demand, editor, "demand", "", now)
        tell_of_demand(demand, now)
    return demand


def open_demands() -> QuerySet[Demand]:
    """Corrections that wait for an editor, the longest waiting first."""
    waiting = Demand.objects.filter(state=Demand.State.OPEN)
    return waiting.select_related("publisher", "article", "reader").order_by("made_at", "pk")


def demands_of(title: Publisher | None = None) -> QuerySet[Demand]:
    """Everything that was asked for, the newest first; of one title, or of all."""
    rows = Demand.objects.select_related("publisher", "article", "reader").order_by("-made_at", "-pk")
    return rows if title is None else rows.filter(publisher=title)
