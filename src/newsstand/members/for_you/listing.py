"""A reader's list, each story with its because."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.core.cache import cache

from newsstand.members.for_you.learning import learn_from
from newsstand.members.for_you.offers import Offers, candidates
from newsstand.members.for_you.profiles import profile_of, with_merged
from newsstand.members.models import Learning, Lesson, Reader
from newsstand.members.muting import folded_words, says
from newsstand.model import Slot
from newsstand.model.interest import Feature, Offer, Profile
from newsstand.rank.for_you import for_you, learned

A_LIST = 24
KEPT_SECONDS = 60
MOST_LEARNED = 40  # interests whose newest stories are looked for

BecauseKind = Literal["followed", "learned", "unexpected", "everyone", "lead", "near"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why a story stands in a list.

    feature, name: what of it is followed, liked or new to the reader
    finished, saved, opened: how often stories with it were, where it was learned
    titles: how many titles tell the story; place: among the lead stories, 0 where it is none
    """

    kind: BecauseKind
    feature: Feature | None = None
    name: str = ""
    finished: int = 0
    saved: int = 0
    opened: int = 0
    titles: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A story in a reader's list; `about` are its main topics (address word, name)."""

    story: int
    because: Because
    about: tuple[tuple[str, str], ...] = ()
    is_floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForYou:
    """A reader's list; `is_begun` is False where nothing is known of them yet."""

    picks: tuple[Pick, ...]
    is_begun: bool


def list_for(reader: Reader, now: datetime, limit: int = A_LIST) -> ForYou:
    """The list of a reader at a moment: eight queries, one where it was made within the last minute."""
    learning = learn_from(reader, now)
    key = f"for-you:{reader.pk}:{learning.revision}:{learning.deed}:{limit}:{now:%Y%m%d%H%M}"
    kept = cache.get(key)
    if isinstance(kept, ForYou):
        return kept
    made = _make(reader, learning, now, limit)
    cache.set(key, made, KEPT_SECONDS)
    return made


def note_shown(reader: Reader, picks: Sequence[Pick], now: datetime) -> None:
    """Remember which stories stood in a list, so that what is passed over teaches as well; writes once a list."""
    shown = [p.story for p in picks]
    row = Learning.objects.filter(reader=reader).values_list("offered", flat=True).first()
    if not reader.keeps_history or row is None or not shown or set(shown) <= set(row):
        return
    merged = [*row, *[s for s in shown if s not in row]][-4 * A_LIST :]
    Learning.objects.filter(reader=reader).update(offered=merged, offered_at=now)


def _make(reader: Reader, learning: Learning, now: datetime, limit: int) -> ForYou:
    profile = profile_of(reader, now, learning=learning)
    best = [i.feature for i, _ in learned(profile, now=now)[:MOST_LEARNED]]
    found = candidates({*profile.follows, *best}, now=now)
    offers = {o.story: o for o in _without_words(found, profile.words)}
    profile = with_merged(profile, found.merged)
    profile = replace(profile, known=_known(reader, profile, offers), words=())
    ranked = for_you(list(offers.values()), profile, now=now, limit=limit)
    picks = tuple(_pick(slot, offers[slot.story], profile, found.names) for slot in ranked.slots)
    return ForYou(picks=picks, is_begun=bool(profile.follows or best))


def _without_words(found: Offers, muted: Sequence[str]) -> list[Offer]:
    """The stories whose headline and standfirst say no muted word, as everywhere on the paper."""
    words = [folded_words(word) for word in muted]
    if not words:
        return list(found.offers)
    kept = []
    for offer in found.offers:
        texts = [folded_words(offer.headline), folded_words(found.standfirsts.get(offer.story, ""))]
        if not any(says(text, word) for word in words for text in texts):
            kept.append(offer)
    return kept


def _known(reader: Reader, profile: Profile, offers: Mapping[str, Offer]) -> frozenset[str]:
    """What need not stand in a list: what was read or hidden, and what was passed over and does not lead.

    A followed story that moved since, or one that was passed over and moved since, comes again.
    """
    lessons = Lesson.objects.filter(reader=reader, story__in=[int(s) for s in offers])
    known: set[str] = set()
    for pk, kind, at in lessons.values_list("story_id", "kind", "at"):
        offer = offers[str(pk)]
        moved = offer.moved_at > at
        if kind == Lesson.Kind.HIDDEN:
            known.add(offer.story)
        elif kind == Lesson.Kind.SKIPPED:
            known |= {offer.story} if not moved and offer.lead_place is None else set()
        elif not (moved and Feature("story", offer.story) in profile.follows):
            known.add(offer.story)
    return frozenset(known)


def _pick(slot: Slot, offer: Offer, profile: Profile, names: Mapping[Feature, str]) -> Pick:
    because = _because(slot, offer, profile, names)
    return Pick(
        story=int(slot.story),
        because=because,
        about=tuple((a.key, a.name) for a in offer.about[:3]),
        is_floor=because.kind in ("everyone", "lead", "near"),
    )


def _because(slot: Slot, offer: Offer, profile: Profile, names: Mapping[Feature, str]) -> Because:
    """The reason that says most: what is followed, then what was learned, then the floor that brought it."""
    why = {r.name: r for r in reversed(slot.reasons)}
    plain = Because(kind="near", titles=len(offer.titles), place=offer.lead_place or 0)
    called = {Feature("topic", a.key): a.name for a in offer.about} | dict(names)
    if "followed" in why:
        feature = _feature(why["followed"].detail)
        name = called.get(feature) or profile.follows.get(feature, "")
        return replace(plain, kind="followed", feature=feature, name=name)
    if "learned" in why:
        feature = _feature(why["learned"].detail)
        held = profile.interests[feature]
        return replace(
            plain,
            kind="learned",
            feature=feature,
            name=called.get(feature) or held.name,
            finished=held.finished,
            saved=held.saved,
            opened=held.opened,
        )
    if "unexpected" in why and (detail := why["unexpected"].detail):
        feature = _feature(detail)
        return replace(plain, kind="unexpected", feature=feature, name=called.get(feature, ""))
    if "everyone" in why:
        return replace(plain, kind="everyone")
    return replace(plain, kind="lead") if offer.lead_place else plain


def _feature(detail: str) -> Feature:
    kind, _, key = detail.partition("/")
    return Feature(kind, key)
