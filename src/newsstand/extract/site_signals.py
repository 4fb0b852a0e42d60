"""What a whole site says to machines: rules of robots.txt for agents that summarise, TDMRep's file, RSL licences.

Everything here was written by strangers: sizes are bounded, and what cannot be read says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from newsstand.extract.signals import usage_of
from newsstand.model import Signal, SignalKind
from newsstand.text.paths import path_of
from newsstand.text.urls import join_url

PRODUCT = "newsstand"
SUMMARISERS = frozenset(
    {
        "chatgpt-user",
        "claude-searchbot",
        "claude-user",
        "duckassistbot",
        "google-extended",
        "mistralai-user",
        "oai-searchbot",
        "perplexity-user",
        "perplexitybot",
        "youbot",
    }
)
"""Agents whose work is the kind of ours: they take pages as input for answers and summaries. Agents that only
gather text to train models with (GPTBot, CCBot, ClaudeBot, Applebot-Extended, Bytespider) are another kind: we train none."""
SUMMARISING = frozenset({"ai-input", "ai-use", "bots", "all"})
"""What Content Signals and AI Preferences call the use that a brief is."""
SEARCHING = frozenset({"search", "all"})
AI_USES = frozenset({"all", "ai-all", "ai-input", "ai-use", "ai-summarize"})
FREE = frozenset({"free", "attribution"})

ROBOTS_BYTES = 500 * 1024
TDMREP = "/.well-known/tdmrep.json"
TDMREP_BYTES = 64 * 1024
LICENCE_BYTES = 256 * 1024
MOST_LICENCES = 3
MOST_RULES = 100
MOST_LINES = 20_000
LONGEST_PATTERN = 300
LONGEST_VALUE = 500

Rule = tuple[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """What the files of a site hold, as they came; `origin` is its scheme and host, licences go by their address."""

    origin: str
    robots: str = ""
    tdmrep: bytes = b""
    licences: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSaid:
    """What a site says: each thing with the address where it stands, and its rules by path.

    allows_ai:       for each agent or file that says something, whether a summary may be made
    reserves_mining: whether text and data mining is reserved
    forbids_snippet: where not even the beginning may be shown
    """

    signals: tuple[tuple[Signal, str], ...] = ()
    allows_ai: tuple[tuple[Rule, ...], ...] = ()
    reserves_mining: tuple[Rule, ...] = ()
    forbids_snippet: tuple[Rule, ...] = ()
    licence: str = ""


@dataclass(slots=True)
class Group:
    """The lines of robots.txt that stand under some agents' names."""

    agents: set[str] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)
    usages: list[tuple[str, str]] = field(default_factory=list)


def read_site(files: SiteFiles) -> SiteSaid:
    """All that a site's files say."""
    origin = files.origin
    robots = read_groups(files.robots)
    agents, usages = read_agents(robots), usages_of(robots)
    mining = read_tdmrep(files.tdmrep)
    licences = [(url, uses) for url, body in files.licences[:MOST_LICENCES] if (uses := read_licence(body))]
    summed_up = [rules for _, rules in agents]
    summed_up += [((path, False),) for _, path, said in usages if refuses(said, SUMMARISING)]
    summed_up += [uses.ai for _, uses in licences if any(not may for _, may in uses.ai)]
    shown = [(path, True) for _, path, said in usages if refuses(said, SEARCHING)]
    shown += [(path, True) for _, uses in licences for path, may in uses.search if not may]
    signals = [*_of_robots(robots, agents, usages, f"{origin}/robots.txt")]
    signals += [(_signal("tdmrep", path), origin + TDMREP) for path, reserved in mining if reserved]
    for url, uses in licences:
        told = "; ".join(f"{path} {'permits' if may else 'reserves'} ai" for path, may in uses.ai[:10])
        signals.append((_signal("rsl", told), url))
    return SiteSaid(
        signals=tuple(dict.fromkeys(signals)),
        allows_ai=tuple(dict.fromkeys(summed_up)),
        reserves_mining=mining,
        forbids_snippet=tuple(dict.fromkeys(shown))[:MOST_RULES],
        licence=files.licences[0][0] if files.licences else "",
    )


