"""The words of the publishers' pages: what a look found, what signals and terms mean."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from newsstand.model import Terms
from newsstand.web.languages import country_name


def faults() -> dict[str, str]:
    """What stands in the way of a claim; "%(where)s" is a name or an address."""
    return {
        "nothing": gettext("We found neither the record nor the file."),
        "other_words": gettext("Something stands at %(where)s, but not this code."),
        "no_text": gettext("%(where)s gives a web page. The file has to be plain text."),
        "too_large": gettext("%(where)s is too large: the file has one line."),
        "led_away": gettext("%(where)s leads away from your site, so it proves nothing."),
        "private": gettext("%(where)s is not at a public address."),
        "too_slow": gettext("%(where)s did not answer in time."),
        "unreachable": gettext("%(where)s could not be asked."),
        "no_host": gettext("We know no home page of this title. Write to the operator."),
    }


def said_of(problem: str) -> str:
    """A claim's stored problem as a sentence; "" where there is none to tell."""
    fault, _, where = problem.partition(" ")
    words = faults().get(fault, "")
    return words % {"where": where} if words else ""


def levels() -> list[tuple[Terms, str, str]]:
    """What may be shown, with a sentence of what it does."""
    return [
        (
            Terms.FULL,
            gettext("The whole article"),
            gettext("Members read all of it here, and you are paid for it. Visitors see the beginning."),
        ),
        (
            Terms.EXTRACT,
            gettext("The beginning"),
            gettext("Everybody sees so many words, then the link to your site."),
        ),
        (
            Terms.HEADLINE,
            gettext("The headline alone"),
            gettext("Everybody sees the headline and the link to your site."),
        ),
        (Terms.NONE, gettext("Nothing"), gettext("Your articles are not shown here at all.")),
    ]


def level_name(level: str) -> str:
    """What a level is called."""
    return {str(known): name for known, name, _ in levels()}.get(str(level), str(level))


def parts() -> dict[str, str]:
    """The parts of an agreement."""
    return {
        "level": gettext("What is shown"),
        "extract_words": gettext("Words of the beginning"),
        "may_summarise": gettext("Briefs may rest on it"),
        "quote_share": gettext("Share that may be quoted"),
        "shows_pictures": gettext("Pictures"),
        "territories": gettext("Countries"),
        "embargo": gettext("Embargo"),
        "expires_after": gettext("Shown for"),
    }


def value_of(part: str, value: Any) -> str:
    """A part's value in words."""
    if part == "level":
        return level_name(value)
    if part in ("may_summarise", "shows_pictures"):
        return gettext("Yes") if value else gettext("No")
    if part == "quote_share":
        return gettext("%(n)s %%") % {"n": f"{float(value) * 100:g}"}
    if part == "territories":
        return ", ".join(sorted(country_name(code) for code in value)) or gettext("Everywhere")
    if part == "embargo":
        hours = value.total_seconds() / 3600
        return gettext("%(n)s hours") % {"n": f"{hours:g}"} if value else gettext("None")
    if part == "expires_after":
        return days(value.days) if value else gettext("As long as we have it")
    return str(value)


def days(count: int) -> str:
    """A number of days."""
    return ngettext("%(n)d day", "%(n)d days", count) % {"n": count}


def signals() -> dict[str, tuple[str, str]]:
    """What sites and pages say to machines, by kind: what it says, and what we do."""
    no_brief = gettext("Without an agreement no brief rests on your articles.")
    by_use = gettext(
        "Where it forbids summaries, no brief rests on them without an agreement; where it forbids search, only the headline is shown. We train no model."
    )
    return {
        "robots": (
            gettext("robots.txt shuts us out of addresses."),
            gettext("We do not fetch those pages."),
        ),
        "robots_ai": (gettext("robots.txt shuts out machines that answer and summarise."), no_brief),
        "content_signal": (gettext("robots.txt says what content may be used for."), by_use),
        "content_usage": (gettext("The site says what content may be used for."), by_use),
        "tdmrep": (gettext("Text and data mining is reserved."), no_brief),
        "rsl": (
            gettext("An RSL licence applies."),
            gettext("Where it forbids summaries, no brief rests on your articles without an agreement."),
        ),
        "noai": (gettext("Pages say “noai”."), no_brief),
        "noarchive": (gettext("Pages say “noarchive”."), gettext("At most the beginning is shown.")),
        "nosnippet": (gettext("Pages say “nosnippet”."), gettext("Only the headline is shown.")),
        "max_snippet": (
            gettext("Pages bound how many characters may be shown."),
            gettext("The beginning ends there."),
        ),
        "nopicture": (gettext("Pages keep their pictures from machines."), gettext("No picture is shown.")),
        "is_free": (
            gettext("Articles are for subscribers."),
            gettext("Without an agreement at most the beginning is shown."),
        ),
    }  # fmt: skip


def signal_said(kind: str, value: str) -> tuple[str, str]:
    """What one signal says, and what we do about it."""
    if (kind, value) == ("tdmrep", "0"):
        return gettext("Text and data mining is not reserved."), ""
    return signals().get(kind, (kind, ""))


def few() -> str:
    """A number that is not told."""
    return gettext("fewer than 5")
