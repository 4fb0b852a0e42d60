"""A small paper with topics for the tests of For You."""

from __future__ import annotations

from itertools import count
from typing import Any

from newsstand.members.acting import Act, act
from newsstand.members.models import Deed, Reader
from newsstand.newsroom.models import Publisher, Story, Subject, Topic
from tests.web.newsroom import NOW, make_article, make_edition, make_story, make_title

_keys = count(1)
SECTIONS = ("uk", "world", "business", "sport", "culture", "science")


def make_topic(slug: str, **fields: Any) -> Topic:
    defaults = {"name": slug.replace("-", " ").capitalize(), "kind": "theme", "added_at": NOW}
    return Topic.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def about(story: Story, *slugs: str) -> Story:
    for place, slug in enumerate(slugs):
        Subject.objects.create(
            topic=make_topic(slug), story=story, weight=1.0 - 0.1 * place, moved_at=story.moved_at
        )
    return story


def make_paper(stories: int = 40, titles: int = 12, leads: int = 15) -> list[Story]:
    """Stories on many topics, the first of them lead."""
    publishers = [make_title(f"Title {n}") for n in range(titles)]
    made = []
    for n in range(stories):
        tellers: list[Publisher] = [publishers[n % titles], publishers[(n + 5) % titles]][: 1 + n % 2]
        told = [make_article(t, f"Matter number {n} at {t.name}", hours=1 + n / 20) for t in tellers]
        story = make_story(told, headline=f"The matter of number {n}", section=SECTIONS[n % 6])
        made.append(about(story, f"theme-{n % 17}", f"place-{n % 13}"))
    make_edition(made[:leads])
    return made


def make_reader(**fields: Any) -> Reader:
    return Reader.objects.make(name="Ada", now=NOW, **fields)


def do(reader: Reader, verb: str, kind: str, target: object, *, now: Any = NOW, **more: Any) -> Deed:
    asked = Act(verb=verb, kind=kind, target=str(target), **more)
    return act(reader, asked, now=now, key=f"key-{next(_keys)}")


def finish(reader: Reader, story: Story, *, now: Any = NOW) -> Deed:
    return do(reader, "read", "story", story.pk, depth=100, seconds=90, now=now)
