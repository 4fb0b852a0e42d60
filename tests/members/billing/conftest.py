from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.stripe_server.running import KEY, SECRET, Fake, run_server

if TYPE_CHECKING:
    from newsstand.members.models import Reader

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
ADDRESS = "https://news.example"


@pytest.fixture(scope="session")
def stripe_process() -> Iterator[Fake]:
    with run_server() as fake:
        yield fake


@dataclass
class Till:
    """The house and the provider, with one clock."""

    fake: Fake
    now: datetime = START
    heard: set[str] = field(default_factory=set)

    def begin_anew(self) -> None:
        """An empty provider at the first moment."""
        self.now = START
        self.heard.clear()
        self.fake.switch("reset", now=START.isoformat())

    def pass_time(self, **words: float) -> None:
        self.now += timedelta(**words)
        self.fake.switch("advance", to=self.now.isoformat())

    def events(self) -> list[dict[str, Any]]:
        """What the provider told that was not heard yet."""
        events = [e for e in self.fake.look("events") if e["id"] not in self.heard]
        self.heard |= {e["id"] for e in events}
        return events

    def hear(self, events: list[dict[str, Any]] | None = None) -> None:
        """Hear events as webhooks."""
        for event in self.events() if events is None else events:
            tell(event, self.now)

    def send(self, reader: Reader, plan: str = "monthly", *, currency: str = "EUR", seats: int = 1) -> Any:
        """Send a reader to pay."""
        from newsstand.members.billing import open_checkout, wish_for

        wish = wish_for(plan, currency, seats)
        return open_checkout(reader, wish, address=ADDRESS, language="en", now=self.now)

    def pay(self, url: str, card: str = "4242424242424242") -> bool:
        """Press the checkout's button."""
        paid: bool = self.fake.switch("pay", session=url.rpartition("/")[2], card=card)["paid"]
        return paid

    def subscribe(self, reader: Reader, plan: str = "monthly", *, seats: int = 1) -> None:
        """Pay for a plan, and hear of it."""
        assert self.pay(self.send(reader, plan, seats=seats).url)
        self.hear()

    def stand(self, reader: Reader) -> str:
        from newsstand.members.membership.holding import holding_of

        return str(holding_of(reader, self.now).state)


def tell(event: Any, now: datetime) -> str:
    """Deliver one event, signed as the provider does."""
    from stripe import WebhookSignature

    from newsstand.members.billing import hear

    body = json.dumps(event)
    return hear(body.encode(), WebhookSignature.generate_signature_header(body, SECRET), now)


@pytest.fixture
def till(stripe_process: Fake, settings: Any) -> Till:
    made = Till(stripe_process)
    stripe_process.switch("reset", now=START.isoformat())
    settings.NOW = lambda: made.now
    settings.TIME_ZONE = "UTC"
    settings.NEWSSTAND = {
        **settings.NEWSSTAND,
        "NEWSSTAND_SINGLE_READER": False,
        "NEWSSTAND_STRIPE_KEY": KEY,
        "NEWSSTAND_STRIPE_WEBHOOK_SECRET": SECRET,
        "NEWSSTAND_STRIPE_API": stripe_process.address,
        "NEWSSTAND_STRIPE_TAX": False,
        "NEWSSTAND_TRIAL_DAYS": 14,
        "NEWSSTAND_GRACE_DAYS": 14,
        "NEWSSTAND_PLANS": "",
    }
    return made


@pytest.fixture
def ada(db: None, till: Till) -> Reader:
    from newsstand.members.models import Reader

    return Reader.objects.make(email="ada@reader.example", name="Ada", now=START)


def ledger() -> list[tuple[Any, ...]]:
    """All lines, without what a row's number decides."""
    from newsstand.members.models import LedgerLine

    fields = ("key", "kind", "member", "currency", "minor", "at", "first_day", "last_day", "seats", "ref")
    return sorted(LedgerLine.objects.values_list(*fields), key=str)


def sums() -> dict[str, int]:
    """What stands in the ledger, by kind."""
    found: dict[str, int] = {}
    for line in ledger():
        found[line[1]] = found.get(line[1], 0) + line[4]
    return found
