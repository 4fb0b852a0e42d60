"""People: names of two words or more that the words around them show to be somebody's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsstand.model import FoundTopic, Topic
from newsstand.text.names import Name, name_key, names
from newsstand.topics.cues import cues, known_bodies
from newsstand.topics.finding import Searched, weigh
from newsstand.topics.gazetteer import gazetteer
from newsstand.topics.slugs import slug_of
from newsstand.topics.tokens import LONGEST_TEXT

LEAST_CERTAINTY = 0.75
MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_AGE = re.compile(r"\s*[,(]\s*(?:aged |\()?\d{1,3}\s*(?:[,)]|\bans\b|\baños\b|\bJahre\b)")
_OPENS_APPOSITION = re.compile(r",\s+(?:(?:the|a|an|der|die|le|la|el|un|une)\s+|l[’'])?([^\W\d_]+)")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|le|la|les|el|los|las)\s$", re.IGNORECASE)
_COMPOUND = re.compile(r"-[a-zà-ÿ]{4,}")  # "Austria-headquartered"
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{2,4}")
_HONORIFICS = frozenset(
    map(name_key, ["Sir", "Dame", "Lord", "Lady", "Baroness", "Baron", "Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "Herr",
    "Frau", "M", "Mme", "Mlle", "Monsieur", "Madame", "Señor", "Señora", "Don", "Doña", "Captain", "President", "King", "Queen",
    "Prince", "Princess", "Pope", "Judge", "Justice", "Senator", "Sen", "Rep", "Gov", "Governor", "Mayor", "Minister", "Chancellor"])
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """Somebody whom a text names, by the words of the name, with all mentions and what speaks for it."""

    words: tuple[str, ...]
    written: Counter[str] = field(default_factory=Counter)
    spans: list[tuple[int, int]] = field(default_factory=list)
    cues: dict[str, float] = field(default_factory=dict)

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.words[-1]

    @property
    def certainty(self) -> float:
        """How sure it is that this is a person, at most 1."""
        return min(1.0, sum(self.cues.values()))


def mentions_of(searched: Searched) -> tuple[Name, ...]:
    """Every name in the text."""
    return names(searched.text[:LONGEST_TEXT], searched.language or None)


def find_people(searched: Searched, mentions: Sequence[Name]) -> tuple[list[FoundTopic], frozenset[str]]:
    """The people of a text, and all words of their names."""
    people: dict[tuple[str, ...], Person] = {}
    for mention in mentions:
        start, end = _trimmed(searched, mention)
        words = tuple(name_key(searched.text[start:end]).split())
        if not _may_be_person(searched, words, start, end):
            continue
        person = people.setdefault(words, Person(words))
        person.written[" ".join(searched.text[start:end].split())] += 1
        person.spans.append((start, end))
        for name, value in _evidence(searched, mention, start, end):
            person.cues[name] = max(value, person.cues.get(name, 0.0))
    merged = _merge(people.values())
    _add_surnames(searched, merged, mentions)
    sure = [p for p in merged if p.certainty >= LEAST_CERTAINTY and _holds(p, searched.language)]
    found = []
    for person in sure:
        name = max(person.written.items(), key=lambda pair: (pair[1], -len(pair[0]), pair[0]))[0]
        name = _without_initials(name)
        topic = Topic(slug=slug_of(name), name=name, kind="person")
        found.append(
            weigh(searched, topic, sorted(person.spans), person.certainty, ", ".join(sorted(person.cues)))
        )
    return found, frozenset(w for p in sure for w in p.words if len(w) > 2)


def _without_initials(name: str) -> str:
    """A name without the initials in its middle, which some titles write and others do not."""
    first, *middle, last = name.split()
    return " ".join([first, *(w for w in middle if len(w.rstrip(".")) > 1), last])


def _trimmed(searched: Searched, mention: Name) -> tuple[int, int]:
    """The part of a mention that is the name: from the first name on, without what the person is."""
    known = cues()
    words = [
        (mention.start + m.start(), mention.start + m.end(), name_key(m.group()))
        for m in _WORD.finditer(mention.text)
    ]
    for place, (start, _, key) in enumerate(words[:-1]):
        if key in known.given and place < 4:
            return start, mention.end
    for place in range(len(words) - 2, 0, -1):  # "House Majority Leader Curt Dahlgren"
        if words[place - 1][2] in known.roles or words[place - 1][2] in _HONORIFICS:
            words = words[place:]
            break
    while len(words) > 1 and (words[0][2] in _HONORIFICS or words[0][2] in known.roles):
        words = words[1:]
    return (words[0][0] if words else mention.start), mention.end


def _may_be_person(searched: Searched, words: tuple[str, ...], start: int, end: int) -> bool:
    known = cues()
    written = searched.text[start:end]
    if not 2 <= len(words) <= MOST_WORDS or "\n" in written or not written[0].isupper():
        return False
    if end <= searched.headline_end and searched.is_title_case:
        return False
    if any(w in known.bodies or w in known.not_names or w in known.directions for w in words):
        return False
    if words[-1] in known.teams and words[0] not in known.given:
        return False
    if words[-1] in known.roles or (words[-1] in searched.small and words[0] not in known.given):
        return False
    key = " ".join(words)
    if gazetteer().has(key) or key in known_bodies() or key == name_key(searched.texts.source):
        return False
    if "of" in words or _COMPOUND.search(written):
        return False
    return not any(c.isdigit() for c in written) and not any(_ACRONYM.fullmatch(w) for w in written.split())


def _evidence(searched: Searched, mention: Name, start: int, end: int) -> Iterable[tuple[str, float]]:
    known, text = cues(), searched.text
    words = name_key(text[start:end]).split()
    if words[0] in known.given:
        yield "first name", 0.5 if words[-1] in searched.small else 0.85
    head = [name_key(w) for w in _WORD.findall(text[mention.start : start])]
    if mention.kind == "person" or any(w in _HONORIFICS for w in head):
        yield "title before the name", 0.9
    before = [name_key(w) for w in _WORD.findall(text[max(0, mention.start - 40) : mention.start])][-2:]
    after = [name_key(w) for w in _WORD.findall(text[end : end + 40])][:2]
    close = text[end : end + 1] != "\n"
    if (head and head[-1] in known.roles) or (before and before[-1] in known.roles):
        yield "what the person is", 0.6
    if (close and after and after[0] in known.speech) or (before and before[-1] in known.speech):
        yield "speaks", 0.5
    if _AGE.match(text, end):
        yield "age", 0.8
    if (told := _OPENS_APPOSITION.match(text, end)) and (
        name_key(told[1]) in known.roles or name_key(told[1]) in ("who", "whose", "qui", "dont", "quien")
    ):
        yield "what the person is", 0.6
    if _ARTICLE_BEFORE.search(text, max(0, mention.start - 5), mention.start) and words[0] not in known.given:
        yield "an article before the name", -0.6


def _holds(person: Person, language: str) -> bool:
    """Whether the cues are enough where every noun has a capital and two of them are no name yet."""
    return language != "de" or bool({"first name", "title before the name", "age"} & set(person.cues))


def _merge(people: Iterable[Person]) -> list[Person]:
    """Somebody named in several ways once: the same first and last word, or one name held in another."""
    by_surname: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_surname[person.surname].append(person)
    merged: list[Person] = []
    for alike in by_surname.values():
        alike.sort(key=lambda p: (-len(p.spans), -len(p.words), p.words))
        kept: list[Person] = []
        for person in alike:
            same = next((k for k in kept if _is_same(k.words, person.words)), None)
            if same is None:
                kept.append(person)
                continue
            same.spans += person.spans
            same.written += person.written
            same.cues |= {n: max(v, same.cues.get(n, v)) for n, v in person.cues.items()}
        merged += kept
    return merged


def _is_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    first, second = a[0], b[0]
    return (
        first == second
        or set(a) <= set(b)
        or set(b) <= set(a)
        or (len(min(first, second, key=len)) == 1 and first[0] == second[0])
    )


def _add_surnames(searched: Searched, people: Sequence[Person], mentions: Sequence[Name]) -> None:
    """Mentions by the surname alone, where one person bears it; in their own words they show that it is one."""
    bearers: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        bearers[person.surname].append(person)
    known = cues()
    for mention in mentions:
        start, end = _trimmed(searched, mention)
        key = name_key(searched.text[start:end])
        found = bearers.get(key, [])
        if len(found) != 1 or (gazetteer().has(key) and key in known.strong):
            continue
        found[0].spans.append((start, end))
        found[0].cues.setdefault("surname alone", 0.45)
        after = _WORD.findall(searched.text[end : end + 40])[:1]
        if after and name_key(after[0]) in known.speech:
            found[0].cues["speaks"] = 0.5
