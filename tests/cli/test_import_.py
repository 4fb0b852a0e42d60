"""Files taken in: three kinds, told apart by what they hold; one bad line costs itself; twice is once."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from newsstand.cli import main
from newsstand.newsroom import models
from newsstand.newsroom.pipeline.reading import fetched_pages, to_read
from newsstand.newsroom.search import search_articles

pytestmark = [pytest.mark.store, pytest.mark.django_db]

OPML = """<?xml version="1.0"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Sport">
    <outline type="rss" text="The Wend Herald – Sport" xmlUrl="https://feeds.herald.example/sport.rss"
             htmlUrl="https://www.herald.example/sport"/>
    <outline type="rss" text="The Wend Herald – Football" xmlUrl="https://feeds.herald.example/football.rss"
             htmlUrl="https://www.herald.example/football"/>
  </outline>
  <outline type="rss" text="Kurier am Morgen" xmlUrl="https://kurier.example/feed"/>
  <outline type="rss" text="A Small Blog" xmlUrl="https://feeds.feedburner.com/small" />
  <outline type="rss" text="Another Blog" xmlUrl="https://feeds.feedburner.com/other" />
  <outline type="rss" text="No address"/>
</body></opml>"""

PAGE = "<html><head><title>Ferry sails</title></head><body><p>The ferry sails again.</p></body></html>"
ROWS: list[dict[str, object]] = [
    {
        "url": "https://www.herald.example/flood?utm_source=x", "title": "River bursts its banks", "language": "en",
        "body": "The bridge is under water.\n\nNobody was hurt.", "published": "2026-03-11T18:30:00+01:00",
        "source": "The Wend Herald",
    },
    {"url": "https://kurier.example/1", "title": "Hochwasser", "body": "", "published": "2026-03-11", "source": "Kurier"},
    {"url": "https://www.herald.example/ferry", "html": PAGE, "source": "The Wend Herald"},
]  # fmt: skip


def write(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)) + b"\n")
    return str(path)


def counts() -> dict[str, int]:
    tables = (
        models.Publisher,
        models.Feed,
        models.Poll,
        models.FrontPage,
        models.Page,
        models.Article,
        models.ArticleVersion,
    )
    return {table.__name__: table._default_manager.count() for table in tables}


def test_subscriptions_become_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.opml").write_text(OPML)
    assert main(["import", str(tmp_path / "mine.opml")]) == 0
    assert "4 titles and 5 feeds are new, 0 were known" in capsys.readouterr().out
    herald = models.Publisher.objects.get(slug="herald-example")
    assert (herald.name, herald.section, herald.home_page) == (
        "The Wend Herald", "sport", "https://www.herald.example/sport",
    )  # fmt: skip
    assert herald.feeds.count() == 2
    assert (
        models.Publisher.objects.get(feeds__url="https://kurier.example/feed").home_page
        == "https://kurier.example/"
    )
    blogs = models.Publisher.objects.filter(feeds__url__contains="feedburner")
    assert {blog.name for blog in blogs} == {"A Small Blog", "Another Blog"}
    assert models.FrontPage.objects.count() == 4
    assert models.Poll.objects.count() == 5


def test_the_same_file_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.opml").write_bytes(gzip.compress(OPML.encode()))
    files = [str(tmp_path / "mine.opml"), write(tmp_path / "rows", ROWS)]
    assert main(["import", *files]) == 0
    before = counts()
    capsys.readouterr()
    assert main(["import", *files]) == 0
    assert counts() == before
    said = capsys.readouterr().out
    assert "0 titles and 0 feeds are new, 5 were known" in said
    assert "3 were known" in said
    assert "gather" not in said


def test_a_feed_of_a_known_site_joins_its_title(tmp_path: Path) -> None:
    main(["import", write(tmp_path / "rows.jsonl", ROWS)])
    assert models.FrontPage.objects.count() == 0
    (tmp_path / "mine.opml").write_text(OPML)
    main(["import", str(tmp_path / "mine.opml")])
    assert models.Publisher.objects.filter(home_page__contains="herald.example").count() == 1
    herald = models.Publisher.objects.get(slug="herald-example")
    assert (herald.feeds.count(), herald.articles.count(), herald.front_page.url) == (
        2,
        1,
        "https://www.herald.example/",
    )


def test_rows_become_articles_and_pages_to_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", write(tmp_path / "rows.jsonl", ROWS)]) == 0
    assert "2 articles are new, 1 page waits to be read" in capsys.readouterr().out
    flood = models.Article.objects.get(url_key="https://www.herald.example/flood")
    assert (flood.headline, flood.publisher.name, flood.language, flood.published_precision) == (
        "River bursts its banks", "The Wend Herald", "en", "time",
    )  # fmt: skip
    assert flood.published_at == datetime(2026, 3, 11, 17, 30, tzinfo=UTC)
    assert flood.versions.get().body == "The bridge is under water.\n\nNobody was hurt."
    assert [hit.article for hit in search_articles("bridge", limit=5)] == [flood.pk]
    assert models.Article.objects.get(headline="Hochwasser").published_precision == "day"
    (page,) = fetched_pages()
    assert (page.url_key, page.publisher) == ("https://www.herald.example/ferry", flood.publisher)
    assert to_read(page).body.decode() == PAGE


def test_a_row_that_says_something_else_now_is_a_new_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", write(tmp_path / "rows", ROWS[:1])])
    main(["import", write(tmp_path / "rows", [ROWS[0] | {"body": "The bridge stands."}])])
    assert "1 has changed" in capsys.readouterr().out
    article = models.Article.objects.get()
    assert (article.version, article.versions.count()) == (2, 2)
    assert article.versions.get(number=2).body == "The bridge stands."


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"not json", "is not JSON"),
        (b"[1]", "is not a JSON object"),
        (b"{}", "is no web address"),
        (b'{"url": "ftp://a.example/x", "title": "T"}', "is no web address"),
        (b'{"url": "https://a.example/x"}', "neither"),
        (b'{"url": "https://a.example/x", "title": 7}', "must be a text"),
        (b'{"url": "https://a.example/x", "title": "T", "body": "' + b"a" * 2_000_001 + b'"}', "2,000,000"),
        (b'{"url": "https://a.example/x", "html": "' + b"a" * 8_388_609 + b'"}', "8,388,608"),
    ],
    ids=["words", "list", "empty", "scheme", "nothing", "number", "body", "page"],
)
def test_a_bad_line_costs_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: bytes, why: str
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(orjson.dumps(ROWS[0]) + b"\n\n" + line + b"\n" + orjson.dumps(ROWS[1]))
    assert main(["import", str(file)]) == 1
    said = capsys.readouterr()
    assert "2 articles are new, 1 could not be taken in" in said.out
    assert f"{file}, line 3: " in said.err
    assert why in said.err


def test_words_that_no_store_takes_are_cleaned(tmp_path: Path) -> None:
    row: dict[str, object] = {
        "url": "https://a.example/1",
        "title": "A\0B",
        "body": "One\0two",
        "source": "N\0",
        "language": "e\0",
    }
    assert main(["import", write(tmp_path / "rows", [row])]) == 0
    assert models.ArticleVersion.objects.get().body == "Onetwo"


def warc(*pages: tuple[str, str]) -> bytes:
    records = []
    for url, body in pages:
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-01T08:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(map(gzip.compress, records))


def test_an_archive_becomes_pages_to_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "news.warc.gz"
    file.write_bytes(warc(("https://herald.example/1", PAGE), ("https://herald.example/2", PAGE + " ")))
    assert main(["import", str(file)]) == 0
    assert "2 pages wait to be read" in capsys.readouterr().out
    pages = fetched_pages()
    assert [(page.url, page.charset) for page in pages] == [
        ("https://herald.example/1", "utf-8"), ("https://herald.example/2", "utf-8"),
    ]  # fmt: skip
    assert pages[0].first_seen_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert pages[0].publisher.slug == "herald-example"
    main(["import", str(file)])
    assert "2 were known" in capsys.readouterr().out


def test_the_whole_beginning_of_a_broken_archive_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cut.warc.gz"
    file.write_bytes(warc(("https://herald.example/1", PAGE), ("https://herald.example/2", PAGE))[:-50])
    assert main(["import", str(file)]) == 1
    said = capsys.readouterr()
    assert "1 page waits to be read, 1 could not be taken in" in said.out
    assert str(file) in said.err
    assert models.Page.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "neither OPML nor JSONL nor WARC"),
        (b"Dear reader", "neither OPML nor JSONL nor WARC"),
        (b"<html><body>No list</body></html>", "no OPML"),
        (gzip.compress(b'{"url": "https://a.example/1", "title": "T"}\n' * 500)[:-20], "broken"),
        (b"\x1f\x8b but nothing packed", "broken"),
    ],
    ids=["empty", "letter", "page", "cut", "sign"],
)
def test_a_bad_file_costs_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(content)
    assert main(["import", str(bad), str(tmp_path / "nowhere"), write(tmp_path / "good", ROWS[:1])]) == 1
    said = capsys.readouterr()
    assert why in said.err
    assert "nowhere: it cannot be read: No such file" in said.err
    assert models.Article.objects.filter(headline="River bursts its banks").exists()
