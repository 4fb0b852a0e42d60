"""Where an article was filed from, and whose wire text it is."""

from __future__ import annotations

import re

from newsstand.extract.headline import fold
from newsstand.extract.people import byline_words
from newsstand.model import Dateline

LONGEST_PLACE = 60

_DASH = r"\s*(?:--|[—–:]|-(?=\s)|\|)\s*"
_MONTH = r"(?:[A-Za-zÀ-ÿ]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+[A-Za-zÀ-ÿ]{3,10}\.?)(?:,?\s+\d{4})?"
_AGENCY = r"\((?P<agency>[^()\d]{2,60})\)"
# "SEOUL, South Korea (Reuters) —", "LONDON, Nov 21 (Reuters) -", "Berlin (dpa) -": the agency vouches for the place.
_WITH_AGENCY = re.compile(
    rf"(?P<place>[^\W\d_][^()\d\n]{{1,{LONGEST_PLACE}}}?)(?:,?\s+{_MONTH})?\s*{_AGENCY}(?:{_DASH}|\s+(?=[^\W\d_]))"
)
# "KYIV, Ukraine —": without an agency only a place in capitals is believed.
_CAPITALS = re.compile(
    rf"(?P<place>[^\W\d_a-z][A-ZÀ-ÖØ-ÞА-ЯЁ.'’\- ]{{2,30}}(?:,\s+[A-Z][^\W\d_.]*\.?(?:\s+[A-Z][^\W\d_]*\.?){{0,2}})?)(?:,\s+{_MONTH})?{_DASH}"
)
_AGENCY_ALONE = re.compile(rf"{_AGENCY}{_DASH}")
_CREDIT_AT_END = re.compile(
    r"(?:\((?P<bracketed>[^()]{2,40})\)|[—–-]\s?(?P<dashed>[^—–\n.]{2,40}))\s*\.?\s*$"
)


def split_dateline(text: str) -> tuple[Dateline | None, str | None, str]:
    """The dateline that opens a text, the agency named there, and the text after it."""
    head = text[:200]
    if match := _WITH_AGENCY.match(head):
        agency = known_agency(match["agency"])
        if agency and _is_place(match["place"]):
            return Dateline(place=match["place"].strip(" ,"), agency=agency), agency, text[match.end() :]
    if (match := _AGENCY_ALONE.match(head)) and (agency := known_agency(match["agency"])):
        return None, agency, text[match.end() :]
    if (match := _CAPITALS.match(head)) and len(text) - match.end() > 40 and _is_place(match["place"]):
        return Dateline(place=match["place"].strip(" ,")), None, text[match.end() :]
    return None, None, text


def known_agency(name: str) -> str | None:
    """The wire agency that goes by this name, as it calls itself."""
    first = re.split(r"[/,]|\s[–-]\s", name.strip())[0].strip()
    return byline_words().agencies.get(fold(first))


def agency_at_end(text: str) -> str | None:
    """The agency that is credited after the last word of an article."""
    match = _CREDIT_AT_END.search(text[-60:])
    return known_agency(match["bracketed"] or match["dashed"]) if match else None


def _is_place(text: str) -> bool:
    words = text.replace(",", " ").split()
    return (0 < len(words) <= 6 and words[0][:1].isupper()) or any(c >= "\u2e80" for c in text[:1])
