"""Writing: a story's sources -> its brief, by choosing and trimming their own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from newsstand.brief.attributing import MOST_TITLES, name_titles
from newsstand.brief.bounding import keep_within
from newsstand.brief.choosing import choose
from newsstand.brief.chronicle import write_timeline
from newsstand.brief.comparing import counted_apart
from newsstand.brief.figures import find_figures
from newsstand.brief.gate import gate, gate_brief
from newsstand.brief.headlines import best_title, clean_title, print_headline, shorten
from newsstand.brief.lexicon import content_stems
from newsstand.brief.passages import Passage, read_passages, story_language
from newsstand.brief.printing import print_passage
from newsstand.brief.quoting import find_quotes
from newsstand.brief.sections import head_sections, part_into_sections
from newsstand.brief.weighing import Weights, freshness, weigh_words
from newsstand.errors import InputError
from newsstand.model import Brief, Refusal, Section, Sentence, SourceText
from newsstand.text.spelling import Style

NAMES_TITLES_FROM = 120
"""Words of a brief from which its text names the titles; a shorter one leaves that to its citations."""

WORDS_OF_A_TITLE = 3
"""What naming one takes: ", Example Post reports"."""


@dataclass(slots=True)
class _Desk:
    """What the writer of one brief has before him."""

    sources: Sequence[SourceText]
    known: dict[str, SourceText]
    language: str
    style: Style
    passages: Sequence[Passage]
    weights: Weights
    refused: list[Refusal] = field(default_factory=list)
    lengths: dict[Passage, int | None] = field(default_factory=dict)

    def in_print(self, passage: Passage, said: set[date]) -> Sentence:
        """The sentence as printed; days that it gives in full are added to `said`."""
        return print_passage(passage, self.sources, self.passages, self.language, self.style, said)

    def length(self, passage: Passage) -> int | None:
        """How many words it has in print; None, and a refusal, where the gate holds it back."""
        if passage not in self.lengths:
            sentence = print_passage(passage, self.sources, (), self.language, self.style, set())
            refusal = gate(sentence, self.known)
            if refusal:
                self.refused.append(refusal)
            self.lengths[passage] = None if refusal else len(sentence.text.split())
        return self.lengths[passage]

    def is_outdated(self, passage: Passage, over: tuple[int, str] | None) -> bool:
        """Whether the headline `over` the story, no older than the passage, gives another number of what both count."""
        if over is None:
            return False
        place, line = over
        fresh = self.weights.fresh
        is_newer = fresh.get(passage.source, 1.0) > fresh.get(place, 1.0)
        return not is_newer and bool(counted_apart(line, passage.text, self.language))

    def passes(self, sentence: Sentence) -> bool:
        """Whether the gate lets it through."""
        return gate(sentence, self.known) is None


def write_brief(
    sources: Sequence[SourceText], *, style: Style = "british", words: int = 220, overline: str | None = None
) -> Brief:
    """A brief of a story in at most `words` words, in the language of most of its sources, every sentence cited.

    The sentences are the sources' own, cut by deletions only, with days made absolute and in house spelling. What
    the gate refuses is listed in `refused`; no more of a source is cited than is `quotable` of it. Two sources with one id are one article: its last text counts.
    InputError (kind "no_body", "no_sentence") where no source has a text, or none that can be printed.
    """
    sources = tuple({s.id: s for s in sources}.values())
    if not any(s.body.strip() for s in sources):
        raise InputError("the story has no article with a text", kind="no_body")
    language = story_language(sources)
    passages = read_passages(sources, language)
    headlines = [frozenset(content_stems(clean_title(s.title), language)) for s in sources]
    weights = weigh_words(passages, headlines, freshness(sources))
    desk = _Desk(sources, {s.id: s for s in sources}, language, style, passages, weights)
    titles = {x.source for x in sources if x.source} if words >= NAMES_TITLES_FROM else set()
    quotable = {n: s.quotable for n, s in enumerate(sources) if s.quotable is not None}
    room = words - WORDS_OF_A_TITLE * min(MOST_TITLES, len(titles))
    over = best_title(sources, weights, language)
    chosen = choose(passages, weights, room, desk.length, quotable, lambda p: desk.is_outdated(p, over))
    if not chosen:
        raise InputError("the story's articles hold no sentence that can be printed", kind="no_sentence")
    said: set[date] = set()
    standfirst = desk.in_print(chosen[0], said)
    sections = _write_sections(desk, standfirst.text, chosen[1:], said)
    figures, differences = find_figures(passages, sources, weights, language, style)
    if titles:
        disputed = frozenset(c for d in differences for c in d.citations)
        sections = name_titles(
            sections, desk.known, passages, disputed, language, standfirst.text, desk.passes
        )
    brief = Brief(
        headline=_write_headline(desk, over, standfirst.text),
        overline=overline,
        standfirst=standfirst,
        sections=sections,
        quotes=find_quotes(sources, weights, language),
        figures=figures,
        timeline=write_timeline(passages, sources, weights, language, lambda p: desk.in_print(p, set())),
        differences=differences,
        refused=tuple(desk.refused),
    )
    gated = gate_brief(brief, desk.known)
    return keep_within(gated, {s.id: s.quotable for s in sources if s.quotable is not None})


def _write_headline(desk: _Desk, over: tuple[int, str] | None, standfirst: str) -> str:
    """The line over the story; another one where the standfirst counts otherwise, a short form of it where none will do."""

    def is_fit(line: str) -> bool:
        return not counted_apart(line, standfirst, desk.language)

    if over is not None and not is_fit(over[1]):
        over = best_title(desk.sources, desk.weights, desk.language, is_fit)
    if over is None:
        return shorten(standfirst)
    return print_headline(over[1], desk.sources, desk.language, desk.style)


def _write_sections(
    desk: _Desk, standfirst: str, chosen: Sequence[Passage], said: set[date]
) -> tuple[Section, ...]:
    groups = part_into_sections(chosen, desk.weights)
    printed = [tuple(desk.in_print(p, said) for p in group) for group in groups]
    headings = head_sections(
        [[s.text for s in g] for g in printed], standfirst, desk.passages, desk.weights, desk.language
    )
    return tuple(
        Section(heading=heading, sentences=sentences)
        for heading, sentences in zip(headings, printed, strict=True)
    )
