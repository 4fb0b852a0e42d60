"""How a title writes text into XML: rightly, with bare ampersands, or with HTML's entities."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.entities import codepoint2name

from newsstand.demo.titles import FeedHabit

Escape = Callable[[str], str]


def escape_for(feed: FeedHabit) -> Escape:
    """The way in which a feed escapes its texts."""
    if "bare-ampersand" in feed.quirks:
        return lambda text: text.replace("<", "&lt;").replace(">", "&gt;")
    if "html-entities" in feed.quirks:
        return _with_html_entities
    return lambda text: escape(text, quote=False)


def declaration(feed: FeedHabit) -> str:
    """The XML declaration, with the feed's encoding."""
    return f'<?xml version="1.0" encoding="{feed.encoding}"?>'


def element(name: str, text: str | None, escaped: Escape) -> str:
    """An element with a text, or nothing where there is no text."""
    return f"<{name}>{escaped(text)}</{name}>" if text is not None else ""


def cdata(text: str) -> str:
    """A text as CDATA."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _with_html_entities(text: str) -> str:
    return "".join(
        f"&{codepoint2name[ord(c)]};" if ord(c) > 127 and ord(c) in codepoint2name else c
        for c in escape(text, quote=False)
    )
