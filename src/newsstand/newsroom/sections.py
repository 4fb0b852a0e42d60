"""Sections: what titles call them, and what we call them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import slugify

# Our sections in the order of the page, each with what titles call it, in lower case.
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("uk", "UK", ("uk", "uk news", "britain", "united kingdom", "home news", "england", "scotland", "wales")),
    ("world", "World", ("world", "world news", "international", "foreign", "ausland", "monde", "welt", "europe",
                        "asia", "africa", "middle east", "panorama", "mundo", "esteri")),
    ("us", "US", ("us", "us news", "u.s.", "usa", "nation", "national", "america", "americas")),
    ("politics", "Politics", ("politics", "politik", "politique", "política", "politica", "westminster", "inland")),
    ("business", "Business", ("business", "economy", "economics", "money", "markets", "finance", "wirtschaft",
                              "économie", "economie", "finanzen", "companies", "economía", "unternehmen")),
    ("technology", "Technology", ("technology", "tech", "technik", "digital", "netzwelt", "technologie", "ai")),
    ("science", "Science", ("science", "sciences", "wissen", "wissenschaft", "science & environment", "space")),
    ("climate", "Climate", ("climate", "environment", "umwelt", "klima", "climat", "planète", "environnement")),
    ("weather", "Weather", ("weather", "wetter", "météo", "meteo")),
    ("health", "Health", ("health", "gesundheit", "santé", "sante", "medicine", "wellness")),
    ("culture", "Culture", ("culture", "arts", "kultur", "entertainment", "feuilleton", "books", "music", "film",
                            "tv", "television", "entertainment & arts", "art", "stage")),
    ("sport", "Sport", ("sport", "sports", "football", "soccer", "cricket", "tennis", "nfl", "nba", "rugby")),
    ("local", "Local", ("local", "local news", "region", "regional", "metro", "city", "région", "lokales", "stadt")),
    ("life", "Life", ("life", "lifestyle", "life & style", "leben", "vie", "food", "travel", "fashion", "style",
                      "leisure", "reise", "gesellschaft", "société", "education", "family")),
    ("opinion", "Opinion", ("opinion", "comment", "commentary", "meinung", "débats", "editorial", "opinions")),
)  # fmt: skip
_NAMES = {slug: name for slug, name, _ in SECTIONS}
_BY_WORD = {word: slug for slug, _, words in SECTIONS for word in words}
_ORDER = {slug: place for place, (slug, _, _) in enumerate(SECTIONS)}
NEWS = frozenset(
    {"", "news", "home", "homepage", "front page", "latest", "top stories", "nachrichten", "actualités"}
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its address and its name."""

    slug: str
    name: str


def section_of(words: str) -> Section | None:
    """The section that a title's own word means; None for a word that says nothing."""
    said = " ".join(words.split()).strip(" /›»>").lower()
    if said in NEWS:
        return None
    slug = _BY_WORD.get(said)
    if slug is None:
        slug = slugify(said)
        return Section(slug, _NAMES.get(slug, said[:1].upper() + said[1:])) if slug else None
    return Section(slug, _NAMES[slug])


def in_order(sections: set[Section]) -> list[Section]:
    """Sections as a paper lays them out: ours first, those that titles made after them by name."""
    return sorted(sections, key=lambda s: (_ORDER.get(s.slug, len(_ORDER)), s.name))
