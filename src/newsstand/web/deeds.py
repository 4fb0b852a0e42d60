"""What a reader's own state adds to stories in lists: read or not, followed, and the buttons for it.

A page has one form of deeds, and its stories' buttons belong to it by `form="deeds"`. A button is one word and its object:
`name="act" value="save story 12"`, or with a number of days at the end: `"mute topic rail 7"`. Buttons whose first word is
save, unsave, follow or unfollow take turns with their opposite; the words for each stand in the form's data-save,
data-unsave, data-follow and data-unfollow. Without a script a button sends the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext

from newsstand.members.models import Reading, Saved
from newsstand.members.state import ReaderState
from newsstand.web.selectors.cards import Card

FORM = "deeds"
DAYS = 7
# Comments cannot come from words of a story: all those are escaped.
_LATER = re.compile(r"<!--([cwd])(\d+)-->")


class Marks(Protocol):
    """What stands at a story for one reader; each part is "" where there is nothing to say."""

    def in_class(self, card: Card) -> str:
        """What its element's class gains."""

    def words(self, card: Card) -> str:
        """That it was read, that it is followed, and what is new."""

    def buttons(self, card: Card) -> str:
        """Save, and the menu of what else can be done."""


class Later:
    """Keeps places free in what is rendered once for all, to be filled for each reader by `Places`."""

    def in_class(self, card: Card) -> str:
        """A free place in a class."""
        return mark_safe(f"<!--c{card.id}-->")  # noqa: S308 - a number of ours

    def words(self, card: Card) -> str:
        """A free place for words."""
        return mark_safe(f"<!--w{card.id}-->")  # noqa: S308

    def buttons(self, card: Card) -> str:
        """A free place for buttons."""
        return mark_safe(f"<!--d{card.id}-->")  # noqa: S308


@dataclass(slots=True, kw_only=True)
class ReadersMarks:
    """One reader's marks of some stories."""

    read: Mapping[int, datetime] = field(default_factory=dict)  # when each was read last
    saved: frozenset[int] = frozenset()
    followed: frozenset[int] = frozenset()

    def in_class(self, card: Card) -> str:
        """ " seen" for what was read and did not move since."""
        return " seen" if card.id in self.read and not self.is_new(card) else ""

    def is_new(self, card: Card) -> bool:
        """Whether a story moved since it was read."""
        read_at = self.read.get(card.id)
        return read_at is not None and card.moved_at > read_at

    def words(self, card: Card) -> str:
        """Read, followed, new: in words."""
        if card.id not in self.followed:
            if card.id not in self.read or self.is_new(card):
                return ""
            return format_html('<span class="unseen">{}</span>', gettext("You have read this."))
        mark = gettext("Followed: new since you read it") if self.is_new(card) else gettext("Followed")
        return format_html('<p class="followed">{}</p>', mark)

    def buttons(self, card: Card) -> str:
        """Save, and a menu that opens without a script."""
        story = f"story {card.id}"
        is_saved, is_followed = card.id in self.saved, card.id in self.followed
        return format_html(
            '<div class="deeds">{}<details name="menu"><summary aria-describedby="s{}"><span class="unseen">{}</span></summary>'
            "<div>{}</div></details></div>",
            _button(
                f"{'unsave' if is_saved else 'save'} {story}",
                gettext("Saved") if is_saved else gettext("Save"),
                described_by=card.id,
            ),
            card.id,
            gettext("More for this story"),
            format_html_join("", "{}", ((_button(act, words),) for act, words in menu_of(card, is_followed))),
        )


def menu_of(card: Card, is_followed: bool) -> list[tuple[str, str]]:
    """What else can be done with a story: each deed with its words."""
    story = f"story {card.id}"
    deeds = [
        (f"unfollow {story}", gettext("No longer follow")) if is_followed
        else (f"follow {story}", gettext("Follow this story")),
        (f"skip {story}", gettext("Less of this")),
        (f"mute {story} {DAYS}", gettext("Hide it for %(n)d days") % {"n": DAYS}),
    ]  # fmt: skip
    if card.topic:
        slug, name = card.topic
        words = gettext("Mute “%(name)s” for %(n)d days") % {"name": name, "n": DAYS}
        deeds.append((f"mute topic {slug} {DAYS}", words))
    if card.title and card.titles:
        deeds.append((f"mute title {card.title}", gettext("Mute “%(name)s”") % {"name": card.titles[0]}))
    return deeds


def _button(act: str, words: str, *, described_by: int | None = None) -> SafeString:
    about = format_html(' aria-describedby="s{}"', described_by) if described_by else ""
    runs = "rtl" if get_language_bidi() else "ltr"  # the story's own way may be the other
    return format_html(
        '<button form="{}" name="act" value="{}" dir="{}"{}>{}</button>', FORM, act, runs, about, words
    )


def marks_of(state: ReaderState, cards: Iterable[Card], *, since: datetime | None = None) -> ReadersMarks:
    """A reader's marks of these stories: three queries, however many they are.

    since: what was read before then need not be known; for long lists it makes the look quicker
    """
    listed = list(cards)
    ids = {card.id for card in listed}
    of_article = {card.article: card.id for card in listed if card.article}
    rows = Reading.objects.filter(reader=state.reader)
    if since is not None:
        rows = rows.filter(last_at__gte=since)
    else:
        rows = rows.filter(Q(story__in=ids) | Q(article__in=list(of_article)))
    read: dict[int, datetime] = {}
    for story, article, at in rows.values_list("story_id", "article_id", "last_at"):
        pk = story or of_article.get(article)
        if pk in ids:
            read[pk] = max(at, read.get(pk, at))
    saved = Saved.objects.filter(reader=state.reader, article=None).values_list("story_id", flat=True)
    followed = {int(key) for kind, key in state.followed if kind == "story" and key.isdecimal()}
    return ReadersMarks(
        read=read,
        saved=frozenset(ids.intersection(pk for pk in saved if pk)),
        followed=frozenset(ids & followed),
    )


class Places:
    """What `Later` left free in a page, and what fills it for who has no mark of their own there."""

    def __init__(
        self, html: str, cards: Mapping[int, Card], usual: dict[tuple[str, int], str] | None = None
    ) -> None:
        """`usual` keeps what most readers see at each story, for several pages of the same stories."""
        kept = {} if usual is None else usual
        pieces = _LATER.split(html)  # text, part, story, text, part, story, ..., text
        self._cards = cards
        self._at = [(place, pieces[place], int(pieces[place + 1])) for place in range(1, len(pieces), 3)]
        self._bare = pieces
        for place, _, _ in self._at:
            pieces[place] = pieces[place + 1] = ""
        self._usual = list(pieces)
        nobodys = ReadersMarks()
        for place, part, story in self._at:
            if (part, story) not in kept:
                kept[part, story] = self._words(nobodys, part, story)
            self._usual[place] = kept[part, story]

    def bare(self) -> str:
        """The page for nobody in particular."""
        return "".join(self._bare)

    def marked(self, marks: ReadersMarks) -> str:
        """The page for one reader."""
        words = marks.read.keys() | marks.followed
        theirs = {"c": words, "w": words, "d": marks.saved | marks.followed}
        pieces = list(self._usual)
        for place, part, story in self._at:
            if story in theirs[part]:
                pieces[place] = self._words(marks, part, story)
        return "".join(pieces)

    def _words(self, marks: ReadersMarks, part: str, story: int) -> str:
        card = self._cards.get(story)
        if card is None:
            return ""
        return {"c": marks.in_class, "w": marks.words, "d": marks.buttons}[part](card)
