"""A cable between a browser and a server, which a test may cut, clog and listen on."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections import Counter

from tests.ports import free_port

HELD = 60.0  # seconds after which an answer that nobody lets go goes by itself
ANSWERING = 20.0
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Wire:
    """Passes on what comes to `port` to the server behind it."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()  # request lines, "POST /my/act"
        self.loses_answers_to = ""  # the start of a request line whose answer never arrives
        self.holds = ""  # the start of a request line whose answer is given by `let_go` alone
        self.is_holding = threading.Event()
        self._held: set[socket.socket] = set()
        self._may_go = threading.Event()
        self._behind = 0
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._is_clogged = threading.Event()
        self.port = free_port()

    def join(self, behind: int = 0) -> None:
        """Pass on."""
        self._behind = behind or self._behind
        self._is_clogged.clear()
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and take no new one."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for end in list(self._open):
            _break(end)

    def clog(self) -> None:
        """Take what comes, and answer nothing until `join`."""
        self._is_clogged.set()
        for end in list(self._open):
            _break(end)

    def let_go(self) -> None:
        """Give the answers that were held."""
        self.holds = ""
        self._may_go.set()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            self._open.add(near)
            if self._listener is not listener:  # cut since
                _break(near)
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        far: socket.socket | None = None
        try:
            while part := near.recv(65536):
                line = b" ".join(part.split(b"\r\n", 1)[0].split(b" ")[:2]).decode("latin-1")
                if line.startswith(("GET /", "POST /")):
                    self.asked[line] += 1
                if self._is_clogged.is_set():
                    continue
                if far is None:
                    far = socket.create_connection(("127.0.0.1", self._behind))
                    self._open.add(far)
                    threading.Thread(target=self._return, args=(far, near), daemon=True).start()
                if self.loses_answers_to and line.startswith(self.loses_answers_to):
                    self._lose(part, near)
                    return
                if self.holds and line.startswith(self.holds):
                    self._may_go.clear()
                    self._held.add(far)
                far.sendall(part)
        except OSError:
            pass
        finally:
            for end in (near, far):
                if end is not None:
                    self._open.discard(end)
                    _break(end)

    def _lose(self, part: bytes, near: socket.socket) -> None:
        """The server gets the request; what it answers goes nowhere."""
        self.loses_answers_to = ""
        length = LENGTH.search(part)
        # The body comes in a parcel of its own now and then.
        while length and len(part.partition(b"\r\n\r\n")[2]) < int(length[1]) and (more := near.recv(65536)):
            part += more
        part = part.replace(b"Connection: keep-alive", b"Connection: close")
        with socket.create_connection(("127.0.0.1", self._behind)) as far:
            far.sendall(part)
            far.settimeout(ANSWERING)
            far.recv(65536)

    def _return(self, far: socket.socket, near: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := far.recv(65536):
                if far in self._held:
                    self._held.discard(far)
                    self.is_holding.set()
                    self._may_go.wait(HELD)
                near.sendall(part)
        _break(near)


def _break(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
