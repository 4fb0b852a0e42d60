from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.members import margin
from newsstand.members.acting import undo
from newsstand.members.entitlement import allowance
from newsstand.members.margin import Passage, Unmarked, anchor, mark_of, marks_on, open_text, place_of
from newsstand.members.models import Deed, Highlight, Reader
from newsstand.model import Agreement, Allowance, Asker, MemberState, Terms
from newsstand.newsroom.models import Article, ArticleVersion
from tests.web.newsroom import BODY, NOW, make_article, make_title

stored = [pytest.mark.django_db, pytest.mark.store]
LATER = NOW + timedelta(minutes=7)
COUNTED = "“We counted them twice,” she said."


def shown(terms: Terms) -> Allowance:
    """What a member may be shown of an article of such terms."""
    return allowance(
        Asker(state=MemberState.ACTIVE),
        Agreement(level=terms),
        article=1,
        title="ledger",
        published_at=NOW,
        withdrawn=False,
        now=NOW,
    )


OPEN = shown(Terms.FULL)


def span(words: str, body: str = BODY) -> tuple[int, int]:
    return body.index(words), body.index(words) + len(words)


def passage(words: str, *, note: str = "", version: int = 1) -> Passage:
    start, end = span(words)
    return Passage(start=start, end=end, version=version, words=words, note=note)


@pytest.fixture
def ada(db: None) -> Reader:
    return Reader.objects.make(name="Ada", now=NOW)


@pytest.fixture
def article(db: None) -> Article:
    return make_article(make_title("Northern Ledger"), "Ferry aground")


def margin_of(reader: Reader) -> list[tuple[Any, ...]]:
    """All that a reader has in the margin."""
    names = ("pk", "article", "version", "start", "end", "text", "note", "made_at", "changed_at")
    return sorted(Highlight.objects.filter(reader=reader).values_list(*names))


def change(article: Article, body: str) -> Article:
    """A next version of an article, with another body."""
    article.version += 1
    article.save()
    ArticleVersion.objects.create(
        article=article, number=article.version, made_at=LATER, headline=article.headline, body=body,
        blocks=[{"kind": "paragraph", "text": t} for t in body.split("\n\n")], text_hash="1" * 32,
    )  # fmt: skip
    return article


class TestWhatMayBeSeen:
    def test_full_terms_open_all_of_it(self) -> None:
        assert open_text(BODY, standfirst="", allowed=shown(Terms.FULL)) == BODY

    def test_an_extract_opens_its_first_forty_words(self) -> None:
        opened = open_text(BODY, standfirst="", allowed=shown(Terms.EXTRACT))
        assert BODY.startswith(opened)
        assert len(opened.split()) == 40 or len(opened) <= 320
        assert opened != BODY

    @pytest.mark.parametrize("terms", [Terms.HEADLINE, Terms.NONE])
    def test_other_terms_open_nothing(self, terms: Terms) -> None:
        assert open_text(BODY, standfirst="", allowed=shown(terms)) == ""

    @given(st.text(max_size=900), st.text(max_size=200), st.sampled_from(list(Terms)))
    def test_it_is_always_a_beginning(self, body: str, standfirst: str, terms: Terms) -> None:
        assert body.startswith(open_text(body, standfirst=standfirst, allowed=shown(terms)))


class TestPlaces:
    def test_words_are_found_where_they_stood(self) -> None:
        assert place_of("a b", "a b, a b, a b", near=5) == (5, 8)

    def test_words_that_moved_are_found_nearest_to_where_they_stood(self) -> None:
        assert place_of("ferry", "new ferry. old ferry.", near=14) == (15, 20)

    def test_words_that_are_gone(self) -> None:
        assert place_of("ferry", "no ship here", near=0) is None
        assert place_of("", "no ship here", near=0) is None

    @given(st.text("ab ", min_size=1, max_size=6), st.text("ab ", max_size=40), st.integers(0, 60))
    def test_a_place_holds_the_words(self, words: str, body: str, near: int) -> None:
        place = place_of(words, body, near=near)
        assert (place is None) == (words not in body)
        assert place is None or body[place[0] : place[1]] == words

    def test_marks_come_in_the_order_of_the_text_and_lost_ones_last(self) -> None:
        marks = [Highlight(pk=n, start=n, text=t) for n, t in enumerate(("gone", "two", "one"))]
        found = anchor(marks, "one and two")
        assert [(a.mark.text, a.start) for a in found] == [("one", 0), ("two", 8), ("gone", None)]


