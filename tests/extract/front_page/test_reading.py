from newsstand.extract import read_front_page

HOME = "https://www.herald.example/"


def places(body: str) -> list[tuple[int, str, str]]:
    page = f"<html><body>{body}</body></html>"
    return [(a.place, a.url.removeprefix(HOME), a.headline) for a in read_front_page(page, url=HOME)]


def test_articles_come_in_page_order_each_once() -> None:
    body = """<a href="/news/roof-falls-at-pool-12345"><img src="/1.jpg" alt=""></a>
    <h2><a href="/news/roof-falls-at-pool-12345?utm_source=home">Roof falls at the old pool</a></h2>
    <article><a href="/sport/cup-final-goes-to-penalties-12346"><h3>Cup final goes to penalties</h3><p>A long night.</p></a></article>
    <p><a href="/news/roof-falls-at-pool-12345#comments">More on the roof that fell at the pool</a></p>"""
    assert places(body) == [
        (1, "news/roof-falls-at-pool-12345?utm_source=home", "Roof falls at the old pool"),
        (2, "sport/cup-final-goes-to-penalties-12346", "Cup final goes to penalties"),
    ]


def test_navigation_footers_adverts_services_and_other_sites_are_left_out() -> None:
    body = """<nav><a href="/a/very-long-named-section-page">A section with a long name</a></nav>
    <div class="main-menu"><a href="/b/very-long-named-section-page">Another section, long name</a></div>
    <div class="ad"><a href="/c/buy-this-car-today-12345">Buy this car today, they say</a></div>
    <a href="https://other.example/news/an-article-of-others-1">An article of other people</a>
    <a href="/newsletter/sign-up-for-the-day-12345">Sign up for the day’s letter</a>
    <a href="/news">News from the whole county here</a>
    <a href="javascript:void(12345678)">Something that only looks like it</a>
    <footer><a href="/imprint/who-we-are-and-where-12345">Who we are and where to find us</a></footer>"""
    assert places(body) == []


def test_labels_that_many_links_share_are_no_headlines() -> None:
    body = "".join(
        f'<a href="/news/story-about-thing-{n}-1234{n}" aria-label="x"><span>Comments on this article</span></a>'
        f'<a href="/news/story-about-thing-{n}-1234{n}">What happened in district {n} today</a>'
        for n in range(5)
    )
    assert [h for _, _, h in places(body)] == [f"What happened in district {n} today" for n in range(5)]


def test_sizes_are_relative_to_the_largest() -> None:
    page = """<h1><a href="/news/one-two-three-four-1">The first story of this day</a></h1>
    <h3><a href="/news/one-two-three-four-2">The second story of this day</a></h3>"""
    assert [a.size for a in read_front_page(page, url=HOME)] == [1.0, 0.6]


def test_a_picture_makes_a_teaser_larger_inside_its_link_or_beside_it() -> None:
    page = """<div><img src="/1.jpg"><h3><a href="/news/one-two-three-four-1">The first story of this day</a></h3></div>
    <div><h3><a href="/news/one-two-three-four-2"><img src="/2.jpg">The second story of this day</a></h3></div>
    <div><h3><a href="/news/one-two-three-four-3">The third story of this day</a></h3></div>"""
    assert [a.size for a in read_front_page(page, url=HOME)] == [1.0, 1.0, 0.857]


def test_an_article_stands_where_its_picture_stands_and_is_named_where_its_name_stands() -> None:
    body = """<a href="/news/roof-falls-at-old-pool-11111"><img src="/1.jpg" alt="A view of the roof in the rain"></a>
    <a href="/news/cup-final-goes-to-penalties-22222">Cup final goes to penalties</a>
    <ul><li><a href="/news/roof-falls-at-old-pool-11111">Roof falls at the old pool</a></li></ul>"""
    assert [h for _, _, h in places(body)] == ["Roof falls at the old pool", "Cup final goes to penalties"]


def test_a_short_mention_in_a_strip_of_keywords_is_no_place() -> None:
    body = """<div><a href="/news/roof-falls-at-old-pool-11111">Pool</a></div>
    <a href="/news/cup-final-goes-to-penalties-22222">Cup final goes to penalties</a>
    <a href="/news/roof-falls-at-old-pool-11111">Roof falls at the old pool</a>"""
    assert [h for _, _, h in places(body)] == ["Cup final goes to penalties", "Roof falls at the old pool"]


def test_a_headline_that_is_a_picture_is_read_from_what_the_picture_says() -> None:
    body = (
        '<a href="/news/roof-falls-at-old-pool-11111"><img src="/1.jpg" alt="Roof falls at the old pool"></a>'
    )
    assert [h for _, _, h in places(body)] == ["Roof falls at the old pool"]
    address = body.replace("Roof falls at the old pool", "Link: https://www.herald.example/news/roof falls")
    assert places(address) == []


def test_a_teaser_that_only_its_button_links_is_named_by_its_heading() -> None:
    body = "".join(
        f"<div><h2>What happened in district {n}</h2><p>A sentence about it.</p>"
        f'<span><a href="/news/story-about-thing-{n}-1234{n}">Read the whole article</a></span></div>'
        for n in range(4)
    )
    assert [h for _, _, h in places(body)] == [f"What happened in district {n}" for n in range(4)]


def test_what_someone_paid_for_is_left_out_wherever_it_is_shown() -> None:
    paid = '<a href="/news/how-banks-make-you-rich-33333"><span>{}</span><h3>How banks make you rich</h3></a>'
    own = '<a href="/news/cup-final-goes-to-penalties-22222"><span>Sport</span><h3>Cup final goes to penalties</h3></a>'
    labelled = f"<article>{paid.format('Sponsored post')}</article><article>{own}</article>"
    assert [h for _, _, h in places(labelled)] == ["Cup final goes to penalties"]
    assert [h for _, _, h in places(f"<div>{paid.format('Money')}</div>{labelled}")] == [
        "Cup final goes to penalties"
    ]


def test_a_short_name_is_an_articles_where_the_page_marks_it_up_as_one() -> None:
    teaser = '<article><div><h2><a href="/the-minister/">The minister of war</a></h2></div></article>'
    assert [h for _, _, h in places(teaser)] == ["The minister of war"]
    assert places(teaser.replace("article>", "div>")) == []
    assert (
        places(teaser + '<footer><a href="/the-minister/of-war-and-peace-today">More of it all</a></footer>')
        == []
    ), "what holds other pages is a section"
