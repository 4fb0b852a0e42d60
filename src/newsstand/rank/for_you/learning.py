"""What a reader does -> what they are interested in.

An interest is how much more often stories with a feature were liked than this reader likes stories at all: observed
over expected, both shrunk towards "no interest" by a gamma prior (DuMouchel 1999, "Bayesian data mining in large
frequency tables"; for news, Liu, Dolan and Pedersen 2010, "Personalized news recommendation based on click behavior").
Where it is not known what was passed over, as many likes are expected of a feature as its share of all stories is.
What all stories share is liked as often as all stories are, so it gains nothing; and where one feature explains why a
story was liked, the others that stand beside it earn only what their own record bears out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from math import log

from newsstand.model.interest import Feature, Interest, Offer, Profile, Reaction
from newsstand.rank.for_you.settings import Learning

MOST_INTERESTS = 400
LEAST_CREDIT = 0.25
_ORDER = ("hidden", "skipped", "opened", "finished", "saved")


def learn(profile: Profile, reaction: Reaction, *, settings: Learning | None = None) -> Profile:
    """The profile after what a reader did; a removed interest stays removed."""
    rules = settings or Learning()
    if reaction.offer is None:
        return _told(profile, reaction)
    liked, seen, elsewhere = _weighed(reaction, rules)
    kind = _counted_as(reaction, rules)
    features = features_of(reaction.offer)
    usual = _usual_rate(profile, reaction.at, rules)
    rates = {f: _rate(profile.interests.get(f), reaction.at, usual, rules) for f in features}
    best = max(rates.values(), default=usual)
    interests = dict(profile.interests)
    for feature, (name, credit) in features.items():
        held = interests.get(feature) or Interest(feature=feature, name=name, at=reaction.at)
        if held.removed:
            continue
        faded = fade(held.at, reaction.at, rules.half_life)
        part = credit * ((rates[feature] / best) ** rules.explained if liked > 0 else 1.0)
        interests[feature] = replace(
            _counted(held, kind, reaction.before),
            name=name or held.name,
            liked=max(0.0, held.liked * faded + liked * part),
            seen=held.seen * faded + seen * part,
            elsewhere=held.elsewhere * faded + (seen * part if elsewhere else 0.0),
            at=max(held.at, reaction.at),
        )
    faded = fade(profile.at or reaction.at, reaction.at, rules.half_life)
    unexplained = usual / max(usual, best)
    liked, seen = (0.0, 0.0) if elsewhere else (liked * unexplained, seen * unexplained)
    return replace(
        profile,
        interests=_bounded(interests),
        known=profile.known if kind == "skipped" else profile.known | {reaction.offer.story},
        liked=max(0.0, profile.liked * faded + liked),
        seen=profile.seen * faded + seen,
        elsewhere=profile.elsewhere * faded + elsewhere,
        at=max(profile.at or reaction.at, reaction.at),
    )


def learn_all(
    profile: Profile, reactions: Iterable[Reaction], *, settings: Learning | None = None
) -> Profile:
    """The profile after all of this, in the order given."""
    for reaction in reactions:
        profile = learn(profile, reaction, settings=settings)
    return profile


def strength(
    profile: Profile,
    feature: Feature,
    *,
    now: datetime,
    shares: Mapping[Feature, float] | None = None,
    settings: Learning | None = None,
) -> float:
    """How interested: the logarithm of liked over expected; 0 for what is unknown or removed, below 0 for what bores.

    shares: which part of the stories of these days has a feature, for those read from lists that we do not know
    """
    rules = settings or Learning()
    held = profile.interests.get(feature)
    if held is None or held.removed:
        return 0.0
    faded = fade(held.at, now, rules.half_life)
    elsewhere = profile.elsewhere * fade(profile.at or now, now, rules.half_life)
    rate = _usual_rate(profile, now, rules)
    expected = rate * (held.seen - held.elsewhere) * faded + (shares or {}).get(feature, 0.0) * elsewhere
    lift = (held.liked * faded + rules.prior) / (expected + rules.prior)
    part = {"section": rules.section_share, "title": rules.title_share}.get(feature.kind, 1.0)
    return log(lift) * part


def learned(
    profile: Profile,
    *,
    now: datetime,
    shares: Mapping[Feature, float] | None = None,
    settings: Learning | None = None,
) -> list[tuple[Interest, float]]:
    """Everything learned that counts for something, the strongest first."""
    rules = settings or Learning()
    found = [
        (i, strength(profile, f, now=now, shares=shares, settings=rules))
        for f, i in profile.interests.items()
    ]
    return sorted((p for p in found if p[1] >= rules.least), key=lambda p: (-p[1], p[0].feature))


def features_of(offer: Offer) -> dict[Feature, tuple[str, float]]:
    """What can be learned from a story: each feature with its name and how much of the credit it earns."""
    heaviest = max((a.weight for a in offer.about), default=1.0) or 1.0
    found = {
        Feature("topic", a.key): (a.name, min(1.0, max(LEAST_CREDIT, a.weight / heaviest)))
        for a in offer.about
    }
    if offer.section:
        found[Feature("section", offer.section)] = ("", 1.0)
    if len(offer.titles) == 1:  # what many titles tell says nothing of a liking for one of them
        found[Feature("title", offer.titles[0])] = ("", 1.0)
    return found


def shares_of(offers: Iterable[Offer]) -> dict[Feature, float]:
    """Which part of the stories has each feature."""
    counts: dict[Feature, int] = {}
    total = 0
    for offer in offers:
        total += 1
        for feature in features_of(offer):
            counts[feature] = counts.get(feature, 0) + 1
    return {feature: count / total for feature, count in counts.items()}


def fade(since: datetime, now: datetime, half_life: timedelta) -> float:
    """What is left at `now` of what counted 1 at `since`."""
    return 1.0 if now <= since else 0.5 ** ((now - since) / half_life)


def _usual_rate(profile: Profile, now: datetime, rules: Learning) -> float:
    """How often this reader likes a story in which nothing speaks to them."""
    faded = fade(profile.at or now, now, rules.half_life)
    liked, seen = profile.liked * faded, profile.seen * faded
    return (liked + rules.usual * rules.usual_firmness) / (seen + rules.usual_firmness)


def _rate(held: Interest | None, now: datetime, usual: float, rules: Learning) -> float:
    """How often a story with a feature is liked, shrunk towards the usual."""
    if held is None or held.removed:
        return usual
    faded = fade(held.at, now, rules.half_life)
    return (held.liked * faded + rules.prior * usual) / (held.seen * faded + rules.prior)


def _told(profile: Profile, reaction: Reaction) -> Profile:
    """What a reader says outright."""
    feature = reaction.feature
    if feature is None:
        return profile
    if reaction.kind == "followed":
        return replace(profile, follows={**profile.follows, feature: reaction.name})
    if reaction.kind == "muted":
        return replace(profile, muted=profile.muted | {feature})
    if reaction.kind in ("removed", "restored"):
        held = profile.interests.get(feature) or Interest(feature=feature, name=reaction.name, at=reaction.at)
        changed = replace(held, removed=reaction.kind == "removed")
        return replace(profile, interests={**profile.interests, feature: changed})
    return profile


def _counted_as(reaction: Reaction, rules: Learning) -> str:
    if reaction.kind == "finished" and 0 < reaction.seconds < rules.glance:
        return "opened"
    return reaction.kind


def _weighed(reaction: Reaction, rules: Learning) -> tuple[float, float, float]:
    """How much a reaction adds to liked, to seen and to liked elsewhere; beyond `before` only the difference."""
    gains = {"finished": rules.finished, "saved": rules.saved, "opened": rules.opened}
    kind = _counted_as(reaction, rules)
    liked, seen = gains.get(kind, 0.0), rules.hidden if kind == "hidden" else 1.0
    if reaction.before is not None:
        liked -= gains.get(reaction.before, 0.0)
        seen -= rules.hidden if reaction.before == "hidden" else 1.0
        liked = liked if kind == "hidden" else max(0.0, liked)
    is_known = reaction.offered or kind in ("skipped", "hidden")
    return liked, seen, 0.0 if is_known else liked


def _counted(held: Interest, kind: str, before: str | None) -> Interest:
    """With its plain counts; a story counts once, as the most that was done with it."""
    counts = {
        "finished": held.finished,
        "opened": held.opened,
        "saved": held.saved,
        "hidden": held.hidden,
    }
    if before in counts:
        if kind != "hidden" and _ORDER.index(kind) <= _ORDER.index(before):
            return held
        counts[before] = max(0, counts[before] - 1)
    if kind in counts:
        counts[kind] += 1
    return replace(
        held,
        finished=counts["finished"],
        opened=counts["opened"],
        saved=counts["saved"],
        hidden=counts["hidden"],
    )


def _bounded(interests: dict[Feature, Interest]) -> dict[Feature, Interest]:
    """The same, without the oldest of what was only seen, where there are too many."""
    if len(interests) <= MOST_INTERESTS:
        return interests
    kept = sorted(interests.values(), key=lambda i: (i.removed, i.liked, i.at, i.feature), reverse=True)
    return {i.feature: i for i in kept[: MOST_INTERESTS * 3 // 4]}
