"""Organisations and teams: names with a word that bodies bear, acronyms that the text explains, and some that all know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from newsstand.model import FoundTopic, Topic
from newsstand.text.names import Name, name_key
from newsstand.topics.cues import cues, known_bodies
from newsstand.topics.finding import Searched, weigh
from newsstand.topics.gazetteer import gazetteer
from newsstand.topics.slugs import slug_of
from newsstand.topics.tokens import LONGEST_TEXT, tokens_of

LEAST_SPORT = 3
MOST_WORDS = 6
_EXPLAINED = re.compile(r"\s*\(([A-ZÄÖÜ][A-Za-zÄÖÜ]{1,7})\)")
_SUFFIX = re.compile(r"\s(?:plc|ltd|inc|gmbh|ag|sa|corp|co|llc|se|kg)\.?$", re.IGNORECASE)
_UNIT = re.compile(r"[kMGT]?W[hp]?|[A-Z]{2,}[a-z]")  # "GWh", "CEOs"
_AFTER_NAME = re.compile(r"[^\W\d_]+")
_OF_A_PLACE = re.compile(
    r"\b(?:Universität|Landgericht|Amtsgericht|Oberlandesgericht|Hochschule|Klinikum|Stadtwerke|Sparkasse|Polizei"
    r"|[Uu]niversité|[Mm]inistère|[Pp]réfecture|[Mm]airie|[Cc]our d[’']appel|[Cc]onseil|[Ss]yndicat|[Cc]hambre"
    r"|Universidad|Ministerio|Ayuntamiento|Partido|Banco|Tribunal|Instituto|Agencia|Consejo|Junta|Gobierno)"
    r"(?:\s(?:de la|de l[’']|de los|del|des|du|de|d[’'])\s?|\s)([A-ZÄÖÜÉÎ][\w’'\-]+(?:\s(?:et|y|und|de la|de)?\s?[A-ZÄÖÜÉ][\w\-]+){0,2})"
)
_GERMAN = re.compile(
    r"\b(?:[A-ZÄÖÜ][a-zäöü]+ministerium|Bundes(?:bank|tag|rat|gerichtshof|polizei|netzagentur|amt|kartellamt)|[A-ZÄÖÜ][a-zäöü]+(?:verband|gewerkschaft))\b"
)


@dataclass(slots=True)
class Body:
    """An organisation that a text names."""

    name: str
    is_team: bool = False
    topic: Topic | None = None
    certainty: float = 0.8
    why: str = "a word that organisations bear"
    spans: set[tuple[int, int]] = field(default_factory=set)


def find_bodies(searched: Searched, mentions: Sequence[Name], people: frozenset[str]) -> list[FoundTopic]:
    """The organisations and teams that a text names."""
    bodies: dict[str, Body] = {}
    is_sport = _is_about_sport(searched)
    own = name_key(searched.texts.source)
    _add_known(searched, bodies)
    acronyms: dict[str, str] = {}
    for mention in mentions:
        words = mention.key.split()
        if not words or mention.key == own or "\n" in mention.text or _is_place(mention.key):
            continue
        if name_key(mention.text) in known_bodies() or mention.text in known_bodies():
            continue
        if any(w in people for w in words) or (words[0] in cues().given and "of" in words):
            continue
        if (body := _body_of(searched, mention, words, is_sport=is_sport)) is None:
            continue
        key = name_key(_SUFFIX.sub("", body.name))
        kept = bodies.setdefault(key, body)
        kept.spans.add((mention.start, mention.end))
        if short := _EXPLAINED.match(searched.text, mention.end):
            acronyms[short[1]] = key
            kept.certainty, kept.why = 0.95, "explained by its acronym"
    _add_patterns(searched, bodies)
    _add_acronyms(searched, bodies, acronyms)
    _add_repeated(searched, bodies, mentions, people)
    return [_topic_of(searched, body) for body in bodies.values() if body.spans]


def _topic_of(searched: Searched, body: Body) -> FoundTopic:
    topic = body.topic or Topic(
        slug=slug_of(body.name), name=body.name, kind="team" if body.is_team else "organisation"
    )
    return weigh(searched, topic, sorted(body.spans), body.certainty, body.why)


def _is_about_sport(searched: Searched) -> bool:
    return sum(t.key in cues().sport for t in searched.tokens) >= LEAST_SPORT


def _is_place(key: str) -> bool:
    return gazetteer().has(key)


def _add_known(searched: Searched, bodies: dict[str, Body]) -> None:
    """Organisations that all know, wherever their names stand as they are written."""
    known = known_bodies()
    begins = _beginnings()
    tokens = searched.tokens
    place = 0
    while place < len(tokens):
        if tokens[place].key not in begins:
            place += 1
            continue
        for count in (5, 4, 3, 2, 1):
            words = tokens[place : place + count]
            if len(words) < count or not words[0].capital or not all(w.joined for w in words[1:]):
                continue
            written = searched.text[words[0].start : words[-1].end]
            topic = known.get(written) or (known.get(name_key(written)) if count > 1 else None)
            if topic is None or (count == 1 and words[0].first and words[0].key in searched.small):
                continue
            body = bodies.setdefault(
                f"={topic.slug}", Body(topic.name, topic=topic, certainty=0.95, why="well known")
            )
            body.spans.add((words[0].start, words[-1].end))
            place += count - 1
            break
        place += 1


def _is_common(searched: Searched, words: list[str]) -> bool:
    """Whether the text itself also writes all the words of a name small, or puts a word before what all know."""
    if all(w in searched.small or len(w) < 3 for w in words):
        return searched.language != "de"
    return len(words) > 1 and (words[-1] in _short_names() or " ".join(words[1:]) in known_bodies())


@cache
def _short_names() -> frozenset[str]:
    """The single words, as keys, that name organisations that all know."""
    return frozenset(name_key(name) for name in known_bodies() if " " not in name)


@cache
def _beginnings() -> frozenset[str]:
    """The first words of all names of organisations that all know."""
    return frozenset(first.key for name in known_bodies() for first in tokens_of(name)[:1])


def _body_of(searched: Searched, mention: Name, words: list[str], *, is_sport: bool) -> Body | None:
    known = cues()
    if not 2 <= len(words) <= MOST_WORDS or mention.text.isupper() or words[0] in known.not_names:
        return None
    if _is_common(searched, words) or words[0] in known.roles:
        return None
    if mention.end <= searched.headline_end and searched.is_title_case:
        return None
    name = " ".join(mention.text.split())
    in_team = words[-1] in known.teams or words[0] in known.teams
    if (
        in_team
        and (is_sport or words[-1] in ("fc", "afc", "rovers", "wanderers"))
        and words[0] not in known.given
    ):
        return Body(name, is_team=True, why="a word that teams bear")
    if (
        words[-1] in known.bodies
        or words[0] in known.bodies
        or words[-1].endswith(("ministerium", "verband"))
    ):
        lone = len(words) == 2 and words[0] in known.directions
        return None if lone else Body(name)
    if mention.kind == "organisation" and words[0] not in known.given:
        return Body(name)
    return None


def _add_patterns(searched: Searched, bodies: dict[str, Body]) -> None:
    patterns = {"de": (_OF_A_PLACE, _GERMAN), "fr": (_OF_A_PLACE,), "es": (_OF_A_PLACE,)}
    for pattern in patterns.get(searched.language, ()):
        for match in pattern.finditer(searched.text[:LONGEST_TEXT]):
            name = match.group()
            key = name_key(name)
            if key in bodies or key in known_bodies() or name in known_bodies():
                continue
            body = bodies.setdefault(key, Body(name[0].upper() + name[1:]))
            body.spans.update(
                (m.start(), m.end()) for m in re.finditer(re.escape(name), searched.text[:LONGEST_TEXT])
            )


def _add_acronyms(searched: Searched, bodies: dict[str, Body], acronyms: dict[str, str]) -> None:
    for token in searched.tokens:
        if (key := acronyms.get(token.text)) and key in bodies:
            bodies[key].spans.add((token.start, token.end))


def _add_repeated(
    searched: Searched, bodies: dict[str, Body], mentions: Sequence[Name], people: frozenset[str]
) -> None:
    """Single names that come up again and again beside words of business, and short forms of what was found."""
    known = cues()
    short = {key.split()[0]: body for key, body in bodies.items() if " " in key and not key.startswith("=")}
    alone: dict[str, list[Name]] = defaultdict(list)
    for mention in mentions:
        key = mention.key
        words = key.split()
        if (
            len(words) > 3
            or len(key) < 3
            or _UNIT.fullmatch(mention.text)
            or "\n" in mention.text
            or key in bodies
        ):
            continue
        if any(w in people or w in known.given or w in known.directions for w in words):
            continue
        if _is_common(searched, words):
            continue
        if key in known.not_names or mention.text in known_bodies() or _is_place(key):
            continue
        alone[key].append(mention)
    for key, found in alone.items():
        spans = {(m.start, m.end) for m in found}
        if (body := short.get(key)) and not gazetteer().country_of(key):
            body.spans |= spans
            continue
        beside = sum(_stands_beside(searched, m) for m in found)
        if (
            len(found) >= 3
            and beside
            and not gazetteer().country_of(key)
            and key != name_key(searched.texts.source)
        ):
            certainty = 0.6 + min(0.25, 0.08 * beside)
            bodies[key] = Body(
                found[0].text, certainty=certainty, why="named often, beside words of business", spans=spans
            )


def _stands_beside(searched: Searched, mention: Name) -> bool:
    near = (
        searched.text[max(0, mention.start - 30) : mention.start]
        + searched.text[mention.end : mention.end + 30]
    )
    return any(name_key(w) in cues().business for w in _AFTER_NAME.findall(near))
