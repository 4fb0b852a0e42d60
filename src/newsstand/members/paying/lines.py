"""The lines of statements: what each article brought, without a word of who read it."""

from __future__ import annotations

from typing import Any

from newsstand.members.paying.caps import Rules
from newsstand.members.paying.sharing import share_out
from newsstand.members.paying.working import Item, TitleSum, Worked
from newsstand.newsroom.models import Article

AT_ONCE = 5000
Line = dict[str, Any]


def statement_lines(worked: Worked, rules: Rules) -> dict[int, list[Line]]:
    """Each title's lines: its articles, those that others carried, briefs, what is lumped, what is no reading's."""
    lines = {publisher: lines_of(title, rules) for publisher, title in worked.titles.items()}
    named = sorted({line["article"] for held in lines.values() for line in held if "article" in line})
    told: dict[int, tuple[str, str]] = {}
    for first in range(0, len(named), AT_ONCE):
        rows = Article.objects.filter(pk__in=named[first : first + AT_ONCE])
        told |= {pk: (headline, url) for pk, headline, url in rows.values_list("pk", "headline", "url")}
    for held in lines.values():
        for line in held:
            if "article" in line:
                headline, url = told.get(line["article"], ("", ""))
                line |= {"headline": " ".join(headline.split())[:300], "url": url}
    return lines


def lines_of(title: TitleSum, rules: Rules) -> list[Line]:
    """A title's lines without headlines; their amounts sum up to the title's."""
    keys = sorted(title.items)
    amounts = share_out(title.read, {place: title.items[key].fine for place, key in enumerate(keys)})
    lumps: dict[str, Line] = {}
    named: list[Line] = []
    for place, key in enumerate(keys):
        kind, article = key
        item, minor = title.items[key], amounts.get(place, 0)
        if kind == "brief":
            _lump(lumps, "brief", item, minor)
        elif item.reads < rules.fewest_readers:
            _lump(lumps, "few", item, minor)
        else:
            named.append({"kind": kind, "article": article, **_counts(item), "minor": minor})
    named.sort(key=lambda line: (-line["minor"], -line["reads"], line["article"], line["kind"]))
    for line in named[rules.named :]:
        rest = lumps.setdefault("rest", {"kind": "rest", **_counts(Item()), "minor": 0})
        for name in ("reads", "finished", "seconds", "minor"):
            rest[name] += line[name]
    found = named[: rules.named] + [lumps[kind] for kind in ("rest", "few", "brief") if kind in lumps]
    if title.unread:
        found.append({"kind": "unread", **_counts(Item()), "minor": title.unread})
    if title.back:
        found.append({"kind": "back", **_counts(Item()), "minor": title.back})
    return found


def _counts(item: Item) -> dict[str, int]:
    return {"reads": item.reads, "finished": item.finished, "seconds": item.seconds}


def _lump(lumps: dict[str, Line], kind: str, item: Item, minor: int) -> None:
    line = lumps.setdefault(kind, {"kind": kind, **_counts(Item()), "minor": 0})
    line["minor"] += minor
    for name, count in _counts(item).items():
        line[name] += count
