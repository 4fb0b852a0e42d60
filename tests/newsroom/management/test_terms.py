"""`newsstand manage terms` shows what a title lets us do, and writes down what it agreed to."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from newsstand.newsroom.models import Agreement, Publisher
from newsstand.newsroom.terms import agreement_of
from tests.newsroom.making import make_publisher

pytestmark = pytest.mark.django_db


def terms(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command("terms", *words, stdout=out, **options)
    return out.getvalue()


def test_a_title_that_agreed_to_nothing() -> None:
    make_publisher()
    assert terms() == ""
    assert "it never agreed to anything" in terms("valley-herald")
    assert Agreement.objects.count() == 0


def test_what_is_named_changes_and_the_rest_stays() -> None:
    make_publisher()
    said = terms(
        "valley-herald", "--level", "full", "--quote-share", "0.2", "--territory", "gb,IE", "--note", "Letter of 3 March"
    )  # fmt: skip
    assert "full, extract of 40 words, briefs quote 20%, pictures, in GB, IE" in said
    assert "by operator: Letter of 3 March" in said
    terms("valley-herald", "--words", "25", "--no-summaries", "--embargo", "60", "--expires", "30")
    assert "no summaries, pictures, in GB, IE, embargo of 60 minutes, for 30 days" in terms()
    terms("valley-herald", "--territory", "all", "--expires", "0", "--summaries")
    agreed = agreement_of(Publisher.objects.get())
    assert (agreed.territories, agreed.expires_after, agreed.extract_words) == (frozenset(), None, 25)
    assert Agreement.objects.filter(until=None).count() == 1
    assert "it never agreed" in terms("valley-herald", end=True)


def test_what_is_agreed_for_later_is_shown() -> None:
    make_publisher()
    said = terms("valley-herald", "--level", "none", "--since", "2126-01-01")
    assert "2126-01-01 00:00 none" in said
    assert not agreement_of(Publisher.objects.get()).is_agreed


def test_leave_that_a_site_reserves_is_not_given_by_the_way() -> None:
    title = make_publisher()
    Publisher.objects.filter(pk=title.pk).update(signals={"allows_ai": False})
    terms("valley-herald", "--level", "full")
    assert not agreement_of(Publisher.objects.get()).may_summarise
    terms("valley-herald", "--summaries")
    assert agreement_of(Publisher.objects.get()).may_summarise


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nobody",), "no title has the slug"),
        (("valley-herald", "--words", "-1"), "extract_words is from 0"),
        (("valley-herald", "--quote-share", "7"), "quote_share is from 0 to 1"),
        (("valley-herald", "--territory", "Britain"), "no country's code"),
        (("valley-herald", "--level", "full", "--since", "soon"), "no day such as"),
    ],
)
def test_what_cannot_be(words: tuple[str, ...], why: str) -> None:
    make_publisher()
    with pytest.raises(CommandError, match=why):
        terms(*words)
    assert Agreement.objects.count() == 0
