"""Article files as the writers leave them: a TOML head between +++ lines, then blocks parted by blank lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from typing import Any, cast

from newsstand.demo.articles import (
    ARTS,
    KINDS,
    Art,
    ArticleKind,
    DemoArticle,
    DemoEvent,
    Post,
    Promo,
    Version,
)
from newsstand.demo.clock import moment
from newsstand.errors import InputError
from newsstand.model import Block

_NAME = re.compile(r"(?P<stem>(?:[a-z]-)?\d\d-(?P<title>[a-z0-9-]+?))(?:\.rev(?P<revision>\d+))?\.md")
_PROMO = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_POST = re.compile(r"@@ (\d\d:\d\d) \| (.+)")
LONE = "lone"


class ManuscriptUnreadable(InputError):
    """An article file of the demo is not of the form; the message names the file."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name}: {what}", kind="manuscript_unreadable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """One file, read."""

    stem: str
    title: str
    revision: int
    kind: ArticleKind
    carries: str | None
    paywalled: bool
    version: Version


def read_manuscript(name: str, text: str) -> Manuscript:
    """One article file; ManuscriptUnreadable says what is wrong with it."""
    named = _NAME.fullmatch(name)
    if named is None:
        raise ManuscriptUnreadable(name, "the name is not NN-title.md or NN-title.revN.md")
    head, body = _split(name, text)
    kind = head.get("kind", "news")
    if kind not in KINDS:
        raise ManuscriptUnreadable(name, f"there is no kind “{kind}”")
    title = str(head.get("title", named["title"]))
    return Manuscript(
        stem=named["stem"],
        title=title,
        revision=int(named["revision"] or 0),
        kind=cast("ArticleKind", kind),
        carries=head.get("carries"),
        paywalled=bool(head.get("paywalled", False)),
        version=_read_version(name, head, body, live=kind == "live"),
    )


def read_event(slug: str, files: Iterable[Traversable]) -> tuple[DemoEvent, tuple[DemoArticle, ...]]:
    """An event's folder: what happened, and each article with its revisions, in the order of the files."""
    stated: dict[str, Any] = {}
    by_stem: dict[str, list[Manuscript]] = {}
    for file in sorted(files, key=lambda f: f.name):
        if file.name == "event.toml":
            stated = tomllib.loads(file.read_text("utf-8"))
        elif file.name.endswith(".md"):
            manuscript = read_manuscript(file.name, file.read_text("utf-8"))
            by_stem.setdefault(manuscript.stem, []).append(manuscript)
    articles = tuple(_bind(slug, stem, sheets) for stem, sheets in sorted(by_stem.items()))
    known = {a.id for a in articles}
    for article in articles:
        if article.copy_of is not None and article.copy_of not in known:
            raise ManuscriptUnreadable(article.id, f"carries {article.copy_of}, which is not there")
    return _stated_event(slug, stated, articles), articles


def _stated_event(slug: str, stated: dict[str, Any], articles: tuple[DemoArticle, ...]) -> DemoEvent:
    return DemoEvent(
        slug=slug,
        name=stated.get("name", slug.replace("-", " ").capitalize()),
        summary=stated.get("summary", ""),
        section=stated.get("section"),
        facts=tuple(str(f) for f in stated.get("facts", ())),
        differences=tuple(str(d) for d in stated.get("differences", ())),
        titles=tuple(stated.get("titles", sorted({a.title for a in articles}))),
    )


def _bind(event: str, stem: str, sheets: list[Manuscript]) -> DemoArticle:
    sheets = sorted(sheets, key=lambda s: s.revision)
    first = sheets[0]
    if first.revision:
        raise ManuscriptUnreadable(stem, "has a revision and no first version")
    versions = tuple(s.version for s in sheets)
    if list(versions) != sorted(versions, key=lambda v: v.at):
        raise ManuscriptUnreadable(stem, "a revision is older than what it replaces")
    return DemoArticle(
        id=f"{event}/{stem}",
        title=first.title,
        event=None if event == LONE else event,
        kind=first.kind,
        at=first.version.at,
        versions=versions,
        copy_of=f"{event}/{first.carries.removesuffix('.md')}" if first.carries else None,
        paywalled=first.paywalled,
    )


