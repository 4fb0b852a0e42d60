"""Numbers: each one must stand in a cited span with the same value and unit, and beside a word that it stands beside there."""

from __future__ import annotations

from collections.abc import Sequence

from newsstand.brief.gate.days import without_dates
from newsstand.brief.gate.evidence import Evidence, Passage
from newsstand.brief.lexicon import is_function_word, stem, tokens, words_of
from newsstand.text.dates import find_dates
from newsstand.text.numbers import NumberMention, find_numbers

_BESIDE, _BESIDE_THERE = 5, 9
"""Words on either side in which a number's company is looked for; wider in the source, where more is said."""


def unborne_number(text: str, evidence: Evidence) -> str | None:
    """Why a number of the text does not stand in the evidence; None where all do."""
    bare = without_dates(text, find_dates(text, evidence.language))
    claims = find_numbers(bare, evidence.language)
    for claim in claims:
        same = [(p, n) for p in evidence.passages for n in p.numbers if _same(claim, n, p)]
        if not same:
            return f"the number “{claim.text.strip()}” does not stand in what it cites"
        company = _company(bare, claim, claims, evidence.language, _BESIDE) - _ours(evidence)
        there = (_company(p.text, n, p.numbers, evidence.language, _BESIDE_THERE) for p, n in same)
        if company and not any(company & words for words in there):
            return f"the number “{claim.text.strip()}” counts something else in what it cites"
    return None


def _ours(evidence: Evidence) -> frozenset[str]:
    """The words that are not the source's: the titles' names, and what we say of their reporting."""
    return frozenset(
        stem(k, evidence.language) for k in evidence.outlets | words_of("reporting", evidence.language)
    )


def _same(claim: NumberMention, said: NumberMention, passage: Passage) -> bool:
    if (claim.value, claim.unit) != (said.value, said.unit):
        return False
    inside_a_date = any(
        d.kind == "day" and d.start <= said.start < d.end and claim.value != d.year for d in passage.dates
    )
    return not inside_a_date


def _company(
    text: str, number: NumberMention, numbers: Sequence[NumberMention], language: str, reach: int
) -> set[str]:
    """The stems beside a number; its own unit and other numbers are no company."""
    before = max(0, number.start - 160)
    words = [(t, before) for t in tokens(text[before : number.start])[-reach:]]
    words += [(t, number.end) for t in tokens(text[number.end : number.end + 160])[:reach]]
    return {
        stem(t.key, language)
        for t, shift in words
        if not is_function_word(t.key, language)
        and not t.key.isdigit()
        and not any(n.start <= t.start + shift < n.end for n in numbers)
    }
