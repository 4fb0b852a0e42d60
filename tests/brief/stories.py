"""A story of our own for the tests of this room: two titles on one bridge, one day."""

from datetime import date

from newsstand.model import Citation, Sentence, SourceText

PUBLISHED = date(2025, 11, 27)

HERALD = SourceText(
    id="h",
    title="Old Quay Bridge Closed After Barge Collision",
    source="Harbour Herald",
    published=PUBLISHED,
    body=(
        "PORT ALDER (HNA) — A gravel barge struck a pier of the Old Quay Bridge on Wednesday, injuring 12 people and"
        " closing the main road between Port Alder and Westmouth, the fire service said.\n\n"
        "Fire chief Dora Lindqvist said the barge had lost steering minutes before the collision. “We had four"
        " minutes to clear the deck, and we needed five,” Lindqvist told reporters.\n\n"
        "She said none of the injured was in danger.\n\n"
        "The bridge, built in 1931, was inspected on November 21 and was not found to be unsafe, according to the"
        " county roads office. Repairs are expected to cost $3.5 million, the office said.\n\n"
        "Mayor Tomas Reyes announced free ferries until the bridge reopens. Ferries carried about 4,000 people on"
        " Wednesday evening, the port authority said.\n\n"
        "Sign up for our newsletter to get the latest on the harbor.\n\n"
        "I have crossed that bridge every day of my life."
    ),
)
POST = SourceText(
    id="p",
    title="Barge hits Old Quay Bridge; 14 hurt | Westmouth Post",
    source="Westmouth Post",
    published=PUBLISHED,
    body=(
        "A barge hit the Old Quay Bridge on Wednesday, and 14 people were injured, hospital officials said.\n\n"
        "The barge’s owner, Alder Gravel Company, said it had not ignored warnings about the vessel’s steering. “We"
        " are cooperating fully with the inquiry,” said Ines Okafor, a company director.\n\n"
        "Engineers from the county labor office will examine the pier on Friday. Mayor Tomas Reyes said the bridge"
        " will stay closed for at least six weeks.\n\n"
        "Shop owners in Westmouth fear for the Christmas trade. The program of winter markets on the quay was"
        " canceled on Thursday."
    ),
)
SOURCES = [HERALD, POST]
KNOWN = {s.id: s for s in SOURCES}


def span(source: SourceText, words: str) -> Citation:
    """The span of a source that holds these words."""
    start = source.body.index(words)
    return Citation(article=source.id, start=start, end=start + len(words))


def citing(text: str, *citations: Citation) -> Sentence:
    return Sentence(text=text, citations=citations)
