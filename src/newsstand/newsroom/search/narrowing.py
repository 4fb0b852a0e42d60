"""The names in a query, looked up: which titles, topics, sections, languages, countries and days are meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, tzinfo
from difflib import get_close_matches
from functools import cache
from typing import Literal

from django.conf.locale import LANG_INFO
from django.db.models import Q

from newsstand.newsroom.models import Membership, Publisher, Subject, Topic
from newsstand.newsroom.search.query import Filter, Query, Term, first_day, fold_words, parse_query
from newsstand.newsroom.search.wanted import Wanted, mark_of
from newsstand.newsroom.sections import SECTIONS, section_of

MOST_TITLES = 40  # that one word may mean
MOST_STORIES = 1000  # of a topic that are looked at, those that moved last
LIKELY = 0.6

Why = Literal["title", "topic", "section", "language", "country", "date"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A filter that names nothing that is here, left out of the search; `meant` is what it may have meant, or ""."""

    why: Why
    filter: Filter
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is to be looked for, and what of the query could not be understood."""

    query: Query
    wanted: Wanted
    unknown: tuple[Unknown, ...] = ()


def narrow(query: Query | str, *, zone: tzinfo = UTC, countries: Mapping[str, str] | None = None) -> Narrowed:
    """A query with its names looked up; days begin in `zone`, `countries` are ISO codes by folded name.

    At most two queries a filter.
    """
    asked = parse_query(query) if isinstance(query, str) else query
    wanted, unknown = Wanted(terms=asked.terms), []
    for part in asked.filters:
        if part.operator in ("before", "after"):
            changed = _dated(wanted, part, zone)
        elif part.operator == "by":
            words = tuple(fold_words(part.value).split())
            changed = replace(wanted, by=(*wanted.by, Term(words, is_unwanted=part.is_unwanted)))
        elif part.operator == "topic":
            changed = _about(wanted, part)
        else:
            marks = _MARKS[part.operator](part.value, countries or {})
            changed = _marked(wanted, marks, part.is_unwanted) if marks else None
        if changed is None:
            unknown.append(_unknown(part, countries or {}))
        else:
            wanted = changed
    return Narrowed(asked, wanted, tuple(unknown))


def _dated(wanted: Wanted, part: Filter, zone: tzinfo) -> Wanted | None:
    day = first_day(part.value)
    if day is None:
        return None
    moment = datetime.combine(day, time(), zone).astimezone(UTC)
    if part.operator == "after":
        return wanted.later_than(moment)
    return replace(wanted, until=min(moment, wanted.until) if wanted.until else moment)


def _marked(wanted: Wanted, marks: tuple[str, ...], is_unwanted: bool) -> Wanted:
    if is_unwanted:
        return replace(wanted, marks_not=(*wanted.marks_not, *marks))
    return replace(wanted, marks=(*wanted.marks, marks))


def _about(wanted: Wanted, part: Filter) -> Wanted | None:
    found = Topic.objects.filter(Q(slug=part.value.lower()) | Q(name__iexact=part.value), hidden=False)
    topics = [merged or pk for pk, merged in found.values_list("pk", "merged_into")[:10]]
    if not topics:
        return None
    stories = Subject.objects.filter(topic__in=topics, removed=False).order_by("-moved_at")
    members = Membership.objects.filter(
        story__in=list(stories.values_list("story_id", flat=True)[:MOST_STORIES])
    )
    articles = frozenset(members.values_list("article_id", flat=True))
    if part.is_unwanted:
        return replace(wanted, apart=wanted.apart | articles)
    return replace(wanted, among=articles if wanted.among is None else wanted.among & articles)


def _titles(value: str, countries: Mapping[str, str]) -> tuple[str, ...]:
    """The title of that slug or name; else all that have these words in their name."""
    rows = list(Publisher.objects.values_list("pk", "slug", "name"))
    folded = fold_words(value)
    found = [pk for pk, slug, name in rows if value.lower() == slug or folded == fold_words(name)]
    if not found and folded:
        found = [pk for pk, _, name in rows if f" {folded} " in f" {fold_words(name)} "][:MOST_TITLES]
    return tuple(f"t{pk}" for pk in found)


def _section(value: str, countries: Mapping[str, str]) -> tuple[str, ...]:
    section = section_of(value)
    known = {slug for slug, _, _ in SECTIONS}
    return (mark_of("s", section.slug),) if section and section.slug in known else ()


def _language(value: str, countries: Mapping[str, str]) -> tuple[str, ...]:
    code = _languages().get(fold_words(value)) or value.replace("_", "-").split("-")[0].lower()
    is_code = code in _languages().values()
    return (mark_of("l", code),) if is_code else ()


@cache
def _languages() -> dict[str, str]:
    """Two-letter codes by English name and own name, folded."""
    named = {code: info for code, info in LANG_INFO.items() if "name" in info and "-" not in code}
    return {fold_words(info[kind]): code for code, info in named.items() for kind in ("name", "name_local")}


def _country(value: str, countries: Mapping[str, str]) -> tuple[str, ...]:
    code = countries.get(fold_words(value)) or {"uk": "GB", "usa": "US"}.get(value.lower(), value.upper())
    is_known = len(code) == 2 and (
        code in countries.values() or Publisher.objects.filter(country=code).exists()
    )
    return (mark_of("c", code),) if is_known else ()


_MARKS: dict[str, Callable[[str, Mapping[str, str]], tuple[str, ...]]] = {
    "title": _titles,
    "section": _section,
    "language": _language,
    "country": _country,
}


def _unknown(part: Filter, countries: Mapping[str, str]) -> Unknown:
    """Why a filter says nothing, and the nearest name that would."""
    names: list[str] = []
    why: Why = "date"
    if part.operator == "title":
        why, names = "title", list(Publisher.objects.values_list("name", flat=True))
    elif part.operator == "topic":
        near = Topic.objects.filter(name__istartswith=part.value[:2], hidden=False, merged_into=None)
        why, names = "topic", list(near.order_by("name").values_list("name", flat=True)[:2000])
    elif part.operator == "section":
        why, names = "section", [name for _, name, _ in SECTIONS]
    elif part.operator == "language":
        why, names = "language", [info["name"] for info in LANG_INFO.values() if "name" in info]
    elif part.operator == "country":
        why, names = "country", [name.title() for name in countries]
    return Unknown(why, part, _nearest(part.value, names))


def _nearest(value: str, names: list[str]) -> str:
    """The name that a word was meant to be: like it as a whole, or with one word that is like it."""
    folded = fold_words(value)
    by_text = {fold_words(name): name for name in reversed(names)}
    if close := get_close_matches(folded, list(by_text), n=1, cutoff=LIKELY + 0.1):
        return by_text[close[0]]
    by_word = {word: name for text, name in by_text.items() for word in text.split() if len(word) > 3}
    close = get_close_matches(folded, list(by_word), n=1, cutoff=LIKELY + 0.15)
    return by_word[close[0]] if close else ""
