"""Does For You find out what a reader wants? A world of its own: made stories, readers with planted interests.

    python -m benchmarks for_you

Each day brings stories on some of 60 topics (a few of them on almost every page), of 12 sections, from 30 titles. A
reader with 2 to 4 planted topics is shown a list of ten twice a day and reads a story to its end with a chance of 0.8
where it is about a planted topic, else of 0.1; what is not read is passed over. After 20 stories read to the end:

planted topics in the top 5: which share of them is among the five topics that For You holds to be liked best, and for
                       which share of the readers all of them are; also where the stories were read from other pages,
                       of which nobody knows what was passed over
precision at 10:       the share of places of the next list with a planted topic: before (nothing known), after, where a
                       reader follows these topics outright, and the most that a list can hold that keeps its floors
Every list that was shown counts for the floors: muted stories, variety in every ten places, the share of lead stories
and of the unexpected. Nothing is read from the corpora; the same seed makes the same world.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

from newsstand.model import Edition
from newsstand.model.interest import About, Feature, Offer, Profile, Reaction
from newsstand.rank.for_you import ForYouSettings, for_you, learn, learned, shares_of

SEEDS = (1, 2, 3, 4, 5)
READERS = 60
TOPICS, SECTIONS, TITLES = 60, 12, 30
COMMON = ("uk", "government")  # on a large part of all pages
STORIES_A_DAY = 150
READS, A_LIST, LONG_LIST = 20, 10, 30
LIKES, OTHERWISE = 0.8, 0.1
START = datetime(2026, 3, 2, 7, tzinfo=UTC)
MOST_LISTS = 200


@dataclass
class Tally:
    """What was counted over all lists of all readers."""

    lists: int = 0
    muted: int = 0
    topics: int = 99
    titles: int = 99
    most_of_a_topic: int = 0
    most_of_a_title: int = 0
    most_of_a_section: int = 0
    important: list[float] = field(default_factory=list)
    unexpected: list[float] = field(default_factory=list)
    without_the_top: int = 0


def measure(_: Path | None = None) -> dict[str, Any]:
    """The figures over all seeds, and those of each."""
    tally = Tally()
    readers = [
        _follow_reader(Random(f"{seed}/{number}"), tally) for seed in SEEDS for number in range(READERS)
    ]
    means = {name: round(fmean(r[name] for r in readers), 3) for name in readers[0]}
    of_seeds = {
        str(seed): round(fmean(r["all found"] for r in readers[READERS * at : READERS * (at + 1)]), 3)
        for at, seed in enumerate(SEEDS)
    }
    return {
        "readers": len(readers),
        "planted topics in the top 5": {
            "after 20 reads": means["found"],
            "all of them, after 20 reads": means["all found"],
            "all of them, by seed": of_seeds,
            "after 40 reads": means["found after 40"],
            "all of them, after 40 reads": means["all found after 40"],
            "after 20 reads from the paper alone": means["found from the paper"],
            "all of them, after 20 reads from the paper alone": means["all found from the paper"],
        },
        "stories shown until then": {"20 reads": means["shown"], "40 reads": means["shown after 40"]},
        "precision at 10": {
            "before": means["before"],
            "after 20 reads": means["after"],
            "after 40 reads": means["after after 40"],
            "planted topics followed": means["followed"],
            "possible": means["possible"],
        },
        "lists": tally.lists,
        "muted stories shown": tally.muted,
        "fewest topics in ten": tally.topics,
        "fewest titles in ten": tally.titles,
        "most of a topic in ten": tally.most_of_a_topic,
        "most of a title in ten": tally.most_of_a_title,
        "most of a section in ten": tally.most_of_a_section,
        "share of lead stories": {
            "least": round(min(tally.important), 3),
            "mean": round(fmean(tally.important), 3),
        },
        "share of the unexpected": {
            "least": round(min(tally.unexpected), 3),
            "mean": round(fmean(tally.unexpected), 3),
        },
        "lists without the top three": tally.without_the_top,
    }


def stories_of(day: int, chance: Random) -> list[Offer]:
    """A day's stories: each on one to three topics, some on what is on every page, told by one to nine titles."""
    offers = []
    popular = [1 / (3 + rank) ** 0.5 for rank in range(TOPICS)]
    for number in range(STORIES_A_DAY):
        count = chance.choice((1, 2, 2, 3))
        topics = dict.fromkeys(f"t{t}" for t in chance.choices(range(TOPICS), popular, k=count))
        main = next(iter(topics))
        about = [About(key=t, name=t, weight=1.0 - 0.2 * i) for i, t in enumerate(topics)]
        about += [About(key=c, name=c, weight=0.4) for c in COMMON if chance.random() < 0.4]
        told = min(TITLES, 1 + int(chance.paretovariate(1.2)) if chance.random() < 0.5 else 1)
        titles = chance.sample(range(TITLES), min(told, 9))
        moved = START + timedelta(days=day, minutes=-chance.randrange(24 * 60))
        offers.append(
            Offer(
                story=f"{day}-{number}", headline=f"{' '.join(topics)} {number}", section=f"s{int(main[1:]) % SECTIONS}",
                about=tuple(about), titles=tuple(f"title{t}" for t in titles), opened_at=moved, moved_at=moved,
            )
        )  # fmt: skip
    leads = sorted(offers, key=lambda o: (-len(o.titles), o.story))[:40]
    places = {o.story: place for place, o in enumerate(leads, 1)}
    return [_placed(o, places.get(o.story)) for o in offers]


def _placed(offer: Offer, place: int | None) -> Offer:
    return replace(offer, lead_place=place)