class TestMarking:
    pytestmark = stored

    def test_a_passage_is_kept_with_its_words_and_note(self, ada: Reader, article: Article) -> None:
        done = margin.mark(ada, article, passage(COUNTED, note=" How? \r\n"), allowed=OPEN, now=NOW)
        row = Highlight.objects.get()
        assert isinstance(done, Deed)
        assert (row.text, row.note, (row.start, row.end)) == (COUNTED, "How?", span(COUNTED))
        assert mark_of(done) == row.pk

    def test_white_space_at_the_ends_is_left_out(self, ada: Reader, article: Article) -> None:
        start, end = span(" Nobody was hurt.\n\n")
        margin.mark(ada, article, Passage(start=start, end=end, version=1), allowed=OPEN, now=NOW)
        assert Highlight.objects.get().text == "Nobody was hurt."

    def test_marks_that_meet_grow_together(self, ada: Reader, article: Article) -> None:
        margin.mark(ada, article, passage("212 passengers were taken", note="first"), allowed=OPEN, now=NOW)
        margin.mark(ada, article, passage("Nobody was hurt."), allowed=OPEN, now=NOW)
        before = margin_of(ada)
        done = margin.mark(
            ada, article, passage("were taken off by lifeboat", note="second"), allowed=OPEN, now=LATER
        )
        assert isinstance(done, Deed)
        grown = Highlight.objects.get(start=span("212")[0])
        assert (grown.text, grown.note) == ("212 passengers were taken off by lifeboat", "first\n\nsecond")
        assert Highlight.objects.count() == 2
        assert undo(done, now=LATER)
        assert margin_of(ada) == before

    def test_a_sending_is_done_once(self, ada: Reader, article: Article) -> None:
        one = margin.mark(ada, article, passage(COUNTED), allowed=OPEN, now=NOW, key="k")
        assert isinstance(one, Deed)
        undo(one, now=NOW)
        two = margin.mark(ada, article, passage(COUNTED), allowed=OPEN, now=LATER, key="k")
        assert one == two
        assert not Highlight.objects.exists()

    @pytest.mark.parametrize(
        "words", ["212\xa0passengers", "212 passengers\nwere  taken", "212 passengers were\t…"]
    )
    def test_a_selection_may_space_its_words_in_its_own_way(
        self, ada: Reader, article: Article, words: str
    ) -> None:
        asked = span(" ".join(words.split()).removesuffix(" …"))
        done = margin.mark(
            ada, article, Passage(start=asked[0], end=asked[1], version=1, words=words), allowed=OPEN, now=NOW
        )
        assert isinstance(done, Deed)
        assert (Highlight.objects.get().start, Highlight.objects.get().end) == asked

    def test_a_page_that_is_older_than_the_article_marks_by_the_words(
        self, ada: Reader, article: Article
    ) -> None:
        change(article, "Something new at the top.\n\n" + BODY)
        margin.mark(ada, article, passage(COUNTED), allowed=OPEN, now=NOW)
        row = Highlight.objects.get()
        assert (row.version, row.text, row.start) == (2, COUNTED, span(COUNTED)[0] + 27)

    @pytest.mark.parametrize(
        ("asked", "reason"),
        [
            (Passage(start=5, end=5, version=1), "not_there"),
            (Passage(start=9, end=2, version=1), "not_there"),
            (Passage(start=10**9, end=10**10, version=1), "not_there"),
            (Passage(start=0, end=10, version=7), "not_there"),
            (Passage(start=0, end=10, version=1, words="never said"), "not_there"),
            (Passage(start=0, end=10, version=1, note="n" * 4001), "note_too_long"),
        ],
    )
    def test_what_cannot_be_marked(self, ada: Reader, article: Article, asked: Passage, reason: str) -> None:
        assert margin.mark(ada, article, asked, allowed=OPEN, now=NOW) == Unmarked(reason)  # type: ignore[arg-type]
        assert not Highlight.objects.exists()
        assert not Deed.objects.exists()

    def test_a_mark_has_its_bounds(self, ada: Reader) -> None:
        body = "word " * 2000
        long = make_article(make_title("Long"), "Long", body=body)
        assert margin.mark(
            ada, long, Passage(start=0, end=9000, version=1), allowed=OPEN, now=NOW
        ) == Unmarked("too_long")

    def test_an_article_takes_five_hundred(self, ada: Reader) -> None:
        body = " ".join(f"w{n:04d}" for n in range(600))
        full = make_article(make_title("Full"), "Full", body=body)
        Highlight.objects.bulk_create(
            Highlight(
                reader=ada, article=full, version=1, start=6 * n, end=6 * n + 5, text=f"w{n:04d}", made_at=NOW, changed_at=NOW,
            )
            for n in range(500)
        )  # fmt: skip
        asked = Passage(start=3300, end=3305, version=1)
        assert margin.mark(ada, full, asked, allowed=OPEN, now=NOW) == Unmarked("too_many")

    @pytest.mark.parametrize("terms", list(Terms))
    def test_only_what_the_terms_show_is_marked(self, ada: Reader, article: Article, terms: Terms) -> None:
        inside = margin.mark(ada, article, passage("Nobody was hurt."), allowed=shown(terms), now=NOW)
        behind = margin.mark(
            ada, article, passage("puts the number of passengers at 209"), allowed=shown(terms), now=NOW
        )
        assert isinstance(inside, Deed) == (terms in (Terms.FULL, Terms.EXTRACT))
        assert isinstance(behind, Deed) == (terms is Terms.FULL)
        whole = margin.mark(
            ada, article, Passage(start=0, end=len(BODY), version=1), allowed=shown(terms), now=NOW
        )
        if terms is Terms.EXTRACT:
            assert isinstance(whole, Deed)
            assert "209" not in Highlight.objects.get().text


