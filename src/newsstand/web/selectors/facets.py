"""By what a story's reports may be filtered: country, language, kind of owner, each with its counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import urlencode

from django.utils.translation import gettext

from newsstand.newsroom.models import Article
from newsstand.web.languages import country_name, language_name

WIDTH = 1000
"""Units of a bar: as its drawing counts them."""
TINTS = 6
"""Shades that tell the parts of a bar apart; what comes after shares the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One value with the number of titles that have it, as a part of the bar (`x`, `width`) and as a link."""

    value: str
    label: str
    titles: int
    is_on: bool
    query: str
    x: int
    width: int
    tint: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A property of titles that tells them apart, and its values, the commonest first."""

    name: str
    label: str
    shares: tuple[Share, ...]


def _country(article: Article) -> str:
    return article.publisher.country.upper()


def _language(article: Article) -> str:
    return (article.language or article.publisher.language).lower().replace("_", "-").split("-")[0]


def _owner(article: Article) -> str:
    return article.publisher.owner_kind


_VALUE_OF: dict[str, Callable[[Article], str]] = {
    "country": _country,
    "language": _language,
    "owner": _owner,
}
FACETS = tuple(_VALUE_OF)


def owner_name(kind: str) -> str:
    """A kind of owner in words."""
    words = {
        "public": gettext("public broadcaster"),
        "private": gettext("private owner"),
        "cooperative": gettext("cooperative"),
        "foundation": gettext("foundation"),
        "state": gettext("state"),
        "party": gettext("party"),
    }
    return words.get(kind, kind)


def _named(facet: str, value: str) -> str:
    return {"country": country_name, "language": language_name, "owner": owner_name}[facet](value)


def fitting(article: Article, chosen: Mapping[str, str], *, besides: str = "") -> bool:
    """Whether an article has all that was chosen, one facet left aside."""
    return all(_VALUE_OF[name](article) == value for name, value in chosen.items() if name != besides)


def facets_of(
    articles: Sequence[Article], asked: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Facet, ...]]:
    """What of the asked is heeded, and the facets with more than one value, each counted among what fits the others.

    A value that no article has is not heeded, nor is one that would leave nothing beside those before it.
    """
    chosen: dict[str, str] = {}
    for name in _VALUE_OF:
        wanted = chosen | {name: asked.get(name, "")}
        if wanted[name] and any(fitting(a, wanted) for a in articles):
            chosen = wanted
    labels = {"country": gettext("Country"), "language": gettext("Language"), "owner": gettext("Owner")}
    found = []
    for name, label in labels.items():
        if len({value for a in articles if (value := _VALUE_OF[name](a))}) > 1:
            shares = _shares(name, [a for a in articles if fitting(a, chosen, besides=name)], chosen)
            found.append(Facet(name=name, label=label, shares=shares))
    return chosen, tuple(found)


def _shares(name: str, articles: Sequence[Article], chosen: Mapping[str, str]) -> tuple[Share, ...]:
    titles: dict[str, set[int]] = {}
    for article in articles:
        if value := _VALUE_OF[name](article):
            titles.setdefault(value, set()).add(article.publisher_id)
    ranked = sorted(titles, key=lambda v: (-len(titles[v]), v))
    total = sum(map(len, titles.values())) or 1
    ends = [WIDTH * n // total for n in accumulate((len(titles[v]) for v in ranked), initial=0)]
    return tuple(
        Share(
            value=value,
            label=_named(name, value),
            titles=len(titles[value]),
            is_on=chosen.get(name) == value,
            query=_query(chosen, name, "" if chosen.get(name) == value else value),
            x=ends[place],
            width=max(1, ends[place + 1] - ends[place] - 4),
            tint=min(place, TINTS - 1),
        )
        for place, value in enumerate(ranked)
    )


def _query(chosen: Mapping[str, str], name: str, value: str) -> str:
    wanted = {k: v for k, v in {**chosen, name: value}.items() if v}
    return "?" + urlencode(wanted) if wanted else "?"
