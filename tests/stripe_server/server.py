"""The server: one lock around the world, deliveries on their own thread."""

from __future__ import annotations

import json
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.stripe_server import pages
from tests.stripe_server.deliveries import Courier
from tests.stripe_server.resources import answer
from tests.stripe_server.shapes import ApiError, Thing, decode_form
from tests.stripe_server.switches import SWITCHES
from tests.stripe_server.world import VERSION, World

WAITS = ("advance", "wait")


class StripeServer(ThreadingHTTPServer):
    """Serves a world on loopback."""

    daemon_threads = True

    def __init__(self, world: World, courier: Courier, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Desk)
        self.world, self.courier, self.lock = world, courier, threading.RLock()
        world.address = f"http://127.0.0.1:{self.server_address[1]}"
        courier.start()


class Desk(BaseHTTPRequestHandler):
    """Answers one request."""

    server: StripeServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Nothing: a test reads what happened from the world."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date of an answer is of the world's clock."""
        return formatdate(self.server.world.now if timestamp is None else timestamp, usegmt=True)

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        area, _, rest = parts.path.lstrip("/").partition("/")
        try:
            if area == "v1":
                self._api(method, rest, decode_form("&".join(filter(None, (parts.query, body)))))
            elif area == "_":
                self._switch(method, rest, json.loads(body or "{}"))
            else:
                self._page(method, area, rest, decode_form(body))
        except ApiError as error:
            self._say(error.status, error.body)

    def _api(self, method: str, path: str, params: Thing) -> None:
        world = self.server.world
        key = self.headers.get("Idempotency-Key", "") if method == "POST" else ""
        asked = f"{method} {path} {json.dumps(params, sort_keys=True)}"
        with self.server.lock:
            if world.is_down:
                raise ApiError("The provider is down.", status=503, kind="api_error")
            if not (self.headers.get("Authorization") or "").startswith("Bearer sk_test_"):
                raise ApiError("Invalid API Key provided.", status=401)
            if key in world.answered:
                before, status, kept = world.answered[key]
                if before != asked:
                    message = "Keys for idempotent requests can only be used with the same parameters."
                    raise ApiError(message, kind="idempotency_error")
                self._say(status, kept, replayed=True)
                return
            thing = json.loads(json.dumps(answer(world, method, path, params)))
            if key:
                world.answered[key] = (asked, 200, thing)
            self.server.courier.take()
        self._say(200, thing)

    def _switch(self, method: str, name: str, body: Thing) -> None:
        courier = self.server.courier
        if name == "deliver":
            order, seed, copies = body.get("order", "made"), body.get("seed", 0), body.get("copies", 1)
            self._say(200, {"statuses": courier.deliver(order, seed, copies)})
            return
        said: Any = {}
        if name != "wait":
            switch = SWITCHES.get((method, name))
            if switch is None:
                raise ApiError(f"There is no switch {name}.", status=404)
            with self.server.lock:
                said = switch(self.server.world, courier, body)
                courier.take()
        if name in WAITS:
            courier.wait()
        self._say(200, said)

    def _page(self, method: str, area: str, rest: str, form: Thing) -> None:
        world = self.server.world
        where, _, key = rest.partition("/")
        key, _, deed = key.partition("/")
        with self.server.lock:
            if (area, where) == ("c", "pay"):
                found = (
                    pages.checkout_page(world, key) if method == "GET" else pages.press_pay(world, key, form)
                )
            elif (area, where) == ("p", "session"):
                found = (
                    pages.portal_page(world, key)
                    if method == "GET"
                    else pages.press_portal(world, key, deed, form)
                )
            else:
                raise ApiError("There is no such page.", status=404)
            self.server.courier.take()
        status, text = found
        if status == 303:
            self._send(303, b"", {"Location": text})
        else:
            self._send(status, text.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def _say(self, status: int, body: Any, *, replayed: bool = False) -> None:
        headers = {"Content-Type": "application/json", "Request-Id": "req_test", "Stripe-Version": VERSION}
        if replayed:
            headers["Idempotent-Replayed"] = "true"
        self._send(status, json.dumps(body).encode(), headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