class TestNotes:
    pytestmark = stored

    @pytest.fixture
    def held(self, ada: Reader, article: Article) -> Highlight:
        margin.mark(ada, article, passage(COUNTED, note="first"), allowed=OPEN, now=NOW)
        return Highlight.objects.get()

    def test_a_note_is_changed_and_put_back(self, ada: Reader, held: Highlight) -> None:
        before = margin_of(ada)
        done = margin.write_note(ada, held.pk, "second\0", now=LATER)
        assert isinstance(done, Deed)
        row = Highlight.objects.get()
        assert (row.pk, row.note, row.made_at, row.changed_at) == (held.pk, "second", NOW, LATER)
        assert undo(done, now=LATER)
        assert margin_of(ada) == before

    def test_a_mark_is_taken_away_and_put_back(self, ada: Reader, held: Highlight) -> None:
        before = margin_of(ada)
        done = margin.remove(ada, held.pk, now=LATER)
        assert isinstance(done, Deed)
        assert not Highlight.objects.exists()
        assert undo(done, now=LATER)
        assert not undo(done, now=LATER)
        assert margin_of(ada) == before

    def test_what_was_marked_again_meanwhile_stays(
        self, ada: Reader, article: Article, held: Highlight
    ) -> None:
        done = margin.remove(ada, held.pk, now=LATER)
        margin.mark(ada, article, passage(COUNTED, note="anew"), allowed=OPEN, now=LATER)
        assert isinstance(done, Deed)
        undo(done, now=LATER)
        assert Highlight.objects.get().note == "anew"

    def test_too_long_a_note_changes_nothing(self, ada: Reader, held: Highlight) -> None:
        assert margin.write_note(ada, held.pk, "n" * 4001, now=LATER) == Unmarked("note_too_long")
        assert Highlight.objects.get().note == "first"

    def test_another_reader_reaches_none_of_it(self, held: Highlight) -> None:
        bob = Reader.objects.make(name="Bob", now=NOW)
        assert margin.write_note(bob, held.pk, "mine", now=LATER) == Unmarked("not_there")
        assert margin.remove(bob, held.pk, now=LATER) == Unmarked("not_there")
        assert marks_on(bob, held.article) == []
        assert Highlight.objects.get().note == "first"