def _split(name: str, text: str) -> tuple[dict[str, Any], str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    parts = re.split(r"^\+\+\+[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise ManuscriptUnreadable(name, "the head does not stand between two +++ lines")
    try:
        return tomllib.loads(parts[1]), parts[2]
    except tomllib.TOMLDecodeError as error:
        raise ManuscriptUnreadable(name, f"the head is not TOML: {error}") from error


def _read_version(name: str, head: dict[str, Any], body: str, *, live: bool) -> Version:
    try:
        at = moment(str(head["at"]))
        headline = str(head["headline"])
    except (KeyError, ValueError) as error:
        raise ManuscriptUnreadable(name, f"“at” or “headline” is missing or wrong: {error}") from error
    if live:
        posts, blocks, promos = _read_posts(name, body)
    else:
        posts, (blocks, promos) = (), _read_blocks(body)
    return Version(
        at=at,
        headline=headline,
        standfirst=head.get("standfirst") or None,
        overline=head.get("overline") or None,
        byline=head.get("byline") or None,
        authors=tuple(head.get("authors", ())),
        dateline=head.get("dateline") or None,
        section=head.get("section") or None,
        keywords=tuple(head.get("keywords", ())),
        picture=_read_art(name, head.get("picture")),
        blocks=blocks,
        posts=posts,
        promos=promos,
        note=head.get("note"),
        update=head.get("update"),
    )


def _read_art(name: str, stated: dict[str, Any] | None) -> Art | None:
    if not stated:
        return None
    if stated.get("art") not in ARTS:
        raise ManuscriptUnreadable(name, f"nobody draws “{stated.get('art')}”")
    return Art(
        art=stated["art"],
        caption=stated.get("caption") or None,
        credit=stated.get("credit") or None,
        alt=stated.get("alt") or None,
    )


def _read_blocks(text: str) -> tuple[tuple[Block, ...], tuple[Promo, ...]]:
    blocks: list[Block] = []
    promos: list[Promo] = []
    for part in re.split(r"\n[ \t]*\n", text.strip()):
        promo = _PROMO.fullmatch(part.strip())
        if promo:
            promos.append(Promo(after=len(blocks), words=" ".join(promo[1].split())))
        elif part.strip():
            blocks.append(_read_block(part.strip()))
    return tuple(blocks), tuple(promos)


def _read_block(part: str) -> Block:
    lines = [line.strip() for line in part.split("\n")]
    if lines[0].startswith("#"):
        return Block(kind="subhead", text=" ".join(lines).lstrip("# "))
    if all(line.startswith(">") for line in lines):
        return Block(kind="quote", text=" ".join(line.lstrip("> ") for line in lines))
    if all(line.startswith(("- ", "* ")) for line in lines):
        return Block(kind="list", text="\n".join(line[2:].strip() for line in lines))
    return Block(kind="paragraph", text=" ".join(lines))


def _read_posts(name: str, text: str) -> tuple[tuple[Post, ...], tuple[Block, ...], tuple[Promo, ...]]:
    opening, *rest = re.split(r"^(?=@@ )", text.strip(), flags=re.MULTILINE)
    blocks, promos = _read_blocks(opening) if opening.strip() else ((), ())
    posts: list[Post] = []
    for part in rest:
        line, _, words = part.partition("\n")
        stamped = _POST.fullmatch(line.strip())
        if stamped is None:
            raise ManuscriptUnreadable(name, f"a post begins with “{line.strip()}”")
        posts.append(
            Post(at=_post_time(name, stamped[1]), headline=stamped[2].strip(), blocks=_read_blocks(words)[0])
        )
    return tuple(posts), blocks, promos


def _post_time(name: str, clock_face: str) -> datetime:
    try:
        return moment(clock_face)
    except ValueError as error:
        raise ManuscriptUnreadable(name, f"a post stands at “{clock_face}”") from error
