"""A publisher's home page, observed: which articles it shows, in which order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPageLink:
    """An article on a front page: place 1 is the first from the top; size is relative to the largest, 0 to 1."""

    url: str
    headline: str
    place: int
    size: float


def read_front_page(page: bytes | str, *, url: str, charset: str | None = None) -> tuple[FrontPageLink, ...]:
    """The articles that a home page links to, in page order, each once; no navigation, footer or advertising."""
    raise NotImplementedError
