"""Unpacking within bounds."""

import gzip
import time
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from newsstand.net.decode import MAX_RATIO, RATIO_GRACE, Body

MB = 2**20


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "X-GZip": gzip.compress,
    "deflate": zlib.compress,
    "deflate ": raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def unpack(
    encoding: str, packed: bytes, *, step: int = 1 << 16, max_bytes: int = 16 * MB, start: bool = False
) -> Body:
    body = Body(encoding, max_bytes=max_bytes, keep_start=start)
    for at in range(0, len(packed), step):
        if not body.take(packed[at : at + step]):
            break
    return body


@pytest.mark.parametrize("encoding", PACKERS)
@given(
    parts=st.lists(st.binary(max_size=300), max_size=6), times=st.integers(1, 400), step=st.integers(1, 5000)
)
def test_what_was_packed_comes_out_however_it_is_cut(
    encoding: str, parts: list[bytes], times: int, step: int
) -> None:
    plain = b"".join(parts) * times
    body = unpack(encoding, PACKERS[encoding](plain), step=step)
    assert body.finish() == plain
    assert body.problem is None


@pytest.mark.parametrize("encoding", ["", "identity", "utf-8", "none, identity"])
def test_plain_bodies_pass(encoding: str) -> None:
    assert unpack(encoding, b"plain").finish() == b"plain"


def test_two_layers_come_off_in_order() -> None:
    packed = gzip.compress(brotli.compress(b"news" * 1000))
    assert unpack("br, gzip", packed).finish() == b"news" * 1000


def test_an_empty_body_is_empty_whatever_its_encoding() -> None:
    body = Body("gzip", max_bytes=10)
    assert body.finish() == b""
    assert body.problem is None


def test_gzip_members_and_padding() -> None:
    assert unpack("gzip", gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 9).finish() == b"ab"


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_packed_body_without_its_end_is_no_body(encoding: str) -> None:
    packed = PACKERS[encoding](bytes(range(256)) * 40)
    body = unpack(encoding, packed[:-6])
    assert body.finish() == b""
    assert body.problem is not None
    assert body.problem[0] == "truncated"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@given(noise=st.binary(min_size=20, max_size=200))
def test_noise_is_refused_or_comes_to_an_end(encoding: str, noise: bytes) -> None:
    body = unpack(encoding, b"\xff" + noise)
    body.finish()
    assert body.problem is not None
    assert body.problem[0] in ("bad_encoding", "truncated")


@pytest.mark.parametrize("encoding", ["sdch", "compress", "gzip, sdch", "gzip, br, gzip", "gzip," * 5000])
def test_unknown_and_piled_up_encodings_are_refused_before_a_byte_is_read(encoding: str) -> None:
    problem = Body(encoding, max_bytes=MB).problem
    assert problem is not None
    assert problem[0] == "bad_encoding"
    assert len(problem[1]) < 120


def bomb(packer: Callable[[bytes], bytes], size: int) -> bytes:
    return packer(b"\0" * size)


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_bomb_is_refused_by_its_ratio_long_before_the_bound(encoding: str) -> None:
    packed = bomb(PACKERS[encoding], 8 * MB)
    begun = time.process_time()
    body = unpack(encoding, packed, max_bytes=512 * MB)
    assert body.finish() == b""
    assert body.problem == ("too_large", f"The body swells to more than {MAX_RATIO} times its packed size.")
    assert time.process_time() - begun < 0.5


def test_a_bomb_in_a_bomb_is_refused_between_the_layers() -> None:
    empty_members = gzip.compress(b"") * 400_000  # 8 MB of nothing at all
    body = unpack("gzip, gzip", gzip.compress(empty_members), max_bytes=MB)
    assert body.finish() == b""
    assert body.problem is not None
    assert body.problem[0] == "too_large"


@pytest.mark.parametrize("encoding", ["", *PACKERS])
def test_the_bound_holds_to_the_byte(encoding: str) -> None:
    plain = bytes(range(256)) * 1000
    packed = PACKERS[encoding](plain) if encoding else plain
    assert unpack(encoding, packed, max_bytes=len(plain)).finish() == plain
    over = unpack(encoding, packed, max_bytes=len(plain) - 1)
    assert over.finish() == b""
    assert over.problem == ("too_large", f"The body has more than {len(plain) - 1:,} bytes.")


@pytest.mark.parametrize("encoding", ["", *PACKERS])
def test_the_start_can_be_kept_instead(encoding: str) -> None:
    plain = bytes(range(256)) * 1000
    packed = PACKERS[encoding](plain) if encoding else plain
    body = unpack(encoding, packed, max_bytes=100_000, start=True)
    assert body.finish() == plain[:100_000]
    assert body.problem is None


def test_what_packs_well_but_small_passes() -> None:
    plain = b"\0" * RATIO_GRACE
    assert unpack("gzip", gzip.compress(plain)).finish() == plain
