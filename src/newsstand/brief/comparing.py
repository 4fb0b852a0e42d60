"""Two accounts of one event, sentence by sentence: what both tell, what only one does, which numbers differ."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from newsstand.brief.gate.days import without_dates
from newsstand.brief.lexicon import content_stems, fold, guess_language, is_function_word, stem, tokens
from newsstand.model import SourceText
from newsstand.text.dates import find_dates
from newsstand.text.names import names
from newsstand.text.numbers import NumberMention, find_numbers
from newsstand.text.sentences import split_sentences

MOST_CHARACTERS = 200_000
MOST_SENTENCES = 2_000
"""Of one account; what stands below is not compared."""
LONGEST_SENTENCE = 3_000
"""Characters of a sentence that are looked at."""

SAME, LEAST_OVERLAP = 0.45, 0.28
"""Shares of the weight of the shorter sentence's words, and of both (their cosine), from which two tell the same."""
SAME_IF_SHORT = 0.6
"""And of all their words together, where one of them has no more than SHORT words that say anything."""
SHORT = 4
LEAST_SHARED = 3
"""Words that two longer sentences share at the least."""

MOST_PLACES = 40
"""A word that more sentences of one account have finds no partners: it stands everywhere."""
MOST_CANDIDATES = 12
"""Partners that a sentence is weighed against, those that share most words."""

NUMBERS_FROM = 0.35
"""Overlap of two sentences from which their numbers are set against each other."""
_BESIDE = 3
"""Words after and before a number that say what it counts."""
MOST_NUMBERS = 20
"""Of one sentence."""
MOST_NAMES = 12
"""That only one account names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of an account, `body[start:end]`.

    group: the number of what both tell, the same in both accounts, counted from 1 in the first's order; None where only this account tells it
    paragraph: whether a paragraph begins with it
    """

    start: int
    end: int
    text: str
    group: int | None = None
    opens_paragraph: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sentences, by their places, that tell the same: how much they overlap (0 to 1), and in which words."""

    a: int
    b: int
    overlap: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberApart:
    """A number that sentences of one pair give differently: as each writes it, and the word that both set beside it."""

    a: str
    b: str
    beside: str
    pair: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two accounts set against each other.

    is_compared: False where they are written in different languages, or one of them is empty: then nothing is paired
    names_a, names_b: who and what only that account names
    """

    is_compared: bool
    a: tuple[Told, ...]
    b: tuple[Told, ...]
    pairs: tuple[Pair, ...] = ()
    numbers: tuple[NumberApart, ...] = ()
    names_a: tuple[str, ...] = ()
    names_b: tuple[str, ...] = ()

    @property
    def only_a(self) -> int:
        """How many sentences only the first has."""
        return sum(t.group is None for t in self.a)

    @property
    def only_b(self) -> int:
        """How many sentences only the second has."""
        return sum(t.group is None for t in self.b)


def compare_accounts(a: SourceText, b: SourceText) -> Comparison:
    """What two accounts have in common and what only one of them says, with the words that say so.

    Two sentences tell the same where their words, the rarer the heavier, overlap enough. Time is linear in the
    sentences: two accounts of 20,000 words take a few seconds at the most.
    """
    body_a, body_b = a.body[:MOST_CHARACTERS], b.body[:MOST_CHARACTERS]
    language, other = guess_language(body_a, a.language), guess_language(body_b, b.language)
    told_a, told_b = _sentences(body_a, language), _sentences(body_b, other)
    if not told_a or not told_b or language != other:
        return Comparison(is_compared=False, a=told_a, b=told_b)
    stems_a = [_stems(t.text, language) for t in told_a]
    stems_b = [_stems(t.text, language) for t in told_b]
    pairs = _choose(_candidates(told_a, told_b, stems_a, stems_b))
    groups_a, groups_b = _groups(pairs)
    return Comparison(
        is_compared=True,
        a=_numbered(told_a, groups_a),
        b=_numbered(told_b, groups_b),
        pairs=pairs,
        numbers=_numbers_apart(told_a, told_b, pairs, language),
        names_a=_names_of(body_a, body_b, a.source, language),
        names_b=_names_of(body_b, body_a, b.source, language),
    )


