"""Bounding: a brief cites no more of an article than its title lets it; what goes beyond that is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from newsstand.errors import InputError
from newsstand.model import Brief, Citation, Figure, Section

Span = tuple[int, int]


@dataclass(slots=True)
class Purse:
    """What may still be cited, by article; an article without an entry as much as one likes."""

    quotable: Mapping[str, int]
    spent: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def pays(self, citations: Iterable[Citation]) -> bool:
        """Whether all of these may be cited too; if so they are noted. What was cited before costs nothing more."""
        wanted = dict(self.spent)
        for c in citations:
            wanted[c.article] = joined((*wanted.get(c.article, ()), (c.start, c.end)))
        for article, spans in wanted.items():
            most = self.quotable.get(article)
            if most is not None and length_of(spans) > most:
                return False
        self.spent = wanted
        return True


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as spans that do not overlap, in order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def length_of(spans: Iterable[Span]) -> int:
    """How many characters spans cover."""
    return sum(end - start for start, end in joined(spans))


def keep_within(brief: Brief, quotable: Mapping[str, int]) -> Brief:
    """The brief with only what its articles let be cited, the first things first.

    Where the standfirst goes, the first sentence that may stay takes its place; InputError (kind "no_sentence")
    where none may.
    """
    if not quotable:
        return brief
    purse = Purse(quotable)
    sentences = [s for s in brief.sentences if purse.pays(s.citations)]
    if not sentences:
        raise InputError("the story's titles let nothing of it be quoted", kind="no_sentence")
    standfirst, kept = sentences[0], {id(s) for s in sentences[1:]}
    sections = [
        replace(section, sentences=tuple(s for s in section.sentences if id(s) in kept))
        for section in brief.sections
    ]
    return replace(
        brief,
        standfirst=standfirst,
        sections=tuple(
            _headed(now, was) for now, was in zip(sections, brief.sections, strict=True) if now.sentences
        ),
        quotes=tuple(q for q in brief.quotes if purse.pays(q.citations)),
        figures=tuple(f for f in (_figure(f, purse) for f in brief.figures) if f.values),
        timeline=tuple(e for e in brief.timeline if purse.pays(e.citations)),
        differences=tuple(d for d in brief.differences if purse.pays(d.citations)),
    )


def _headed(section: Section, before: Section) -> Section:
    """A heading was borne by all its section's sentences: it stays only with all of them."""
    return section if section.sentences == before.sentences else replace(section, heading="")


def _figure(figure: Figure, purse: Purse) -> Figure:
    return replace(figure, values=tuple(v for v in figure.values if purse.pays(v.citations)))
