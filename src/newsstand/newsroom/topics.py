"""What editors decide about topics; it wins over the engine and is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from newsstand.errors import InputError
from newsstand.newsroom.models import Story, Subject, Topic
from newsstand.newsroom.records import clean, topic_row
from newsstand.topics import gazetteer, slug_of, themes

ENGINE = "engine"
LONGEST_CHAIN = 10
BY_AN_EDITOR = 10.0  # weight of a topic that an editor gave a story: it stands first


class TopicRefused(InputError):
    """An editor's deed on topics that cannot be; the message says why."""

    def __init__(self, why: str) -> None:
        super().__init__(why, kind="topic_refused")


def standing_topics(rows: Mapping[str, Topic]) -> dict[str, Topic]:
    """The same rows, those that were merged replaced by what they went into in the end."""
    standing = dict(rows)
    for _ in range(LONGEST_CHAIN):
        merged = {slug: row.merged_into_id for slug, row in standing.items() if row.merged_into_id}
        if not merged:
            break
        targets = Topic.objects.in_bulk([pk for pk in merged.values() if pk])
        standing |= {slug: targets[pk] for slug, pk in merged.items() if pk in targets}
    return standing


def standing_topic(slug: str) -> Topic | None:
    """The topic of a slug, or what it was merged into; None where there is none, or where it is hidden."""
    row = Topic.objects.filter(slug=slug[:120]).first()
    found = standing_topics({slug: row})[slug] if row else None
    return None if found is None or found.hidden else found


def place_topic(slug: str, *, now: datetime) -> Topic | None:
    """The topic of a place, made where the gazetteer knows the place and nothing named it so far."""
    if found := Topic.objects.filter(slug=slug[:120]).first():
        return standing_topics({slug: found})[slug] if found.kind == Topic.Kind.PLACE else None
    known = gazetteer().place(slug)
    if known is None:
        return None
    Topic.objects.bulk_create([topic_row(known.topic, now=now)], ignore_conflicts=True)
    return Topic.objects.get(slug=slug)


def rename_topic(topic: Topic, name: str, *, by: str, now: datetime) -> None:
    """Give a topic another name, in every language; its address stays."""
    name = " ".join(clean(name).split())[:200]
    if not name:
        raise TopicRefused(gettext("A topic needs a name."))
    topic.name, topic.names = name, {}
    _sign(topic, by, now, "name", "names")


def hide_topic(topic: Topic, *, by: str, now: datetime, hidden: bool = True) -> None:
    """Take a topic off all pages, or put it back; the engine goes on finding it."""
    topic.hidden = hidden
    _sign(topic, by, now, "hidden")


def merge_topics(topic: Topic, into: Topic, *, by: str, now: datetime) -> None:
    """Make one topic part of another: its stories go there, and whatever is found by its name from now on."""
    into = standing_topics({into.slug: into})[into.slug]
    if into.pk == topic.pk:
        raise TopicRefused(gettext("A topic cannot be merged into itself."))
    with transaction.atomic():
        topic.merged_into = into
        _sign(topic, by, now, "merged_into")
        have = Subject.objects.filter(topic=into).values_list("story_id", flat=True)
        Subject.objects.filter(topic=topic, story__in=list(have)).delete()
        Subject.objects.filter(topic=topic).update(topic=into)


def add_theme(name: str, *, by: str, now: datetime, kind: str = Topic.Kind.THEME) -> Topic:
    """A topic of an editor's own; the one that is there where the slug is taken."""
    name = " ".join(clean(name).split())[:200]
    slug = slug_of(name)
    if not slug or kind not in Topic.Kind.values:
        raise TopicRefused(gettext("A topic needs a name and a kind."))
    given = themes().get(slug)
    row, _ = Topic.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name, "kind": kind, "names": dict(given.names) if given else {}, "added_at": now,
            "edited_by": by[:150], "edited_at": now,
        },
    )  # fmt: skip
    return standing_topics({slug: row})[slug]


def add_to_story(topic: Topic, story: Story, *, by: str) -> Subject:
    """Say that a story is about a topic, whatever the engine finds."""
    subject, _ = Subject.objects.update_or_create(
        topic=topic,
        story=story,
        defaults={
            "decided_by": by[:150],
            "removed": False,
            "weight": BY_AN_EDITOR,
            "articles": story.reports,
            "reasons": [{"name": "editor", "value": BY_AN_EDITOR, "detail": f"given by {by}"[:200]}],
            "moved_at": story.moved_at,
        },
    )
    return subject


def remove_from_story(topic: Topic, story: Story, *, by: str) -> Subject:
    """Say that a story is not about a topic, whatever the engine finds."""
    subject, _ = Subject.objects.update_or_create(
        topic=topic,
        story=story,
        defaults={"decided_by": by[:150], "removed": True, "moved_at": story.moved_at},
    )
    return subject


def leave_to_engine(topic: Topic, story: Story) -> None:
    """Take back what an editor decided about a story and a topic; the engine decides at its next look."""
    with transaction.atomic():
        Subject.objects.filter(topic=topic, story=story).exclude(decided_by=ENGINE).delete()
        Story.objects.filter(pk=story.pk).update(topics_wanted=True)


def open_topics() -> QuerySet[Topic]:
    """The topics that stand on pages."""
    return Topic.objects.filter(hidden=False, merged_into=None)


def _sign(topic: Topic, by: str, now: datetime, *fields: str) -> None:
    topic.edited_by, topic.edited_at = by[:150], now
    topic.save(update_fields=[*fields, "edited_by", "edited_at"])
