"""The payment provider behind a small protocol of our own: the one place that knows Stripe's library."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Protocol

import stripe
from django.conf import settings

from newsstand.errors import PaymentRefused, ProviderUnreachable, SignatureInvalid

log = logging.getLogger(__name__)

Body = dict[str, Any]
CONNECT_SECONDS, READ_SECONDS = 4.0, 12.0
RETRIES = 1  # of one call; what asks again later is a chore
PAGE = 100
TOLERANCE = 300  # seconds that a webhook's signature is good for


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider said, and when by its own clock."""

    body: Body
    at: datetime


class Provider(Protocol):
    """What we ask of a payment provider; ProviderUnreachable and PaymentRefused say what went wrong."""

    def make(self, path: str, *, key: str, **params: Any) -> Answer:
        """Make something once for every key: a customer, a checkout's session, a portal's."""
        ...

    def read(self, path: str, **params: Any) -> Answer | None:
        """Something the provider knows; None where it does not, or no more."""
        ...

    def change(self, path: str, **params: Any) -> Answer:
        """Change something that the provider keeps."""
        ...

    def end(self, path: str) -> Answer | None:
        """End something; None where it is over already."""
        ...

    def each(self, path: str, **params: Any) -> Iterator[Body]:
        """All of a list, the newest first, page after page."""
        ...


class StripeProvider:
    """Stripe, by its own library."""

    def __init__(self, key: str, api: str = "") -> None:
        self._client = stripe.StripeClient(
            key,
            base_addresses={"api": api} if api else None,
            max_network_retries=RETRIES,
            http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, READ_SECONDS)),
        )

    def make(self, path: str, *, key: str, **params: Any) -> Answer:
        """Make something, once for every key."""
        return self._ask("post", path, idempotency_key=key, **params)

    def read(self, path: str, **params: Any) -> Answer | None:
        """Read something; None for what is not there."""
        try:
            answer = self._ask("get", path, **params)
        except PaymentRefused as refused:
            if refused.reason == "resource_missing":
                return None
            raise
        return None if answer.body.get("deleted") else answer

    def change(self, path: str, **params: Any) -> Answer:
        """Change something."""
        return self._ask("post", path, **params)

    def end(self, path: str) -> Answer | None:
        """End something; None for what is not there."""
        try:
            return self._ask("delete", path)
        except PaymentRefused as refused:
            if refused.reason == "resource_missing":
                return None
            raise

    def each(self, path: str, **params: Any) -> Iterator[Body]:
        """All of a list."""
        asked = {"limit": PAGE, **params}
        while True:
            page = self._ask("get", path, **asked).body
            things: Sequence[Body] = page.get("data") or []
            yield from things
            if not page.get("has_more") or not things:
                return
            asked["starting_after"] = things[-1]["id"]

    def _ask(self, method: str, path: str, **params: Any) -> Answer:
        try:
            said = self._client.raw_request(method, f"/v1/{path}", **params)
        except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
            reason = error.code or type(error).__name__
            raise PaymentRefused(
                f"the payment provider refuses {method} {_without_ids(path)}: {reason}", reason=reason
            ) from error
        except stripe.StripeError as error:
            raise ProviderUnreachable(
                f"the payment provider does not answer {method} {_without_ids(path)} ({type(error).__name__});"
                " look at NEWSSTAND_STRIPE_KEY and at the provider's status page"
            ) from error
        return Answer(json.loads(said.body), _date_of(said.headers))


def provider() -> Provider | None:
    """This house's payment provider; None where no key is set."""
    key = str(settings.NEWSSTAND["NEWSSTAND_STRIPE_KEY"])
    return _made(key, str(settings.NEWSSTAND["NEWSSTAND_STRIPE_API"])) if key else None


def the_provider() -> Provider:
    """This house's payment provider; PaymentRefused where there is none."""
    found = provider()
    if found is None:
        raise PaymentRefused("no NEWSSTAND_STRIPE_KEY is set: nobody can pay by card", reason="no_provider")
    return found


def check_signature(body: bytes, signature: str) -> None:
    """Return where the provider itself signed these bytes a moment ago; SignatureInvalid otherwise."""
    secret = str(settings.NEWSSTAND["NEWSSTAND_STRIPE_WEBHOOK_SECRET"])
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE)
    except (stripe.SignatureVerificationError, UnicodeError) as error:
        raise SignatureInvalid(
            f"a webhook is not the provider's own ({type(error).__name__}):"
            " look at NEWSSTAND_STRIPE_WEBHOOK_SECRET, and at the clock"
        ) from None


@lru_cache(maxsize=4)
def _made(key: str, api: str) -> StripeProvider:
    return StripeProvider(key, api)


def _without_ids(path: str) -> str:
    """A path as a log may hold it: without what names somebody."""
    parts = path.partition("?")[0].split("/")
    return "/".join("…" if any(c.isdigit() for c in part) else part for part in parts)


def _date_of(headers: Mapping[str, str]) -> datetime:
    """The moment of an answer by the provider's clock; by ours where it does not say."""
    said = headers.get("date")
    if said:
        try:
            return parsedate_to_datetime(said).astimezone(UTC)
        except ValueError:
            pass
    now: datetime = settings.NOW()
    return now
