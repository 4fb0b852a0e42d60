"""Every article on every design is all there, and designs really differ."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from lxml import html

from newsstand.demo.addresses import address_of
from newsstand.demo.answers import Answer, Ask, answer
from newsstand.demo.articles import DemoArticle
from newsstand.demo.clock import moment
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.titles import Title, load_titles
from newsstand.demo.wording import words_of

NIGHT = moment("22:00")


def fetch(newsroom: DemoNewsroom, article: DemoArticle, now: datetime = NIGHT) -> str:
    title = newsroom.title(article.title)
    assert title is not None
    path, _, query = address_of(article, title).partition("?")
    found: Answer = answer(newsroom, title, Ask(path=path, query=query), now, 8100)
    assert found.status == 200, article.id
    return found.body.decode()


def words_on(page: str) -> str:
    tree = html.fromstring(page)
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


def test_every_article_is_served_whole(newsroom: DemoNewsroom) -> None:
    for article in newsroom.articles:
        page = words_on(fetch(newsroom, article))
        version = article.as_of(NIGHT)
        assert version is not None
        assert " ".join(version.headline.split()) in page, article.id
        if article.paywalled:
            continue
        for block in [*version.blocks, *(b for post in version.posts for b in post.blocks)]:
            for line in block.text.split("\n"):
                assert " ".join(line.split()) in page, (article.id, line)
        for words in filter(None, (version.note, version.update, *(p.headline for p in version.posts))):
            assert " ".join(words.split()) in page, article.id


def test_a_gate_hides_the_rest(newsroom: DemoNewsroom) -> None:
    article = next(a for a in newsroom.articles if a.kind == "investigation")
    page = fetch(newsroom, article)
    paragraphs = [b.text for b in article.final.blocks if b.kind == "paragraph"]
    assert paragraphs[1] in words_on(page)
    assert paragraphs[2] not in words_on(page)
    assert '"isAccessibleForFree":false' in page


def test_every_gated_page_says_that_it_is(newsroom: DemoNewsroom) -> None:
    for article in (a for a in newsroom.articles if a.paywalled):
        title = newsroom.title(article.title)
        assert title is not None
        page = words_on(fetch(newsroom, article))
        assert words_of(title.language)["gate_head"] in page, article.id
        assert article.final.blocks[-1].text.split("\n")[0] not in page, article.id


def test_a_live_page_grows_newest_first(newsroom: DemoNewsroom) -> None:
    blog = next(a for a in newsroom.articles if a.kind == "live" and a.title == "beacon")
    posts = blog.final.posts
    early = words_on(fetch(newsroom, blog, posts[1].at))
    assert posts[1].headline in early
    assert posts[-1].headline not in early
    late = words_on(fetch(newsroom, blog))
    assert late.index(posts[-1].headline) < late.rindex(posts[0].headline)
    assert '"LiveBlogPosting"' in fetch(newsroom, blog)


def test_a_correction_replaces_the_text_and_says_so(newsroom: DemoNewsroom) -> None:
    article = next(a for a in newsroom.articles if any(v.note for v in a.versions))
    corrected = next(v for v in article.versions if v.note)
    assert (corrected.note or "?")[:40] not in words_on(fetch(newsroom, article, article.at))
    assert (corrected.note or "?")[:40] in words_on(fetch(newsroom, article, corrected.at))


def test_front_pages_list_articles_in_order(newsroom: DemoNewsroom) -> None:
    for title in newsroom.titles:
        page = answer(newsroom, title, Ask(path="/"), NIGHT, 8100).body.decode()
        links = html.fromstring(page).xpath("//a/@href")
        order = [address_of(a, title) for a in newsroom.front(title.slug, NIGHT).order]
        seen = [link for i, link in enumerate(links) if link in order and link not in links[:i]]
        main = [path for path in order if path in seen]
        assert set(seen) == set(order), title.slug
        assert seen[0] == order[0], title.slug
        assert [p for p in seen if p in main][:4] == order[:4], title.slug


@pytest.mark.parametrize("title", load_titles(), ids=lambda t: t.slug)
def test_every_page_of_a_title_that_is_linked_is_there(newsroom: DemoNewsroom, title: Title) -> None:
    front = answer(newsroom, title, Ask(path="/"), NIGHT, 8100).body.decode()
    paths = set(re.findall(r'(?:href|src)="(/[^"]*)"', front))
    assert len(paths) > 10
    for path in paths:
        route, _, query = path.replace("&amp;", "&").partition("?")
        assert answer(newsroom, title, Ask(path=route, query=query), NIGHT, 8100).status == 200, path


def test_designs_differ_in_their_markup(newsroom: DemoNewsroom) -> None:
    shapes = {}
    for title in newsroom.titles:
        article = newsroom.published(title.slug, NIGHT)[0]
        tree = html.fromstring(fetch(newsroom, article))
        shapes.setdefault(
            title.design, {f"{e.tag}.{e.get('class', '')}" for e in tree.iter() if isinstance(e.tag, str)}
        )
    assert len(shapes) == 11
    names = sorted(shapes)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            shared = len(shapes[one] & shapes[other]) / len(shapes[one] | shapes[other])
            assert shared < 0.6, (one, other)


def test_style_sheets_have_the_titles_colours(newsroom: DemoNewsroom) -> None:
    for title in newsroom.titles:
        css = answer(newsroom, title, Ask(path="/assets/site.css"), NIGHT, 8100).body.decode()
        assert title.look.accent in css
        assert "{{" not in css
        assert "&#39;" not in css
