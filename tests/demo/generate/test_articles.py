"""Generated articles are many, steady, ordered in time, and tell one event in several ways."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

import pytest

from newsstand.demo.generate import GeneratedArticle, generate


def make(seed: int = 3, articles: int = 1500) -> list[GeneratedArticle]:
    return list(generate(titles=40, events=200, articles=articles, seed=seed))


def test_there_are_as_many_as_were_asked_for_in_order_of_time() -> None:
    made = make()
    assert len(made) == 1500
    assert [a.at for a in made] == sorted(a.at for a in made)
    assert len({a.id for a in made}) == 1500
    assert len({a.title for a in made}) == 40
    assert 150 < len({a.event for a in made}) <= 200


def test_a_seed_is_a_world() -> None:
    assert make(seed=3, articles=300) == make(seed=3, articles=300)
    assert make(seed=3, articles=300) != make(seed=4, articles=300)


def test_reports_of_an_event_agree_on_its_facts_and_differ_in_words() -> None:
    told: dict[str, list[GeneratedArticle]] = defaultdict(list)
    for article in make():
        told[article.event].append(article)
    big = max(told.values(), key=len)
    assert len(big) >= 10
    own = [a for a in big if a.copy_of is None]
    assert len({a.body for a in own}) == len(own)
    assert len({a.headline for a in own}) > 1
    words = [{w.strip(".,“”") for w in a.body.split() if w[0].isupper()} for a in own]
    assert set.intersection(*words)
    assert len({a.section for a in big}) == 1


def test_copies_carry_the_first_reports_text_and_come_later() -> None:
    made = {a.id: a for a in make()}
    copies = [a for a in made.values() if a.copy_of]
    assert 0.05 < len(copies) / len(made) < 0.2
    for copy in copies:
        original = made[copy.copy_of or ""]
        assert original.at < copy.at
        assert copy.body.split("\n\n")[0] == original.body.split("\n\n")[0]


def test_no_pattern_is_left_unfilled_and_lengths_hold() -> None:
    for article in make(articles=600):
        assert "{" not in article.headline + article.body + article.standfirst
        assert 80 <= len(article.body.split()) <= 400


def test_the_first_of_many_come_without_making_the_rest() -> None:
    first = list(islice(generate(titles=500, events=50_000, articles=1_000_000, seed=1), 20))
    assert len(first) == 20


def test_a_world_without_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="needs"):
        next(generate(titles=0, events=1, articles=1, seed=1))
