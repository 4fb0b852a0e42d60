"""The gate: nothing is printed that the spans it cites do not bear, whoever wrote it.

It trusts no writer: numbers, names, dates, quotations, negations, speakers and order are read anew from the text of
the sentence and of the cited spans. What a check cannot decide it lets pass only where the words themselves stand
in the source; so a paraphrase keeps its figures, names and quotations, or is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from newsstand.brief.gate.amounts import unborne_number
from newsstand.brief.gate.claims import swapped_order, swapped_speaker, turned_negation, uncovered
from newsstand.brief.gate.days import bears_day, unborne_date
from newsstand.brief.gate.evidence import Evidence, collect
from newsstand.brief.gate.titles import unborne_name
from newsstand.brief.gate.verbatim import unborne_quotation
from newsstand.model import (
    Brief,
    Difference,
    Figure,
    FigureValue,
    Quote,
    Refusal,
    Section,
    Sentence,
    SourceText,
    TimelineEntry,
)

LONGEST_SENTENCE = 1_000
"""Characters of a sentence that is looked at; a longer one is no sentence of a brief."""

Check = Callable[[str, Evidence], str | None]

CHECKS: tuple[Check, ...] = (
    unborne_quotation,
    unborne_date,
    unborne_number,
    unborne_name,
    turned_negation,
    swapped_speaker,
    uncovered,
    swapped_order,
)


def gate(sentence: Sentence, sources: Mapping[str, SourceText]) -> Refusal | None:
    """Why a sentence must not be printed, or None where the spans that it cites bear it.

    `sources` are the story's articles by id. Every number, name, date and quotation must stand in the cited spans
    (a date may be made absolute where it follows from them and the article's day); no negation may be lost or
    added, no speaker changed, no names or numbers swapped.
    """
    return _refused(sentence, sources, CHECKS)


def _refused(
    sentence: Sentence, sources: Mapping[str, SourceText], checks: tuple[Check, ...]
) -> Refusal | None:
    shown = sentence.text[:LONGEST_SENTENCE]
    if not shown.strip():
        return Refusal(text=shown, reason="it says nothing")
    if len(sentence.text) > LONGEST_SENTENCE:
        return Refusal(text=shown, reason="it is too long")
    evidence = collect(sentence, sources)
    if isinstance(evidence, str):
        return Refusal(text=shown, reason=evidence)
    for check in checks:
        reason = check(sentence.text, evidence)
        if reason:
            return Refusal(text=shown, reason=reason)
    return None


def gate_quote(quote: Quote, sources: Mapping[str, SourceText]) -> Refusal | None:
    """As `gate`, for words between marks; the speaker must be named in the cited spans as the one who says it."""
    refusal = _refused(
        Sentence(text=f"“{quote.text.replace('“', '‘').replace('”', '’')}”", citations=quote.citations),
        sources,
        (unborne_quotation,),
    )
    if refusal or quote.speaker is None:
        return refusal
    said = Sentence(text=f"{quote.speaker} said", citations=quote.citations)
    return _refused(said, sources, (unborne_name, swapped_speaker))


def gate_figure_value(what: str, value: FigureValue, sources: Mapping[str, SourceText]) -> Refusal | None:
    """As `gate`, for one value of a figure."""
    said = Sentence(text=f"{value.value} {what}", citations=value.citations)
    return _refused(said, sources, (unborne_number, unborne_name))


def gate_entry(entry: TimelineEntry, sources: Mapping[str, SourceText]) -> Refusal | None:
    """As `gate`, for an entry of a time line; its day must follow from the cited spans too."""
    refusal = gate(Sentence(text=entry.text, citations=entry.citations), sources)
    if refusal:
        return refusal
    evidence = collect(Sentence(text=entry.text, citations=entry.citations), sources)
    if isinstance(evidence, str) or not bears_day(entry.date, evidence):
        return Refusal(text=entry.text, reason=f"the day {entry.date} does not follow from what it cites")
    return None


def gate_difference(difference: Difference, sources: Mapping[str, SourceText]) -> Refusal | None:
    """As `gate`, for a sentence about what the titles do not agree on; it must cite two of them."""
    if len({c.article for c in difference.citations}) < 2:
        return Refusal(text=difference.text, reason="a difference needs two titles")
    said = Sentence(text=difference.text, citations=difference.citations)
    return _refused(said, sources, (unborne_quotation, unborne_date, unborne_number, unborne_name, uncovered))


def gate_brief(brief: Brief, sources: Mapping[str, SourceText]) -> Brief:
    """The brief with only what the gate lets through; what it refused is listed with the reason.

    Where the standfirst is refused, the first sentence that holds takes its place; a heading whose words do not
    stand in its section's cited spans goes the way of a sentence.
    """
    refused: list[Refusal] = list(brief.refused)

    def passes(refusal: Refusal | None) -> bool:
        if refusal is not None:
            refused.append(refusal)
        return refusal is None

    sections = [
        replace(s, sentences=tuple(x for x in s.sentences if passes(gate(x, sources))))
        for s in brief.sections
    ]
    sections = [s for s in sections if s.sentences]
    standfirst = brief.standfirst
    if not passes(gate(standfirst, sources)) and sections:
        standfirst = sections[0].sentences[0]
        sections[0] = replace(sections[0], sentences=sections[0].sentences[1:])
        sections = [s for s in sections if s.sentences]
    return replace(
        brief,
        standfirst=standfirst,
        sections=tuple(_headed(s, sources, refused) for s in sections),
        quotes=tuple(q for q in brief.quotes if passes(gate_quote(q, sources))),
        figures=tuple(f for f in (_figure(f, sources, refused) for f in brief.figures) if f.values),
        timeline=tuple(e for e in brief.timeline if passes(gate_entry(e, sources))),
        differences=tuple(d for d in brief.differences if passes(gate_difference(d, sources))),
        refused=tuple(dict.fromkeys(refused)),
    )


def _headed(section: Section, sources: Mapping[str, SourceText], refused: list[Refusal]) -> Section:
    citations = tuple(c for s in section.sentences for c in s.citations)
    heading = Sentence(text=section.heading, citations=citations)
    refusal = (
        _refused(heading, sources, (unborne_number, unborne_name, uncovered)) if section.heading else None
    )
    if refusal is None:
        return section
    refused.append(refusal)
    return replace(section, heading="")


def _figure(figure: Figure, sources: Mapping[str, SourceText], refused: list[Refusal]) -> Figure:
    kept: list[FigureValue] = []
    for value in figure.values:
        refusal = gate_figure_value(figure.what, value, sources)
        if refusal:
            refused.append(refusal)
        else:
            kept.append(value)
    return replace(figure, values=tuple(kept))
