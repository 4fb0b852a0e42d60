"""A reader's deeds -> what For You has learned of them: once from each, anew where deeds were taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from newsstand.members.for_you.offers import offers_of
from newsstand.members.for_you.profiles import learned_of
from newsstand.members.models import Deed, Interest, Learning, Lesson, Reader, Reading
from newsstand.members.targets import row_id
from newsstand.model.interest import About, Feature, Offer, Profile, Reaction, ReactionKind
from newsstand.newsroom.models import Membership, Story, Topic
from newsstand.rank.for_you import learn

MOST_DEEDS = 3000  # that are learned from at once
PASSED_OVER = timedelta(hours=3)  # after which what stood in a list and was not opened counts as passed over
_KINDS: Mapping[str, ReactionKind] = {
    "skipped": "skipped",
    "opened": "opened",
    "finished": "finished",
    "saved": "saved",
    "hidden": "hidden",
}
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}
_TEACHES = ("read", "save", "skip", "unread")
_UPDATED = (
    "name", "liked", "seen", "elsewhere", "at", "finished", "opened", "saved", "hidden",
)  # fmt: skip


def learn_from(reader: Reader, now: datetime) -> Learning:
    """What was learned up to now: one query where nothing is new. Done twice it learns nothing twice."""
    row = _looked_at(reader)
    if row is not None and not _is_due(row, now):
        return row
    with transaction.atomic():
        Learning.objects.get_or_create(reader=reader)
        Learning.objects.select_for_update().get(reader=reader)
        row = _looked_at(reader)
        if row is None:
            raise Learning.DoesNotExist
        _learn(reader, row, now)
    return row


def remove_interest(reader: Reader, feature: Feature, now: datetime) -> bool:
    """Take out what was learned of something, for good; False where nothing was."""
    return _mark(reader, feature, now)


def restore_interest(reader: Reader, feature: Feature) -> bool:
    """Let what was taken out count again; False where nothing was taken out."""
    return _mark(reader, feature, None)


def forget_all(reader: Reader, now: datetime) -> None:
    """Forget everything learned, and begin anew with what comes; what was removed stays removed."""
    with transaction.atomic():
        Learning.objects.get_or_create(reader=reader)
        row = Learning.objects.select_for_update().get(reader=reader)
        newest = Deed.objects.filter(reader=reader).order_by("-pk").values_list("pk", flat=True).first() or 0
        _wipe(reader, row)
        row.begins = row.deed = newest
        row.undone = Deed.objects.filter(reader=reader, undone_at__isnull=False).count()
        row.offered, row.offered_at = [], None
        row.revision += 1
        row.save()


def _mark(reader: Reader, feature: Feature, removed_at: datetime | None) -> bool:
    with transaction.atomic():
        found = Interest.objects.filter(
            reader=reader, kind=feature.kind, key=feature.key, removed_at__isnull=removed_at is not None
        ).update(removed_at=removed_at)
        row, _ = Learning.objects.get_or_create(reader=reader)
        Learning.objects.filter(reader=reader).update(revision=row.revision + 1)
    return bool(found)


def _looked_at(reader: Reader) -> Learning | None:
    """How far was learned, with the newest deed and the number of those undone."""
    deeds = Deed.objects.filter(reader=OuterRef("reader")).order_by()
    undone = deeds.filter(undone_at__isnull=False).values("reader").annotate(n=Count("pk")).values("n")
    return (
        Learning.objects.filter(reader=reader)
        .annotate(
            newest=Coalesce(Subquery(deeds.order_by("-pk").values("pk")[:1]), 0),
            taken_back=Coalesce(Subquery(undone), 0),
        )
        .first()
    )


def _is_due(row: Learning, now: datetime) -> bool:
    newest, taken_back = (getattr(row, name) for name in ("newest", "taken_back"))
    is_passed = bool(row.offered and row.offered_at and row.offered_at <= now - PASSED_OVER)
    return bool(newest != row.deed or taken_back != row.undone or is_passed)


def _learn(reader: Reader, row: Learning, now: datetime) -> None:
    newest, taken_back = (getattr(row, name) for name in ("newest", "taken_back"))
    deeds = _deeds(reader, row.deed)
    if taken_back != row.undone or any(d.verb == "unread" for d in deeds):
        _wipe(reader, row)
        row.deed = row.begins
        deeds = _deeds(reader, row.begins)
    asked = _asked(reader, deeds)
    passed: set[int] = set()
    if row.offered and row.offered_at and row.offered_at <= now - PASSED_OVER:
        passed = {s for s in row.offered if isinstance(s, int)} - {a.story for a in asked}
    if asked or passed:
        _take(reader, row, asked, passed, now)
    if passed:
        row.offered, row.offered_at = [], None
    row.deed, row.undone = newest, taken_back
    row.revision += 1
    row.save()


class _Asked:
    """What a deed says of a story, or of a topic."""

    __slots__ = ("at", "kind", "seconds", "story", "title", "topic")

    def __init__(self, kind: ReactionKind, at: datetime, story: int = 0, topic: str = "") -> None:
        self.kind, self.at, self.story, self.topic = kind, at, story, topic
        self.title, self.seconds = "", 0


def _deeds(reader: Reader, after: int) -> list[Deed]:
    rows = Deed.objects.filter(reader=reader, pk__gt=after, undone_at=None, verb__in=_TEACHES)
    return list(rows.order_by("-pk").only("verb", "kind", "target", "at")[:MOST_DEEDS])[::-1]


def _asked(reader: Reader, deeds: Sequence[Deed]) -> list[_Asked]:
    """What the deeds say, an article's counted for its story, each reading as far as it has come."""
    articles = {row_id(d.target) for d in deeds if d.kind == "article"}
    told_by = {
        article: (story, title)
        for article, story, title in Membership.objects.filter(article__in=articles).values_list(
            "article_id", "story_id", "article__publisher__slug"
        )
    } if articles else {}  # fmt: skip
    stories = {row_id(d.target) for d in deeds if d.kind == "story"}
    readings = _readings(reader, articles, stories) if reader.keeps_history else {}
    out: dict[tuple[int, str], _Asked] = {}
    for deed in deeds:
        target = row_id(deed.target)
        story, title = told_by.get(target, (0, "")) if deed.kind == "article" else (target, "")
        if deed.verb == "skip":
            topic = deed.target if deed.kind == "topic" else ""
            asked = _Asked("hidden", deed.at, 0 if topic else story, topic)
        elif deed.verb == "save":
            asked = _Asked("saved", deed.at, story)
        elif (reading := readings.get((deed.kind, target))) is not None:
            asked = _Asked("finished" if reading.finished_at else "opened", deed.at, story)
            asked.seconds = reading.seconds
        else:
            continue
        asked.title = title
        known = out.get((asked.story, asked.topic))
        if (asked.story or asked.topic) and (known is None or _RANK[asked.kind] >= _RANK[known.kind]):
            out[asked.story, asked.topic] = asked
    return list(out.values())


