from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.fingerprints import KEEP, containment, fingerprints, shingle_hashes

WORDS = st.lists(st.text("abcdef", min_size=1, max_size=5), max_size=60)


def test_hashes_are_the_same_in_every_run() -> None:
    assert shingle_hashes(["the", "quick", "brown", "fox", "jumps", "over"]) == HASHES


HASHES = [2848064867, 1042780352]


@given(WORDS)
def test_one_hash_for_each_run_of_five(words: list[str]) -> None:
    assert len(shingle_hashes(words)) == max(0, len(words) - 4)


@given(WORDS, WORDS, WORDS)
def test_what_stands_in_a_text_is_among_its_fingerprints(
    before: list[str], part: list[str], after: list[str]
) -> None:
    assert fingerprints(part) <= fingerprints([*before, *part, *after])


@given(WORDS)
def test_only_the_hashes_that_the_modulus_divides_are_kept(words: list[str]) -> None:
    assert fingerprints(words) == {h for h in shingle_hashes(words) if h % KEEP == 0}
    assert fingerprints(words, keep=1) == set(shingle_hashes(words))


def test_about_one_in_eight_is_kept() -> None:
    words = [f"w{n}" for n in range(8004)]
    assert 850 < len(fingerprints(words)) < 1150


def test_containment() -> None:
    assert containment({1, 2, 3, 4}, {3, 4, 5}) == 0.5
    assert containment(set(), {1}) == 0.0
