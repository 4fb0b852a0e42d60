"""Bytes as served -> UTF-8 that an XML or JSON parser can read, and what was wrong with them."""

from __future__ import annotations

import codecs
import re
import zlib

from newsstand.errors import FeedUnreadable

LARGEST_FEED = 32 * 1024 * 1024
"""Bytes of one feed, unpacked: ten times the largest that we have seen, which carried ten years of posts."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0r\0", "utf-16-le"),
    (b"\0<\0r", "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
# Of Python's codecs only those that are character sets: some others ("punycode") take quadratic time.
_KNOWN = re.compile(
    r"utf-?(?:8|16|32)(?:-?[bl]e)?|us-?ascii|ascii|(?:iso|x-iso)?-?8859-?\d{1,2}|latin-?\d|iso-2022-(?:jp|kr)(?:-\d)?"
    r"|windows-?\d{3,4}|cp-?\d{3,4}|gb2312|gbk|gb18030|hz|big5(?:-?hkscs)?|euc-?(?:jp|kr)|shift-?jis|s-?jis"
    r"|koi8-?[rtu]|mac-?roman|tis-?620|ks_c_5601-1987"
)
# What says Latin-1 or ASCII means Windows-1252 (WHATWG Encoding, 4.2).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# A character beyond ASCII in UTF-8 whose bytes were each taken for a character and encoded again: "Ã©" for "é".
_TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_AS_BYTES = {
    ord(text): byte for byte in range(128, 160) if (text := bytes([byte]).decode("cp1252", "ignore"))
}


def encoded_once(text: str) -> str:
    """`text`, or what it was before somebody encoded its UTF-8 a second time; the start of it decides."""
    if text.isascii() or not _TWICE.search(text, 0, 4_000):
        return text
    try:
        return text.translate(_AS_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def unpack(content: bytes, problems: list[str], *, url: str | None) -> bytes:
    """The bytes, decompressed where they are gzip and bounded; FeedUnreadable where they are empty or too many."""
    if content.startswith(b"\x1f\x8b"):
        inflate = zlib.decompressobj(wbits=31)
        try:
            content = inflate.decompress(content, LARGEST_FEED + 1)
        except zlib.error as error:
            raise FeedUnreadable("the bytes say gzip and cannot be unpacked", url=url) from error
        problems.append(
            "came as gzip bytes without saying so" if inflate.eof else "the gzip stream is cut short"
        )
    if len(content) > LARGEST_FEED:
        raise FeedUnreadable(f"the feed is larger than {LARGEST_FEED:,} bytes", url=url)
    if not content.strip(b" \t\r\n\0"):
        raise FeedUnreadable("the feed is empty", url=url)
    return content


def to_utf8(content: bytes, problems: list[str], *, charset: str | None) -> bytes:
    """The same text in UTF-8 without a byte order mark.

    In doubt the bytes decide: what is valid UTF-8 is UTF-8 whatever the server or the XML declaration say, since
    text in another charset is hardly ever valid UTF-8 by chance.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            if encoding == "utf-8":
                return _valid_or_repaired(content[len(mark) :], problems)
            return _utf8(content[len(mark) :].decode(encoding, "replace"))
    for start, encoding in _UNMARKED:
        if content.startswith(start):
            return _utf8(content.decode(encoding, "replace"))
    declared = _DECLARED.match(content[:400])
    said = [name for name in (charset, declared[1].decode("ascii") if declared else None) if name]
    if b"\x1b" not in content and _is_utf8(content):
        return content
    for name in said:
        codec = _codec(name)
        if codec and codec != "utf-8":
            return _decoded(content, codec, problems)
    return _valid_or_repaired(content, problems)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(name: str) -> str | None:
    """Python's name of a charset, or None for one that we do not read."""
    name = name.strip().strip("\"'").lower()
    if not _KNOWN.fullmatch(name.replace("_", "-")) and not _KNOWN.fullmatch(name):
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return _MEANT.get(codec, codec)


def _decoded(content: bytes, codec: str, problems: list[str]) -> bytes:
    text = content.decode(codec, "replace")
    if "\ufffd" in text and codec != "cp1252":
        problems.append(f"some bytes are not {codec}")
    return _utf8(text)


def _valid_or_repaired(content: bytes, problems: list[str]) -> bytes:
    """Valid UTF-8: as it is, or mended where a little of it is broken, or read as Windows-1252."""
    if _is_utf8(content):
        return content
    text = content.decode("utf-8", "replace")
    beyond_ascii = sum(1 for char in text if char > "\x7f")
    if text.count("\ufffd") * 4 <= beyond_ascii:
        problems.append("some bytes are not utf-8")
        return _utf8(text)
    problems.append("not utf-8 as it says; read as windows-1252")
    return _decoded(content, "cp1252", problems)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
