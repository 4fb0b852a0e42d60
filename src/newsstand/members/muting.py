"""What a reader does not want to see: which stories their mutes hide, and because of which."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Protocol, TypeVar

from django.db.models import Q

from newsstand.members.models import Mute, Reader
from newsstand.newsroom.models import Membership, Story, Subject
from newsstand.newsroom.sections import section_of

MOST_MUTES = 500
AT_ONCE = 500  # stories a query

# Scripts that write no space between words, or tie particles to them: Thai to Khmer, kana, Han, Hangul.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_KANA_MARKS = "\u3099\u309a"  # が is another letter than か, not the same one with an accent


class Listed(Protocol):
    """A story, or its card: anything with a story's id."""

    @property
    def headline(self) -> str:
        """Its headline."""


L = TypeVar("L", bound=Listed)


@dataclass(frozen=True, slots=True)
class Muted:
    """Why a story is hidden: the kind of the mute, its key, and what the reader called it."""

    kind: str
    key: str
    name: str


class Muting:
    """A reader's mutes at one moment, held against stories."""

    def __init__(self, mutes: Iterable[Muted]) -> None:
        held: dict[str, dict[str, Muted]] = defaultdict(dict)
        for mute in mutes:
            held[mute.kind][mute.key] = mute
        self._by_kind = held
        self._words = [(folded_words(key), mute) for key, mute in held["word"].items()]

    @classmethod
    def of(cls, reader: Reader | None, now: datetime) -> Muting:
        """The mutes that hold now: one query, none for who is not signed in."""
        if reader is None:
            return cls(())
        rows = Mute.objects.filter(reader=reader).standing(now).order_by("-pk")
        return cls(Muted(*row) for row in rows.values_list("kind", "key", "name")[:MOST_MUTES])

    def __bool__(self) -> bool:
        return any(self._by_kind.values())

    def hides(self, story: Listed) -> Muted | None:
        """Why a story, or its card, is hidden; None where it is not. For a list ask `hidden_among`."""
        return self.hidden_among([story]).get(_id(story))

    def shown(self, stories: Iterable[L]) -> list[L]:
        """The stories that are not hidden, in their order."""
        listed = list(stories)
        hidden = self.hidden_among(listed)
        return [story for story in listed if _id(story) not in hidden]

    def hidden_among(self, stories: Sequence[Listed]) -> dict[int, Muted]:
        """Which of these stories, or cards, are hidden, by id, and why: at most three queries for 500 of them.

        A muted title hides a story only where no other title reports it. A muted word hides it where its headline or
        standfirst says that word, whatever the case and accents. The first reason counts: the story itself, its
        section, its titles, its topics, its words.
        """
        hidden: dict[int, Muted] = {}
        for some in _in_batches(stories) if self else ():
            headlines = {_id(story): story.headline for story in some}
            for find in (self._by_story_and_section, self._by_title, self._by_topic, self._by_word):
                left = {pk: line for pk, line in headlines.items() if pk not in hidden}
                hidden |= find(left)
        return hidden

    def of_report(
        self, *, headline: str, standfirst: str = "", title: str = "", section: str = ""
    ) -> Muted | None:
        """Why a single report would be hidden: by its title (an address word), its section or its words. No query."""
        if mute := self._by_kind["title"].get(title):
            return mute
        return self._of_section(section) or self._said_in(headline, standfirst)

    def _by_story_and_section(self, headlines: dict[int, str]) -> dict[int, Muted]:
        mutes = self._by_kind["story"]
        hidden = {pk: mutes[str(pk)] for pk in headlines if str(pk) in mutes}
        if self._by_kind["section"]:
            rows = Story.objects.filter(pk__in=headlines.keys() - hidden.keys()).values_list("pk", "section")
            hidden |= {pk: mute for pk, words in rows if (mute := self._of_section(words))}
        return hidden

    def _of_section(self, words: str) -> Muted | None:
        section = section_of(words) if self._by_kind["section"] else None
        return self._by_kind["section"].get(section.slug) if section else None

    def _by_title(self, headlines: dict[int, str]) -> dict[int, Muted]:
        mutes = self._by_kind["title"]
        if not mutes or not headlines:
            return {}
        reported = Membership.objects.filter(story__in=headlines).order_by()
        told: dict[int, set[str]] = defaultdict(set)
        for pk, slug in reported.values_list("story_id", "article__publisher__slug").distinct():
            told[pk].add(slug)
        return {pk: mutes[min(slugs)] for pk, slugs in told.items() if slugs <= mutes.keys()}

    def _by_topic(self, headlines: dict[int, str]) -> dict[int, Muted]:
        mutes = self._by_kind["topic"]
        if not mutes or not headlines:
            return {}
        muted = Q(topic__slug__in=mutes) | Q(topic__merged__slug__in=mutes)  # what was merged stays muted
        rows = Subject.objects.filter(muted, story__in=headlines, removed=False)
        return {
            pk: mute
            for pk, *slugs in rows.values_list("story_id", "topic__slug", "topic__merged__slug")
            if (mute := next((mutes[slug] for slug in slugs if slug in mutes), None))
        }

    def _by_word(self, headlines: dict[int, str]) -> dict[int, Muted]:
        if not self._words or not headlines:
            return {}
        rows = Story.objects.filter(pk__in=headlines).values_list(
            "pk", "headline", "brief__standfirst", "opened_by__standfirst"
        )
        return {
            pk: mute
            for pk, headline, briefed, opened in rows
            if (mute := self._said_in(headlines[pk], headline, opened if briefed is None else briefed))
        }

    def _said_in(self, *texts: str) -> Muted | None:
        if not self._words:
            return None
        said = [folded_words(text) for text in dict.fromkeys(texts) if text]
        return next((mute for words, mute in self._words if any(says(text, words) for text in said)), None)


def folded_words(text: str) -> str:
    """The words of a text in any script, small and without accents, each between two spaces."""
    if text.isascii():
        return f" {' '.join(re.findall('[a-z0-9]+', text.lower()))} "
    bare = "".join(
        c
        for c in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        if not unicodedata.combining(c) or c in _KANA_MARKS
    )
    whole = unicodedata.normalize("NFC", bare)
    # Vowel signs of many scripts are marks that count as letters of the word.
    return f" {' '.join(''.join(c if c.isalnum() or unicodedata.category(c)[0] == 'M' else ' ' for c in whole).split())} "


def says(text: str, words: str) -> bool:
    """Whether a folded text says folded words one after the other, whole; in scripts without spaces, anywhere."""
    if not words.strip():
        return False
    return (words.strip() if _UNSPACED.search(words) else words) in text


def _id(story: Listed) -> int:
    named: Any = story
    return int(named.pk if hasattr(named, "pk") else named.id)


def _in_batches(stories: Iterable[L]) -> Iterator[list[L]]:
    source = iter(stories)
    while batch := list(islice(source, AT_ONCE)):
        yield batch
