import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest

from newsstand.cli.group_ import moment_of, report_of
from newsstand.errors import InputError
from tests.group.newsroom import FERRY, FIRE, FIRE_AGAIN

COMMAND = [sys.executable, "-m", "newsstand", "group"]


def row(id_: str, title: str, body: str = "", **more: Any) -> dict[str, Any]:
    given = {"url": f"https://{id_}.example/", "published": "2026-03-12", "language": "en", "source": None}
    return {"id": id_, "title": title, "body": body} | given | more


ROWS: list[object] = [
    row("fire-1", "Four hurt in fire at Tollmere paper mill", FIRE),
    row("ferry-1", "Port Lisle to buy electric ferries", FERRY, published=None),
    "no json",
    row(
        "fire-2",
        "Paper mill blaze injures four in Tollmere",
        FIRE_AGAIN,
        published="2026-03-12T09:00:00+01:00",
    ),
    {"id": "odd", "title": 7},
]


def group(*words: str, rows: list[object]) -> subprocess.CompletedProcess[str]:
    text = "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows)
    return subprocess.run([*COMMAND, *words], input=text, capture_output=True, text=True)


@pytest.mark.parametrize("words", [("--jsonl",), ("--jsonl", "--online", "-"), ("--jsonl", "--final"), ()])
def test_every_line_is_answered_in_order_and_a_bad_one_spoils_no_other(words: tuple[str, ...]) -> None:
    ran = group(*words, rows=ROWS)
    assert ran.returncode == 1
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["fire-1", "ferry-1", None, "fire-2", "odd"]
    assert [a.get("story") for a in answers] == ["fire-1", "ferry-1", None, "fire-1", None]
    assert answers[2]["error"]["kind"] == "bad_json"
    assert answers[4]["error"]["kind"] == "bad_field"
    assert set(answers[3]) == {"id", "story", "copy_of", "reasons"}
    assert answers[3]["copy_of"] is None
    assert all(set(r) == {"name", "value", "detail"} for r in answers[3]["reasons"])
    assert "line 3: " in ran.stderr
    assert "line 5: " in ran.stderr


def test_online_answers_before_the_next_line_is_written() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in range(3):
            running.stdin.write(json.dumps(row(f"r{number}", "A headline")).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(os.read(running.stdout.fileno(), 65536))["id"] == f"r{number}"
        running.stdin.close()
        assert running.wait() == 0


def test_wrong_usage_is_2_and_nothing_in_is_nothing_out() -> None:
    assert group("--online", "--final", rows=[]).returncode == 2
    ran = group("--jsonl", rows=[])
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_moments() -> None:
    assert moment_of("2026-03-12") == date(2026, 3, 12)
    assert moment_of("2026-03-12T09:00:00Z") == datetime(2026, 3, 12, 9, tzinfo=UTC)
    assert moment_of(" ") is None
    with pytest.raises(InputError, match="neither a day nor a moment: yesterday"):
        moment_of("yesterday")


def test_an_id_is_required() -> None:
    with pytest.raises(InputError, match="“id”"):
        report_of({"title": "A headline"})
