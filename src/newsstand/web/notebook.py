"""A reader's notes as files to take along: Markdown and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from newsstand.web.selectors.notes import NotedArticle

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LIST_MARK = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)


def plain(text: str) -> str:
    """Words in which no reader of Markdown finds marks of its own."""
    return _LIST_MARK.sub(_guarded, _MARKS.sub(r"\\\1", text))


def _guarded(found: re.Match[str]) -> str:
    space, sign, number, mark = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{mark}"


def as_markdown(noted: Iterable[NotedArticle], *, title: str, absolute: Callable[[str], str]) -> str:
    """One heading an article, its passages as quotations, the notes under them."""
    parts = [f"# {plain(title)}\n"]
    for held in noted:
        article = held.article
        heading = " ".join((held.headline or article.publisher.name).split())
        parts.append(f"\n## {plain(heading)}\n")
        parts.append(
            f"\n{plain(article.publisher.name)}, {article.published_at:%Y-%m-%d}, <{_address(absolute(held.url))}>\n"
        )
        for jotting in held.jottings:
            if jotting.text:
                parts.append("\n" + "".join(f"> {line}\n" for line in plain(jotting.text).split("\n")))
            if jotting.note:
                parts.append(f"\n{plain(jotting.note)}\n")
    return "".join(parts)


def as_json(noted: Iterable[NotedArticle], *, absolute: Callable[[str], str]) -> str:
    """The same as one JSON object."""
    articles = [
        {
            "headline": held.headline,
            "title": held.article.publisher.name,
            "published_at": held.article.published_at.isoformat(),
            "original": held.article.url,
            "page": absolute(held.url),
            "marks": [
                {
                    "text": j.text,
                    "note": j.note,
                    "made_at": j.made_at.isoformat(),
                    "page": absolute(j.url),
                }
                for j in held.jottings
            ],
        }
        for held in noted
    ]
    return json.dumps({"articles": articles}, ensure_ascii=False, indent=1)


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
