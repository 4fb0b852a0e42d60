"""A publisher's home page, observed: which articles it shows, in which order."""

from newsstand.extract.front_page.reading import FrontPageLink, read_front_page

__all__ = ["FrontPageLink", "read_front_page"]
