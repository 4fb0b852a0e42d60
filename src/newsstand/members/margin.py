"""What a reader writes into the margin: passages marked, notes beside them; each change undone by one word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Literal

from django.db import IntegrityError, transaction

from newsstand.members.entitlement import is_open, visible_part
from newsstand.members.models import Deed, Highlight, Reader
from newsstand.model import Allowance, Block
from newsstand.newsroom.models import Article, ArticleVersion

MOST_ON_AN_ARTICLE = 500
LONGEST_NOTE = 4000
LONGEST_PASSAGE = 5000
LONGEST_KEY = 64
MOST_PLACES = 100  # of the same words in one text, when their own is looked for

Reason = Literal["not_there", "not_shown", "too_long", "too_many", "note_too_long"]


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A passage that was not marked, or a note that was not kept, and why."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A mark where it stands in the text of now; `start` and `end` are None where its words are gone."""

    mark: Highlight
    start: int | None = None
    end: int | None = None


def open_text(body: str, *, standfirst: str, allowed: Allowance) -> str:
    """The beginning of a body that a reader may see: what of it may be marked."""
    if is_open(allowed):
        return body
    paragraphs = [Block(kind="paragraph", text=text) for text in body.split("\n\n")]
    shown = visible_part(allowed, standfirst=standfirst, blocks=paragraphs).blocks
    text = "\n\n".join(block.text for block in shown)
    if not body.startswith(text):
        text = text.removesuffix("…")
    return text if body.startswith(text) else ""


def place_of(words: str, body: str, *, near: int) -> tuple[int, int] | None:
    """Where the same words stand in a text, nearest to where they stood; None where they are gone."""
    if not words:
        return None
    if body.startswith(words, near):
        return near, near + len(words)
    found: list[int] = []
    at = body.find(words)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = body.find(words, at + len(words))
    if not found:
        return None
    start = min(found, key=lambda place: abs(place - near))
    return start, start + len(words)


def anchor(marks: Iterable[Highlight], body: str) -> list[Anchored]:
    """Marks in the order of the text that stands now; those whose words are gone come last."""
    found: list[Anchored] = []
    lost: list[Anchored] = []
    for mark in marks:
        place = place_of(mark.text, body, near=mark.start)
        if place is None:
            lost.append(Anchored(mark=mark))
        else:
            found.append(Anchored(mark=mark, start=place[0], end=place[1]))
    return sorted(found, key=lambda a: (a.start, a.end, a.mark.pk)) + lost


