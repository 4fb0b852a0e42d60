from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.members.entitlement import (
    CHARACTERS_A_WORD,
    GATE_WORDS,
    allowance,
    first_words,
    is_open,
    reads_briefs,
    visible_part,
)
from newsstand.model import Agreement, Allowance, Asker, Block, MemberState, Terms

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN = Allowance(level=Terms.FULL, shows_picture=True)
EXTRACT = Allowance(level=Terms.EXTRACT, words=40, characters=320)
BODY = (
    Block(kind="paragraph", text=" ".join(f"one{i}" for i in range(30))),
    Block(kind="caption", text="A caption"),
    Block(kind="paragraph", text=" ".join(f"two{i}" for i in range(30))),
)
MEMBER, VISITOR = Asker(state=MemberState.ACTIVE), Asker()
OWN, ALONE, STAFF = Asker(titles=frozenset({"beacon"})), Asker(is_alone=True), Asker(is_staff=True)
GIVEN = Asker(opened=frozenset({7}))
FULL = Agreement(level=Terms.FULL, shows_pictures=True, quote_share=0.2, is_agreed=True)

blocks = st.lists(
    st.builds(
        Block,
        kind=st.sampled_from(["paragraph", "quote", "list", "caption", "embed"]),
        text=st.text(max_size=400),
    ),
    max_size=6,
)
countries = st.sampled_from(["", "GB", "FR"])
askers = st.builds(
    Asker,
    state=st.sampled_from(MemberState),
    is_alone=st.booleans(),
    is_staff=st.booleans(),
    titles=st.sampled_from([frozenset(), frozenset({"beacon"}), frozenset({"echo"})]),
    country=countries,
    opened=st.sampled_from([frozenset(), frozenset({7}), frozenset({8})]),
)
agreements = st.builds(
    Agreement,
    level=st.sampled_from(Terms),
    extract_words=st.integers(0, 200),
    extract_characters=st.one_of(st.none(), st.integers(0, 500)),
    quote_share=st.sampled_from([0.0, 0.1, 1.0]),
    shows_pictures=st.booleans(),
    territories=st.sampled_from([frozenset(), frozenset({"GB"})]),
    embargo=st.sampled_from([timedelta(), HOUR]),
    expires_after=st.sampled_from([None, timedelta(days=1)]),
    is_agreed=st.booleans(),
)
ages = st.sampled_from([timedelta(), HOUR / 2, 2 * HOUR, timedelta(days=2)])
RANK = {Terms.NONE: 0, Terms.HEADLINE: 1, Terms.EXTRACT: 2, Terms.FULL: 3}


def ask(
    asker: Asker, agreement: Agreement, *, age: timedelta = 2 * HOUR, withdrawn: bool = False
) -> Allowance:
    return allowance(
        asker, agreement, article=7, title="beacon", published_at=NOW - age, withdrawn=withdrawn, now=NOW
    )


def measure(allowed: Allowance) -> tuple[int, int, int, bool]:
    """How much is shown, in an order in which more is more."""
    if is_open(allowed):
        return (3, 10**6, 10**6, allowed.shows_picture)
    return (RANK[allowed.level], allowed.words, allowed.characters, allowed.shows_picture)


def is_no_more(one: Allowance, other: Allowance) -> bool:
    return all(a <= b for a, b in zip(measure(one), measure(other), strict=True))


@pytest.mark.parametrize(
    ("asker", "level", "why"),
    [
        (MEMBER, Terms.FULL, "member"),
        (replace(MEMBER, state=MemberState.TRIAL), Terms.FULL, "member"),
        (replace(MEMBER, state=MemberState.CANCELLING), Terms.FULL, "member"),
        (replace(MEMBER, state=MemberState.GRACE), Terms.FULL, "member"),
        (replace(MEMBER, state=MemberState.PAUSED), Terms.EXTRACT, "gate"),
        (replace(MEMBER, state=MemberState.ENDED), Terms.EXTRACT, "gate"),
        (VISITOR, Terms.EXTRACT, "gate"),
        (GIVEN, Terms.FULL, "opened"),
        (replace(GIVEN, opened=frozenset({8})), Terms.EXTRACT, "gate"),
        (STAFF, Terms.FULL, "staff"),
        (OWN, Terms.FULL, "own"),
        (replace(OWN, titles=frozenset({"echo"})), Terms.EXTRACT, "gate"),
        (ALONE, Terms.FULL, "alone"),
    ],
)
def test_a_title_that_agreed_to_all_is_read_by_members(asker: Asker, level: Terms, why: str) -> None:
    allowed = ask(asker, FULL)
    assert (allowed.level, allowed.why, allowed.has_gate) == (level, why, why == "gate")
    assert allowed.words == (GATE_WORDS if why == "gate" else 0)


