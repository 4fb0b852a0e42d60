"""The courier: brings events to the webhook's address, signed; late, twice, not at all or in another order where told so."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from stripe import WebhookSignature

from tests.stripe_server.shapes import Thing
from tests.stripe_server.world import World

MOST_TRIES = 3
SECONDS = 30.0


@dataclass
class Courier:
    """Works on a thread of its own, one delivery after the other."""

    world: World
    webhook: str
    secret: str
    mode: str = "now"
    copies: int = 1
    drop: int = 0
    delay: float = 0.0
    held: list[Thing] = field(default_factory=list)
    sent: list[Thing] = field(default_factory=list)
    _queue: list[tuple[Thing, int]] = field(default_factory=list)
    _failed: list[tuple[Thing, int]] = field(default_factory=list)
    _change: threading.Condition = field(default_factory=threading.Condition)
    _busy: bool = False

    def start(self) -> None:
        threading.Thread(target=self._work, daemon=True, name="courier").start()

    def forget(self, mode: str, webhook: str) -> None:
        """Begin anew."""
        with self._change:
            self.mode, self.webhook = mode, webhook
            self.copies, self.drop, self.delay = 1, 0, 0.0
            for kept in (self.held, self.sent, self._queue, self._failed):
                kept.clear()  # type: ignore[attr-defined]

    def take(self) -> None:
        """Take what happened out of the world's outbox."""
        with self._change:
            events, self.world.outbox = self.world.outbox, []
            for event in events:
                if self.mode == "hold":
                    self.held.append(event)
                elif self.mode == "now" and self.drop > 0:
                    self.drop -= 1
                elif self.mode == "now":
                    self._queue += [(event, 1)] * self.copies
            self._change.notify_all()

    def wait(self) -> None:
        """Return when nothing is on its way; what failed has been tried again."""
        with self._change:
            self._queue += self._failed
            self._failed = []
            self._change.notify_all()
            self._change.wait_for(lambda: not self._queue and not self._busy, timeout=120)

    def deliver(self, order: str, seed: int, copies: int) -> list[int]:
        """Send what is held; the statuses."""
        with self._change:
            events, self.held = self.held * copies, []
        if order == "reversed":
            events.reverse()
        elif order == "shuffled":
            random.Random(seed).shuffle(events)
        return [self._send(event) for event in events]

    def _work(self) -> None:
        while True:
            with self._change:
                self._busy = False
                self._change.notify_all()
                self._change.wait_for(lambda: self._queue)
                event, tries = self._queue.pop(0)
                self._busy = True
            time.sleep(self.delay)
            status = self._send(event)
            if not 200 <= status < 300 and tries < MOST_TRIES:
                with self._change:
                    self._failed.append((event, tries + 1))

    def _send(self, event: Thing) -> int:
        status = post_signed(self.webhook, json.dumps(event).encode(), self.secret)
        self.sent.append({"event": event["id"], "type": event["type"], "status": status})
        return status


def post_signed(webhook: str, body: bytes, secret: str, *, at: int | None = None) -> int:
    """Deliver a body, signed as the provider signs; the status, 0 where nobody answers."""
    parts = urlsplit(webhook)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
    signature = WebhookSignature.generate_signature_header(body.decode(), secret, timestamp=at)
    headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature}
    try:
        line.request("POST", parts.path, body=body, headers=headers)
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()
