"""Everything that is kept of a reader: counted for a page, and written out whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Field, ForeignKey, Model

from newsstand.members.entitlement import is_open
from newsstand.members.letters.delivery import OF_ACCOUNTS
from newsstand.members.models import Deed, Highlight, Letter, Reader
from newsstand.members.privacy.belongings import BELONGINGS, After, Belonging
from newsstand.members.showing import Showing
from newsstand.newsroom.models import Article, Edition, Publisher, Story

FORMAT = 1
BATCH = 500
HELD_BACK = "(left out: its title does not let it be shown to you now)"
NAMED: dict[type[Model], tuple[str, ...]] = {
    Publisher: ("name",),
    Edition: ("kind", "at"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many rows of one kind are kept of a reader, and what becomes of them when the account is deleted."""

    name: str
    rows: int
    after: After


def counts_of(reader: Reader) -> list[Count]:
    """What is kept of a reader, by kind: one query each, and only kinds of which there is something."""
    found = ((b, b.rows(reader)) for b in BELONGINGS)
    counted = ((b, rows.count()) for b, rows in found if rows is not None)
    return [Count(name=b.name, rows=rows, after=b.after) for b, rows in counted if rows]


def export_of(reader: Reader, now: datetime, showing: Showing) -> Iterator[bytes]:
    """All that is kept of a reader, as JSON, piece by piece; passwords and other keys are left out.

    What titles wrote is given as far as `showing` lets it be shown: the reader's own words are given always.
    """
    shown = _Shown(showing, reader)
    yield orjson.dumps({"newsstand_export": FORMAT, "made_at": now})[:-1]
    for belonging in BELONGINGS:
        rows = belonging.rows(reader)
        yield b",\n" + orjson.dumps(belonging.name) + b":["
        if rows is not None:
            fields = _fields(rows.model, belonging)
            named = [path for f in fields if isinstance(f, ForeignKey) for path in _with_title(f)]
            chosen = rows.select_related(*named) if named else rows
            for number, row in enumerate(chosen.iterator(chunk_size=BATCH)):
                yield (b",\n" if number else b"\n") + orjson.dumps(
                    {f.name: shown.plain(row, f) for f in fields}, default=str
                )
        yield b"]"
    yield b"}\n"


def _fields(table: type[Model], belonging: Belonging) -> list[Field[Any, Any]]:
    """What is given of a table: all but secrets, and but for whose row it is, which is the same in all."""
    of_readers = {f.name for f in table._meta.concrete_fields if f.related_model is Reader}
    return [f for f in table._meta.concrete_fields if f.name not in {*belonging.secrets, *of_readers}]


def _with_title(field: ForeignKey[Any, Any]) -> tuple[str, ...]:
    """What is loaded with a row's reference: whether a headline is shown, its title decides."""
    more = {Article: "__publisher", Story: "__opened_by__publisher"}.get(field.related_model)
    return (field.name, field.name + more) if more else (field.name,)


class _Shown:
    """A reader's rows as they are given to them."""

    def __init__(self, showing: Showing, reader: Reader) -> None:
        self._showing = showing
        self._reader = reader
        self._headlines: dict[str, str] | None = None

    def plain(self, row: Model, field: Field[Any, Any]) -> Any:
        """A field's value for the file."""
        if isinstance(row, Letter) and field.name in ("text", "html") and row.kind.startswith(OF_ACCOUNTS):
            return "(left out: it held a link or a code with which one signs in)"
        if isinstance(row, Highlight) and field.name == "text":
            return row.text if is_open(self._showing.of(row.article)) else HELD_BACK
        if isinstance(row, Deed) and field.name == "before":
            return {
                name: value for name, value in row.before.items() if name != "gone"
            }  # marks, word for word
        if isinstance(row, Deed) and field.name == "name" and row.kind == "article":
            return self._headline(row.target)
        if not isinstance(field, ForeignKey):
            return field.value_from_object(row)
        held = getattr(row, field.name)
        return None if held is None else {"id": held.pk, **self._named(held)}

    def _named(self, held: Model) -> dict[str, Any]:
        if isinstance(held, Article):
            headline = self._showing.headline(held)
            return {"headline": headline, "url": held.url} if headline else {}
        if isinstance(held, Story):
            return {"headline": held.headline} if self._showing.headline(held.opened_by) else {}
        return {name: getattr(held, name) for name in NAMED.get(type(held), ())}

    def _headline(self, number: str) -> str:
        """The headline of an article that a deed was about, as far as it may be shown now."""
        if self._headlines is None:
            targets = Deed.objects.filter(reader=self._reader, kind="article").values_list(
                "target", flat=True
            )
            numbers = {int(target) for target in targets if target.isdecimal()}
            articles = Article.objects.select_related("publisher").in_bulk(list(numbers))
            self._headlines = {str(pk): self._showing.headline(article) for pk, article in articles.items()}
        return self._headlines.get(number, "")
