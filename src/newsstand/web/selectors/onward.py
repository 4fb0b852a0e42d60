"""What to read next."""

from __future__ import annotations

from django.db.models import Subquery

from newsstand.members.muting import Muting
from newsstand.members.state import ReaderState
from newsstand.newsroom.models import Edition, Slot, Story
from newsstand.web.selectors.cards import Card, cards_of, listed_stories

MOST_TRIED = 8


def next_story(after: int, state: ReaderState | None, *, article: int = 0) -> Card | None:
    """The next story of the newest edition that was neither read nor muted, by place, from the top again after the last.

    after: the story that was read now, 0 for none; article: the article that was read now
    """
    newest = Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("-at").values("pk")[:1]
    order = list(
        Slot.objects.filter(edition=Subquery(newest)).order_by("place").values_list("story_id", flat=True)
    )
    if not order:
        return None
    begin = order.index(after) + 1 if after in order else 0
    read = state.read if state else frozenset()
    waiting = [s for s in order[begin:] + order[:begin] if s != after and ("story", str(s)) not in read]
    held = {story.pk: story for story in listed_stories().filter(pk__in=waiting[:MOST_TRIED])}
    candidates = [
        held[pk] for pk in waiting if pk in held and not _is_read_as_article(held[pk], read, article)
    ]
    if state:
        candidates = Muting.of(state.reader, state.now).shown(candidates)
    return cards_of(candidates[:1])[0] if candidates else None


def _is_read_as_article(story: Story, read: frozenset[tuple[str, str]], article: int) -> bool:
    """Whether a story that a single report tells was read on that report's page."""
    if story.reports > 1:
        return False
    return story.opened_by_id == article or ("article", str(story.opened_by_id)) in read
