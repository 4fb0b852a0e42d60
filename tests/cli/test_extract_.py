import json
import subprocess
import sys

from tests.extract.page import PARAGRAPHS, article_page

KEYS = {
    "id", "url", "canonical_url", "publisher", "language", "overline", "headline", "standfirst", "byline", "authors", "dateline",
    "published", "updated", "section", "keywords", "image", "paywalled", "words", "blocks", "body", "discarded",
}  # fmt: skip


def newsstand(*words: str, given: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "newsstand", "extract", *words], input=given, capture_output=True, timeout=60
    )


def test_a_page_on_standard_input_becomes_one_object() -> None:
    done = newsstand("--url", "https://h.example/a", "-", given=article_page().encode())
    row = json.loads(done.stdout)
    assert done.returncode == 0
    assert row.keys() >= KEYS
    assert row["body"] == "\n\n".join(PARAGRAPHS)
    assert row["blocks"][0] == {"kind": "paragraph", "text": PARAGRAPHS[0]}
    assert row["discarded"] is None


def test_lines_are_answered_in_order_and_a_bad_one_costs_itself() -> None:
    lines = [
        json.dumps({"id": "1", "url": "https://h.example/a", "html": article_page()}),
        "{broken",
        json.dumps({"id": "3", "url": None, "html": "no markup"}),
        json.dumps({"id": "4", "html": "<html><body><h1>Log in</h1></body></html>"}),
    ]
    done = newsstand("--jsonl", given="\n".join(lines).encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [r["id"] for r in rows] == ["1", None, "3", "4"]
    assert rows[1]["error"]["kind"] == "bad_json"
    assert rows[2]["error"]["kind"] == "page_unreadable"
    assert rows[3]["discarded"]["reason"] == "not_an_article"
    assert rows[3]["blocks"] == []
    assert b"line 2" in done.stderr
