"""Which of a home page's addresses are articles of its own, by how the address is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from newsstand.text.urls import host_of, registrable_domain

# What the path of an article has and that of a section lacks: a number, a date, or a name of several words.
_ARTICLE_PATH = re.compile(
    r"\d{5,}|/(?:19|20)\d{2}/\d{1,2}(?:/|$)|(?:19|20)\d{2}-\d{2}-\d{2}|[^/-]+(?:-[^/-]+){3,}|[^/_]+(?:_[^/_]+){3,}"
    r"|/(?:article|artikel|story|news|id)[-_/]?[a-z]*\d+|[0-9a-f]{16,}|%[0-9a-f]{2}.*-.*-"
)
_ARTICLE_QUERY = re.compile(r"(?:^|[?&])(?:id|p|article|aid)=\d{3,}")
_NO_ARTICLE = re.compile(
    r"^/(?:$|(?:login|logout|registrier\w*|register|signin|sign-in|signup|subscribe|abo|abos|abonnement\w*|abonnieren[\w-]*|newsletter\w*|impressum|datenschutz\w*|"
    r"kontakt|contact|about|agb|privacy\w*|terms\w*|hilfe|help|suche|search|tag|tags|thema|themen|topic|topics|autor|autoren|author|authors|"
    r"podcast|podcasts|spiele|games|tv-programm|shop|mediadaten|rss|sitemap|downloads?|archiv|archive|epaper|e-paper|"
    r"kreuzwort\w*|raetsel|sudoku|horoskop\w*|lotto|gutscheine?|\w*vergleich\w*|partner|services?)(?:[/.?-]|$))",
    re.IGNORECASE,
)
# The same as hosts of their own; "wetter." and the like are not among them, for there desks write too.
_SERVICE_HOST = re.compile(
    r"(?:^|\.)(?:jobs?|karriere|careers|stellenmarkt|stellenanzeigen|shop|abo|login|newsletter|games|spiele|gutscheine?|"
    r"\w*vergleich\w*|trauer|anzeigen|tickets?|epaper|e-paper)\."
)
# A service of its own on one site is a desk on the next: only what is surely an article counts there.
_SERVICE_OR_DESK = re.compile(r"^/(?:jobs|karriere|careers|wetter|weather|boerse)(?:[/.?-]|$)", re.IGNORECASE)
_SURELY = re.compile(r"[^/-]+(?:-[^/-]+){3,}[^/]*(?:\d{5,}|[0-9a-f]{8,})")
_SECURITY = re.compile(r"/[a-z]{2}(?=[a-z0-9]*\d)[a-z0-9]{9}\d(?:/|$)")  # ISO 6166: what a share costs today
_INDEX = re.compile(r"/index$|/(?:startseite|homepage)(?=[-/.]|$)")
_SHORT_NAME = re.compile(r"/[^/-]+-[^/]+/?$")


def is_article(address: str, home: str | None, own: str) -> bool:
    """The address is one of an article on the site of `home`, a registrable domain; `own` is the front page's."""
    path = _path_at(address, home, own)
    if path is None:
        return False
    if _SERVICE_OR_DESK.match(path) and not _SURELY.search(path):
        return False
    return bool(_ARTICLE_PATH.search(path) or _ARTICLE_QUERY.search(urlsplit(address).query))


def may_be_article(address: str, home: str | None, own: str, folders: frozenset[str]) -> bool:
    """The address could be one of an article with a short name: what links to it has to say so.

    folders: those of the page's links; what holds other pages is a section
    """
    path = _path_at(address, home, own)
    return bool(
        path
        and _SHORT_NAME.search(path)
        and not _SERVICE_OR_DESK.match(path)
        and path.rstrip("/") not in folders
    )


def folders_of(addresses: Iterable[str]) -> frozenset[str]:
    """Every folder that one of the addresses lies in."""
    folders = set()
    for address in addresses:
        folder = urlsplit(address).path.lower().rstrip("/").rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)


def _path_at(address: str, home: str | None, own: str) -> str | None:
    """The path in lower case, where the address is of the same site and surely no service, section or share."""
    host = host_of(address)
    if (registrable_domain(address) or host) != home or not host:
        return None
    if host != host_of(own) and _SERVICE_HOST.search(host.removesuffix(home or "")):
        return None
    path = urlsplit(address).path
    if _NO_ARTICLE.match(path) or path.rstrip("/") == urlsplit(own).path.rstrip("/"):
        return None
    path = path.lower()
    return None if _SECURITY.search(path) or _INDEX.search(path) else path
