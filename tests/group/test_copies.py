import random

import pytest

from newsstand.group import Grouper
from newsstand.model import Report
from tests.group.newsroom import report

DICE = random.Random(7)
SYLLABLES = ["ba", "ko", "lin", "mer", "tas", "vo", "ren", "du", "fi", "gal", "hos", "jep"]


def words(count: int) -> str:
    return " ".join("".join(DICE.choices(SYLLABLES, k=3)) for _ in range(count))


def lines(count: int, each: int = 60) -> list[str]:
    return [words(each) for _ in range(count)]


def copied(*reports: Report) -> list[str | None]:
    grouper = Grouper()
    return [grouper.add(r).copy_of for r in reports]


def test_a_text_with_paragraphs_dropped_and_words_replaced_is_a_copy() -> None:
    paragraphs = lines(10)
    edited = [p.replace("ba", "be", 2) for p in (*paragraphs[:4], *paragraphs[6:])]
    assert copied(
        report("wire", "A", "\n".join(paragraphs)), report("paper", "B", "\n".join([words(30), *edited]))
    ) == [None, "wire"]


def test_whichever_came_first_is_the_original_even_if_it_is_shorter() -> None:
    paragraphs = lines(10)
    assert copied(
        report("short", "A", "\n".join(paragraphs[:5])), report("long", "B", "\n".join(paragraphs))
    ) == [
        None,
        "short",
    ]


@pytest.mark.parametrize("part", [1, 3])
def test_a_quotation_makes_no_copy(part: int) -> None:
    speech = lines(10)
    assert (
        copied(report("a", "A", "\n".join(speech)), report("b", "B", "\n".join(lines(7) + speech[:part])))
        == [None] * 2
    )


def test_two_reports_that_quote_one_release_are_no_copies_of_each_other() -> None:
    release = lines(3)
    assert copied(
        report("a", "A", "\n".join(lines(6) + release)), report("b", "B", "\n".join(release + lines(6)))
    ) == [None, None]


def test_the_furniture_of_one_title_makes_no_copies() -> None:
    footer = lines(8)
    found = copied(
        *(report(f"r{n}", f"T{n}", "\n".join(lines(4) + footer), source="One Title") for n in range(8))
    )
    assert found == [None] * 8


def test_a_new_version_of_the_same_title_is_a_copy() -> None:
    paragraphs = lines(10)
    assert copied(
        report("old", "A", "\n".join(paragraphs), source="One"),
        report("new", "A, updated", "\n".join([*paragraphs, words(40)]), source="One"),
    ) == [None, "old"]


def test_short_texts_are_never_copies() -> None:
    text = words(80)
    assert copied(report("a", "A", text), report("b", "B", text)) == [None, None]
