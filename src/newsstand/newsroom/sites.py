"""Whose a site is: titles are known by the domain that somebody registered, whatever page or feed names it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from newsstand import model
from newsstand.newsroom import records
from newsstand.newsroom.models import Publisher
from newsstand.text.markup import fold_text
from newsstand.text.urls import host_of, join_url, registrable_domain

# Hosts that serve the feeds of others: their own name says nothing of the title.
FEED_HOSTS = frozenset(
    {"feedblitz.com", "feedburner.com", "feedx.net", "politepol.com", "rss.app", "rsshub.app"}
)
LONGEST_SLUG = 80
LONGEST_NAME = 200
LONGEST_HOME_PAGE = 500
_NOT_OF_A_SLUG = re.compile(r"[^a-z0-9]+")
_PARTED = re.compile(r"\s+[-–—|:»>/·•]+\s+|:\s+")


def site_of(url: str) -> str | None:
    """What a title is known by: the registered domain, or host and port where there is none; None for no web address.

    On a host that serves the feeds of others each address is a site of its own.
    """
    host = host_of(url)
    if host is None:
        return None
    domain = registrable_domain(url)
    if domain is None:
        return urlsplit(url).netloc.lower()
    return url.partition("://")[2] if domain in FEED_HOSTS else domain


def front_of(url: str) -> str:
    """The home page of the host that an address names."""
    return (join_url(url, "/") or url)[:LONGEST_HOME_PAGE]


def name_for(site: str, told: Iterable[str]) -> str:
    """A title's name: what the names of its feeds have in common ("The Herald" of "The Herald – Sport"), else its site."""
    names = [name for text in told if (name := fold_text(text, LONGEST_NAME)) and "://" not in name]
    if not names:
        return site[:LONGEST_NAME]
    parts = [_PARTED.split(name) for name in names]
    if len(names) == 1:
        return names[0]
    for end in (0, -1):
        common = {part[end].strip().casefold() for part in parts}
        if len(common) == 1 and parts[0][end].strip():
            return parts[0][end].strip()
    return min(names, key=len)


class Sites:
    """The titles that are stored, by their sites; a new one gets a slug of its own."""

    def __init__(self) -> None:
        self._titles: dict[str, Publisher] = {}
        self._slugs: set[str] = set()
        for row in Publisher.objects.order_by("pk"):
            self._slugs.add(row.slug)
            if site := site_of(row.home_page):
                self._titles.setdefault(site, row)

    def known(self, site: str) -> Publisher | None:
        """The title of a site."""
        return self._titles.get(site)

    def slug_for(self, site: str) -> str:
        """The slug of a site's title: the stored one's, else a new one that no other title has."""
        if row := self._titles.get(site):
            return row.slug
        base = _NOT_OF_A_SLUG.sub("-", site.lower()).strip("-")[: LONGEST_SLUG - 6] or "title"
        slug, number = base, 2
        while slug in self._slugs:
            slug, number = f"{base}-{number}", number + 1
        self._slugs.add(slug)
        return slug

    def title_of(self, url: str, *, name: str, language: str, now: datetime) -> Publisher:
        """The title that an article's address belongs to; a new one, without feeds, where none is known."""
        site = site_of(url)
        assert site is not None, f"{url} was checked to be a web address"
        row = self._titles.get(site)
        if row is None:
            described = new_title(
                slug=self.slug_for(site),
                name=name_for(site, [name]),
                home_page=front_of(url),
                language=language,
            )
            row = records.publisher_row(described, now=now)
            row.save()
            self._titles[site] = row
        return row


def new_title(
    *,
    slug: str,
    name: str,
    home_page: str,
    language: str = "",
    feeds: tuple[str, ...] = (),
    section: str | None = None,
) -> model.Publisher:
    """A title of which only its addresses are known; its country is not guessed."""
    return model.Publisher(
        slug=slug,
        name=records.clean(name)[:LONGEST_NAME],
        home_page=home_page[:LONGEST_HOME_PAGE],
        country="",
        language=records.clean(language)[:16],
        kind="newspaper",
        feeds=feeds,
        section=records.clean(section)[:40] or None,
    )