def _sentences(body: str, language: str) -> tuple[Told, ...]:
    found: list[Told] = []
    before = 0
    for span in split_sentences(body, language)[:MOST_SENTENCES]:
        opens = not found or "\n" in body[before : span.start]
        found.append(
            Told(
                start=span.start,
                end=span.end,
                text=body[span.start : span.end],
                opens_paragraph=opens,
            )
        )
        before = span.end
    return tuple(found)


def _stems(sentence: str, language: str) -> frozenset[str]:
    """What a sentence says, as words: numbers by their value, so that "twenty-three" is "23"."""
    text = sentence[:LONGEST_SENTENCE]
    said, at = [], 0
    values: list[str] = []
    for number in find_numbers(text, language):
        said.append(text[at : number.start])
        values.append(f"{number.value:f}")
        at = max(at, number.end)
    said.append(text[at:])
    return frozenset([*content_stems(" ".join(said), language), *values])


def _candidates(
    told_a: Sequence[Told],
    told_b: Sequence[Told],
    stems_a: Sequence[AbstractSet[str]],
    stems_b: Sequence[AbstractSet[str]],
) -> list[Pair]:
    """Every pair that tells the same, each sentence of the first weighed against those that share most words with it."""
    counts = Counter(s for stems in (*stems_a, *stems_b) for s in stems)
    total = len(stems_a) + len(stems_b)
    weight = {s: math.log1p(total / n) for s, n in counts.items()}
    places: dict[str, list[int]] = {}
    for j, stems in enumerate(stems_b):
        for s in stems:
            places.setdefault(s, []).append(j)
    whole: dict[str, list[int]] = {}
    for j, told in enumerate(told_b):
        whole.setdefault(fold(told.text[:LONGEST_SENTENCE]), []).append(j)
    heavy_b = [sum(weight[s] for s in sorted(stems)) for stems in stems_b]
    found: list[Pair] = []
    for i, stems in enumerate(stems_a):
        hits: Counter[int] = Counter()
        for s in stems:
            here = places.get(s, ())
            if len(here) <= MOST_PLACES:
                hits.update(here)
        near = sorted(hits, key=lambda j: (-hits[j], abs(i - j), j))[:MOST_CANDIDATES]
        same = whole.get(fold(told_a[i].text[:LONGEST_SENTENCE]), [])[:MOST_CANDIDATES]
        heavy = sum(weight[s] for s in sorted(stems))
        for j in dict.fromkeys([*same, *near]):
            shared = sorted(stems & stems_b[j])
            overlap = sum(weight[s] for s in shared)
            if j in same or _tells_same(stems, stems_b[j], len(shared), overlap, heavy, heavy_b[j]):
                score = 1.0 if j in same else overlap / math.sqrt(heavy * heavy_b[j])
                found.append(Pair(a=i, b=j, overlap=round(min(score, 1.0), 4), shared=tuple(shared)))
    return found


def _tells_same(
    a: AbstractSet[str],
    b: AbstractSet[str],
    shared: int,
    overlap: float,
    heavy_a: float,
    heavy_b: float,
) -> bool:
    if not shared:
        return False
    if min(len(a), len(b)) <= SHORT:
        return overlap >= SAME_IF_SHORT * (heavy_a + heavy_b - overlap)
    alike = overlap >= LEAST_OVERLAP * math.sqrt(heavy_a * heavy_b)
    return alike and shared >= LEAST_SHARED and overlap >= SAME * min(heavy_a, heavy_b)


def _choose(candidates: Sequence[Pair]) -> tuple[Pair, ...]:
    """The best pairs first, each bringing at least one sentence that had no partner yet; in the first account's order."""
    paired_a: set[int] = set()
    paired_b: set[int] = set()
    chosen: list[Pair] = []
    for pair in sorted(candidates, key=lambda p: (-p.overlap, abs(p.a - p.b), p.a, p.b)):
        if pair.a in paired_a and pair.b in paired_b:
            continue
        paired_a.add(pair.a)
        paired_b.add(pair.b)
        chosen.append(pair)
    return tuple(sorted(chosen, key=lambda p: (p.a, p.b)))


