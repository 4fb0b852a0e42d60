"""The reader of a request, and what pages ask about them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from newsstand.members.identity import reader_of
from newsstand.members.membership.holding import holding_of
from newsstand.members.models import Reader
from newsstand.members.showing import Showing, everybody
from newsstand.members.state import ReaderState
from newsstand.model import Asker
from newsstand.newsroom.models import Publisher
from newsstand.web.accounts.doors import way_in
from newsstand.web.accounts.steps import stop_for_second_step
from newsstand.web.clock import now_of
from newsstand.web.opened import opened_by

__all__ = [
    "asker_of",
    "for_editors",
    "for_owner",
    "for_readers",
    "for_representatives",
    "is_like_everybody",
    "reader_of",
    "showing_of",
    "state_of",
]

P = ParamSpec("P")
GUARDED = "newsstand_guarded"  # set on views that are not for everybody
KEPT = "newsstand.reader_state"
ASKED = "newsstand.asker"
NO_COUNTRY = frozenset({"XX", "T1"})  # what proxies say where they do not know


def state_of(request: HttpRequest) -> ReaderState | None:
    """What the reader of a request has followed, saved, muted and read; None for who is not signed in."""
    if KEPT not in request.META:
        reader = reader_of(request)
        request.META[KEPT] = ReaderState(reader, now_of(request)) if reader else None
    state: ReaderState | None = request.META[KEPT]
    return state


def asker_of(request: HttpRequest) -> Asker:
    """Who asks to be shown articles: one query for who is signed in, one more for who speaks for titles."""
    if ASKED not in request.META:
        request.META[ASKED] = _asker(request)
    asker: Asker = request.META[ASKED]
    return asker


def showing_of(request: HttpRequest) -> Showing:
    """Who asks, and when: what surfaces ask before they show anything of an article."""
    return Showing(asker_of(request), now_of(request))


def is_like_everybody(request: HttpRequest) -> bool:
    """Whether nothing on this page was decided by who asks, or where: no other page may be kept for others."""
    asker: Asker | None = request.META.get(ASKED)
    if asker is None:
        return True
    return asker == everybody() and not settings.NEWSSTAND["NEWSSTAND_COUNTRY_HEADER"]


def _asker(request: HttpRequest) -> Asker:
    asker = everybody()
    if asker.is_alone:
        return asker
    reader, now = reader_of(request), now_of(request)
    holding = holding_of(reader, now)
    speaks = reader is not None and reader.role == Reader.Role.PUBLISHER
    return Asker(
        state=holding.state,
        is_staff=reader is not None and reader.is_editor,
        titles=frozenset(reader.titles.values_list("slug", flat=True)) if reader and speaks else frozenset(),
        country=(reader.country.upper() if reader else "") or country_named(request),
        # Who reads everything needs nothing opened: their pages are the same then.
        opened=frozenset() if holding.state.may_read else opened_by(request, now),
    )


def country_named(request: HttpRequest) -> str:
    """The country that a trusted proxy names; "" where none does."""
    name = settings.NEWSSTAND["NEWSSTAND_COUNTRY_HEADER"]
    found = request.headers.get(name, "").strip().upper() if name else ""
    return (
        found if len(found) == 2 and found.isascii() and found.isalpha() and found not in NO_COUNTRY else ""
    )


def for_readers(
    view: Callable[Concatenate[HttpRequest, Reader, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view that needs a reader and gets them as its second argument; a browser that is not signed in is shown the way in."""

    @wraps(view)
    def ask(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reader = reader_of(request)
        if reader is None:
            return way_in(request)
        return view(request, reader, *args, **kwargs)

    ask.__dict__[GUARDED] = True
    return ask


def for_owner(
    view: Callable[Concatenate[HttpRequest, Reader, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view of the house's owner, who came by a second step: nobody else learns that it is there."""

    @wraps(view)
    def ask(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reader = reader_of(request)
        if reader is None or reader.role != Reader.Role.OWNER:
            raise Http404("There is no such page.")
        return stop_for_second_step(request, reader) or view(request, reader, *args, **kwargs)

    ask.__dict__[GUARDED] = True
    return ask


def for_editors(
    view: Callable[Concatenate[HttpRequest, Reader, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view of the editors' desk, for editors who came by a second step: nobody else learns that it is there."""

    @wraps(view)
    def ask(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reader = reader_of(request)
        if reader is None or not reader.is_editor:
            raise Http404("There is no such page.")
        return stop_for_second_step(request, reader) or view(request, reader, *args, **kwargs)

    ask.__dict__[GUARDED] = True
    return ask


def for_representatives(
    view: Callable[Concatenate[HttpRequest, Reader, Publisher, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """A view of those who speak for the title of an address, and of editors; all others do not learn that it is there."""

    @wraps(view)
    def ask(request: HttpRequest, /, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reader = reader_of(request)
        if reader is None:
            return way_in(request)
        titles = Publisher.objects.all() if reader.is_editor else reader.titles.all()
        title = titles.filter(slug=slug).first()
        if title is None:
            raise Http404("There is no such page.")
        return stop_for_second_step(request, reader) or view(request, reader, title, *args, **kwargs)

    ask.__dict__[GUARDED] = True
    return ask  # type: ignore[return-value]
