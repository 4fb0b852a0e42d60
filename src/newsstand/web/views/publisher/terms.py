"""Where a title sees and sets its terms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsstand.members.models import Reader
from newsstand.members.representing.terms import compare_terms
from newsstand.model import Agreement
from newsstand.newsroom.desk.log import signature
from newsstand.newsroom.models import Agreement as AgreementRow
from newsstand.newsroom.models import Publisher
from newsstand.newsroom.terms import agree, agreement_of
from newsstand.web import publisher_words as words
from newsstand.web.clock import now_of
from newsstand.web.readers import for_representatives
from newsstand.web.selectors.terms_preview import preview
from newsstand.web.terms_form import TermsForm, filled_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_representatives
def terms(request: HttpRequest, reader: Reader, title: Publisher) -> HttpResponse:
    """The terms as they stand, a form for others, and a page between that says what would change."""
    now = now_of(request)
    standing = agreement_of(title, now)
    form = TermsForm(request.POST if request.method == "POST" else None, initial=filled_in(standing))
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "change":
        changes = compare_terms(standing, form.agreement())
        if standing.is_agreed and not changes:
            messages.success(request, gettext("That is what stands already."))
            return redirect("publisher_terms", title.slug)
        is_current = request.POST.get("standing") == _mark(title)
        if request.POST.get("do") == "agree" and is_current:
            agree(title, form.agreement(), by=signature(reader), now=now, note=form.cleaned_data["note"])
            messages.success(request, gettext("Your terms stand. Pages and briefs follow within minutes."))
            return redirect("publisher_terms", title.slug)
        context = {
            "form": form,
            "sent": _sent(form),
            "changes": [
                (
                    words.parts()[c.part],
                    words.value_of(c.part, c.before),
                    words.value_of(c.part, c.after),
                    c.turn,
                )
                for c in changes
            ],
            "preview": preview(title, form.agreement(), now),
            "standing": _mark(title),
            "is_outdated": request.POST.get("do") == "agree",
        }
        return render(request, "web/publisher/confirm_terms.html", {"title": title, **context, **HERE})
    status = 400 if form.is_bound and form.errors else 200
    context = {
        "form": form,
        "levels": words.levels(),
        "standing": _told(standing),
        "is_agreed": standing.is_agreed,
        "mark": _mark(title),
        "preview": preview(title, standing, now),
        "history": _history(title),
    }
    return render(request, "web/publisher/terms.html", {"title": title, **context, **HERE}, status=status)


HERE = {"here": "publisher", "at": "terms"}


def _mark(title: Publisher) -> str:
    """What tells whether somebody set other terms since a form was made."""
    newest = AgreementRow.objects.filter(publisher=title).order_by("-pk").values_list("pk", flat=True)
    return str(newest.first() or 0)


def _sent(form: TermsForm) -> list[tuple[str, str]]:
    """What was filled in, for hidden fields; a box that is not ticked is not sent."""
    return [(name, form.data[name]) for name in form.fields if form.data.get(name)]


def _told(agreement: Agreement) -> list[tuple[str, str]]:
    return [(name, words.value_of(part, getattr(agreement, part))) for part, name in words.parts().items()]


def _history(title: Publisher) -> list[tuple[AgreementRow, str]]:
    rows = AgreementRow.objects.filter(publisher=title).order_by("-since", "-pk")[:50]
    return [(row, words.level_name(row.level)) for row in rows]
