"""The form in which a title sets its terms, checked."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from newsstand.model import Agreement, Terms
from newsstand.web.languages import countries_called
from newsstand.web.publisher_words import levels

MOST_WORDS = 2000
MOST_HOURS = 24 * 365
MOST_DAYS = 365 * 20


def _level_choices() -> list[tuple[str, str]]:
    return [(str(level), name) for level, name, _ in levels()]


class TermsForm(forms.Form):
    """All terms of a title; what is wrong is said of each field."""

    level = forms.ChoiceField(
        choices=_level_choices, widget=forms.RadioSelect, label=gettext_lazy("What is shown")
    )
    extract_words = forms.IntegerField(
        min_value=0, max_value=MOST_WORDS, label=gettext_lazy("Words of the beginning")
    )
    may_summarise = forms.BooleanField(required=False, label=gettext_lazy("Briefs may rest on our articles"))
    quote_percent = forms.DecimalField(
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        label=gettext_lazy("Share that briefs may quote, in per cent"),
    )
    shows_pictures = forms.BooleanField(required=False, label=gettext_lazy("Pictures may be shown"))
    territories = forms.CharField(
        required=False, max_length=1000, label=gettext_lazy("Countries where articles are shown")
    )
    embargo_hours = forms.DecimalField(
        min_value=0,
        max_value=MOST_HOURS,
        max_digits=6,
        decimal_places=2,
        label=gettext_lazy("Hours after publication until more than the headline is shown"),
    )
    expires_days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        label=gettext_lazy("Days after publication until only the headline is shown"),
    )
    note = forms.CharField(required=False, max_length=500, label=gettext_lazy("A note for your colleagues"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name in ("extract_words", "quote_percent", "embargo_hours", "expires_days"):
            self.fields[name].widget.attrs["inputmode"] = "decimal"
        for name in self.fields:
            if name not in ("level", "note"):
                self.fields[name].widget.attrs["aria-describedby"] = f"{name}-hint"

    def clean_territories(self) -> frozenset[str]:
        """Countries by code or by name, parted by commas or lines."""
        codes = {code: code for code in countries_called().values()}
        by_name = {name.casefold(): code for name, code in countries_called().items()}
        found = set()
        for word in re.split(r"[\n,;،]", self.cleaned_data["territories"]):
            if not (name := word.strip()):
                continue
            code = codes.get(name.upper()) or by_name.get(name.casefold())
            if code is None:
                raise forms.ValidationError(gettext("We know no country “%(name)s”.") % {"name": name[:60]})
            found.add(code)
        return frozenset(found)

    def agreement(self) -> Agreement:
        """What was filled in."""
        given = self.cleaned_data
        return Agreement(
            level=Terms(given["level"]),
            extract_words=given["extract_words"],
            may_summarise=given["may_summarise"],
            quote_share=float(given["quote_percent"] / Decimal(100)),
            shows_pictures=given["shows_pictures"],
            territories=given["territories"],
            embargo=timedelta(minutes=round(given["embargo_hours"] * 60)),
            expires_after=timedelta(days=given["expires_days"]) if given["expires_days"] else None,
            is_agreed=True,
        )


def filled_in(agreement: Agreement) -> dict[str, Any]:
    """Standing terms as the form shows them."""
    return {
        "level": str(agreement.level),
        "extract_words": agreement.extract_words,
        "may_summarise": agreement.may_summarise,
        "quote_percent": f"{agreement.quote_share * 100:g}",
        "shows_pictures": agreement.shows_pictures,
        "territories": ", ".join(sorted(agreement.territories)),
        "embargo_hours": f"{agreement.embargo.total_seconds() / 3600:.2f}".rstrip("0").rstrip("."),
        "expires_days": agreement.expires_after.days if agreement.expires_after else None,
    }
