"""A small house with money: members, fees, reads, made row by row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from newsstand.members.ledger import enter
from newsstand.members.models import CountedRead
from newsstand.newsroom.models import Article, Publisher, Story
from tests.web.newsroom import make_article, make_title

MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 1)
MAY = date(2026, 5, 1)
IN_APRIL = datetime(2026, 4, 4, 9, tzinfo=UTC)
IN_MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
_numbers = count(1)


def pay(
    member: str, minor: int, first: date = MARCH, last: date = date(2026, 3, 31), *, tax: int = 0, cost: int = 0,
    currency: str = "EUR", **facts: Any,
) -> str:  # fmt: skip
    """A fee with its tax and cost; its reference."""
    ref = f"in_{next(_numbers)}"
    at = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    enter(
        key=f"fee:{ref}", kind="fee", member=member, currency=currency, minor=minor, at=at, ref=ref,
        first_day=None if "gift" in facts else first, last_day=None if "gift" in facts else last, facts=facts,
    )  # fmt: skip
    for kind, off in (("tax", tax), ("cost", cost)):
        if off:
            enter(
                key=f"{kind}:{ref}", kind=kind, member=member, currency=currency, minor=-off, at=at, ref=ref
            )
    return ref


def give_back(ref: str, minor: int, *, member: str, at: datetime, currency: str = "EUR") -> None:
    """A refund of a fee."""
    enter(
        key=f"refund:{ref}:{minor}",
        kind="refund",
        member=member,
        currency=currency,
        minor=-minor,
        at=at,
        ref=ref,
    )


def titles(count: int = 3) -> list[Publisher]:
    """Some titles, the same whichever store."""
    return [make_title(f"Title {number}") for number in range(1, count + 1)]


def article_of(title: Publisher, words: int = 230, **fields: Any) -> Article:
    return make_article(title, f"Something happened at {title.name}", words=words, **fields)


def read(
    member: str,
    what: Article | Story,
    *,
    month: date = MARCH,
    day: int = 10,
    seconds: int = 60,
    depth: int = 100,
) -> CountedRead:
    """A counted read."""
    article = what if isinstance(what, Article) else None
    return CountedRead.objects.create(
        member=member, month=month, day=day, seconds=seconds, depth=depth, is_finished=depth >= 90,
        article=article, story=None if article else what, publisher=article.publisher if article else None,
    )  # fmt: skip
