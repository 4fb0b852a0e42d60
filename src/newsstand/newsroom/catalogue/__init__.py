"""Titles to gather, described in a file: the starter catalogue that comes along, or an operator's own of the same form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, cast, get_args
from urllib.parse import urlsplit

from newsstand.errors import CatalogueUnreadable
from newsstand.model import OwnerKind, Publisher, PublisherKind
from newsstand.newsroom.catalogue.terms import read_terms

STARTER = "starter.toml"
NEEDED = frozenset({"name", "home_page", "country", "language", "kind", "feeds"})
KNOWN = NEEDED | {"owner", "owner_kind", "section", "terms"}
MAX_TEXT = 200
MAX_ADDRESS = 500
MAX_FEEDS = 50

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def load_catalogue(path: str | Path | None = None) -> tuple[Publisher, ...]:
    """The titles of a catalogue in its order, those of the starter catalogue when no file is named.

    CatalogueUnreadable says which entry is not of the form that docs/catalogue.md describes, and why.
    """
    name = STARTER if path is None else str(path)
    return read_catalogue(_read_text(path, name), name)


def read_catalogue(text: str, name: str = "the catalogue") -> tuple[Publisher, ...]:
    """The titles that a catalogue's text describes; no address stands in it twice."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueUnreadable(f"{name} is not good TOML: {error}") from error
    titles = tuple(_read_title(name, slug, table) for slug, table in tables.items())
    if not titles:
        raise CatalogueUnreadable(f"{name} names no title")
    _refuse_repeats(name, titles)
    return titles


def _read_text(path: str | Path | None, name: str) -> str:
    try:
        if path is None:
            return resources.files(__name__).joinpath(STARTER).read_text("utf-8")
        return Path(path).read_text("utf-8")
    except OSError as error:
        raise CatalogueUnreadable(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CatalogueUnreadable(f"{name} is not UTF-8") from error


def _read_title(name: str, slug: str, table: object) -> Publisher:
    def fault(why: str) -> CatalogueUnreadable:
        return CatalogueUnreadable(f"{name}, title “{slug}”: {why}")

    if not isinstance(table, Mapping):
        raise fault("is not a table of its own")
    if not SLUG.fullmatch(slug) or len(slug) > 80:
        raise fault("a slug is lower-case letters, digits and single hyphens, 80 at most")
    if missing := NEEDED - table.keys():
        raise fault(f"lacks {', '.join(sorted(missing))}")
    if unknown := table.keys() - KNOWN:
        raise fault(f"has {', '.join(sorted(unknown))}, which no title has")
    if why := _fault_of_texts(table) or _fault_of_feeds(table["feeds"]):
        raise fault(why)
    agreement = read_terms(table["terms"]) if "terms" in table else None
    if isinstance(agreement, str):
        raise fault(agreement)
    return Publisher(
        slug=slug,
        name=table["name"],
        home_page=table["home_page"],
        country=table["country"],
        language=table["language"],
        kind=cast(PublisherKind, table["kind"]),
        feeds=tuple(table["feeds"]),
        owner=table.get("owner"),
        owner_kind=cast(OwnerKind | None, table.get("owner_kind")),
        section=table.get("section"),
        agreement=agreement,
    )


def _fault_of_texts(table: Mapping[str, Any]) -> str | None:
    for field in sorted(table.keys() - {"feeds", "terms"}):
        value = table[field]
        if not isinstance(value, str) or not value.strip() or len(value) > MAX_ADDRESS:
            return f"{field} is not a text, or empty, or too long"
    if len(table["name"]) > MAX_TEXT or len(table.get("owner", "")) > MAX_TEXT:
        return f"name and owner have {MAX_TEXT} characters at most"
    if len(table.get("section", "")) > 40:
        return "section has 40 characters at most"
    if not is_address(table["home_page"]):
        return "home_page is not an http(s) address"
    if not COUNTRY.fullmatch(table["country"]):
        return "country is not two capital letters (ISO 3166-1)"
    if not LANGUAGE.fullmatch(table["language"]):
        return "language is not a tag such as “en”, “pt-BR” or “zh-Hant” (BCP 47)"
    if table["kind"] not in get_args(PublisherKind):
        return f"kind is none of {', '.join(get_args(PublisherKind))}"
    if table.get("owner_kind") not in (None, *get_args(OwnerKind)):
        return f"owner_kind is none of {', '.join(get_args(OwnerKind))}"
    return None


def _fault_of_feeds(feeds: object) -> str | None:
    if not isinstance(feeds, list) or not feeds or len(feeds) > MAX_FEEDS:
        return f"feeds is not a list of one to {MAX_FEEDS} addresses"
    wrong = next((feed for feed in feeds if not isinstance(feed, str) or not is_address(feed)), None)
    return None if wrong is None else f"the feed “{str(wrong)[:80]}” is not an http(s) address"


def is_address(text: str) -> bool:
    """Whether a text is an http(s) address with a host and without white space or credentials."""
    if len(text) > MAX_ADDRESS or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _refuse_repeats(name: str, titles: tuple[Publisher, ...]) -> None:
    first: dict[str, str] = {}
    for title in titles:
        for address in (title.home_page, *title.feeds):
            other = first.setdefault(address, title.slug)
            if other != title.slug or (title.home_page, *title.feeds).count(address) > 1:
                raise CatalogueUnreadable(
                    f"{name}, title “{title.slug}”: {address} stands in “{other}” already"
                )
