"""What a reader follows and mutes, and what was learned of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from newsstand.members.for_you import profile_of
from newsstand.members.models import Follow, Mute, Reader
from newsstand.model.interest import Feature, Interest
from newsstand.rank.for_you import learned
from newsstand.web.languages import listed
from newsstand.web.selectors.topics import names_of_topics

KINDS = (Follow.Kind.TOPIC, Follow.Kind.PLACE, Follow.Kind.TITLE, Follow.Kind.SECTION, Follow.Kind.STORY)
OF_TOPICS = frozenset({"topic", "place"})
MOST_LEARNED = 60
STRONGEST = 2.0  # what fills the bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Something followed."""

    kind: str
    key: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedOf:
    """An interest, from 0 to 100 as its bar is drawn, and why in words."""

    kind: str
    key: str
    name: str
    url: str
    percent: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowingPage:
    """All that For You goes by."""

    follows: list[tuple[str, list[Followed]]]
    learned: list[LearnedOf]
    removed: list[LearnedOf]
    mutes: list[Mute]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here yet."""
        return not (self.follows or self.learned or self.removed or self.mutes)


def following_page(reader: Reader, now: datetime) -> FollowingPage:
    """All that For You goes by for this reader: six queries, seven where it is not told in English."""
    groups: dict[str, list[Followed]] = {kind: [] for kind in KINDS}
    follows = list(Follow.objects.filter(reader=reader))
    profile = profile_of(reader, now)
    found = [(i, value) for i, value in learned(profile, now=now) if i.feature not in profile.follows]
    removed = sorted((i for i in profile.interests.values() if i.removed), key=lambda i: (i.name, i.feature))
    mutes = list(Mute.objects.filter(reader=reader).standing(now))
    features = [i.feature for i in (*(i for i, _ in found[:MOST_LEARNED]), *removed)]
    features += [Feature(f.kind, f.key) for f in follows] + [Feature(m.kind, m.key) for m in mutes]
    names = names_of_topics(f.key for f in features if f.kind in OF_TOPICS)
    for follow in follows:
        name = names.get(follow.key) if follow.kind in OF_TOPICS else None
        url = url_of(follow.kind, follow.key)
        groups[follow.kind].append(
            Followed(kind=follow.kind, key=follow.key, name=name or follow.name or follow.key, url=url)
        )
    return FollowingPage(
        follows=[(kind, held) for kind, held in groups.items() if held],
        learned=[_shown(i, value, names) for i, value in found[:MOST_LEARNED]],
        removed=[_shown(i, 0.0, names) for i in removed],
        mutes=called(mutes, names),
    )


def url_of(kind: str, key: str) -> str:
    """Where what is followed or liked stands."""
    names = {"topic": "topic", "place": "topic", "title": "title", "section": "section"}
    if kind == Follow.Kind.STORY:
        return f"/story/{key}/"
    return reverse(names[kind], args=(key,)) if kind in names else ""


def kind_in_words(kind: str) -> str:
    """What several things of a kind are called."""
    return {
        "topic": gettext("Topics"),
        "place": gettext("Places"),
        "title": gettext("Titles"),
        "section": gettext("Sections"),
        "story": gettext("Stories"),
        "word": gettext("Words"),
    }.get(kind, kind)


def one_of_kind(kind: str) -> str:
    """What one thing of a kind is called."""
    return {
        "topic": pgettext("a topic", "Topic"),
        "title": pgettext("a newspaper", "Title"),
        "section": pgettext("of the paper", "Section"),
        "story": gettext("Story"),
        "word": gettext("Word"),
    }.get(kind, kind)


def why_in_words(interest: Interest) -> str:
    """What a reader did that this was learned from."""
    parts = []
    if interest.finished:
        parts.append(
            ngettext("%(n)d story read to the end", "%(n)d stories read to the end", interest.finished)
            % {"n": interest.finished}
        )
    if interest.opened:
        parts.append(
            ngettext("%(n)d story opened", "%(n)d stories opened", interest.opened) % {"n": interest.opened}
        )
    if interest.saved:
        parts.append(
            ngettext("%(n)d story saved", "%(n)d stories saved", interest.saved) % {"n": interest.saved}
        )
    if interest.hidden:
        parts.append(
            ngettext("once “less of this”", "%(n)d times “less of this”", interest.hidden)
            % {"n": interest.hidden}
        )
    return listed(parts)


def feature_asked_for(kind: str, key: str) -> Feature | None:
    """The interest that a form names; None for what cannot be one."""
    if kind not in ("topic", "title", "section") or not key or len(key) > 200 or "\0" in key:
        return None
    return Feature(kind, key)


def called(mutes: list[Mute], names: Mapping[str, str]) -> list[Mute]:
    """The same mutes, their topics under the names given; to be shown, not to be stored."""
    for mute in mutes:
        if mute.kind in OF_TOPICS:
            mute.name = names.get(mute.key, mute.name)
    return mutes


def _shown(interest: Interest, value: float, names: Mapping[str, str]) -> LearnedOf:
    kind, key = interest.feature
    name = names.get(key) if kind in OF_TOPICS else None
    return LearnedOf(
        kind=kind,
        key=key,
        name=name or interest.name or key,
        url=url_of(kind, key),
        percent=round(100 * min(1.0, max(0.0, value / STRONGEST))),
        why=why_in_words(interest),
    )