@pytest.mark.parametrize("asker", [VISITOR, MEMBER, STAFF, GIVEN])
def test_without_an_agreement_everybody_gets_forty_words_and_no_picture(asker: Asker) -> None:
    allowed = ask(asker, Agreement())
    assert (allowed.level, allowed.words, allowed.characters) == (Terms.EXTRACT, 40, 320)
    assert (allowed.shows_picture, allowed.has_gate, allowed.why) == (False, False, "terms")


def test_the_owner_of_an_own_instance_reads_as_with_any_feed_reader() -> None:
    for level in (Terms.FULL, Terms.EXTRACT, Terms.HEADLINE):
        allowed = ask(ALONE, Agreement(level=level, territories=frozenset({"FR"}), embargo=9 * HOUR))
        assert (allowed.level, allowed.shows_picture, allowed.why) == (Terms.FULL, True, "alone")
    assert ask(ALONE, Agreement(level=Terms.NONE)).level is Terms.NONE


def test_what_was_withdrawn_is_shown_to_nobody_but_a_headline_on_its_desk() -> None:
    for asker, level in (
        (VISITOR, Terms.NONE), (MEMBER, Terms.NONE), (ALONE, Terms.NONE), (GIVEN, Terms.NONE),
        (STAFF, Terms.HEADLINE), (OWN, Terms.HEADLINE),
    ):  # fmt: skip
        allowed = ask(asker, FULL, withdrawn=True)
        assert (allowed.level, allowed.why, allowed.has_gate) == (level, "withdrawn", False)


@pytest.mark.parametrize(
    ("changed", "age", "country", "why"),
    [
        ({"embargo": 3 * HOUR}, 2 * HOUR, "", "embargo"),
        ({"embargo": 2 * HOUR}, 2 * HOUR, "", "member"),
        ({"expires_after": 2 * HOUR}, 2 * HOUR, "", "expired"),
        ({"expires_after": 3 * HOUR}, 2 * HOUR, "", "member"),
        ({"territories": frozenset({"GB", "IE"})}, HOUR, "IE", "member"),
        ({"territories": frozenset({"GB", "IE"})}, HOUR, "FR", "territory"),
        ({"territories": frozenset({"GB", "IE"})}, HOUR, "", "territory"),
    ],
)
def test_time_and_place_leave_the_headline(
    changed: dict[str, Any], age: timedelta, country: str, why: str
) -> None:
    allowed = ask(replace(MEMBER, country=country), replace(FULL, **changed), age=age)
    assert allowed.why == why
    assert allowed.level is (Terms.FULL if why == "member" else Terms.HEADLINE)
    if why != "member":
        assert (allowed.words, allowed.shows_picture, allowed.quote_share) == (0, False, 0.0)


def test_an_agreement_may_give_fewer_words_before_the_gate_but_not_more() -> None:
    assert ask(VISITOR, replace(FULL, extract_words=12)).words == 12
    assert ask(VISITOR, replace(FULL, extract_words=900)).words == GATE_WORDS
    assert ask(VISITOR, Agreement(extract_words=900)).words == 900
    assert ask(VISITOR, replace(FULL, extract_characters=90)).characters == 90


def test_pictures_and_quotations_go_by_the_agreement() -> None:
    for asker in (VISITOR, MEMBER):
        assert ask(asker, FULL).shows_picture
        assert ask(asker, FULL).quote_share == 0.2
        assert not ask(asker, replace(FULL, shows_pictures=False)).shows_picture


@given(asker=askers, agreement=agreements, age=ages, withdrawn=st.booleans())
def test_nobody_but_who_belongs_there_is_shown_more_than_a_member(
    asker: Asker, agreement: Agreement, age: timedelta, withdrawn: bool
) -> None:
    plain = replace(asker, is_alone=False, is_staff=False, titles=frozenset[str]())
    member = replace(plain, state=MemberState.ACTIVE)
    shown, most = (ask(a, agreement, age=age, withdrawn=withdrawn) for a in (plain, member))
    assert is_no_more(shown, most)
    assert is_open(most) >= is_open(shown)
    assert most.has_gate is False


@given(asker=askers, agreement=agreements, age=ages, withdrawn=st.booleans())
def test_a_visitor_gets_no_more_than_the_gate_lets_through(
    asker: Asker, agreement: Agreement, age: timedelta, withdrawn: bool
) -> None:
    visitor = Asker(country=asker.country)
    allowed = ask(visitor, agreement, age=age, withdrawn=withdrawn)
    assert not is_open(allowed)
    assert is_no_more(allowed, ask(asker, agreement, age=age, withdrawn=withdrawn)) or withdrawn
    if agreement.level is Terms.FULL:
        assert allowed.words <= GATE_WORDS
        assert allowed.characters <= GATE_WORDS * CHARACTERS_A_WORD


