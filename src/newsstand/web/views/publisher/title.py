"""A title's own pages: its figures, its statements, what it asks of us."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from newsstand.members.models import Demand, Reader, Statement
from newsstand.members.paying.statements import statement_csv, statement_pdf, statements_of
from newsstand.members.representing.demands import (
    LEAST_WORDS,
    LONGEST_WORDS,
    TooMany,
    demands_of,
    find_article,
    is_down,
    make_demand,
    put_back,
)
from newsstand.members.representing.figures import month_before, month_of
from newsstand.members.targets import row_id
from newsstand.newsroom.models import Article, Publisher
from newsstand.web import publisher_words as words
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers, for_representatives
from newsstand.web.selectors import publisher as selector
from newsstand.web.views.lists import page_number

A_PAGE = 50


@require_safe
@for_readers
def titles(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The titles that a reader speaks for, and what they claim."""
    context = {
        "titles": selector.titles_of(reader),
        "claims": selector.claims_of_reader(reader),
        "here": "publisher",
    }
    return render(request, "web/publisher/titles.html", context)


@require_safe
@for_representatives
def overview(request: HttpRequest, reader: Reader, title: Publisher) -> HttpResponse:
    """A title's month, its citations, what its site says to machines."""
    now = now_of(request)
    this = month_of(now, selector.house_zone())
    month = month_before(this) if request.GET.get("month") == "before" else this
    context = {
        "title": title,
        "page": selector.overview(title, month, now),
        "is_before": month != this,
        "few": words.few(),
        "speaks": reader.titles.filter(pk=title.pk).exists(),
        "here": "publisher",
        "at": "overview",
    }
    return render(request, "web/publisher/overview.html", context)


@require_safe
@for_representatives
def statements(request: HttpRequest, reader: Reader, title: Publisher) -> HttpResponse:
    """What closed months gave the title."""
    context = {
        "title": title,
        "rows": statements_of(title),
        "here": "publisher",
        "at": "statements",
    }
    return render(request, "web/publisher/statements.html", context)


@require_safe
@for_representatives
def statement(
    request: HttpRequest, reader: Reader, title: Publisher, number: str, ending: str
) -> HttpResponse:
    """One statement as a file."""
    row = Statement.objects.filter(publisher=title, number=number).select_related("close").first()
    if row is None:
        raise Http404("There is no such statement.")
    if ending == "csv":
        body, kind = statement_csv(row), "text/csv; charset=utf-8"
    else:
        body, kind = statement_pdf(row, get_language() or "en-gb"), "application/pdf"
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{number}.{ending}"'
    return response


@dataclass(slots=True)
class Asked:
    """A demand as it was filled in, and what is wrong with it, by field."""

    article: str = ""
    kind: str = "correction"
    reaches: str = "article"
    words: str = ""
    is_sure: bool = False
    found: Article | None = None
    faults: dict[str, str] = field(default_factory=dict)


def read_form(request: HttpRequest, title: Publisher) -> Asked:
    """What was filled in, bounded and checked."""
    sent = request.POST
    asked = Asked(
        article=sent.get("article", "").replace("\0", "").strip()[:2100],
        kind=sent.get("kind", ""),
        reaches="picture" if sent.get("reaches") == "picture" else "article",
        words=sent.get("words", "").replace("\0", "").strip()[: LONGEST_WORDS + 1],
        is_sure=sent.get("sure") == "yes",
    )
    asked.found = find_article(title, asked.article)
    if asked.found is None:
        asked.faults["article"] = gettext("We have no article of yours under this address or number.")
    if asked.kind not in Demand.Kind.values:
        asked.faults["kind"] = gettext("Say what you ask for.")
    if len(asked.words) < LEAST_WORDS:
        asked.faults["words"] = gettext("Say in a few words what is wrong.")
    elif len(asked.words) > LONGEST_WORDS:
        asked.faults["words"] = gettext("Say it in no more than %(n)s characters.") % {"n": LONGEST_WORDS}
    if asked.kind == Demand.Kind.TAKEDOWN and not asked.is_sure:
        asked.faults["sure"] = gettext("Tick that you are sure: a takedown acts at once.")
    return asked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_representatives
def demands(request: HttpRequest, reader: Reader, title: Publisher) -> HttpResponse:
    """Where a title asks for corrections and takedowns, and the log of what it asked for."""
    asked, status = Asked(article=request.GET.get("article", "")[:2100]), 200
    if request.method == "POST" and request.POST.get("put_back"):
        return _put_back(request, reader, title)
    if request.method == "POST":
        asked, status = read_form(request, title), 400
        if not asked.faults and asked.found:
            taken = make_demand(
                title,
                asked.found,
                reader,
                kind=asked.kind,
                words=asked.words,
                reaches=asked.reaches,
                now=now_of(request),
            )
            if isinstance(taken, Demand):
                messages.success(request, _thanks(taken))
                return redirect("publisher_demands", title.slug)
            assert isinstance(taken, TooMany)
            asked.faults["form"] = gettext("That was too often. Try again later.")
            status = 429
    number = page_number(request)
    first = (number - 1) * A_PAGE
    rows = list(demands_of(title)[first : first + A_PAGE + 1])
    context = {
        "title": title,
        "asked": asked,
        "rows": rows[:A_PAGE],
        "has_more": len(rows) > A_PAGE,
        "number": number,
        "down": {demand.pk for demand in rows if is_down(demand)},
        "longest": LONGEST_WORDS,
        "here": "publisher",
        "at": "demands",
    }
    return render(request, "web/publisher/demands.html", context, status=status)


def _put_back(request: HttpRequest, reader: Reader, title: Publisher) -> HttpResponse:
    demand = demands_of(title).filter(pk=row_id(request.POST["put_back"])).first()
    if demand is None or demand.kind != Demand.Kind.TAKEDOWN:
        raise Http404("There is no such takedown.")
    if put_back(demand, reader, now=now_of(request)):
        messages.success(request, gettext("It is shown again."))
    return redirect("publisher_demands", title.slug)


def _thanks(demand: Demand) -> str:
    if demand.kind == Demand.Kind.CORRECTION:
        return gettext("An editor will answer you by mail. We look at your page again at once.")
    if demand.reaches == "picture":
        return gettext("The picture is taken down.")
    return gettext("The article is taken down. Briefs that rest on it are being written anew.")
