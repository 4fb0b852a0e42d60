"""What a reader can set, checked."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from newsstand.members.models import Reader
from newsstand.members.preferences import SIZES, THEMES, WIDTHS, prefer, preferences_of

REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip


@cache
def zones() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Time zones by region, each with the name of its place."""
    known = sorted(available_timezones())
    found = []
    for region in REGIONS:
        places = [zone for zone in known if zone.startswith(f"{region}/")]
        if places:
            named = ((zone, zone.partition("/")[2].replace("_", " ").replace("/", ", ")) for zone in places)
            found.append((region, tuple(named)))
    return tuple(found)


def _zone_choices() -> list[Any]:
    own = gettext("As the paper’s (%(zone)s)") % {"zone": settings.TIME_ZONE}
    return [("", own), ("UTC", "UTC"), *zones()]


def _language_choices() -> list[tuple[str, str]]:
    return [("", gettext("As the browser says")), *settings.LANGUAGES]


def _theme_choices() -> list[tuple[str, str]]:
    words = {
        "auto": gettext("As the device says"),
        "light": gettext("Light"),
        "dark": gettext("Dark"),
        "sepia": gettext("Sepia"),
    }
    return [(name, words[name]) for name in THEMES]


def _size_choices() -> list[tuple[str, str]]:
    words = {
        "small": gettext("Small"),
        "normal": gettext("Normal"),
        "large": gettext("Large"),
        "larger": gettext("Larger"),
        "largest": gettext("Largest"),
    }
    return [(name, words[name]) for name in SIZES]


def _width_choices() -> list[tuple[str, str]]:
    words = {"narrow": gettext("Narrow"), "normal": gettext("Normal"), "wide": gettext("Wide")}
    return [(name, words[name]) for name in WIDTHS]


class SettingsForm(forms.Form):
    """All settings of a reader; what is wrong is said of each field."""

    name = forms.CharField(max_length=150, required=False, label=gettext_lazy("Your name"))
    language = forms.ChoiceField(
        choices=_language_choices, required=False, label=gettext_lazy("Language of the pages’ own words")
    )
    time_zone = forms.ChoiceField(choices=_zone_choices, required=False, label=gettext_lazy("Time zone"))
    theme = forms.ChoiceField(choices=_theme_choices, label=gettext_lazy("Colours"))
    size = forms.ChoiceField(choices=_size_choices, label=gettext_lazy("Size of the text"))
    width = forms.ChoiceField(choices=_width_choices, label=gettext_lazy("Width of the text"))
    keeps_history = forms.BooleanField(required=False, label=gettext_lazy("Keep my history"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def keep(self, reader: Reader) -> None:
        """Store what was given."""
        given = self.cleaned_data
        own = ("name", "language", "time_zone", "keeps_history")
        for name in own:
            setattr(reader, name, given[name])
        reader.save(update_fields=own)
        for name in ("theme", "size", "width"):
            prefer(reader, name, given[name])


def settings_of(reader: Reader) -> dict[str, Any]:
    """What is set now, as the form shows it."""
    chosen = preferences_of(reader)
    return {
        "name": reader.name,
        "language": reader.language,
        "time_zone": reader.time_zone,
        "keeps_history": reader.keeps_history,
        "theme": chosen.theme,
        "size": chosen.size,
        "width": chosen.width,
    }