def marks_on(reader: Reader, article: Article) -> list[Highlight]:
    """All that a reader marked in an article, whatever version they marked it in."""
    return list(Highlight.objects.filter(reader=reader, article=article).order_by("start", "pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is to be marked: characters `start` to `end` of a version's body, and the words that were seen there."""

    start: int
    end: int
    version: int
    words: str = ""
    note: str = ""


def mark(
    reader: Reader,
    article: Article,
    passage: Passage,
    *,
    allowed: Allowance,
    now: datetime,
    key: str = "",
) -> Deed | Unmarked:
    """Mark a passage, once for every `key`; one that overlaps what is marked already grows together with it."""
    key = key.strip()[:LONGEST_KEY] or token_hex(16)
    if (done := Deed.objects.filter(reader=reader, key=key).first()) is not None:
        return done
    standing = ArticleVersion.objects.filter(article=article, number=article.version).first()
    if standing is None:
        return Unmarked("not_there")
    text = open_text(standing.body, standfirst=article.standfirst, allowed=allowed)
    if not text:
        return Unmarked("not_shown")
    span = _asked_span(passage, text, standing=article.version)
    if span is None:
        return Unmarked("not_there")
    marks = anchor(marks_on(reader, article), text)
    if len(marks) >= MOST_ON_AN_ARTICLE:
        return Unmarked("too_many")
    met = [
        a
        for a in marks
        if a.start is not None and a.end is not None and a.start < span[1] and span[0] < a.end
    ]
    start = min([span[0], *(a.start for a in met if a.start is not None)])
    end = max([span[1], *(a.end for a in met if a.end is not None)])
    notes = [a.mark.note for a in met if a.mark.note] + (
        [clean_note(passage.note)] if passage.note.strip() else []
    )
    row = Highlight(
        reader=reader, article=article, version=article.version, start=start, end=end, text=text[start:end],
        note="\n\n".join(notes), made_at=now, changed_at=now,
    )  # fmt: skip
    if end - start > LONGEST_PASSAGE:
        return Unmarked("too_long")
    if len(row.note) > LONGEST_NOTE:
        return Unmarked("note_too_long")
    return _exchange(reader, "mark", [a.mark for a in met], row, now=now, key=key)


def _asked_span(passage: Passage, text: str, *, standing: int) -> tuple[int, int] | None:
    """Where in the text a passage lies, white space at its ends left out; None where it is not there."""
    words = passage.words.replace("\r\n", "\n").strip()
    start, end = max(passage.start, 0), min(passage.end, len(text))
    there = text[start:end] if start < end else ""
    if words and _letters(words) != _letters(there):
        return place_of(words, text, near=start)
    if not there.strip() or (passage.version != standing and not words):
        return None
    return start + len(there) - len(there.lstrip()), end - (len(there) - len(there.rstrip()))


def _letters(text: str) -> str:
    """What a selection and the text it was made in have in common, however it is spaced and its cells are parted."""
    return "".join(sign for sign in text if sign.isalnum()) or "".join(text.split())


def write_note(reader: Reader, pk: int, note: str, *, now: datetime) -> Deed | Unmarked:
    """Write beside a marked passage; no words take the note away and leave the mark."""
    row = Highlight.objects.filter(reader=reader, pk=pk).select_related("article").first()
    if row is None:
        return Unmarked("not_there")
    words = clean_note(note)
    if len(words) > LONGEST_NOTE:
        return Unmarked("note_too_long")
    stood = Highlight.objects.get(pk=row.pk)
    row.note, row.changed_at = words, now
    return _exchange(reader, "note", [stood], row, now=now)


def remove(reader: Reader, pk: int, *, now: datetime) -> Deed | Unmarked:
    """Take a mark and its note out of the margin."""
    row = Highlight.objects.filter(reader=reader, pk=pk).select_related("article").first()
    if row is None:
        return Unmarked("not_there")
    return _exchange(reader, "unmark", [row], None, now=now)


def clean_note(note: str) -> str:
    """A note as it is kept: text, line breaks of one kind, nothing that no store takes."""
    return note.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _exchange(
    reader: Reader,
    verb: str,
    gone: Sequence[Highlight],
    made: Highlight | None,
    *,
    now: datetime,
    key: str = "",
) -> Deed:
    """Put one mark in the place of others and remember both, so that it can be undone."""
    article = made.article if made is not None else gone[0].article
    deed = Deed(
        reader=reader, key=key or token_hex(16), verb=verb, kind="article", target=str(article.pk),
        name=article.headline[:300], at=now,
    )  # fmt: skip
    before: dict[str, Any] = {"gone": [_kept(row) for row in gone], "made": []}
    try:
        with transaction.atomic():
            deed.before = before
            deed.save()
            kept = gone[0].pk if gone else None
            Highlight.objects.filter(pk__in=[row.pk for row in gone]).delete()
            if made is not None:
                made.pk = kept or made.pk
                made.made_at = min([made.made_at, *(row.made_at for row in gone)])
                made.save(force_insert=True)
                before["made"] = [made.pk]
                deed.save(update_fields=["before"])
    except IntegrityError:  # the same was sent twice at the same time
        done = Deed.objects.filter(reader=reader, key=deed.key).first()
        if done is None:
            raise
        return done
    return deed


_PLAIN = ("pk", "article_id", "version", "start", "end", "text", "note")


def _kept(row: Highlight) -> dict[str, Any]:
    moments = {"made_at": row.made_at.isoformat(), "changed_at": row.changed_at.isoformat()}
    return {name: getattr(row, name) for name in _PLAIN} | moments


def put_back(reader: Reader, deed: Deed) -> None:
    """Bring the margin back to what it was before a deed, as far as the article is still there."""
    Highlight.objects.filter(reader=reader, pk__in=deed.before.get("made", [])).delete()
    for kept in deed.before.get("gone", []):
        if not Article.objects.filter(pk=kept["article_id"]).exists():
            continue
        place = {name: kept[name] for name in ("article_id", "version", "start", "end")}
        if Highlight.objects.filter(reader=reader, **place).exists():
            continue
        fields = kept | {name: datetime.fromisoformat(kept[name]) for name in ("made_at", "changed_at")}
        Highlight.objects.create(reader=reader, **fields)


def mark_of(deed: Deed) -> int:
    """The mark that a deed made or changed; 0 where it left none."""
    made = deed.before.get("made") or [0]
    return int(made[0])
