import json
from datetime import UTC, datetime

from newsstand.extract import extract
from newsstand.model import Article
from tests.extract.page import PARAGRAPHS, article_page

POSTS = [
    {
        "@type": "BlogPosting",
        "headline": "Vote begins in the hall",
        "articleBody": PARAGRAPHS[1],
        "datePublished": "2024-05-01T19:00:00Z",
    },
    {
        "@type": "BlogPosting",
        "headline": "Councillors speak",
        "articleBody": PARAGRAPHS[2],
        "datePublished": "2024-05-01T18:00:00Z",
    },
]


def read(posts: list[dict[str, str]]) -> Article:
    live = {
        "@type": "LiveBlogPosting",
        "headline": "Harrow Bay pool to close for two years",
        "liveBlogUpdate": posts,
    }
    body = (
        f"<p>{PARAGRAPHS[0]}</p><h3>Vote begins in the hall</h3><p>{PARAGRAPHS[1]}</p>"
        f"<h3>Councillors speak</h3><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    )
    outcome = extract(
        article_page(head=f'<script type="application/ld+json">{json.dumps(live)}</script>', body=body)
    )
    assert isinstance(outcome, Article)
    return outcome


def test_posts_of_a_live_blog_are_gathered_with_their_times() -> None:
    updates = [(b.text, b.posted_at) for b in read(POSTS).blocks if b.kind == "update"]
    assert updates == [
        (f"Vote begins in the hall\n{PARAGRAPHS[1]}", datetime(2024, 5, 1, 19, tzinfo=UTC)),
        (f"Councillors speak\n{PARAGRAPHS[2]}", datetime(2024, 5, 1, 18, tzinfo=UTC)),
    ]


def test_a_page_with_one_post_is_an_article_like_any_other() -> None:
    assert not [b for b in read(POSTS[:1]).blocks if b.kind == "update"]
