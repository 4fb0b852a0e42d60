"""Pages for the tests: written here, small, in the manner of news pages."""

from __future__ import annotations

PARAGRAPHS = (
    "The council of Harrow Bay voted on Tuesday night to close the old swimming pool for two years while its roof is rebuilt.",
    "Engineers found in March that rust had eaten through four of the nine beams that carry the roof above the main basin.",
    "“Nobody wanted this, but nobody wanted a roof in the water either,” said Councillor Petra Lindqvist after the vote.",
    "Swimming clubs will be given hours at the university’s pool, twelve miles up the coast, and free buses to reach it.",
    "The work is expected to cost 4.2 million, of which the county pays half, and to be finished before the summer of next year.",
)


def article_page(
    *,
    body: str | None = None,
    head: str = "",
    before: str = "",
    after: str = "",
    headline: str = "Harrow Bay pool to close for two years",
    language: str = "en",
) -> str:
    """A page with a menu, an article and a footer; `body` is the HTML of the article's text."""
    text = body if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"""<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{headline} | Harrow Bay Herald</title>
<meta property="og:site_name" content="Harrow Bay Herald">{head}</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>{before}<h1>{headline}</h1><div class="article-body">{text}</div>{after}</article></main>
<footer><p>© Harrow Bay Herald. All rights reserved.</p><a href="/terms">Terms</a></footer></body></html>"""
