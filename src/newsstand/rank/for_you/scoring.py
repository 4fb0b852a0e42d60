"""What a story is worth to one reader, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from math import exp, log

from newsstand.model import Reason
from newsstand.model.interest import Feature, Offer, Profile
from newsstand.rank.for_you.learning import LEAST_CREDIT, strength
from newsstand.rank.for_you.settings import ForYouSettings
from newsstand.text.words import tokens

MAIN_TOPICS = 2
CURIOUS_TOPICS = 3
_UNPLACED = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An offer with its worth.

    drawn:   what of the profile speaks for it: (feature, value, whether it is followed), the best first
    base:    the other parts, which do not depend on what stands in the list
    topics:  its main topics; first: the title that told it first
    is_new:  nothing in it is followed or was learned
    """

    offer: Offer
    drawn: tuple[tuple[Feature, float, bool], ...]
    base: tuple[Reason, ...]
    topics: tuple[str, ...]
    titles: frozenset[str]
    first: str | None
    is_new: bool
    ceiling: float = field(default=0.0)

    @property
    def appeal(self) -> float:
        """Its worth to this reader alone."""
        return sum(v for _, v, _ in self.drawn)

    @property
    def is_theirs(self) -> bool:
        """Whether more than its section speaks for it."""
        return any(value > 0 and feature.kind != "section" for feature, value, _ in self.drawn)

    @property
    def general(self) -> float:
        """Its worth to anybody."""
        return sum(r.value for r in self.base)


def is_muted(offer: Offer, profile: Profile, words: Sequence[tuple[str, ...]] | None = None) -> bool:
    """Whether a mute keeps it out: its topic, section, the story itself, a word of its headline, or all its titles."""
    muted = profile.muted
    if muted:
        if any(Feature("topic", a.key) in muted for a in offer.about):
            return True
        if Feature("story", offer.story) in muted or (
            offer.section and Feature("section", offer.section) in muted
        ):
            return True
        if offer.titles and all(Feature("title", t) in muted for t in offer.titles):
            return True
    phrases = muted_phrases(profile) if words is None else words
    return bool(phrases) and says_any(offer.headline, phrases)


def muted_phrases(profile: Profile) -> list[tuple[str, ...]]:
    """The muted words as tokens."""
    return [found for word in profile.words if (found := tuple(tokens(word)))]


def says_any(text: str, phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether a text says one of the phrases, word for word."""
    said = tokens(text)
    held = set(said)
    for phrase in phrases:
        if not held.issuperset(phrase):
            continue
        size = len(phrase)
        if any(tuple(said[i : i + size]) == phrase for i in range(len(said) - size + 1)):
            return True
    return False


def score_offers(
    offers: Sequence[Offer],
    profile: Profile,
    *,
    now: datetime,
    shares: Mapping[Feature, float],
    settings: ForYouSettings,
) -> list[Scored]:
    """Every offer with its worth, the best first."""
    strengths: dict[Feature, float] = {
        f: value
        for f in profile.interests
        if abs(value := strength(profile, f, now=now, shares=shares, settings=settings.learning)) >= 0.05
    }
    scored = [_score(offer, profile, strengths, now, settings) for offer in offers]
    scored.sort(key=lambda s: (-s.ceiling, s.offer.lead_place or _UNPLACED, s.offer.story))
    return scored


def _score(
    offer: Offer,
    profile: Profile,
    strengths: Mapping[Feature, float],
    now: datetime,
    settings: ForYouSettings,
) -> Scored:
    follows = profile.follows
    drawn: list[tuple[Feature, float, bool]] = []
    against = 0.0
    heaviest = (max(a.weight for a in offer.about) if offer.about else 1.0) or 1.0
    for about in offer.about:
        credit = min(1.0, max(LEAST_CREDIT, about.weight / heaviest))
        feature = Feature("topic", about.key)
        liking = strengths.get(feature, 0.0)
        if feature in follows:
            drawn.append((feature, settings.followed_topic * (0.5 + credit / 2), True))
        elif liking >= settings.learning.least:
            drawn.append((feature, settings.learned * liking * credit, False))
        elif liking < 0:
            against = min(against, settings.learned * liking * credit)
    is_new = not drawn
    worths = {"story": settings.followed_story, "section": settings.followed_section}
    for feature in (Feature("story", offer.story), Feature("section", offer.section or "")):
        if feature in follows:
            drawn.append((feature, worths[feature.kind], True))
        elif (liking := strengths.get(feature, 0.0)) >= settings.learning.least:
            drawn.append((feature, settings.learned * liking, False))
    for title in offer.titles:
        feature = Feature("title", title)
        if feature in follows:
            drawn.append((feature, settings.followed_title, True))
        elif len(offer.titles) == 1 and (liking := strengths.get(feature, 0.0)) >= settings.learning.least:
            drawn.append((feature, settings.learned * liking, False))
    drawn.sort(key=lambda d: (-d[1], d[0]))
    shaded = tuple((f, v * settings.next_best**i, told) for i, (f, v, told) in enumerate(drawn[:4]))
    base = _base(offer, profile, against, now, settings)
    return Scored(
        offer=offer,
        drawn=shaded,
        base=base,
        topics=tuple(a.key for a in offer.about[:MAIN_TOPICS]) or (f"/{offer.story}",),
        titles=frozenset(offer.titles) or frozenset((f"/{offer.story}",)),
        first=offer.titles[0] if offer.titles else None,
        is_new=is_new and not any(told for _, _, told in shaded),
        ceiling=sum(v for _, v, _ in shaded) + sum(r.value for r in base),
    )


def _base(
    offer: Offer, profile: Profile, against: float, now: datetime, settings: ForYouSettings
) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if offer.lead_place is not None:
        value = settings.significance * exp(-(offer.lead_place - 1) / settings.lead_reach)
        reasons.append(Reason(name="significance", value=value, detail=f"lead story {offer.lead_place}"))
    elif len(offer.titles) > 1:
        value = settings.breadth * log(len(offer.titles))
        reasons.append(Reason(name="breadth", value=value, detail=f"{len(offer.titles)} titles"))
    if against < 0:
        reasons.append(Reason(name="against", value=against, detail="passed over before"))
    if profile.interests and offer.about:
        met = [profile.interests.get(Feature("topic", a.key)) for a in offer.about[:CURIOUS_TOPICS]]
        unmet = sum(1 / (1 + held.seen) ** 2 if held else 1.0 for held in met)
        value = settings.curiosity * unmet * _openness(profile, settings)
        reasons.append(Reason(name="curiosity", value=value, detail="seldom shown yet"))
    if offer.lead_place is None:  # a place among the lead stories says how new a story is already
        still = max(timedelta(0), now - offer.moved_at)
        reasons.append(Reason(name="freshness", value=-log(2) * (still / settings.half_life)))
    return tuple(reasons)


def _openness(profile: Profile, settings: ForYouSettings) -> float:
    """How much is still to be found out: less with all that was shown, and where a reader says what they want."""
    return exp(-log(2) * profile.seen / settings.curiosity_fades) / (1 + len(profile.follows))


def draw(reader: str, day: str, story: str) -> bytes:
    """The lot of a story for a reader on a day: chance that can be repeated."""
    return blake2b(f"{reader}\0{day}\0{story}".encode(), digest_size=8).digest()
