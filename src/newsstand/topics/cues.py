"""Cues: the words beside a name that tell what it names, in the languages that we know them in."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsstand.model import Topic
from newsstand.text.names import name_key
from newsstand.topics.slugs import slug_of


@dataclass(frozen=True, slots=True)
class Cues:
    """Lists of single words, as `name_key` writes them.

    given:      first names
    roles:      what people are ("minister", "Sprecherin")
    speech:     verbs that stand beside whoever speaks
    bodies:     words of which the name of an organisation has at least one
    teams:      words of which the name of a team has at least one, where the text is about sport
    sport, business: words of texts about those
    directions: words that may stand before a town's name ("northern")
    strong:     prepositions that stand before places; weak: such that also stand before much else
    risky:      names of towns that are more often something else
    not_names:  days, months, feasts
    """

    given: frozenset[str]
    roles: frozenset[str]
    speech: frozenset[str]
    bodies: frozenset[str]
    teams: frozenset[str]
    sport: frozenset[str]
    business: frozenset[str]
    directions: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    risky: frozenset[str]
    not_names: frozenset[str]


@cache
def cues() -> Cues:
    """The lists that come with the package."""
    raw: dict[str, str] = json.loads(files(__package__).joinpath("cues.json").read_text("utf-8"))
    return Cues(**{name: frozenset(map(name_key, words.split())) for name, words in raw.items()})


@cache
def known_bodies() -> dict[str, Topic]:
    """Organisations that need no cue, by every name (as written, and as a key where it has two words)."""
    found: dict[str, Topic] = {}
    lines = files(__package__).joinpath("known.tsv").read_text("utf-8").splitlines()
    for name, told, others in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        names = dict(pair.split("=", 1) for pair in told.split("|")) if told else {}
        topic = Topic(slug=slug_of(name), name=name, kind="organisation", names=names)
        for spelled in (name, *names.values(), *others.split("|")):
            if spelled:
                found[spelled] = topic
                if " " in spelled:
                    found[name_key(spelled)] = topic
    return found