def _readings(reader: Reader, articles: set[int], stories: set[int]) -> dict[tuple[str, int], Reading]:
    if not articles and not stories:
        return {}
    rows = Reading.objects.filter(Q(article__in=articles) | Q(story__in=stories), reader=reader)
    return {
        ("article", r.article_id) if r.article_id else ("story", r.story_id or 0): r
        for r in rows.only("article_id", "story_id", "seconds", "finished_at")
    }


def _take(reader: Reader, row: Learning, asked: Iterable[_Asked], passed: set[int], now: datetime) -> None:
    """Learn it, and store what changed."""
    asked = list(asked)
    ids = {a.story for a in asked if a.story} | passed
    stories = offers_of(Story.objects.filter(pk__in=ids), most=len(ids))
    offers = {int(o.story): o for o in stories.offers}
    taught = {le.story_id: le for le in Lesson.objects.filter(reader=reader, story__in=ids)}
    before = {i.feature: i for i in learned_of(reader)}
    profile = Profile(
        reader=str(reader.pk),
        interests=before,
        liked=row.liked,
        seen=row.seen,
        elsewhere=row.elsewhere,
        at=row.at,
    )
    shown = {s for s in row.offered if isinstance(s, int)}
    lessons: list[Lesson] = []
    for one in sorted(asked, key=lambda a: (a.at, a.story)):
        known = taught.get(one.story)
        offer = _topic_offer(one) if one.topic else offers.get(one.story)
        if offer is None or (known is not None and _RANK[known.kind] >= _RANK[one.kind]):
            continue
        if one.title:
            offer = replace(offer, titles=(one.title,))
        reaction = Reaction(
            kind=one.kind,
            at=one.at,
            offer=offer,
            before=_KINDS[known.kind] if known else None,
            offered=one.story in shown or (known is not None and known.kind == Lesson.Kind.SKIPPED),
            seconds=one.seconds,
        )
        profile = learn(profile, reaction)
        if one.story:
            lessons.append(Lesson(reader=reader, story_id=one.story, kind=one.kind, at=one.at))
    for story in sorted(passed - taught.keys()):
        if offer := offers.get(story):
            profile = learn(profile, Reaction(kind="skipped", at=now, offer=offer, offered=True))
            lessons.append(
                Lesson(reader=reader, story_id=story, kind=Lesson.Kind.SKIPPED, at=row.offered_at or now)
            )
    Lesson.objects.bulk_create(
        lessons, update_conflicts=True, unique_fields=["reader", "story"], update_fields=["kind", "at"]
    )
    _store(reader, row, before, profile, stories.names)


def _store(
    reader: Reader,
    row: Learning,
    before: Mapping[Feature, object],
    profile: Profile,
    names: Mapping[Feature, str],
) -> None:
    changed = [i for f, i in profile.interests.items() if before.get(f) != i]
    Interest.objects.bulk_create(
        [
            Interest(
                reader=reader,
                kind=i.feature.kind,
                key=i.feature.key,
                **{n: getattr(i, n) for n in _UPDATED} | {"name": i.name or names.get(i.feature, "")},
            )
            for i in changed
        ],
        update_conflicts=True,
        unique_fields=["reader", "kind", "key"],
        update_fields=list(_UPDATED),
    )
    for gone in before.keys() - profile.interests.keys():
        Interest.objects.filter(reader=reader, kind=gone.kind, key=gone.key).delete()
    row.liked, row.seen, row.elsewhere, row.at = profile.liked, profile.seen, profile.elsewhere, profile.at


def _wipe(reader: Reader, row: Learning) -> None:
    """Nothing learned, but for what was removed."""
    Interest.objects.filter(reader=reader, removed_at=None).delete()
    Interest.objects.filter(reader=reader).update(
        liked=0.0, seen=0.0, elsewhere=0.0, finished=0, opened=0, saved=0, hidden=0
    )
    Lesson.objects.filter(reader=reader).delete()
    row.liked = row.seen = row.elsewhere = 0.0
    row.at = None


def _topic_offer(asked: _Asked) -> Offer:
    """ "Less of this" said of a topic: a story about that alone."""
    name = Topic.objects.filter(slug=asked.topic).values_list("name", flat=True).first() or asked.topic
    return Offer(
        story="",
        headline="",
        about=(About(key=asked.topic, name=name),),
        opened_at=asked.at,
        moved_at=asked.at,
    )
