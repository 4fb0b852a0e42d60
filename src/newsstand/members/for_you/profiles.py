"""What is known of a reader: what they follow and mute, what was learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from newsstand.members.models import Follow, Interest, Learning, Mute, Reader
from newsstand.model.interest import Feature, Profile
from newsstand.model.interest import Interest as Learned

MOST_FOLLOWS = 1000
MOST_MUTES = 500


def profile_of(reader: Reader, now: datetime, *, learning: Learning | None = None) -> Profile:
    """A reader as For You ranks for them: three queries, one more without `learning`."""
    sums = learning or Learning.objects.filter(reader=reader).first() or Learning(reader=reader)
    follows = Follow.objects.filter(reader=reader).values_list("kind", "key", "name")[:MOST_FOLLOWS]
    mutes = Mute.objects.filter(reader=reader).standing(now).order_by("-pk")
    muted = list(mutes.values_list("kind", "key")[:MOST_MUTES])
    return Profile(
        reader=str(reader.pk),
        follows={_feature(kind, key): name for kind, key, name in follows},
        muted=frozenset(_feature(kind, key) for kind, key in muted if kind != Mute.Kind.WORD),
        words=tuple(key for kind, key in muted if kind == Mute.Kind.WORD),
        interests={learned.feature: learned for learned in learned_of(reader)},
        liked=sums.liked,
        seen=sums.seen,
        elsewhere=sums.elsewhere,
        at=sums.at,
    )


def learned_of(reader: Reader) -> list[Learned]:
    """Everything learned of a reader, what they removed included: one query."""
    fields = (
        "kind", "key", "name", "liked", "seen", "elsewhere", "at", "finished", "opened", "saved", "hidden", "removed_at",
    )  # fmt: skip
    return [
        Learned(
            feature=Feature(kind, key),
            name=name,
            liked=liked,
            seen=seen,
            elsewhere=elsewhere,
            at=at,
            finished=finished,
            opened=opened,
            saved=saved,
            hidden=hidden,
            removed=removed_at is not None,
        )
        for kind, key, name, liked, seen, elsewhere, at, finished, opened, saved, hidden, removed_at
        in Interest.objects.filter(reader=reader).values_list(*fields)
    ]  # fmt: skip


def with_merged(profile: Profile, merged: Mapping[str, str]) -> Profile:
    """The profile in which what stands under a merged topic's old word counts for the topic that it is now."""
    moved = {Feature("topic", old): Feature("topic", new) for old, new in merged.items()}
    if not moved.keys() & (profile.follows.keys() | profile.muted):
        return profile
    return replace(
        profile,
        follows={**profile.follows, **{moved[f]: name for f, name in profile.follows.items() if f in moved}},
        muted=profile.muted | {moved[f] for f in profile.muted if f in moved},
    )


def _feature(kind: str, key: str) -> Feature:
    """What a follow or a mute is of; a place is a topic."""
    return Feature("topic" if kind == Follow.Kind.PLACE else kind, key)
