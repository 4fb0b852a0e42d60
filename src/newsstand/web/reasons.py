"""Reasons as readers are told them, in their own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from newsstand.model import Reason
from newsstand.web.languages import listed
from newsstand.web.sections import section_name, section_of

Facts = Sequence[Any]


def reasons_in_words(rows: object) -> list[str]:
    """Stored reasons as a reader is shown them."""
    if not isinstance(rows, list):
        return []
    return [words for row in rows if isinstance(row, dict) and (words := reason_in_words(row))]


def reason_in_words(row: dict[str, Any]) -> str:
    """A stored reason in the reader's language; where it has no facts, the words that it was stored with."""
    say, facts = SAID.get(str(row.get("name"))), row.get("facts")
    if say and isinstance(facts, (list, tuple)):
        try:
            return say(facts)
        except (IndexError, TypeError, ValueError):  # a row of an older make
            pass
    return str(row.get("detail") or str(row.get("name", "")).replace("_", " "))


def given_in_words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Reasons as a reader is shown them; those without words are left out."""
    return tuple(
        reason_in_words({"name": r.name, "detail": r.detail, "facts": r.facts}) for r in reasons if r.detail
    )


def span(minutes: int) -> str:
    """How long something lasted: "40 minutes", "3 hours", "2 days"."""
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day", "%(n)d days", minutes // 1440) % {"n": minutes // 1440}


def _titles(facts: Facts) -> str:
    n = int(facts[0])
    return ngettext("%(n)d independent title", "%(n)d independent titles", n) % {"n": n}


def _own_reports(facts: Facts) -> str:
    n, words = int(facts[0]), int(facts[1])
    return ngettext(
        "%(n)d own report of %(words)d words or more", "%(n)d own reports of %(words)d words or more", n
    ) % {"n": n, "words": words}


def _front_page(facts: Facts) -> str:
    n, place = int(facts[0]), int(facts[1])
    return ngettext(
        "on %(n)d front page, at best in place %(place)d",
        "on %(n)d front pages, at best in place %(place)d",
        n,
    ) % {"n": n, "place": place}


def _trend(facts: Facts) -> str:
    words = (
        gettext("rising on front pages within %(span)s")
        if facts[0] == "rising"
        else gettext("falling on front pages within %(span)s")
    )
    return words % {"span": span(int(facts[1]))}


def _breadth(facts: Facts) -> str:
    countries, languages = int(facts[0]), int(facts[1])
    return listed(
        (
            ngettext("%(n)d country", "%(n)d countries", countries) % {"n": countries},
            ngettext("%(n)d language", "%(n)d languages", languages) % {"n": languages},
        )
    )


def _freshness(facts: Facts) -> str:
    return gettext("last moved %(span)s ago") % {"span": span(int(facts[0]))}


def _copied(facts: Facts) -> str:
    return gettext("%(share)d%% of its words stand in an earlier text") % {"share": int(facts[0])}


def _roundup(facts: Facts) -> str:
    n = int(facts[0])
    return ngettext(
        "a round-up: its %(n)d section tells of another event",
        "a round-up: its %(n)d sections tell of different events",
        n,
    ) % {"n": n}


def _names(facts: Facts) -> str:
    return gettext("names in both: %(names)s") % {"names": facts[0]}


def _headlines(facts: Facts) -> str:
    return gettext("headlines share: %(words)s") % {"words": facts[0]}


def _words(facts: Facts) -> str:
    return gettext("words in both: %(words)s") % {"words": facts[0]}


def _topics(facts: Facts) -> str:
    return gettext("both on %(topics)s") % {"topics": facts[0]}


def _section(facts: Facts) -> str:
    section = section_of(str(facts[0]))
    return gettext("both in %(name)s") % {"name": section_name(section) if section else facts[0]}


def _follow_up(facts: Facts) -> str:
    return gettext("what came after") if facts[0] == "after" else gettext("what came before")


def _new(facts: Facts) -> str:
    return gettext("opened the story")


def _near(facts: Facts) -> str:
    return gettext("near to a report of the story")


SAID: dict[str, Callable[[Facts], str]] = {
    "new_since": lambda _: gettext("moved since the edition before"),
    "still_important": lambda _: gettext("still among the most important"),
    "editors_choice": lambda facts: gettext("chosen by %(name)s") % {"name": facts[0]},
    "independent_titles": _titles,
    "own_reports": _own_reports,
    "front_page": _front_page,
    "front_page_trend": _trend,
    "breadth": _breadth,
    "freshness": _freshness,
    "copied_text": _copied,
    "roundup": _roundup,
    "shared_names": _names,
    "shared_title": _headlines,
    "shared_words": _words,
    "shared_topics": _topics,
    "same_section": _section,
    "follow_up": _follow_up,
    "new_story": _new,
    "near_story": _near,
}
