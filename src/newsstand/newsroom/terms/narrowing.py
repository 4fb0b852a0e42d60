"""Signals narrow an agreement; they never widen it."""

from __future__ import annotations

from dataclasses import replace

from newsstand.model import Agreement, Signals, Terms

WIDTH = {Terms.NONE: 0, Terms.HEADLINE: 1, Terms.EXTRACT: 2, Terms.FULL: 3}


def narrow(agreement: Agreement, signals: Signals) -> Agreement:
    """The agreement as far as signals leave it.

    A reservation against summaries and mining (robots.txt, RSL, TDMRep, `noai`) says "not without our leave": it
    does not count where the title gave its leave in an agreement. What speaks of showing counts always.
    """
    level = agreement.level
    if signals.forbids_archive or (signals.is_free is False and not agreement.is_agreed):
        level = narrower(level, Terms.EXTRACT)
    if signals.forbids_snippet:
        level = narrower(level, Terms.HEADLINE)
    has_leave = agreement.is_agreed and agreement.may_summarise
    reserved = signals.allows_ai is False or signals.reserves_mining is True
    bounds = [n for n in (agreement.extract_characters, signals.most_snippet) if n is not None]
    return replace(
        agreement,
        level=level,
        extract_characters=min(bounds, default=None),
        may_summarise=agreement.may_summarise and not signals.forbids_snippet and (has_leave or not reserved),
        quote_share=0.0 if signals.forbids_snippet else agreement.quote_share,
        shows_pictures=agreement.shows_pictures and not signals.forbids_picture,
    )


def narrower(one: Terms, other: Terms) -> Terms:
    """The one that shows less."""
    return min(one, other, key=WIDTH.__getitem__)


def quotable_of(terms: Agreement, body_length: int) -> int:
    """How many characters of a body of this length briefs may cite: its share, and no more than a snippet may have."""
    share = int(terms.quote_share * body_length + 1e-9)
    return share if terms.extract_characters is None else min(share, terms.extract_characters)