@given(
    asker=askers, agreement=agreements, age=ages, withdrawn=st.booleans(), narrower=st.sampled_from(Terms),
    words=st.integers(0, 200),
)  # fmt: skip
def test_narrower_terms_never_show_more(
    asker: Asker, agreement: Agreement, age: timedelta, withdrawn: bool, narrower: Terms, words: int
) -> None:
    level = min(agreement.level, narrower, key=RANK.__getitem__)
    # An extract may have more words than the gate lets through of a whole article: the measure is the level first.
    most = min(agreement.extract_words, words, GATE_WORDS if agreement.level is Terms.FULL else words)
    less = replace(agreement, level=level, extract_words=most, shows_pictures=False)
    before = ask(asker, agreement, age=age, withdrawn=withdrawn)
    after = ask(asker, less, age=age, withdrawn=withdrawn)
    assert is_no_more(after, before)


@pytest.mark.parametrize(
    ("asker", "reads"),
    [(VISITOR, False), (replace(MEMBER, state=MemberState.ENDED), False), (GIVEN, False)]
    + [(asker, True) for asker in (MEMBER, STAFF, ALONE)],
)
def test_briefs_are_whole_for_members_or_for_all(asker: Asker, reads: bool) -> None:
    assert reads_briefs(asker, are_open=False) is reads
    assert reads_briefs(asker, are_open=True)


def test_all_is_shown_of_what_is_open() -> None:
    part = visible_part(OPEN, headline="H", standfirst="S", blocks=BODY)
    assert (part.headline, part.standfirst, part.blocks) == ("H", "S", BODY)
    assert part.shows_picture
    assert part.is_whole


def test_an_extract_counts_standfirst_and_body_together() -> None:
    part = visible_part(EXTRACT, headline="H", standfirst="five words of a standfirst", blocks=BODY)
    assert part.headline == "H"
    assert part.standfirst == "five words of a standfirst"
    assert [b.text.split()[0] for b in part.blocks] == ["one0", "two0"]
    assert part.blocks[-1].text.endswith("two4…")
    assert not part.is_whole


def test_where_the_standfirst_is_cut_nothing_follows_it() -> None:
    part = visible_part(
        Allowance(level=Terms.EXTRACT, words=40, characters=20), standfirst="word " * 9, blocks=BODY
    )
    assert part.standfirst == "word word word word…"
    assert part.blocks == ()


def test_headlines_stand_alone() -> None:
    part = visible_part(Allowance(level=Terms.HEADLINE), headline="H", standfirst="S", blocks=BODY)
    assert (part.headline, part.standfirst, part.blocks, part.shows_picture) == ("H", "", (), False)


def test_terms_of_none_show_nothing() -> None:
    part = visible_part(Allowance(level=Terms.NONE), headline="H", standfirst="S", blocks=BODY)
    assert (part.headline, part.standfirst, part.blocks, part.is_whole) == ("", "", (), False)


def test_what_is_wholly_shown_is_said_to_be_whole() -> None:
    assert visible_part(EXTRACT, headline="H", standfirst="short").is_whole
    assert visible_part(Allowance(level=Terms.HEADLINE), headline="H").is_whole


@given(
    words=st.integers(0, 60), characters=st.integers(0, 400), standfirst=st.text(max_size=500),
    given_blocks=blocks,
)  # fmt: skip
def test_an_extract_never_passes_its_measure(
    words: int, characters: int, standfirst: str, given_blocks: list[Block]
) -> None:
    allowed = Allowance(level=Terms.EXTRACT, words=words, characters=characters)
    part = visible_part(allowed, headline="H", standfirst=standfirst, blocks=given_blocks)
    texts = [part.standfirst, *(b.text for b in part.blocks)]
    assert sum(len(text.removesuffix("…").split()) for text in texts) <= words
    assert sum(len(text.rstrip("…")) for text in texts) <= characters
    assert all(b.kind not in ("caption", "embed") for b in part.blocks)


@given(text=st.text(max_size=300), words=st.integers(0, 50), characters=st.integers(0, 300))
def test_first_words_are_the_beginning_of_the_text(text: str, words: int, characters: int) -> None:
    cut = first_words(text, words, characters)
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_a_script_without_spaces_is_cut_by_characters() -> None:
    assert len(first_words("新" * 1000, 40, 320)) == 321
