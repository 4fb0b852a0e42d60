"""What editors answer to readers, and what they say that stories are about; each with its line in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from newsstand.errors import ActRefused
from newsstand.newsroom.desk.log import Editor, signature, write_line
from newsstand.newsroom.inaccuracies import LONGEST_ANSWER, settle
from newsstand.newsroom.models import Inaccuracy, Story, Topic
from newsstand.newsroom.topics import add_theme, add_to_story, remove_from_story, standing_topic


def answer(number: int, words: str, editor: Editor, *, now: datetime, is_corrected: bool) -> Inaccuracy:
    """Settle what a reader reported; a correction is shown with its story, so it says something."""
    words = words.strip()
    if len(words) > LONGEST_ANSWER:
        raise ActRefused(gettext("The answer is too long."))
    if is_corrected and not words:
        raise ActRefused(gettext("Say what was wrong: the correction is shown with the story."))
    with transaction.atomic():
        found = Inaccuracy.objects.select_related("story").filter(pk=number).first()
        if found is None:
            raise ActRefused(gettext("There is no such report."))
        if not settle(found, signature(editor), words, now, is_corrected=is_corrected):
            raise ActRefused(gettext("Somebody answered that before."))
        before = {"sentence": found.sentence[:500], "words": found.words[:500]}
        after = {"state": found.state, "answer": words}
        write_line(editor, "answer", now=now, story=found.story, before=before, after=after)
        return found


def give_topic(number: int, name: str, editor: Editor, *, now: datetime) -> Topic:
    """Say that a story is about a topic, by its name or address word; a topic that is new becomes a theme."""
    story = Story.objects.filter(pk=number).first()
    if story is None:
        raise ActRefused(gettext("There is no such story."))
    name = " ".join(name.split())[:200]
    with transaction.atomic():
        open_ones = Topic.objects.filter(hidden=False, merged_into=None)
        topic = standing_topic(name) or open_ones.filter(name__iexact=name).order_by("pk").first()
        topic = topic or add_theme(name, by=signature(editor), now=now)
        add_to_story(topic, story, by=signature(editor))
        write_line(editor, "topic_add", now=now, story=story, after={"topic": topic.name})
    return topic


def take_topic(number: int, slug: str, editor: Editor, *, now: datetime) -> Topic:
    """Say that a story is not about a topic."""
    story, topic = Story.objects.filter(pk=number).first(), Topic.objects.filter(slug=slug[:120]).first()
    if story is None or topic is None:
        raise ActRefused(gettext("There is no such topic of a story."))
    with transaction.atomic():
        remove_from_story(topic, story, by=signature(editor))
        write_line(editor, "topic_remove", now=now, story=story, before={"topic": topic.name})
    return topic