def _of_robots(
    groups: Sequence[Group],
    agents: Sequence[tuple[str, tuple[Rule, ...]]],
    usages: Sequence[tuple[SignalKind, str, dict[str, bool]]],
    url: str,
) -> Iterator[tuple[Signal, str]]:
    if (own := group_of(groups, PRODUCT)) and shuts_out(own.rules):
        yield _signal("robots"), url
    for agent, _ in agents:
        yield _signal("robots_ai", agent), url
    for kind, path, said in usages:
        if not all(said.values()):
            told = ", ".join(f"{name}={'yes' if may else 'no'}" for name, may in sorted(said.items()))
            yield _signal(kind, told if path == "/" else f"{path} {told}"), url


def _signal(kind: SignalKind, value: str = "") -> Signal:
    return Signal(kind=kind, value=value[:LONGEST_VALUE])


def read_agents(groups: Sequence[Group]) -> list[tuple[str, tuple[Rule, ...]]]:
    """The agents of our kind that robots.txt shuts out of something, with their rules."""
    found = []
    for agent in sorted(SUMMARISERS & {a for g in groups for a in g.agents}):
        rules = tuple(r for g in groups if agent in g.agents for r in g.rules)[:MOST_RULES]
        if any(not may for _, may in rules):
            found.append((agent, rules))
    return found


def refuses(said: Mapping[str, bool], uses: Set[str]) -> bool:
    """Whether preferences say no to one of these uses."""
    return any(name in uses and not may for name, may in said.items())


def read_groups(text: str) -> list[Group]:
    """The groups of a robots.txt; names follow each other on several lines, and a rule ends the names."""
    groups: list[Group] = []
    named = False
    for line in text[:ROBOTS_BYTES].splitlines()[:MOST_LINES]:
        name, colon, value = line.split("#", 1)[0].partition(":")
        name, value = name.strip().lower(), value.strip()[: LONGEST_PATTERN + 1]
        if not colon:
            continue
        if name == "user-agent":
            if not named:
                groups.append(Group())
            named = True
            if len(groups[-1].agents) < MOST_RULES * 10:
                groups[-1].agents.add(value.lower().split("/", 1)[0].strip())
        elif name in ("allow", "disallow") and groups:
            named = False
            if value and len(value) <= LONGEST_PATTERN and len(groups[-1].rules) < MOST_RULES:
                groups[-1].rules.append((value, name == "allow"))
        elif name in ("content-signal", "content-usage"):
            if not groups:  # before any agent is named: for all
                groups.append(Group(agents={"*"}))
            named = False
            if len(groups[-1].usages) < MOST_RULES:
                groups[-1].usages.append((name, value))
    return groups


def group_of(groups: Sequence[Group], token: str) -> Group | None:
    """What is said to an agent: by its name, else to all."""
    for name in (token, "*"):
        found = [g for g in groups if name in g.agents]
        if found:
            return Group(
                agents={name},
                rules=[r for g in found for r in g.rules],
                usages=[u for g in found for u in g.usages],
            )
    return None


def shuts_out(rules: Iterable[Rule]) -> bool:
    """Whether a whole site is closed."""
    said = dict(rules)
    return any(said.get(root) is False for root in ("/", "/*")) and not any(
        said.get(root) for root in ("/", "/*")
    )


def usages_of(groups: Sequence[Group]) -> list[tuple[SignalKind, str, dict[str, bool]]]:
    """The usage preferences that are for us: kind, path, and what they say."""
    found: list[tuple[SignalKind, str, dict[str, bool]]] = []
    own = group_of(groups, PRODUCT)
    for name, value in own.usages if own else ():
        path, rest = value.split(None, 1) if value.startswith("/") and " " in value else ("/", value)
        if said := usage_of(rest):
            found.append(("content_signal" if name == "content-signal" else "content_usage", path, said))
    return found


