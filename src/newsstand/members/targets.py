"""What readers' deeds are about: whether it is there, and what it is called."""

from __future__ import annotations

import re

from newsstand.newsroom.models import Article, Publisher, Story

MOST_DIGITS = 18
SECTION = re.compile(r"[-a-zA-Z0-9_]{1,60}")
LONGEST_WORD = 80


def name_of_target(kind: str, target: str) -> str | None:
    """What a topic, title, section, place, story, article or word is called; None where there is no such thing."""
    if "\0" in target or not target.strip() or len(target) > 200:
        return None
    find = {
        "article": _article,
        "story": _story,
        "title": _title,
        "topic": _topic,
        "place": _topic,
        "section": _section,
        "word": _word,
    }.get(kind)
    return find(target) if find else None


def row_id(target: str) -> int:
    """A row's id as an address gives it; 0, which no row has, for what is none."""
    return int(target) if target.isascii() and target.isdecimal() and len(target) <= MOST_DIGITS else 0


def _article(target: str) -> str | None:
    found = Article.objects.filter(pk=row_id(target)).values_list("headline", flat=True).first()
    return found[:300] if found is not None and target == str(row_id(target)) else None


def _story(target: str) -> str | None:
    found = Story.objects.filter(pk=row_id(target)).values_list("headline", flat=True).first()
    return found[:300] if found is not None and target == str(row_id(target)) else None


def _title(target: str) -> str | None:
    return Publisher.objects.filter(slug=target).values_list("name", flat=True).first()


def _topic(target: str) -> str | None:
    from newsstand.newsroom.models import Topic

    return Topic.objects.filter(slug=target).values_list("name", flat=True).first()


def _section(target: str) -> str | None:
    if not SECTION.fullmatch(target):
        return None
    words = target.replace("-", " ").strip()
    return words[:1].upper() + words[1:] if words else None


def _word(target: str) -> str | None:
    words = " ".join(target.split())
    return words if 1 < len(words) <= LONGEST_WORD else None