def _groups(pairs: Sequence[Pair]) -> tuple[dict[int, int], dict[int, int]]:
    """The number of what both tell by the sentences' places: pairs that share a sentence share the number."""
    in_a: dict[int, int] = {}
    in_b: dict[int, int] = {}
    number = 0
    for pair in pairs:
        if pair.a in in_a and pair.b in in_b:
            continue
        known = in_a.get(pair.a) or in_b.get(pair.b)
        if known is None:
            number += 1
            known = number
        in_a[pair.a] = in_b[pair.b] = known
    return in_a, in_b


def _numbered(told: Sequence[Told], groups: dict[int, int]) -> tuple[Told, ...]:
    return tuple(
        Told(start=t.start, end=t.end, text=t.text, group=groups.get(i), opens_paragraph=t.opens_paragraph)
        for i, t in enumerate(told)
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number of a sentence with the words beside it, the nearest first, by their stems."""

    number: NumberMention
    beside: dict[str, str]

    @property
    def amount(self) -> tuple[Decimal, str | None]:
        return self.number.value, self.number.unit

    def counts(self, other: _Counted) -> str:
        """The word that says that both count the same: the nearest of both, or any where both have one unit; "" for none."""
        mine, theirs = list(self.beside), list(other.beside)
        if self.number.unit is None:
            mine, theirs = mine[:1], theirs[:1]
        return next((self.beside[s] for s in mine if s in theirs), "")


def _numbers_apart(
    told_a: Sequence[Told], told_b: Sequence[Told], pairs: Sequence[Pair], language: str
) -> tuple[NumberApart, ...]:
    """Numbers of one unit that count the same and that only their own sentence has."""
    found: dict[tuple[str, str, str], NumberApart] = {}
    for place, pair in enumerate(pairs):
        if not NUMBERS_FROM <= pair.overlap < 1.0:
            continue
        for said in counted_apart(told_a[pair.a].text, told_b[pair.b].text, language):
            found.setdefault(said, NumberApart(a=said[0], b=said[1], beside=said[2], pair=place))
    return tuple(found.values())


def counted_apart(a: str, b: str, language: str) -> tuple[tuple[str, str, str], ...]:
    """What two sentences count differently: the number as each writes it, and the word that both set beside it."""
    in_a, in_b = _counted(a, language), _counted(b, language)
    both = {c.amount for c in in_a} & {c.amount for c in in_b}
    apart: list[tuple[str, str, str]] = []
    for one in in_a:
        for other in in_b:
            word = one.counts(other)
            if one.number.unit == other.number.unit and word and not {one.amount, other.amount} & both:
                apart.append((one.number.text.strip(), other.number.text.strip(), word))
    return tuple(apart)


def _counted(sentence: str, language: str) -> list[_Counted]:
    text = sentence[:LONGEST_SENTENCE]
    text = without_dates(text, find_dates(text, language))
    numbers = [n for n in find_numbers(text, language) if n.unit != "th"]
    return [_Counted(n, _beside(text, n, language)) for n in numbers[:MOST_NUMBERS]]


def _beside(text: str, number: NumberMention, language: str) -> dict[str, str]:
    """The words next to a number: those after it first, for they say what it counts."""
    after = tokens(text[number.end : number.end + 120])[:_BESIDE]
    before = tokens(text[max(0, number.start - 120) : number.start])[-_BESIDE:]
    found: dict[str, str] = {}
    for word in (*after, *reversed(before)):
        if not is_function_word(word.key, language) and not any(c.isdigit() for c in word.key):
            found.setdefault(stem(word.key, language), word.text)
    return found


def _names_of(body: str, other: str, own: str | None, language: str) -> tuple[str, ...]:
    """Names that the other account has no word of, those that are named most often first; the title's own is none."""
    there = {t.key for text in (other, own or "") for t in tokens(text)}
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for name in names(body, language):
        if len(counts) < 200 and not any(t.key in there for t in tokens(name.text)):
            counts[name.key] += 1
            written.setdefault(name.key, name.text)
    whole = [
        key for key in counts if not any(f" {key} " in f" {longer} " for longer in counts if longer != key)
    ]
    whole.sort(key=lambda key: -counts[key])
    return tuple(written[key] for key in whole[:MOST_NAMES])
