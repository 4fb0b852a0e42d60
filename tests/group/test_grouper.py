from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.group import Grouper, GroupSettings
from newsstand.model import Report
from tests.group.newsroom import FERRY, FIRE, FIRE_AGAIN, ROUNDUP, day, report


def group(reports: list[Report], settings: GroupSettings | None = None) -> dict[str, str]:
    grouper = Grouper(settings)
    return {r.id: grouper.add(r).story for r in reports}


def test_one_event_is_one_story_named_after_the_report_that_opened_it() -> None:
    assert group(day()) == {"fire-1": "fire-1", "ferry-1": "ferry-1", "fire-2": "fire-1", "fire-3": "fire-1"}


def test_reasons_name_what_is_shared_in_words() -> None:
    grouper = Grouper()
    opened, _, joined, _ = [grouper.add(r) for r in day()]
    assert [r.name for r in opened.reasons] == ["new_story"]
    details = {r.name: r.detail for r in joined.reasons}
    assert details["near_story"] == "nearest to a report of title of fire-1"
    assert details["shared_names"].startswith("names in both: ")
    assert "dunstan" in details["shared_names"]
    assert details["shared_title"].startswith("headlines share: ")
    assert next(r.value for r in joined.reasons if r.name == "near_story") > 0


def test_only_the_past_decides() -> None:
    reports = day()
    whole = Grouper()
    online = [whole.add(r) for r in reports]
    for cut in range(1, len(reports)):
        short = Grouper()
        assert [short.add(r) for r in reports[:cut]] == online[:cut]


def test_headlines_alone_find_each_other() -> None:
    found = group(
        [
            report("a", "Storm Odette tears roofs off houses in Calder Bay"),
            report("b", "Parliament votes to ban plastic cutlery"),
            report("c", "Storm Odette: Calder Bay houses lose their roofs"),
            report("d", "Ban on plastic cutlery passes parliament"),
            report("e", "Chess champion resigns after nine moves"),
        ]
    )
    assert found == {"a": "a", "b": "b", "c": "a", "d": "b", "e": "e"}


def test_a_headline_joins_the_article_of_its_event() -> None:
    found = group([*day(), report("late", "Tollmere paper mill fire: four workers hurt", hours=5)])
    assert found["late"] == "fire-1"


def test_the_same_words_a_year_later_are_another_story() -> None:
    first = report("a", "Four hurt in fire at Tollmere paper mill", FIRE, published=date(2025, 3, 12))
    later = report("b", "Paper mill blaze injures four workers", FIRE_AGAIN, published=date(2026, 3, 12))
    assert group([first, later]) == {"a": "a", "b": "b"}


def test_a_roundup_joins_no_story_and_says_why() -> None:
    grouper = Grouper()
    for r in day():
        grouper.add(r)
    found = grouper.add(
        report("post", "The early post: a mill burns in Tollmere, ferries for Port Lisle", ROUNDUP, hours=4)
    )
    assert found.story == "post"
    assert found.reasons[0].name in ("roundup", "new_story")


def test_chinese_reports_are_compared() -> None:
    body = "海港城市昨日宣布，将在明年夏季启用两艘电动渡轮，往返于桑德岛与利斯港之间。" * 3
    other = "国家图书馆今日公布，一部失传两百年的歌剧手稿在修缮屋顶时被工人发现，将于秋季首演。" * 3
    found = group(
        [
            report("a", "利斯港将启用两艘电动渡轮", body),
            report("b", "失传两百年的歌剧手稿被发现", other),
            report("c", "电动渡轮明年夏季往返利斯港", body[:90] + "票价保持不变，市议会表示。"),
        ]
    )
    assert found == {"a": "a", "b": "b", "c": "a"}


@pytest.mark.parametrize("published", [None, date(2026, 3, 12)])
def test_a_missing_or_bare_date_is_no_hindrance(published: date | None) -> None:
    assert group([replace(r, published=published) for r in day()])["fire-2"] == "fire-1"


def test_copies_carry_the_original_of_the_original_and_its_story() -> None:
    text = "\n".join((FIRE, FERRY, FIRE_AGAIN))
    grouper = Grouper()
    grouper.add(report("wire", "Fire and ferries: a Thursday", text, source="Wire"))
    first = grouper.add(
        report("one", "What happened on Thursday", f"By our own staff.\n{text}", source="One", hours=1)
    )
    second = grouper.add(
        report("two", "A Thursday", text.replace("Thursday", "Friday"), source="Two", hours=2)
    )
    assert (first.story, first.copy_of) == ("wire", "wire")
    assert (second.story, second.copy_of) == ("wire", "wire")
    assert first.reasons[0].name == "copied_text"
    assert "stand in an earlier text of wire" in first.reasons[0].detail


def test_empty_reports_group_with_nothing() -> None:
    assert group([report("a", ""), report("b", ""), report("c", "???", "!!!")]) == {
        "a": "a",
        "b": "b",
        "c": "c",
    }


WORDS = [
    "mill",
    "Tollmere",
    "ferry",
    "Lisle",
    "fire",
    "council",
    "Dunstan",
    "Okafor",
    "storm",
    "vote",
    "62",
    "bridge",
]


@st.composite
def streams(draw: st.DrawFn) -> list[Report]:
    out = []
    for n in range(draw(st.integers(2, 14))):
        chosen = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6))
        body = draw(st.sampled_from(["", FIRE, FERRY, FIRE_AGAIN, ROUNDUP])) + " " + " ".join(chosen)
        hours = draw(st.integers(0, 60))
        out.append(
            report(f"r{n}", " ".join(chosen), body.strip(), hours=hours, source=draw(st.sampled_from("ABC")))
        )
    return out


@given(streams(), st.integers(1, 8), st.data())
@settings(max_examples=60, deadline=None)
def test_a_restored_grouper_answers_as_an_undisturbed_one(
    reports: list[Report], limit: int, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(reports)))
    known = GroupSettings(window_reports=limit)
    undisturbed = Grouper(known)
    past = [(r, undisturbed.add(r)) for r in reports[:cut]]
    restored, from_the_last = Grouper(known), Grouper(known)
    restored.restore(past)
    from_the_last.restore(past[-limit:])
    for r in reports[cut:]:
        answer = undisturbed.add(r)
        assert restored.add(r) == answer
        assert from_the_last.add(r) == answer
    assert restored.final() == undisturbed.final() == from_the_last.final()


def test_memory_holds_no_more_than_the_window() -> None:
    grouper = Grouper(GroupSettings(window_reports=3))
    for n in range(20):
        grouper.add(report(f"r{n}", f"Headline number {n} about thing{n}", FIRE if n % 2 else FERRY))
    assert [a.id for a in grouper.final()] == ["r17", "r18", "r19"]


def test_final_joins_stories_that_a_later_report_shows_to_be_one() -> None:
    reports = day()
    grouper = Grouper(GroupSettings(join=50.0, merge=0.5))
    assert len({grouper.add(r).story for r in reports}) == len(reports)
    final = {a.id: a for a in grouper.final()}
    assert final["fire-2"].story == "fire-1"
    assert final["fire-2"].reasons[-1].name == "merged"
    assert final["ferry-1"].story == "ferry-1"


def test_a_window_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one report"):
        GroupSettings(window_reports=0)
