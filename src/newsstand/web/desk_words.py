"""The desk's own words: what was done, why a story is offered, what state a pick is in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from newsstand.model import Reason
from newsstand.newsroom.models import LogLine
from newsstand.web.times import in_full

MOMENTS = ("starts_at", "ends_at", "until", "spiked_at")


def deeds() -> dict[str, str]:
    """Every deed of the log, as it is said of an editor: "placed a pick"."""
    return {
        "choose": gettext("chose a story"),
        "change": gettext("worded a pick"),
        "place": gettext("placed a pick"),
        "hold": gettext("made a pick a draft again"),
        "withdraw": gettext("took a pick out"),
        "order": gettext("moved a pick in its list"),
        "pin": gettext("pinned a pick"),
        "unpin": gettext("unpinned a pick"),
        "conflict": gettext("typed into a pick that had changed"),
        "settle_conflict": gettext("settled two versions"),
        "spike": gettext("spiked a story"),
        "unspike": gettext("put a spiked story back"),
        "merge": gettext("merged two stories"),
        "split": gettext("split a report off"),
        "move": gettext("moved a report"),
        "lead_pin": gettext("pinned a story in Lead stories"),
        "lead_unpin": gettext("unpinned a story in Lead stories"),
        "section": gettext("set a section"),
        "topic_add": gettext("gave a story a topic"),
        "topic_remove": gettext("took a topic off a story"),
        "answer": gettext("answered a reader"),
        "takedown": gettext("took an article of their title down"),
        "put_back": gettext("put an article of their title back"),
        "demand": gettext("answered a title"),
    }


def parts() -> dict[str, str]:
    """What of a thing a line of the log speaks of."""
    return {
        "headline": gettext("Headline"),
        "line": gettext("Why"),
        "starts_at": gettext("Starts"),
        "ends_at": gettext("Ends"),
        "place": gettext("Place"),
        "section": gettext("Section"),
        "topic": gettext("Topic"),
        "until": gettext("Until"),
        "story": gettext("Story"),
        "article": gettext("Report"),
        "articles": gettext("Reports"),
        "state": gettext("State"),
        "list": gettext("List"),
        "answer": gettext("Answer"),
        "words": gettext("The reader’s words"),
        "sentence": gettext("Sentence"),
        "spiked_at": gettext("Spiked"),
    }


def changes(line: LogLine) -> list[tuple[str, str, str]]:
    """What a deed changed: the part, what stood before, what stands after; nothing of what stayed."""
    names = parts()
    keys = [k for k in (*line.before, *line.after) if k in names]
    return [
        (names[key], before, after)
        for key in dict.fromkeys(keys)
        if (before := _said(key, line.before.get(key))) != (after := _said(key, line.after.get(key)))
    ]


def _said(key: str, value: Any) -> str:
    if key in MOMENTS and value:
        return in_full(datetime.fromisoformat(value))
    if key == "list":
        return lists().get(str(value), "")
    if isinstance(value, list):
        return ngettext("%(n)d report", "%(n)d reports", len(value)) % {"n": len(value)}
    return "" if value is None else str(value)[:500]


def lists() -> dict[str, str]:
    """The lists that editors make."""
    return {"picks": gettext("Our Picks"), "good_news": gettext("Good News")}


def states() -> dict[str, str]:
    """What state a pick is in."""
    return {
        "draft": gettext("Draft"),
        "scheduled": gettext("Scheduled"),
        "standing": gettext("Stands now"),
        "ended": gettext("Ended"),
        "withdrawn": gettext("Taken out"),
    }


def kinds_of_missed() -> dict[str, tuple[str, str]]:
    """The heading of each kind of story that may have been missed, and what it is."""
    return {
        "high_up": (
            gettext("High on a front page, told by few"),
            gettext("One or two titles have it near the top."),
        ),
        "own_report": (
            gettext("Small titles’ own reports"),
            gettext("Long, not a copy, from a title that publishes little."),
        ),
        "one_country": (
            gettext("Told in one country alone"),
            gettext("Several titles, all of one country."),
        ),
        "local": (gettext("Local"), gettext("About a town or region, told by few.")),
        "good_news": (
            gettext("Good news, by its words"),
            gettext("Good words count up, bad ones down; the words are shown."),
        ),
        "unusual": (gettext("Unusual"), gettext("About things that hardly ever are in the news.")),
    }


def why(reason: Reason) -> str:
    """A reason of a story that may have been missed, in the editor's language."""
    facts = reason.facts
    match reason.name:
        case "high_up":
            return gettext("place %(place)s on the front page of %(title)s") % {
                "title": facts[0],
                "place": facts[1],
            }
        case "few_titles":
            n = int(facts[0])
            return ngettext("%(n)d title tells it", "%(n)d titles tell it", n) % {"n": n}
        case "own_words":
            return gettext("%(n)s words of its own") % {"n": facts[0]}
        case "small_title":
            return gettext("%(title)s: %(n)s articles in a week") % {"title": facts[0], "n": facts[1]}
        case "one_country":
            return gettext("%(n)s titles, all of %(country)s") % {"n": facts[0], "country": facts[1]}
        case "local":
            return gettext("about %(places)s") % {"places": facts[0]}
        case "good_word":
            return gettext("“%(word)s” counts for it") % {"word": facts[0]}
        case "bad_word":
            return gettext("“%(word)s” counts against it") % {"word": facts[0]}
        case "rare_topic":
            return gettext("hardly ever in the news: %(topic)s") % {"topic": facts[0]}
    return reason.detail