def _follow_reader(chance: Random, tally: Tally) -> dict[str, float]:
    """One reader until 20, and then 40, stories are read to the end."""
    planted = {f"t{t}" for t in chance.sample(range(TOPICS), chance.choice((2, 3, 4)))}
    mute = f"t{chance.choice([t for t in range(TOPICS) if f't{t}' not in planted])}"
    profile = learn(
        Profile(reader=f"{chance.random()}"),
        Reaction(kind="muted", at=START, feature=Feature("topic", mute)),
    )
    figures: dict[str, float] = {}
    offers: list[Offer] = []
    read = shown = 0
    for half_day in range(MOST_LISTS):
        if half_day % 2 == 0:
            offers = stories_of(half_day // 2, chance)
        now = START + timedelta(hours=12 * half_day)
        listed = for_you(offers, profile, now=now, limit=A_LIST)
        _count(listed, offers, mute, profile, tally)
        if half_day == 0:
            figures["before"] = _precision(listed, offers, planted)
        by_id = {o.story: o for o in offers}
        for slot in listed.slots:
            finished = chance.random() < _liking(by_id[slot.story], planted)
            profile = learn(
                profile,
                Reaction(
                    kind="finished" if finished else "skipped",
                    at=now,
                    offer=by_id[slot.story],
                    offered=True,
                    seconds=90,
                ),
            )
            read, shown = read + finished, shown + 1
            if finished and read in (READS, 2 * READS):
                after = "" if read == READS else " after 40"
                figures["shown" + after] = shown
                figures |= _judged(profile, planted, half_day, chance, after)
        if read >= 2 * READS:
            break
    offers = stories_of(half_day // 2 + 1, chance)
    _count(for_you(offers, profile, now=now, limit=LONG_LIST), offers, mute, profile, tally)
    return figures | _from_the_paper(planted, chance)


def _liking(offer: Offer, planted: set[str]) -> float:
    return LIKES if planted & {a.key for a in offer.about} else OTHERWISE


def _from_the_paper(planted: set[str], chance: Random) -> dict[str, float]:
    """The same reader, who never sees For You: 20 stories read from pages of which nobody knows what was passed over."""
    profile = Profile(reader="paper")
    read, day = 0, 0
    while read < READS:
        now = START + timedelta(days=day)
        for offer in chance.sample(stories_of(day, chance), 40):
            if read < READS and chance.random() < _liking(offer, planted):
                profile = learn(profile, Reaction(kind="finished", at=now, offer=offer, seconds=90))
                read += 1
        day += 1
    return {f"{name} from the paper": v for name, v in _judged(profile, planted, 2 * day, chance, "").items()}


def _judged(
    profile: Profile, planted: set[str], half_day: int, chance: Random, after: str
) -> dict[str, float]:
    """What the profile knows, and the list that it makes of the next day's stories."""
    now = START + timedelta(hours=12 * (half_day + 2))
    offers = stories_of(half_day // 2 + 1, chance)
    ranked = learned(profile, now=now, shares=shares_of(offers))
    best = {i.feature.key for i, _ in [p for p in ranked if p[0].feature.kind == "topic"][:5]}
    told = Profile(
        reader=profile.reader, muted=profile.muted, follows={Feature("topic", t): t for t in planted}
    )
    lists = {
        "after": for_you(offers, profile, now=now, limit=A_LIST),
        "followed": for_you(offers, told, now=now, limit=A_LIST),
        "possible": for_you(
            offers,
            told,
            now=now,
            limit=A_LIST,
            settings=ForYouSettings(followed_topic=50.0, again=1.0, next_best=1.0),
        ),
    }
    figures = {
        "found": len(planted & best) / len(planted),
        "all found": float(planted <= best),
    } | {name: _precision(listed, offers, planted) for name, listed in lists.items()}
    return {name + after: value for name, value in figures.items()}


def _precision(listed: Edition, offers: Sequence[Offer], planted: set[str]) -> float:
    about = {o.story: {a.key for a in o.about} for o in offers}
    return fmean(bool(about[s.story] & planted) for s in listed.slots)


def _count(listed: Edition, offers: Sequence[Offer], mute: str, profile: Profile, tally: Tally) -> None:
    """What a list keeps of its floors, counted anew from the stories themselves."""
    by_id = {o.story: o for o in offers}
    stories = [by_id[s.story] for s in listed.slots]
    tally.lists += 1
    tally.muted += sum(any(a.key == mute for a in o.about) for o in stories)
    for at in range(len(stories) - A_LIST + 1):
        window = stories[at : at + A_LIST]
        topics = Counter(a.key for o in window for a in o.about[:2])
        tally.topics = min(tally.topics, len(topics))
        tally.titles = min(tally.titles, len({t for o in window for t in o.titles}))
        tally.most_of_a_topic = max(tally.most_of_a_topic, *topics.values())
        tally.most_of_a_title = max(tally.most_of_a_title, *Counter(o.titles[0] for o in window).values())
        tally.most_of_a_section = max(tally.most_of_a_section, *Counter(o.section for o in window).values())
    if len(stories) < A_LIST:
        return
    tally.important.append(fmean((o.lead_place or 99) <= 20 for o in stories))
    ids = {o.story for o in stories}
    top = sorted(
        (
            o
            for o in offers
            if o.lead_place and o.story not in profile.known and all(a.key != mute for a in o.about)
        ),
        key=lambda o: o.lead_place or 0,
    )
    tally.without_the_top += sum(o.story not in ids for o in top[:3]) > 0
    said = [any(r.name == "unexpected" for r in s.reasons) for s in listed.slots]
    known = any(r.name in ("learned", "followed") for s in listed.slots for r in s.reasons)
    if known:
        tally.unexpected.append(fmean(said))
