from newsstand.brief.passages import read_passages
from newsstand.brief.sections import head_sections, part_into_sections
from newsstand.brief.weighing import weigh_words
from tests.brief.stories import SOURCES

PASSAGES = read_passages(SOURCES, "en")
WEIGHTS = weigh_words(PASSAGES, [])


def test_each_passage_stands_in_one_section_of_few() -> None:
    chosen = [p for p in PASSAGES if p.unfit is None and not p.hanging]
    groups = part_into_sections(chosen, WEIGHTS)
    assert sorted((p.source, p.place) for g in groups for p in g) == sorted(
        (p.source, p.place) for p in chosen
    )
    assert all(1 <= len(g) <= 4 for g in groups)
    assert part_into_sections([], WEIGHTS) == []


def test_headings_are_words_of_their_sections_and_share_none() -> None:
    groups = [
        ["The winter markets on the quay were cancelled.", "Shop owners fear for the winter markets."],
        ["Engineers from the county roads office will examine the pier.", "The county roads office is open."],
    ]
    headings = head_sections(groups, "A barge hit the bridge.", PASSAGES, WEIGHTS, "en")
    for heading, texts in zip(headings, groups, strict=True):
        assert heading
        assert heading[0].isupper()
        assert heading.casefold() in " ".join(texts).casefold()
    assert not set(headings[0].casefold().split()) & set(headings[1].casefold().split())


def test_a_section_that_offers_nothing_has_no_heading() -> None:
    assert head_sections([["He ran."]], "", PASSAGES, WEIGHTS, "en") == [""]
