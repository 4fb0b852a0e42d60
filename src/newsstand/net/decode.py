"""Unpacking of bodies piece by piece, with a bound on what comes out: a bomb costs its first pieces only."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli
from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

from newsstand.net.outcome import Outcome

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

PIECE = 64 * 1024
MAX_LAYERS = 2
# Of 298 real feeds and 450 pages half packed to about a fifth, the most repetitive to a fortieth (brotli);
# deflate's own limit is 1,032 times.
MAX_RATIO = 250
RATIO_GRACE = 2**20
# RFC 9659: a zstd window for HTTP is 8 MiB at most.
ZSTD_WINDOW_LOG = 23
# Names that servers send though nothing was packed.
PLAIN = frozenset({"", "identity", "none", "utf-8", "binary", "8bit"})

UNPACK_ERRORS = (zlib.error, brotli.error, ZstdError)

Problem = tuple[Outcome, str]


class Layer(Protocol):
    """One encoding taken off: packed bytes in, pieces of bounded size out."""

    def pieces(self, packed: Iterator[bytes]) -> Iterator[bytes]:
        """What comes out of these bytes."""

    def is_whole(self) -> bool:
        """Whether the packed stream came to its end."""


class Deflated:
    """gzip (several members too) and deflate, the latter with or without its zlib wrapper, as servers send both."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream: zlib._Decompress | None = None
        self._head = b""

    def pieces(self, packed: Iterator[bytes]) -> Iterator[bytes]:
        for given in packed:
            rest = self._head + given
            self._head = b""
            while rest:
                if self._stream is None or (self._stream.eof and self._gzip):
                    if len(rest) < 2:
                        self._head = rest
                        break
                    if self._stream is not None and rest[:2] != b"\x1f\x8b":
                        return  # padding after the last member
                    self._stream = self._open(rest[:2])
                elif self._stream.eof:
                    return
                piece = self._next(rest)
                yield piece
                while len(piece) == PIECE and not self._stream.unconsumed_tail:
                    piece = self._next(b"")  # all bytes are in, not all are out
                    yield piece
                rest = self._stream.unconsumed_tail or self._stream.unused_data

    def is_whole(self) -> bool:
        return self._stream is not None and self._stream.eof

    def _open(self, head: bytes) -> zlib._Decompress:
        if self._gzip:
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        wrapped = head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)

    def _next(self, rest: bytes) -> bytes:
        assert self._stream is not None
        return self._stream.decompress(rest, PIECE)


class Brotlied:
    """Brotli, RFC 7932."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def pieces(self, packed: Iterator[bytes]) -> Iterator[bytes]:
        for given in packed:
            rest = given
            while not self._stream.is_finished():
                piece = self._stream.process(rest, output_buffer_limit=PIECE)
                rest = b""
                if not piece:
                    break
                yield piece

    def is_whole(self) -> bool:
        return bool(self._stream.is_finished())


class Zstandard:
    """zstd, RFC 8878, several frames too."""

    def __init__(self) -> None:
        self._stream = self._open()
        self._begun = False

    def pieces(self, packed: Iterator[bytes]) -> Iterator[bytes]:
        for given in packed:
            rest = given
            while rest or not (self._stream.needs_input or self._stream.eof):
                if self._stream.eof:
                    self._stream = self._open()
                piece = self._stream.decompress(rest, PIECE)
                self._begun = True
                yield piece
                rest = self._stream.unused_data if self._stream.eof else b""

    def is_whole(self) -> bool:
        return self._begun and self._stream.eof

    @staticmethod
    def _open() -> ZstdDecompressor:
        return ZstdDecompressor(options={DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG})


def layer_for(encoding: str) -> Layer | None:
    """What takes an encoding off, or None where we do not know it."""
    if encoding in ("gzip", "x-gzip"):
        return Deflated(gzip=True)
    if encoding == "deflate":
        return Deflated(gzip=False)
    if encoding == "br":
        return Brotlied()
    return Zstandard() if encoding == "zstd" else None


class Body:
    """A body as it comes in: unpacked, counted, and refused as soon as it breaks a bound.

    `problem` is None as long as all is well, else the outcome and a sentence; nothing is taken in after it.
    """

    def __init__(self, content_encoding: str, *, max_bytes: int, keep_start: bool = False) -> None:
        self.problem: Problem | None = None
        self._max_bytes = max_bytes
        self._keep_start = keep_start
        self._parts: list[bytes] = []
        self._packed = 0
        self._cut = False
        self._layers = self._open_layers(content_encoding)
        self._sizes = [0] * len(self._layers)

    def take(self, received: bytes) -> bool:
        """Take bytes in; False when the rest need not be read."""
        self._packed += len(received)
        if self._packed > self._max_bytes:
            return self._stop_at_size(b"" if self._layers else received)
        if not self._layers:
            self._parts.append(received)
            return self.problem is None
        stream = iter((received,))
        for place, layer in enumerate(self._layers):
            stream = self._bounded(layer.pieces(stream), place)
        try:
            self._parts.extend(piece for piece in stream if piece)
        except UNPACK_ERRORS as error:
            self.problem = ("bad_encoding", f"The body cannot be unpacked: {error}.")
        return self.problem is None and not self._cut

    def finish(self) -> bytes:
        """All that came, once the transfer has ended; a packed stream without its end becomes a problem."""
        if self.problem is None and not self._cut and self._packed and not self._is_whole():
            self.problem = ("truncated", "The packed body ends before its end.")
        if self.problem is not None:
            return b""
        body = b"".join(self._parts)
        return body[: self._max_bytes] if self._cut else body

    def _is_whole(self) -> bool:
        return all(layer.is_whole() for layer in self._layers)

    def _open_layers(self, content_encoding: str) -> list[Layer]:
        names = [name.strip().lower() for name in content_encoding.split(",", 2 * MAX_LAYERS)]
        names = [name for name in names if name not in PLAIN]
        if len(names) > MAX_LAYERS:
            self.problem = ("bad_encoding", f"The body is packed more than {MAX_LAYERS} times.")
            return []
        layers = []
        for name in reversed(names):
            layer = layer_for(name)
            if layer is None:
                self.problem = ("bad_encoding", f"The body is packed as “{name[:40]}”, which we do not know.")
                return []
            layers.append(layer)
        return layers

    def _bounded(self, pieces: Iterator[bytes], place: int) -> Iterator[bytes]:
        # Each layer is counted by itself: what lies between two of them may be the bomb.
        for piece in pieces:
            self._sizes[place] = size = self._sizes[place] + len(piece)
            if size > RATIO_GRACE and size > self._packed * MAX_RATIO:
                self.problem = (
                    "too_large",
                    f"The body swells to more than {MAX_RATIO} times its packed size.",
                )
                return
            if size > self._max_bytes:
                self._stop_at_size(piece)
                return
            yield piece

    def _stop_at_size(self, received: bytes) -> bool:
        if self._keep_start:
            self._cut = True
            self._parts.append(received)
        else:
            self.problem = ("too_large", f"The body has more than {self._max_bytes:,} bytes.")
        return False
