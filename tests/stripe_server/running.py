"""Runs the provider of the tests as a process and works its switches."""

from __future__ import annotations

import contextlib
import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[2]
KEY = "sk_test_newsstand"
SECRET = "whsec_test"


@dataclass(frozen=True)
class Fake:
    """A provider that runs at an address."""

    address: str

    def _call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Any:
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=150)
        try:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
            said = json.loads(answer.read())
        finally:
            line.close()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {said}")
        return said

    def switch(self, name: str, **body: Any) -> Any:
        """Work a switch."""
        return self._call("POST", f"/_/{name}", json.dumps(body).encode())

    def look(self, name: str) -> Any:
        """What the server knows: events, state, deliveries, calls."""
        return self._call("GET", f"/_/{name}")

    def api(self, method: str, path: str, **params: Any) -> Any:
        """A call of the interface, with flat parameters."""
        form = urlencode(params)
        return self._call(method, f"/v1/{path}?{form}", Authorization=f"Bearer {KEY}")


@contextlib.contextmanager
def run_server(*words: str) -> Iterator[Fake]:
    """A provider while the block lasts."""
    command = [sys.executable, "-m", "tests.stripe_server", *words]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield Fake(json.loads(server.stdout.readline())["address"])
    finally:
        server.kill()
        server.wait(10)
        if server.stdout:
            server.stdout.close()
