from datetime import UTC, datetime

from newsstand.extract import extract
from newsstand.extract.judge import letters_of
from newsstand.model import Article, Discarded
from tests.extract.page import PARAGRAPHS, article_page

URL = "https://www.harrowbayherald.example/news/pool-closes-1234567"


def read(page: str, url: str | None = URL) -> Article:
    outcome = extract(page, url=url)
    assert isinstance(outcome, Article), outcome
    return outcome


def discarded(page: str, url: str | None = URL) -> Discarded:
    outcome = extract(page, url=url)
    assert isinstance(outcome, Discarded), outcome
    return outcome


def test_an_article_is_its_paragraphs_and_nothing_around_them() -> None:
    article = read(article_page())
    assert article.headline == "Harrow Bay pool to close for two years"
    assert [b.text for b in article.blocks] == list(PARAGRAPHS)
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert article.language == "en"
    assert article.publisher == "Harrow Bay Herald"


def test_subheads_lists_quotes_and_tables_keep_their_kind() -> None:
    p = [f"<p>{t}</p>" for t in PARAGRAPHS]
    body = (
        f"{p[0]}{p[1]}<h2>What happens next</h2>{p[2]}<ul><li>Tickets already bought are paid back by the end of June.</li>"
        f"<li>School lessons move to the university’s pool from Monday.</li></ul>{p[3]}"
        "<blockquote><p>We learned to swim here, and so did our mothers before us, long before the roof.</p></blockquote>"
        f"{p[4]}"
    )
    kinds = [(b.kind, b.text.partition("\n")[0][:20]) for b in read(article_page(body=body)).blocks]
    assert ("subhead", "What happens next") in kinds
    assert ("quote", "We learned to swim h") in kinds
    lists = [b.text for b in read(article_page(body=body)).blocks if b.kind == "list"]
    assert lists == [
        "Tickets already bought are paid back by the end of June.\nSchool lessons move to the university’s pool from Monday."
    ]


def test_a_photo_line_is_a_caption_and_not_in_the_body() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><figure><img src='/roof.jpg' alt=''><figcaption>The roof of the pool in March (Photo: Ana Reyes)"
        f"</figcaption></figure>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
    )
    article = read(article_page(body=body))
    assert [b.text for b in article.blocks if b.kind == "caption"] == [
        "The roof of the pool in March (Photo: Ana Reyes)"
    ]
    assert "Ana Reyes" not in article.body


def test_boxes_around_the_text_are_left_out() -> None:
    after = """<div class="newsletter-signup"><h3>Sign up for our newsletter</h3><p>Get the day’s headlines in your inbox every morning.</p></div>
    <aside class="related"><h3>Related stories</h3><ul><li><a href="/a">Ferry to be repaired before the winter storms come</a></li>
    <li><a href="/b">Library opens on Sundays for the first time in years</a></li></ul></aside>
    <div class="share-bar"><a href="#">Share on Facebook</a></div>"""
    article = read(article_page(after=after))
    assert [b.text for b in article.blocks] == list(PARAGRAPHS)


def test_a_dateline_is_split_from_the_first_paragraph() -> None:
    first = f"HARROW BAY, England (Reuters) — {PARAGRAPHS[0]}"
    article = read(article_page(body="".join(f"<p>{p}</p>" for p in (first, *PARAGRAPHS[1:]))))
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.agency) == ("HARROW BAY, England", "Reuters")
    assert article.agency == "Reuters"
    assert article.blocks[0].text == PARAGRAPHS[0]


def test_links_of_the_body_are_absolute_and_named_once() -> None:
    linked = PARAGRAPHS[1].replace(
        "Engineers",
        "<a href='/report'>Engineers</a> <a href='/report'>again</a> <a href='javascript:x()'>j</a>",
    )
    body = "".join(f"<p>{p}</p>" for p in (PARAGRAPHS[0], linked, *PARAGRAPHS[2:]))
    assert read(article_page(body=body)).links == ("https://www.harrowbayherald.example/report",)


def test_a_description_that_repeats_the_text_is_no_standfirst() -> None:
    repeats = f'<meta name="description" content="{PARAGRAPHS[0][:90]}">'
    says_more = '<meta name="description" content="Clubs are offered hours elsewhere while rusted beams are replaced">'
    assert read(article_page(head=repeats)).standfirst is None
    assert (
        read(article_page(head=says_more)).standfirst
        == "Clubs are offered hours elsewhere while rusted beams are replaced"
    )


def test_pages_without_an_article_say_so() -> None:
    teasers = "".join(
        f"<div class='card'><h3><a href='/news/story-number-{n}-of-today'>Something of note happened in district {n}</a></h3></div>"
        for n in range(40)
    )
    home = f"<html><head><title>Harrow Bay Herald</title></head><body><h1>Harrow Bay Herald</h1>{teasers}</body></html>"
    assert discarded(home, "https://www.harrowbayherald.example/").reason == "not_an_article"
    assert discarded(home, "https://www.harrowbayherald.example/news").reason == "not_an_article"
    missing = "<html><head><title>404</title></head><body><h1>Page not found</h1><p>The page that you asked for is not here.</p></body></html>"
    assert discarded(missing).reason == "not_an_article"
    login = "<html><head><title>Log in</title></head><body><h1>Log in</h1><form><label>Name <input></label><button>Go</button></form></body></html>"
    assert discarded(login).reason == "not_an_article"


def test_a_stub_is_too_short() -> None:
    stub = article_page(body="<p>More soon.</p>", head='<meta property="og:type" content="article">')
    assert discarded(stub).reason == "too_short"


def test_a_short_report_in_japanese_is_long_enough() -> None:
    text = "市議会は火曜日の夜、老朽化した屋内プールを二年間閉鎖することを決めた。屋根の梁の腐食が三月の調査で見つかったためで、工事費は四億円を見込む。"
    article = read(article_page(body=f"<p>{text}</p>", headline="屋内プールを二年間閉鎖へ", language="ja"))
    assert article.body == text
    assert article.language == "ja"
    assert letters_of("二年間") == 9


def test_a_gate_after_a_short_text_means_paywalled() -> None:
    gate = (
        "<div class='gate'><h2>Subscribe to continue reading</h2><p>Already a subscriber? Sign in.</p></div>"
    )
    short = article_page(body="".join(f"<p>{p}</p>" for p in PARAGRAPHS[:2]), after=gate)
    assert read(short).paywalled
    assert not read(article_page()).paywalled
    declared = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x y z","isAccessibleForFree":"False"}</script>'
    assert read(article_page(head=declared)).paywalled


def test_a_discarded_page_still_says_what_it_is_of() -> None:
    page = (
        '<html lang="en"><head><title>Bridge shuts</title><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-03-12T08:00:00Z"></head>'
        "<body><h1>Bridge shuts</h1><p>More soon.</p></body></html>"
    )
    verdict = extract(page, url="https://valley-herald.example/news/bridge-shuts")
    assert isinstance(verdict, Discarded)
    assert verdict.head is not None
    assert verdict.head.headline == "Bridge shuts"
    assert verdict.head.published == datetime(2026, 3, 12, 8, tzinfo=UTC)
    assert verdict.head.blocks == ()
