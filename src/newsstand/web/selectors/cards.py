"""Stories as lists show them: headline, standfirst, who reports it, picture, time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import slugify

from newsstand.members.showing import Showing, asked_of, to_everybody
from newsstand.newsroom.models import Article, Membership, Picture, Story
from newsstand.newsroom.withheld import untellable
from newsstand.web.languages import direction
from newsstand.web.sections import Section, section_of

FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture from our own address, with what must stand beside it."""

    small: str
    large: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    title: str

    @property
    def credit_line(self) -> str:
        """Whose picture it is: the credit, else the title that printed it; "" where the caption says it already."""
        return "" if self.whose in self.caption else self.whose

    @property
    def whose(self) -> str:
        """The credit, else the title that printed it."""
        return self.credit or self.title

    @property
    def is_drawing(self) -> bool:
        """Whether it is a drawing, the same file at every width."""
        return self.small.endswith(".svg")


@dataclass(slots=True, kw_only=True)
class Card:
    """A story in a list; `titles` are the first few names, independent ones before copies.

    article, title: the report and the title's address word, where a single one tells the story
    topic:          what it is about above all: address word and name, where a list asked for that
    line:           an editor's why, in the editor's name
    desk, reasons:  the part of a finite edition that it stands in, and why
    """

    id: int
    url: str
    headline: str
    standfirst: str
    language: str
    section: Section | None
    moved_at: datetime
    reports: int
    title_count: int
    picture: Shown | None
    titles: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    place: int = 0
    article: int | None = None
    title: str = ""
    topic: tuple[str, str] | None = None
    line: str = ""
    chosen_by: str = ""
    desk: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.language)

    @property
    def more_titles(self) -> int:
        """How many titles are not named."""
        return max(0, self.title_count - len(self.titles))


def listed_stories() -> QuerySet[Story]:
    """Stories that may stand in lists, with what a card needs in the same query."""
    return (
        Story.objects.filter(spiked_at=None)
        .exclude(untellable())
        .select_related("brief", "opened_by__publisher", "image__picture", "image__publisher")
        .only(
            "headline", "section", "language", "moved_at", "opened_at", "reports", "titles",
            "brief__headline", "brief__standfirst",
            "opened_by__headline", "opened_by__standfirst", *asked_of("opened_by__"),
            "image__image_alt", "image__image_caption", "image__image_credit", "image__headline",
            "image__publisher__name", *asked_of("image__"),
            "image__picture__name", "image__picture__state", "image__picture__content_type",
            "image__picture__width", "image__picture__height",
        )
    )  # fmt: skip


def card_of(story: Story) -> Card:
    """A story's card, its titles not named yet: the same for everybody, so that lists may be."""
    showing, standfirst = to_everybody(), ""
    if brief := getattr(story, "brief", None):
        standfirst = brief.standfirst
    elif story.titles < 2:
        opened = story.opened_by
        standfirst = showing.part(opened, standfirst=opened.standfirst).standfirst
    return Card(
        id=story.pk,
        url=story_url(story),
        headline=story.headline,
        standfirst=standfirst,
        language=story.language,
        section=section_of(story.section),
        moved_at=story.moved_at,
        reports=story.reports,
        title_count=story.titles,
        picture=shown_picture(story.image, showing) if story.image else None,
        article=story.opened_by_id if story.reports == 1 else None,
        title=story.opened_by.publisher.slug if story.titles == 1 else "",
    )


def cards_of(stories: Iterable[Story]) -> list[Card]:
    """Cards in the order given, with the names of their titles: one query for all of them."""
    cards = [card_of(story) for story in stories]
    names = title_names([card.id for card in cards])
    for card in cards:
        found = names.get(card.id, [])
        card.titles = found[: FEW if len(found) != FEW + 1 else FEW + 1]
    return cards


def title_names(stories: Sequence[int]) -> dict[int, list[str]]:
    """The names of each story's titles: first those with a report of their own, as they came, then the others."""
    rows = (
        Membership.objects.filter(story__in=stories)
        .order_by("article__published_at", "article_id")
        .values_list("story_id", "article__publisher__name", "article__copy_of")
    )
    own: dict[int, dict[str, None]] = defaultdict(dict)
    copies: dict[int, dict[str, None]] = defaultdict(dict)
    for story, name, copy_of in rows:
        (copies if copy_of else own)[story].setdefault(name)
    return {story: list(own[story] | copies[story]) for story in {*own, *copies}}


def story_url(story: Story) -> str:
    """Where a story stands; one that a single report tells stands on that report's page."""
    if story.reports == 1:
        return article_url(story.opened_by_id, story.headline)
    return _url("story", story.pk, story.headline)


def article_url(pk: int, headline: str) -> str:
    """Where an article stands."""
    return _url("article", pk, headline)


def _url(name: str, pk: int, headline: str) -> str:
    """As `reverse` says, which is asked for the way once and not for each of a page's links."""
    before, after = _way(name)
    return f"{before}/{pk}/{slug_of(headline)}{after}"


@cache
def _way(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=(0, "-")).partition("/0/-")
    return before, after


def slug_of(headline: str) -> str:
    """A headline's words for an address; "-" where it has none that would do."""
    words = slugify(headline)
    return (words if len(words) <= 80 else words[:80].rpartition("-")[0] or words[:80]) or "-"


def shown_picture(article: Article, showing: Showing) -> Shown | None:
    """An article's picture, where we hold it and may show it."""
    picture = article.picture
    if picture is None or picture.state != Picture.State.STORED or not picture.width or not picture.height:
        return None
    if not showing.of(article).shows_picture:
        return None
    ending = "svg" if picture.content_type == "image/svg+xml" else "webp"
    return Shown(
        small=reverse("picture", args=(picture.name, "480", ending)),
        large=reverse("picture", args=(picture.name, "1280", ending)),
        width=picture.width,
        height=picture.height,
        alt=article.image_alt or article.image_caption,
        caption=article.image_caption,
        credit=article.image_credit,
        title=article.publisher.name,
    )
