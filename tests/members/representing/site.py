"""A title's site and a name server on loopback, each in a thread of its own, that say what a test tells them to."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

FILE = "/.well-known/newsstand-claim.txt"


class Site:
    """Answers each path with (status, headers, body), everything else with 404; `asked` is what came."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        site = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, headers, body = site.pages.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer((address, 0), Answer)
        self._server.daemon_threads = True
        self.home = f"http://{address}:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def say(self, words: str | bytes, kind: str = "text/plain; charset=utf-8") -> None:
        """Let the claim's file say something."""
        body = words.encode() if isinstance(words, str) else words
        self.pages[FILE] = (200, {"Content-Type": kind}, body)

    def lead(self, to: str) -> None:
        """Let the claim's file lead elsewhere."""
        self.pages[FILE] = (302, {"Location": to}, b"")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def both_on_one_port(
    stream: type[socketserver.BaseRequestHandler], datagram: type[socketserver.BaseRequestHandler]
) -> tuple[socketserver.ThreadingTCPServer, socketserver.ThreadingUDPServer]:
    """Servers of streams and of datagrams on the same port, which nobody else has."""
    for _ in range(20):
        streams = socketserver.ThreadingTCPServer(("127.0.0.1", 0), stream)
        try:
            return streams, socketserver.ThreadingUDPServer(streams.server_address[:2], datagram)  # type: ignore[arg-type]
        except OSError:  # somebody else's datagrams come there
            streams.server_close()
    raise OSError("no port is free for both")


class Names:
    """Answers for names over UDP, and over TCP what does not fit; `silent` says nothing at all."""

    def __init__(self) -> None:
        self.texts: dict[str, list[list[bytes]]] = {}
        self.aliases: dict[str, str] = {}
        self.refuses = self.silent = False
        self.asked: list[str] = []
        names = self

        class Datagram(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                question, plug = self.request
                if (reply := names.answer(question, most=1232)) is not None:
                    plug.sendto(reply, self.client_address)

        class Stream(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                length = int.from_bytes(self.request.recv(2, socket.MSG_WAITALL), "big")
                question = self.request.recv(length, socket.MSG_WAITALL)
                if (reply := names.answer(question, most=65_535)) is not None:
                    self.request.sendall(len(reply).to_bytes(2, "big") + reply)

        self._streams, self._datagrams = both_on_one_port(Stream, Datagram)
        port = self._streams.server_address[1]
        self.address = f"127.0.0.1:{port}"
        for server in (self._datagrams, self._streams):
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def say(self, name: str, *texts: str) -> None:
        """Let a name bear TXT records."""
        self.texts[name] = [[text.encode()[n : n + 255] for n in range(0, len(text), 255)] for text in texts]

    def answer(self, question: bytes, most: int) -> bytes | None:
        """The reply to one question in wire form."""
        asked = dns.message.from_wire(question)
        name = asked.question[0].name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        if self.silent:
            return None
        reply = dns.message.make_response(asked, recursion_available=True)
        if self.refuses:
            reply.set_rcode(dns.rcode.SERVFAIL)
            return reply.to_wire()
        hops = 0
        while name in self.aliases and hops < 30:
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{self.aliases[name]}."))
            name, hops = self.aliases[name], hops + 1
        if name in self.texts:
            rows = [" ".join(f'"{s.decode()}"' for s in strings) for strings in self.texts[name]]
            reply.answer.append(dns.rrset.from_text_list(f"{name}.", 60, "IN", "TXT", rows))
        elif not hops:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        wire = reply.to_wire(max_size=65_535)
        if len(wire) > most:
            short = dns.message.make_response(asked, recursion_available=True)
            short.flags |= dns.flags.TC
            return short.to_wire()
        return wire

    def close(self) -> None:
        for server in (self._datagrams, self._streams):
            server.shutdown()
            server.server_close()


@contextlib.contextmanager
def open_site(address: str = "127.0.0.1") -> Iterator[Site]:
    site = Site(address)
    try:
        yield site
    finally:
        site.close()


@contextlib.contextmanager
def open_names() -> Iterator[Names]:
    names = Names()
    try:
        yield names
    finally:
        names.close()
