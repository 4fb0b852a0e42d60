"""Page -> Article: the headline, people, moments and words of a news page, without what stands around them."""

from newsstand.extract.front_page import FrontPageLink, read_front_page
from newsstand.extract.judge import extract

__all__ = ["FrontPageLink", "extract", "read_front_page"]
