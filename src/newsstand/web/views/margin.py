"""Where readers mark passages and write notes beside them, and where they find them again."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from newsstand.members import margin
from newsstand.members.margin import LONGEST_NOTE, MOST_ON_AN_ARTICLE, Passage, Unmarked, mark_of, marks_on
from newsstand.members.models import Deed, Reader
from newsstand.members.targets import row_id
from newsstand.newsroom.models import Article
from newsstand.web.clock import now_of
from newsstand.web.notebook import as_json, as_markdown
from newsstand.web.readers import for_readers, showing_of
from newsstand.web.selectors.article_page import find_article, shown_article
from newsstand.web.selectors.cards import article_url
from newsstand.web.selectors.notes import all_notes, noted_articles
from newsstand.web.views.acting import wants_json

LAST_PAGE = 10_000
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_BLOCK = re.compile(r"p\d{1,6}", re.ASCII)


@require_POST
@for_readers
def mark(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Mark a passage that was selected, or a paragraph by its button."""
    sent = request.POST
    row = _article(sent.get("article", ""))
    place = _PLACE.fullmatch(sent.get("place", "") or f"{sent.get('start', '')}-{sent.get('end', '')}")
    if place is None:
        return _refused(request, row, Unmarked("not_there"))
    passage = Passage(
        start=int(place[1]),
        end=int(place[2]),
        version=row_id(sent.get("version", "")),
        words=sent.get("words", "").replace("\0", ""),
        note=sent.get("note", ""),
    )
    done = margin.mark(
        reader,
        row,
        passage,
        allowed=showing_of(request).of(row),
        now=now_of(request),
        key=sent.get("key", "").replace("\0", ""),
    )
    return _answered(request, row, done, gettext("Marked."))


@require_POST
@for_readers
def write_note(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """Write, change or empty the note beside a mark."""
    row = _article_of_mark(reader, pk)
    done = margin.write_note(reader, pk, request.POST.get("note", ""), now=now_of(request))
    return _answered(request, row, done, gettext("The note is kept."))


@require_POST
@for_readers
def remove(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """Take a mark away; "Undo" brings it back."""
    row = _article_of_mark(reader, pk)
    done = margin.remove(reader, pk, now=now_of(request))
    return _answered(request, row, done, gettext("The mark is taken away."))


@require_safe
@for_readers
def mark_page(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """An article paragraph by paragraph, each with a button that marks it: for who has no scripts or no mouse."""
    row = find_article(pk) if pk < 2**63 else None
    if row is None:
        raise Http404("There is no such article.")
    shown = shown_article(row, showing_of(request), marks_on(reader, row))
    paragraphs = [b for b in shown.blocks if b.start is not None and b.end is not None]
    return render(
        request,
        "web/mark.html",
        {
            "article": row,
            "shown": shown,
            "paragraphs": paragraphs,
            "back": article_url(row.pk, shown.part.headline),
            "longest": LONGEST_NOTE,
        },
    )


@require_safe
@for_readers
def notes(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of a reader's marks and notes, by article, newest first."""
    page = min(max(row_id(request.GET.get("page", "")), 1), LAST_PAGE)
    noted, has_more = noted_articles(reader, showing_of(request), page=page)
    return render(
        request, "web/notes.html", {"noted": noted, "page": page, "has_more": has_more, "here": "notes"}
    )


@require_safe
@for_readers
def export(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them as a file: ?form=markdown (so it is without a word) or json."""
    noted = all_notes(reader, showing_of(request))
    if request.GET.get("form") == "json":
        answer = HttpResponse(
            as_json(noted, absolute=request.build_absolute_uri), content_type="application/json"
        )
        answer["Content-Disposition"] = 'attachment; filename="notes.json"'
        return answer
    text = as_markdown(noted, title=gettext("Notes"), absolute=request.build_absolute_uri)
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="notes.md"'
    return answer


def said(refusal: Unmarked) -> str:
    """Why it was not done, in words."""
    words = {
        "not_there": gettext("That passage is not in this article any more. Select it again."),
        "not_shown": gettext("This title lets us show no text that could be marked."),
        "too_long": gettext("That is too long for one mark. Mark a shorter passage."),
        "too_many": gettext("An article takes %(n)d marks. Take one away first.") % {"n": MOST_ON_AN_ARTICLE},
        "note_too_long": gettext("A note takes %(n)d characters. Make it shorter.") % {"n": LONGEST_NOTE},
    }
    return words[refusal.reason]


def _answered(request: HttpRequest, row: Article, done: Deed | Unmarked, words: str) -> HttpResponse:
    if isinstance(done, Unmarked):
        return _refused(request, row, done)
    pk = mark_of(done)
    if wants_json(request):
        held = next((h for h in marks_on(done.reader, row) if h.pk == pk), None)
        place = {"start": held.start, "end": held.end, "note": held.note} if held else {}
        gone = [kept["pk"] for kept in done.before.get("gone", []) if kept["pk"] != pk]
        return JsonResponse(
            {"done": True, "deed": done.pk, "mark": pk, "gone": gone, "words": words, **place}
        )
    messages.success(request, words, extra_tags=f"deed-{done.pk}")
    return redirect(_page(request, row, f"#mark-{pk}" if pk else ""))


def _refused(request: HttpRequest, row: Article, refusal: Unmarked) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"done": False, "why": said(refusal)}, status=400)
    messages.error(request, said(refusal))
    return redirect(_page(request, row, ""))


def _page(request: HttpRequest, row: Article, place: str) -> str:
    """The page to go back to, at the mark, else at the paragraph that the form names."""
    if request.POST.get("from") == "notes":
        return "/my/notes/"
    at = request.POST.get("at", "")
    return article_url(row.pk, showing_of(request).headline(row)) + (
        place or (f"#{at}" if _BLOCK.fullmatch(at) else "")
    )


def _article(pk: str) -> Article:
    row = Article.objects.select_related("publisher").filter(pk=row_id(pk)).first()
    if row is None:
        raise Http404("There is no such article.")
    return row


def _article_of_mark(reader: Reader, pk: int) -> Article:
    row = Article.objects.none()
    if pk < 2**63:
        held = reader.highlights.filter(pk=pk).values("article")
        row = Article.objects.filter(pk__in=held)
    found = row.first()
    if found is None:
        raise Http404("There is no such mark.")
    return found
