"""Why: what decided a report's place, in words that an editor can read."""

from __future__ import annotations

from newsstand.group.pairs import Likeness, Weighed
from newsstand.model import Reason

MOST_NAMED = 5


def why_copied(share: float, source: str) -> Reason:
    """The reason of a copy."""
    whose = f" of {source}" if source else ""
    return Reason(
        name="copied_text",
        value=round(share, 3),
        detail=f"{share:.2f} of its words stand in an earlier text{whose}",
        facts=(round(share * 100),),
    )


def why_opened(odds: float | None) -> Reason:
    """The reason of a story's first report."""
    if odds is None:
        return Reason(name="new_story", value=0.0, detail="nothing before it shares its words")
    return Reason(name="new_story", value=round(odds, 3), detail="no story before it is near enough")


def why_alone(sections: int) -> Reason:
    """The reason of a round-up's own story."""
    return Reason(
        name="roundup",
        value=float(sections),
        detail=f"a round-up: its {sections} sections tell of different events",
        facts=(sections,),
    )


def why_joined(me: Weighed, nearest: Weighed, likeness: Likeness, odds: float) -> tuple[Reason, ...]:
    """The reasons of a membership, from the nearest report of the story."""
    reasons = [
        Reason(
            name="near_story",
            value=round(odds, 3),
            detail=f"nearest to a report of {nearest.sketch.source or 'the story'}",
        )
    ]
    for name, words, measured, said in (
        ("shared_names", me.names.keys() & nearest.names.keys(), likeness.names, "names in both"),
        ("shared_title", me.title.keys() & nearest.title.keys(), likeness.title, "headlines share"),
        ("shared_words", me.words.keys() & nearest.words.keys(), likeness.words, "words in both"),
    ):
        weights = me.names if name == "shared_names" else me.title if name == "shared_title" else me.words
        told = sorted(words, key=lambda w: (-weights[w], w))[:MOST_NAMED]
        if told:
            named = ", ".join(told)
            reasons.append(
                Reason(name=name, value=round(measured, 3), detail=f"{said}: {named}", facts=(named,))
            )
    return tuple(reasons)
