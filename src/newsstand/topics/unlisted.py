"""Places that no gazetteer lists, and countries that only their adjective names: found by how a text speaks of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from newsstand.model import FoundTopic, Topic
from newsstand.text.names import Name
from newsstand.topics.cues import cues, known_bodies
from newsstand.topics.finding import Searched, weigh
from newsstand.topics.gazetteer import gazetteer
from newsstand.topics.slugs import slug_of

LEAST_USES = 2
_PLACING = {
    "en": frozenset(["in", "near", "at", "outside"]),
    "de": frozenset(["in", "aus", "nach", "bei"]),
    "fr": frozenset(["à", "a", "pres de", "vers"]),
    "es": frozenset(["en", "desde", "hacia"]),
}


def find_unlisted(searched: Searched, mentions: Sequence[Name], people: frozenset[str]) -> list[FoundTopic]:
    """Names of one or two words that stand where a place stands twice or more; they have no country and no point on the map."""
    placing = _PLACING.get(searched.language)
    if placing is None:
        return []
    before = {t.start: b.key for b, t in zip(searched.tokens, searched.tokens[1:], strict=False) if t.joined}
    spans: dict[str, list[Name]] = defaultdict(list)
    placed: dict[str, int] = defaultdict(int)
    for mention in mentions:
        if _may_be_place(mention, people):
            spans[mention.key].append(mention)
            placed[mention.key] += before.get(mention.start, "") in placing
    found = []
    for key, named in spans.items():
        if placed[key] >= LEAST_USES and 3 * placed[key] >= len(named):
            name = " ".join(named[0].text.split())
            topic = Topic(slug=slug_of(name), name=name, kind="place")
            found.append(
                weigh(searched, topic, [(m.start, m.end) for m in named], 0.65, "stands where a place stands")
            )
    return found


def _may_be_place(mention: Name, people: frozenset[str]) -> bool:
    known, places = cues(), gazetteer()
    words = mention.key.split()
    if not 1 <= len(words) <= 2 or mention.kind == "person" or len(mention.key) < 4 or "\n" in mention.text:
        return False
    if mention.text in known_bodies() or places.has(mention.key) or mention.text.isupper():
        return False
    return not any(
        w in known.bodies or w in known.teams or w in known.not_names or w in people or w in known.given
        or bool(places.country_of(w)) or any(c.isdigit() for c in w)
        for w in words
    )  # fmt: skip


def find_by_adjective(searched: Searched, found: Sequence[FoundTopic]) -> list[FoundTopic]:
    """Countries that a text does not name, but whose people or things it does, twice or more."""
    places = gazetteer()
    named = {f.topic.country for f in found if f.topic.level == "country"}
    capital = searched.language in ("", "en")
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for token in searched.tokens:
        if len(token.key) < 4 or (capital and not token.text[0].isupper()):
            continue
        iso = places.country_of(token.key)
        if iso and iso not in named and iso != searched.texts.country:
            spans[iso].append((token.start, token.end))
    return [
        weigh(searched, country.topic, where, 0.45, "its people or things are named")
        for iso, where in spans.items()
        if len(where) >= LEAST_USES and (country := places.country(iso))
    ]
