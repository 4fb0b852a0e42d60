"""Through the gate: free reads of the month, and articles that members give away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from newsstand.members.giving import NotGiven, Shut, follow_link, give_article, links_left
from newsstand.members.limits import allow
from newsstand.members.models import Reader
from newsstand.newsroom.models import Article
from newsstand.web.clock import now_of
from newsstand.web.gate import gate_of
from newsstand.web.opened import month_of, read_opened, with_free, with_given, write_opened
from newsstand.web.readers import asker_of, for_readers, reader_of, showing_of
from newsstand.web.selectors.article_page import find_article
from newsstand.web.selectors.cards import article_url
from newsstand.web.views.article import article

P = ParamSpec("P")
A_MONTH = 32 * 86_400  # seconds: longer than any; the month is part of what is counted


def from_our_pages(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A deed that pages offer which are the same for everybody, and so can hold no token: the browser says whence it comes."""

    @csrf_exempt
    @wraps(view)
    def ask(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        origin = request.headers.get("Origin", "")
        is_ours = request.method != "POST" or (
            urlsplit(origin).netloc == request.get_host()
            if origin
            else request.headers.get("Sec-Fetch-Site") == "same-origin"
        )
        if not is_ours:
            raise PermissionDenied("This form was sent from another site.")
        return view(request, *args, **kwargs)

    return ask


@from_our_pages
def open_free(request: HttpRequest, pk: int) -> HttpResponse:
    """By POST: open an article in this browser, as one of the month's free reads; again, and nothing is counted."""
    if request.method != "POST":
        return article(request, pk)  # a headline of one word may stand at this address
    row, now, showing = _found(pk), now_of(request), showing_of(request)
    page = article_url(row.pk, showing.headline(row))
    opened = read_opened(request, now)
    if not showing.of(row).has_gate:
        return redirect(page)  # there is nothing behind a gate, or it is open already
    if not _may_open(request, opened.count):
        context = {"article": row, "gate": gate_of(request), "back": page, "page": "free"}
        response = render(request, "web/gate.html", context, status=403)
        response["Cache-Control"] = "no-store"
        return response
    answer = redirect(page)
    write_opened(answer, with_free(opened, row.pk), is_secure=request.is_secure())
    return answer


def _may_open(request: HttpRequest, taken: int) -> bool:
    """Whether a free read is left, to the browser and to the account; accounts count without what was read."""
    most: int = settings.NEWSSTAND["NEWSSTAND_FREE_READS"]
    if taken >= most:
        return False
    reader, now = reader_of(request), now_of(request)
    return reader is None or allow(f"free-read {reader.pk} {month_of(now)}", most, A_MONTH, now)


def give(request: HttpRequest, pk: int) -> HttpResponse:
    """By POST: give an article away."""
    if request.method != "POST":
        return article(request, pk)  # as above
    return _give(request, pk)


@for_readers
@never_cache
def _give(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """A page with the link to send."""
    row, now, showing = _found(pk), now_of(request), showing_of(request)
    most: int = settings.NEWSSTAND["NEWSSTAND_GIFT_LINKS"]
    given = give_article(
        reader,
        row,
        showing.of(row),
        most=most,
        days=settings.NEWSSTAND["NEWSSTAND_GIFT_LINK_DAYS"],
        now=now,
    )
    refused = given.reason if isinstance(given, NotGiven) else ""
    link = "" if isinstance(given, NotGiven) else request.build_absolute_uri(_address(given.code))
    return render(
        request,
        "web/give_article.html",
        {
            "article": row,
            "headline": showing.headline(row),
            "back": article_url(row.pk, showing.headline(row)),
            "refused": refused,
            "most": most,
            "link": link,
            "until": None if isinstance(given, NotGiven) else given.until,
            "left": links_left(reader, most=most, now=now),
        },
        status=403 if refused else 200,
    )


@require_safe
@never_cache
def gift_link(request: HttpRequest, code: str) -> HttpResponse:
    """Open what a member gave away, and lead to its own address, which does not tell the code."""
    now = now_of(request)
    link = follow_link(code, now=now)
    if isinstance(link, Shut):
        status = 410 if link.reason == "over" else 404
        return render(request, "web/gate.html", {"page": link.reason}, status=status)
    row = link.article
    response = redirect(article_url(row.pk, showing_of(request).headline(row)))
    if not asker_of(request).state.may_read:
        opened = with_given(read_opened(request, now), row.pk, link.until)
        write_opened(response, opened, is_secure=request.is_secure())
    return response


def _address(code: str) -> str:
    return reverse("gift_link", args=(code,))


def _found(pk: int) -> Article:
    row = find_article(pk) if pk < 2**63 else None
    if row is None:
        raise Http404("There is no such article.")
    return row
