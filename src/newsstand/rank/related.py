"""Related stories: what a reader of one story may want beside it, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import exp, log

from newsstand.model import Reason, Slot
from newsstand.model.interest import Offer
from newsstand.text.words import stem, stop_words, tokens

_WORD = re.compile(r"[^\W_][\w’'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedSettings:
    """Weights of the score, which is a sum.

    common:     topics on more than this share of the stories bind nothing
    same_event: share of words in both headlines from which two stories of `same_days` tell one event
    least:      what topics and names together must bring
    """

    topics: float = 1.0
    names: float = 0.6
    section: float = 0.2
    nearness: float = 0.5
    follow_up: float = 0.5
    days: float = 10.0
    common: float = 0.25
    same_event: float = 0.6
    same_days: float = 1.5
    least: float = 0.9
    most_detail: int = 3


def related(
    story: Offer,
    candidates: Sequence[Offer],
    *,
    limit: int,
    shares: Mapping[str, float] | None = None,
    settings: RelatedSettings | None = None,
) -> tuple[Slot, ...]:
    """The stories nearest to a story, best first, each with its reasons; none that tells the same event as another.

    shares: the part of all recent stories that each topic stands in; counted among the candidates where it is missing
    """
    weights = settings or RelatedSettings()
    others = [o for o in {o.story: o for o in candidates}.values() if o.story != story.story]
    known = {**_shares(others), **(shares or {})}
    near = _Nearness(story, others, known, weights)
    slots = [(slot, o) for o in others if (slot := near.slot(o)) is not None]
    slots.sort(key=lambda p: (-p[0].score, p[0].story))
    chosen: list[tuple[Slot, Offer]] = []
    for slot, offer in slots:
        if len(chosen) == limit:
            break
        if not any(tells_the_same(offer, o, weights) for o in [story, *(o for _, o in chosen)]):
            chosen.append((slot, offer))
    return tuple(slot for slot, _ in chosen)


def tells_the_same(one: Offer, other: Offer, settings: RelatedSettings) -> bool:
    """Whether two stories are one event that was told apart: most words of their headlines, within days."""
    if abs(one.opened_at - other.opened_at) > timedelta(days=settings.same_days):
        return False
    first, second = _stems(one), _stems(other)
    return bool(first) and len(first & second) >= settings.same_event * len(first | second)


def rare_words(offer: Offer) -> dict[str, str]:
    """The stems of a headline's words that have a capital (in mid-sentence where it has small letters), as written."""
    found: dict[str, str] = {}
    stops = stop_words(offer.language)
    for place, match in enumerate(_WORD.finditer(offer.headline)):
        word = re.sub(r"[’']s?$", "", match.group())
        if word[:1].isupper() and len(word) > 2 and word.lower() not in stops:
            opens = place == 0 and not word.isupper()
            if not opens or offer.headline[match.end() : match.end() + 2].lstrip()[:1].isupper():
                for token in tokens(word):
                    found.setdefault(token, word)
    return found


class _Nearness:
    """What binds stories to one story."""

    def __init__(
        self, story: Offer, others: Sequence[Offer], shares: Mapping[str, float], settings: RelatedSettings
    ) -> None:
        self._story, self._shares, self._settings = story, shares, settings
        self._topics = {a.key: a for a in story.about}
        self._words = rare_words(story)
        said = Counter(t for o in others for t in set(tokens(o.headline)) & self._words.keys())
        self._rare = {w: log((1 + len(others)) / (1 + said[w])) for w in self._words}

    def slot(self, other: Offer) -> Slot | None:
        """A story's place with its reasons; None where too little binds it."""
        reasons = [r for r in (self._by_topics(other), self._by_names(other)) if r is not None]
        bound = sum(r.value for r in reasons)
        if bound < self._settings.least:
            return None
        if other.section and other.section == self._story.section:
            both = f"both in {other.section}"
            reasons.append(
                Reason(name="same_section", value=self._settings.section, detail=both, facts=(other.section,))
            )
        reasons += self._by_time(other, strong=len(reasons) > 1 or bound >= 2 * self._settings.least)
        return Slot(story=other.story, score=round(sum(r.value for r in reasons), 6), reasons=tuple(reasons))

    def _by_topics(self, other: Offer) -> Reason | None:
        heaviest = max((a.weight for a in other.about), default=0.0)
        own = max((a.weight for a in self._story.about), default=0.0)
        found: list[tuple[float, str]] = []
        for about in other.about:
            mine = self._topics.get(about.key)
            share = self._shares.get(about.key, 0.0)
            if mine is None or share > self._settings.common or not heaviest or not own:
                continue
            weight = (max(0.1, mine.weight / own) * max(0.1, about.weight / heaviest)) ** 0.5
            found.append((weight * log(1 / max(share, 0.002)), about.name))
        if not found:
            return None
        found.sort(key=lambda p: (-p[0], p[1]))
        named = ", ".join(name for _, name in found[: self._settings.most_detail])
        value = self._settings.topics * sum(v for v, _ in found) / 2
        return Reason(name="shared_topics", value=value, detail=f"both on {named}", facts=(named,))

    def _by_names(self, other: Offer) -> Reason | None:
        said = set(tokens(other.headline))
        shared = sorted((w for w in self._words if w in said), key=lambda w: (-self._rare[w], w))
        value = self._settings.names * sum(self._rare[w] for w in shared)
        if value <= 0:
            return None
        named = ", ".join(dict.fromkeys(self._words[w] for w in shared[: self._settings.most_detail]))
        return Reason(name="shared_names", value=value, detail=f"names in both: {named}", facts=(named,))

    def _by_time(self, other: Offer, *, strong: bool) -> list[Reason]:
        settings, story = self._settings, self._story
        gap = abs(story.moved_at - other.moved_at)
        reasons = [
            Reason(name="nearness", value=settings.nearness * exp(-(gap / timedelta(days=settings.days))))
        ]
        if strong and other.opened_at > story.moved_at:
            reasons.append(_follow_up("after", settings))
        elif strong and story.opened_at > other.moved_at:
            reasons.append(_follow_up("before", settings))
        return reasons


def _follow_up(side: str, settings: RelatedSettings) -> Reason:
    return Reason(name="follow_up", value=settings.follow_up, detail=f"what came {side}", facts=(side,))


def _stems(offer: Offer) -> set[str]:
    return {s for t in tokens(offer.headline) if (s := stem(t, offer.language))}


def _shares(offers: Sequence[Offer]) -> dict[str, float]:
    counts = Counter(key for o in offers for key in {a.key for a in o.about})
    return {key: count / max(len(offers), 10) for key, count in counts.items()}