def licence_addresses(robots: str, origin: str) -> tuple[str, ...]:
    """The RSL licences that a robots.txt names (`License:`), a few of them."""
    found: dict[str, None] = {}
    for line in robots[:ROBOTS_BYTES].splitlines()[:MOST_LINES]:
        name, _, value = line.split(" #", 1)[0].partition(":")
        if name.strip().lower() == "license" and (url := join_url(f"{origin}/", value.strip())):
            found[url] = None
    return tuple(found)[:MOST_LICENCES]


def read_tdmrep(body: bytes) -> tuple[Rule, ...]:
    """The rules of `/.well-known/tdmrep.json` (TDMRep, final report of May 2024): path, and whether mining is reserved."""
    if not body or len(body) > TDMREP_BYTES:
        return ()
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rules: list[Rule] = []
    for entry in said if isinstance(said, list) else [said]:
        if len(rules) >= MOST_RULES or not isinstance(entry, dict):
            continue
        reserved, location = entry.get("tdm-reservation"), entry.get("location", "/")
        if str(reserved) not in ("0", "1") or not isinstance(location, str):
            continue
        if pattern := _pattern(location):
            rules.append((pattern, str(reserved) == "1"))
    return tuple(rules)


@dataclass(frozen=True, slots=True)
class Uses:
    """What an RSL licence says by path: whether summaries may be made without asking, whether search may use it."""

    ai: tuple[Rule, ...] = ()
    search: tuple[Rule, ...] = ()


def read_licence(body: bytes) -> Uses | None:
    """What an RSL file permits (RSL 1.0); None for what is none."""
    if (
        not body
        or len(body) > LICENCE_BYTES
        or b"<!" in body.replace(b"<!--", b"").replace(b"<![CDATA[", b"")
    ):
        return None  # a document type: entities and the like, which no licence needs
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if _name(root) != "rsl":
        return None
    ai: list[Rule] = []
    search: list[Rule] = []
    for content in (e for e in root.iter() if _name(e) == "content"):
        pattern = _pattern(content.get("url") or "/")
        licences = [e for e in content if _name(e) == "license"]
        if not pattern or not licences or len(ai) >= MOST_RULES:
            continue
        ai.append((pattern, any(permits_summaries(e) for e in licences)))
        search.append((pattern, not all({"all", "search"} & _said(e, "prohibits") for e in licences)))
    return Uses(tuple(ai), tuple(search))


def permits_summaries(licence: Any) -> bool:
    """Whether one licence lets anybody make summaries for nothing: what is paid for, or for some users only, does not."""
    if {k for e in licence if _name(e) in ("permits", "prohibits") for k in [e.get("type")]} & {
        "user",
        "geo",
    }:
        return False
    payments = {e.get("type") or "free" for e in licence if _name(e) == "payment"}
    if payments and not payments <= FREE:
        return False
    if AI_USES & _said(licence, "prohibits"):
        return False
    permitted = _said(licence, "permits")
    return not permitted or bool(AI_USES & permitted)


def _said(licence: Any, name: str) -> set[str]:
    """The uses that the elements of a name list."""
    texts = [e.text or "" for e in licence if _name(e) == name and (e.get("type") or "usage") == "usage"]
    return {word.strip().lower() for text in texts for word in text[:500].replace(",", " ").split()}


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _pattern(location: str) -> str:
    """A path's pattern; of an address, its path."""
    text = location.strip()
    if len(text) > LONGEST_PATTERN:
        return ""
    try:
        pattern = path_of(text) if urlsplit(text).scheme else text
    except ValueError:
        return ""
    return pattern if pattern.startswith(("/", "*")) else f"/{pattern}"
