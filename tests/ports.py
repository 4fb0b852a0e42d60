"""Ports for servers that a test starts, stops and starts again."""

from __future__ import annotations

import random
import socket

BELOW_OUTGOING = range(18_000, 32_000)
"""No connection on its way out is given one of these, on Linux: a server that stopped finds its port free again."""


def free_port() -> int:
    """A port on loopback that nobody has."""
    drawn = random.SystemRandom()
    for _ in range(100):
        port = drawn.choice(BELOW_OUTGOING)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no port of {BELOW_OUTGOING} is free")
