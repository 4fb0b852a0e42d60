"""Two accounts set against each other: what both tell, what only one does, which numbers differ."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import pytest

from newsstand.brief.comparing import Comparison, compare_accounts
from newsstand.model import SourceText
from tests.brief.stories import HERALD, POST


def account(body: str, language: str = "en", source: str | None = None) -> SourceText:
    return SourceText(id="x", title="", body=body, language=language, source=source)


def pairs(found: Comparison) -> list[tuple[str, str]]:
    return [(found.a[p.a].text, found.b[p.b].text) for p in found.pairs]


def test_sentences_that_tell_the_same_find_each_other() -> None:
    found = compare_accounts(HERALD, POST)
    assert found.is_compared
    ((one, other),) = pairs(found)
    assert "A gravel barge struck a pier" in one
    assert "A barge hit the Old Quay Bridge" in other
    assert found.pairs[0].shared == ("barg", "bridg", "injur", "old", "peopl", "quay", "wednesday")
    assert found.only_a == len(found.a) - 1
    assert found.only_b == len(found.b) - 1


def test_the_number_that_differs_is_named_with_what_it_counts() -> None:
    (apart,) = compare_accounts(HERALD, POST).numbers
    assert (apart.a, apart.b, apart.beside) == ("12", "14", "people")


def test_a_number_that_both_give_is_no_difference() -> None:
    one = "The storm left 48,000 homes without power, and 12 people were hurt on the coast."
    other = "The storm left 48,000 homes without power, and twelve people were hurt on the coast."
    found = compare_accounts(account(one), account(other))
    assert len(found.pairs) == 1
    assert found.numbers == ()


def test_numbers_that_count_different_things_are_not_set_against_each_other() -> None:
    one = "The storm cut power to 48,000 homes on the western coast on Thursday."
    other = "The storm cut power on the western coast on Thursday for 9 hours in homes."
    assert compare_accounts(account(one), account(other)).numbers == ()


def test_spelt_numbers_count_as_their_digits() -> None:
    one = "There are 23 flood warnings in the county tonight."
    other = "Twenty-three flood warnings stand for the whole of the county."
    assert len(compare_accounts(account(one), account(other)).pairs) == 1


def test_names_that_only_one_account_has() -> None:
    found = compare_accounts(HERALD, POST)
    assert "Dora Lindqvist" in found.names_a
    assert "Lindqvist" not in found.names_a
    assert "Ines Okafor" in found.names_b
    assert "Tomas Reyes" not in (*found.names_a, *found.names_b)


def test_the_title_itself_is_no_name() -> None:
    one = account(
        "A report by the Harbour Herald says so. It was the Harbour Herald that asked.",
        source="Harbour Herald",
    )
    assert compare_accounts(one, account("Nobody else has heard of it at all.")).names_a == ()


def test_an_account_is_the_same_as_itself() -> None:
    found = compare_accounts(HERALD, replace(HERALD, id="other"))
    assert found.only_a == found.only_b == 0
    assert [t.group for t in found.a] == [t.group for t in found.b] == list(range(1, len(found.a) + 1))
    assert found.numbers == ()
    assert found.names_a == ()


def test_two_sentences_may_tell_what_one_does() -> None:
    one = (
        "The council closed the old bridge on Monday, and engineers will inspect the damaged pier on Friday."
    )
    other = "The council closed the old bridge on Monday. Engineers will inspect the damaged pier on Friday."
    found = compare_accounts(account(one), account(other))
    assert [t.group for t in found.a] == [1]
    assert [t.group for t in found.b] == [1, 1]


def test_sentences_are_the_body_to_the_letter() -> None:
    found = compare_accounts(HERALD, POST)
    for told in found.a:
        assert HERALD.body[told.start : told.end] == told.text
    assert [t.opens_paragraph for t in found.a].count(True) == HERALD.body.count("\n\n") + 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (account(""), HERALD),
        (account(" \n\n "), account("")),
        (account("Ein Frachter ist gestern gegen die Brücke gefahren.", "de"), HERALD),
    ],
    ids=["empty", "both empty", "another language"],
)
def test_what_cannot_be_compared_says_so(a: SourceText, b: SourceText) -> None:
    found = compare_accounts(a, b)
    assert not found.is_compared
    assert found.pairs == ()
    assert all(t.group is None for t in (*found.a, *found.b))


def test_the_same_input_gives_the_same_output() -> None:
    assert compare_accounts(HERALD, POST) == compare_accounts(HERALD, POST)


def random_text(seed: int) -> str:
    chance = Random(seed)
    words = ["".join(chance.choices("aeioubcdfglmnprst", k=6)) for _ in range(3000)]
    return " ".join(
        f"The {' '.join(chance.choices(words, k=17))} {chance.randint(2, 900)} people." for _ in range(1000)
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (random_text(1), random_text(2)),
        (random_text(1), random_text(1)),
        ("The storm hit the coast and 12 people died there. " * 2000, "The storm hit the coast and 14 people died. " * 2000),
        ("word " * 20_000, "other word " * 10_000),
        ("Yes. " * 20_000, "“" * 20_000),
        ("1 " * 20_000, "2,3. " * 20_000),
        ("Alpha Beta " * 10_000, "Gamma Delta. " * 10_000),
    ],
    ids=["random", "equal", "one sentence", "one word", "marks", "digits", "capitals"],
)  # fmt: skip
def test_time_is_bounded_for_twenty_thousand_words(a: str, b: str) -> None:
    began = time.process_time()
    compare_accounts(account(a), account(b))
    assert time.process_time() - began < 6
