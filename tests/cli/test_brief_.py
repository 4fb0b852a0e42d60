import json
import subprocess
import sys
from typing import Any

import pytest

from newsstand.cli.brief_ import parse_published
from tests.brief.stories import POST


def newsstand(*words: str, lines: list[object] | None = None) -> subprocess.CompletedProcess[str]:
    text = "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines or [])
    return subprocess.run(
        [sys.executable, "-m", "newsstand", "brief", *words], input=text, capture_output=True, text=True
    )


def story(**changes: Any) -> dict[str, Any]:
    article = {
        "title": POST.title,
        "body": POST.body,
        "published": "2025-11-27T08:00:00+00:00",
        "source": POST.source,
    }
    return {"id": 7, "articles": [article | changes, {"title": "Nothing", "body": ""}]}


def test_a_story_is_briefed_and_cites_articles_by_position() -> None:
    ran = newsstand("--jsonl", lines=[story()])
    assert (ran.returncode, ran.stderr) == (0, "")
    brief = json.loads(ran.stdout)
    assert brief["id"] == 7
    assert brief["writer"] == "plain"
    assert set(brief) == {
        "id", "headline", "overline", "standfirst", "sections", "quotes", "figures", "timeline", "differences",
        "refused", "writer",
    }  # fmt: skip
    assert "Wednesday 26 November 2025" in brief["standfirst"]["text"]
    assert brief["standfirst"]["citations"][0]["article"] == "0"
    assert all(len(entry["date"]) == 10 for entry in brief["timeline"])


def test_style_and_length_are_as_asked() -> None:
    ran = newsstand("--jsonl", "--style", "american", "--words", "40", lines=[story(id="p")])
    brief = json.loads(ran.stdout)
    assert "Wednesday, November 26, 2025" in brief["standfirst"]["text"]
    said = [
        brief["standfirst"]["text"],
        *(s["text"] for part in brief["sections"] for s in part["sentences"]),
    ]
    assert len(" ".join(said).split()) <= 40
    assert brief["standfirst"]["citations"][0]["article"] == "p"


def test_a_bad_line_costs_only_itself() -> None:
    lines: list[object] = [
        "{",
        {"id": 1},
        {"id": 2, "articles": ["x"]},
        story(body=""),
        story(body=5),
        story(),
    ]
    ran = newsstand("--jsonl", lines=lines)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 1
    assert [row.get("error", {}).get("kind") for row in rows] == [
        "bad_json", "bad_field", "bad_field", "no_body", "bad_field", None,
    ]  # fmt: skip
    assert [row["id"] for row in rows] == [None, 1, 2, 7, 7, 7]
    assert "line 1:" in ran.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--jsonl", "--writer", "https://model.example/v1"], "available: plain"),
        (["--jsonl", "--words", "x"], "no number of words"),
        (["--jsonl", "--words", "3"], "no number of words"),
        (["--jsonl", "--style", "scots"], "invalid choice"),
        ([], "--jsonl"),
    ],
)
def test_wrong_usage_says_what_would_do(words: list[str], why: str) -> None:
    ran = newsstand(*words)
    assert ran.returncode == 2
    assert why in ran.stderr


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-11-27", "2025-11-27"),
        ("2025-11-27T08:00:00+01:00", "2025-11-27T08:00:00+01:00"),
        ("2025-11-27 nonsense", "2025-11-27"),
        ("yesterday", None),
        ("", None),
        (None, None),
        (5, None),
    ],
)
def test_published_is_a_day_a_time_or_nothing(value: object, shown: str | None) -> None:
    published = parse_published(value)
    assert (published.isoformat() if published else None) == shown
