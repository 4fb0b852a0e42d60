"""Quotations: what stands between marks must stand so in a cited span, to the letter, and between marks there too."""

from __future__ import annotations

from newsstand.brief.gate.evidence import Evidence, Passage, quotations_of
from newsstand.brief.lexicon import fold
from newsstand.text.quotes import find_quotations, marks_are_paired

_EDGES = " .,;:!?…-'\""


def unborne_quotation(text: str, evidence: Evidence) -> str | None:
    """Why a quotation of the text is not one of the evidence; None where all are."""
    if not marks_are_paired(text):
        return "a quotation is not closed, or not opened"
    for quotation in find_quotations(text):
        said = fold(text[quotation.inner_start : quotation.inner_end]).strip(_EDGES)
        if said and not any(_quotes(passage, said) for passage in evidence.passages):
            return f"the quotation “{said[:60]}” does not stand so in what it cites"
    return None


def _quotes(passage: Passage, said: str) -> bool:
    if said not in passage.folded:
        return False
    end = passage.start + len(passage.text)
    body = passage.source.body
    for quotation in quotations_of(body):
        if quotation.start >= end:
            break
        if quotation.end <= passage.start:
            continue
        inner = fold(body[max(quotation.inner_start, passage.start) : min(quotation.inner_end, end)])
        if _whole_words(said, inner):
            return True
    return False


def _whole_words(said: str, text: str) -> bool:
    place = text.find(said)
    while place >= 0:
        before, after = text[place - 1 : place], text[place + len(said) : place + len(said) + 1]
        if not (before.isalnum() and said[0].isalnum()) and not (after.isalnum() and said[-1].isalnum()):
            return True
        place = text.find(said, place + 1)
    return False
