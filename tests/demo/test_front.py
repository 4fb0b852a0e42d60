"""A front page is each title's own judgement, the same each time, and moves with the day."""

from __future__ import annotations

from newsstand.demo.clock import moment
from newsstand.demo.front import judge
from newsstand.demo.newsroom import DemoNewsroom


def test_each_article_stands_once_and_in_the_order_of_judgement(newsroom: DemoNewsroom) -> None:
    now = moment("18:00")
    for title in newsroom.titles:
        front = newsroom.front(title.slug, now)
        assert sorted(a.id for a in front.order) == sorted(a.id for a in newsroom.published(title.slug, now))
        worth = [judge(a, title, now, newsroom.weight(a)) for a in front.order]
        top = worth[: 1 + len(front.seconds)]
        assert top == sorted(top, reverse=True)
        assert all(worth[0] >= other for other in worth)
        assert set(front.most_read) <= set(front.order)


def test_it_is_the_same_each_time_and_changes_over_the_day(newsroom: DemoNewsroom) -> None:
    hours = [moment(f"{h:02}:00") for h in range(7, 22)]
    leads = [tuple(newsroom.front(t.slug, at).lead for t in newsroom.titles) for at in hours]
    again = [tuple(newsroom.front(t.slug, at).lead for t in newsroom.titles) for at in hours]
    assert leads == again
    moved = sum(len({hour[i] for hour in leads if hour[i]}) > 1 for i in range(len(newsroom.titles)))
    assert moved >= 18


def test_titles_do_not_all_lead_with_one_event(newsroom: DemoNewsroom) -> None:
    leads = [newsroom.front(t.slug, moment("16:00")).lead for t in newsroom.titles]
    events = [lead.event for lead in leads if lead]
    assert len(set(events)) >= 6
    assert max(events.count(e) for e in set(events)) >= 3


def test_before_the_first_article_the_page_is_empty(newsroom: DemoNewsroom) -> None:
    front = newsroom.front("albion-ledger", moment("05:00"))
    assert front.lead is None
    assert front.order == ()
