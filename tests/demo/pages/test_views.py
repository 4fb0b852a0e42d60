"""What stands on a page: the text column and what is put between, the paywall, related articles."""

from __future__ import annotations

from newsstand.demo.clock import moment
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.pages.views import Site, view_article, view_front, view_site

NIGHT = moment("22:00")


def site_of(newsroom: DemoNewsroom, slug: str) -> Site:
    title = newsroom.title(slug)
    assert title is not None
    return view_site(title, 8100, NIGHT)


def test_the_column_holds_the_blocks_in_order_with_boxes_between(newsroom: DemoNewsroom) -> None:
    boxes = {"newsletter": 0, "ad": 0, "promo": 0}
    for article in newsroom.articles:
        view = view_article(site_of(newsroom, article.title), newsroom, article)
        own = [p.text for p in view.parts if p.kind not in boxes]
        said = [b.text for b in article.final.blocks]
        assert own == said if not article.paywalled else own == said[: len(own)]
        for part in view.parts:
            if part.kind in boxes:
                boxes[part.kind] += 1
    assert min(boxes.values()) >= 1


def test_a_paywall_leaves_two_paragraphs(newsroom: DemoNewsroom) -> None:
    gated = [a for a in newsroom.articles if a.paywalled]
    assert gated
    for article in gated:
        view = view_article(site_of(newsroom, article.title), newsroom, article)
        assert view.gated
        assert sum(p.kind == "paragraph" for p in view.parts) == 2
        assert len(view.parts) < len(article.final.blocks)


def test_the_dateline_is_not_printed_twice(newsroom: DemoNewsroom) -> None:
    dated = [a for a in newsroom.articles if a.final.dateline]
    assert dated
    for article in dated:
        view = view_article(site_of(newsroom, article.title), newsroom, article)
        first = next(p.text for p in view.parts if p.kind == "paragraph")
        if view.dateline:
            assert not first.upper().startswith(view.dateline.upper())


def test_other_articles_are_pointed_to_but_never_the_article_itself(newsroom: DemoNewsroom) -> None:
    article = newsroom.published("beacon", NIGHT)[0]
    view = view_article(site_of(newsroom, "beacon"), newsroom, article)
    assert len(view.related) == 3
    assert view.url.removeprefix("http://beacon.demo.localhost:8100") not in {c.href for c in view.related}


def test_times_are_the_titles_own(newsroom: DemoNewsroom) -> None:
    article = newsroom.published("lakefront-dispatch", NIGHT)[0]
    view = view_article(site_of(newsroom, "lakefront-dispatch"), newsroom, article)
    assert view.published == article.at
    assert view.published.utcoffset() is not None
    assert view.published_text.endswith("CDT")


def test_paths_stand_behind_the_root(newsroom: DemoNewsroom) -> None:
    title = newsroom.titles[0]
    site = view_site(title, 8100, NIGHT, "/t/albion-ledger")
    latest = newsroom.published(title.slug, NIGHT)
    front = view_front(site, newsroom.front(title.slug, NIGHT), latest)
    assert front.lead is not None
    assert front.lead.href.startswith("/t/albion-ledger/")
    assert front.lead.image.src.startswith("/t/albion-ledger/img/")
    assert front.lead.image.absolute.startswith("http://albion-ledger.demo.localhost:8100/img/")
