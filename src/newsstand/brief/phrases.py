"""Phrases: the few words of our own that a brief needs, by language; a language without them gets none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """reports: what follows a claim that is one title's own; differ: two titles and their numbers."""

    reports: str
    differ: str
    differ_unnamed: str


PHRASES: dict[str, Phrases] = {
    "en": Phrases(
        ", {title} reports.",
        "{what}: {a} says {x}, {b} says {y}.",
        "{what}: one report says {x}, another {y}.",
    ),
    "de": Phrases(
        ", berichtet {title}.",
        "{what}: {a} nennt {x}, {b} nennt {y}.",
        "{what}: ein Bericht nennt {x}, ein anderer {y}.",
    ),
    "fr": Phrases(
        ", rapporte {title}.",
        "{what} : {a} indique {x}, {b} indique {y}.",
        "{what} : un article indique {x}, un autre {y}.",
    ),
}
