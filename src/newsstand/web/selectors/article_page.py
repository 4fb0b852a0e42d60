"""One article with as much of its text as may be shown to who asks, and with what its reader marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsstand.members.entitlement import VisiblePart, is_open, visible_part
from newsstand.members.margin import Anchored, anchor, open_text
from newsstand.members.models import Highlight, Reading
from newsstand.members.showing import Showing
from newsstand.model import BODY_KINDS, Allowance, Block
from newsstand.newsroom.models import Article, ArticleVersion
from newsstand.web.languages import direction
from newsstand.web.marking import MarkedPiece, marked_pieces
from newsstand.web.reading_time import minutes_to_read
from newsstand.web.selectors.cards import Shown, shown_picture

KINDS = frozenset({"paragraph", "subhead", "quote", "list", "table", "caption", "embed", "update"})
HALF_READ = range(5, 90)  # percent: who came less far begins anew, who came further is done


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Some words of a block; `start` counts characters of the body, None where they are none of it."""

    start: int | None
    pieces: list[MarkedPiece]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """A typed piece of an article; `id` names it on its page."""

    id: str
    kind: str
    text: str
    start: int | None = None
    posted_at: datetime | None = None
    marks: Sequence[Anchored] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is a paragraph in which nothing is marked: most are."""
        return self.kind == "paragraph" and not self.marks

    @property
    def words(self) -> Words:
        """All of its text."""
        return self._part(self.text, 0)

    @property
    def lines(self) -> list[Words]:
        """A list's items."""
        return [self._part(text, at) for text, at in _cut(self.text, "\n") if text]

    @property
    def rows(self) -> list[list[Words]]:
        """A table's rows of cells."""
        return [
            [self._part(cell, at + place) for cell, place in _cut(line, " | ")]
            for line, at in _split(self.text, "\n")
            if line.strip()
        ]

    @property
    def address(self) -> str:
        """What an embed leads to, where that is a web address."""
        word = self.text.split()[-1] if self.text.split() else ""
        return word if word.startswith(("https://", "http://")) else ""

    @property
    def end(self) -> int | None:
        """Where it ends in the body."""
        return None if self.start is None else self.start + len(self.text)

    @property
    def notes(self) -> list[Anchored]:
        """The marks that end here: what the margin says beside it."""
        if self.start is None:
            return []
        last = self.start + len(self.text)
        return [a for a in self.marks if a.end is not None and self.start < a.end <= last]

    def _part(self, text: str, at: int) -> Words:
        start = None if self.start is None else self.start + at
        return Words(start=start, pieces=marked_pieces(text, start, self.marks))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """An article as its page shows it."""

    row: Article
    allowed: Allowance
    part: VisiblePart
    blocks: list[ShownBlock]
    picture: Shown | None
    minutes: int
    earlier: list[ArticleVersion] = field(default_factory=list)
    changed_at: datetime | None = None
    marks: list[Anchored] = field(default_factory=list)
    lost_marks: list[Anchored] = field(default_factory=list)
    can_be_marked: bool = False

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.row.language)

    @property
    def is_open(self) -> bool:
        """Whether all of it is here."""
        return is_open(self.allowed)

    def place_to_continue(self, reading: Reading | None) -> str:
        """The id of the block where a half-read article goes on; "" where it was not begun or was finished."""
        if reading is None or reading.depth not in HALF_READ or reading.finished_at:
            return ""
        total = sum(len(block.text) for block in self.blocks)
        seen = 0
        for block in self.blocks:
            seen += len(block.text)
            if seen * 100 > total * reading.depth:
                return "" if block is self.blocks[0] else block.id
        return ""


def find_article(pk: int) -> Article | None:
    """An article with its title, picture and story."""
    return (
        Article.objects.select_related(
            "publisher", "picture", "membership__story__brief", "copy_of__publisher"
        )
        .defer("membership__story__brief__content", "membership__reasons")
        .filter(pk=pk)
        .first()
    )


def shown_article(article: Article, showing: Showing, marks: Sequence[Highlight] = ()) -> ShownArticle:
    """What its page shows: one query for the text, one for earlier versions where there are any."""
    standing = article.versions.filter(number=article.version).first()
    body = standing.body if standing else ""
    picture = shown_picture(article, showing)
    allowed = showing.of(article)
    part = visible_part(
        allowed,
        headline=article.headline,
        standfirst=article.standfirst,
        blocks=stored_blocks(standing.blocks if standing else []),
    )
    visible = open_text(body, standfirst=article.standfirst, allowed=allowed)
    anchored = anchor(marks, visible)
    standing_marks = [a for a in anchored if a.start is not None]
    return ShownArticle(
        row=article,
        allowed=allowed,
        part=part,
        blocks=placed_blocks(part, body, standing_marks, without=picture.caption if picture else ""),
        picture=picture,
        minutes=minutes_to_read(body) if part.is_whole else 0,
        earlier=earlier_versions(article),
        changed_at=standing.made_at if standing and article.version > 1 else None,
        marks=standing_marks,
        lost_marks=[a for a in anchored if a.start is None] if is_open(allowed) else [],
        can_be_marked=bool(visible.strip()),
    )


def earlier_versions(article: Article) -> list[ArticleVersion]:
    """What it said before, newest first, no more of it than lists show."""
    if article.version < 2:
        return []
    return list(
        article.versions.filter(number__lt=article.version)
        .only("number", "made_at", "headline", "article")
        .order_by("-number")
    )


def placed_blocks(
    part: VisiblePart, body: str, marks: Sequence[Anchored] = (), *, without: str = ""
) -> list[ShownBlock]:
    """The visible blocks, each with its place in the body; a caption that stands under the picture is left out."""
    out: list[ShownBlock] = []
    at = 0
    for number, block in enumerate(part.blocks, 1):
        start: int | None = None
        if block.kind in BODY_KINDS:
            text = block.text if body.startswith(block.text, at) else block.text.removesuffix("…")
            found = at if body.startswith(text, at) else body.find(text, at)
            if text and found >= 0:
                start, at = found, found + len(text) + 2
        if block.kind == "caption" and block.text == without:
            continue
        touching = _touching(marks, start, block.text)
        out.append(
            ShownBlock(
                id=f"p{number}",
                kind=block.kind,
                text=block.text,
                start=start,
                posted_at=block.posted_at,
                marks=touching,
            )
        )
    return out


def _touching(marks: Sequence[Anchored], start: int | None, text: str) -> list[Anchored]:
    if start is None:
        return []
    end = start + len(text)
    return [a for a in marks if a.start is not None and a.end is not None and a.start < end and start < a.end]


def stored_blocks(rows: object) -> list[Block]:
    """Blocks as a version stores them, as nouns; what is of no kind that we know is a paragraph."""
    if not isinstance(rows, list):
        return []
    return [
        Block(
            kind=row["kind"] if row.get("kind") in KINDS else "paragraph",
            text=str(row.get("text", "")),
            posted_at=_moment(row.get("posted_at")),
        )
        for row in rows
        if isinstance(row, dict)
    ]


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _cut(text: str, by: str) -> Iterator[tuple[str, int]]:
    """The parts of a text without the white space around them, and where each begins."""
    for part, at in _split(text, by):
        yield part.strip(), at + len(part) - len(part.lstrip())


def _split(text: str, by: str) -> Iterator[tuple[str, int]]:
    at = 0
    for part in text.split(by):
        yield part, at
        at += len(part) + len(by)
