"""Antecedents: "He said" becomes "John Smith said" where the sentence before leaves no doubt who is meant."""

from __future__ import annotations

import re

_PRONOUN = re.compile(r"^(?:He|She)(?= [a-z])")
_NAME = r"[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|(?:al|bin|de|der|la|van|von)\b)){1,3}"
_SUBJECT = re.compile(
    rf"^(?:(?:(?:[A-Z][a-z]+\.|[A-Z][a-z]+) )?)(?P<name>{_NAME})(?:, [^,“”\"]{{1,70}},)?"
    r" (?:said|says|told|was|is|has|had|will|also|did|added|announced|called|made|took|\w+ed)\b"
)
_TITLES = frozenset(
    [
        "President",
        "Vice",
        "Prime",
        "Minister",
        "Sen",
        "Rep",
        "Gov",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Senator",
        "Representative",
        "Governor",
        "Secretary",
        "Chancellor",
        "King",
        "Queen",
        "Prince",
        "Princess",
        "Pope",
        "Judge",
        "General",
        "Gen",
        "Col",
        "Sgt",
        "Officer",
        "Detective",
        "Chief",
        "Attorney",
        "Mayor",
        "Justice",
        "Speaker",
        "Former",
        "Foreign",
        "Defense",
        "Defence",
        "Interior",
        "Finance",
        "Police",
        "Lawyer",
        "Republican",
        "Democratic",
        "State",
        "House",
        "Senate",
        "White",
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "Lord",
        "Sir",
        "Dame",
        "Professor",
        "Prof",
        "Captain",
        "Lieutenant",
        "Lt",
        "Sheriff",
        "Deputy",
        "Republicans",
        "Democrats",
    ]
)
_PLACE_BEFORE = frozenset(["in", "at", "from", "to", "of", "on", "near", "the", "for", "by"])
_CAPITALS = re.compile(r"(?P<before>[\w’'.-]+)? ?(?P<run>[A-Z][\w’'-]*(?: [A-Z][\w’'.-]*)*)")


def subject_of(sentence: str) -> str | None:
    """The full name that a sentence opens with as its subject, where it names nobody else; None where that is open."""
    match = _SUBJECT.match(sentence)
    if not match:
        return None
    words = match["name"].split()
    while words and words[0].rstrip(".") in _TITLES:
        words.pop(0)
    if len(words) < 2:
        return None
    rest = sentence[match.end("name") :]
    for other in _CAPITALS.finditer(rest):
        before = (other["before"] or "").casefold()
        if " " in other["run"] or before not in _PLACE_BEFORE:
            if other["run"].split()[0] in _DAYS or other["run"] == words[-1]:
                continue
            return None
    return " ".join(words)


_DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
    ]
)


def with_name(sentence: str, before: str) -> str | None:
    """The sentence with its opening "He" or "She" named after the sentence before it; None where that is not certain."""
    if not _PRONOUN.match(sentence):
        return None
    name = subject_of(before)
    return _PRONOUN.sub(lambda _: name, sentence, count=1) if name else None
