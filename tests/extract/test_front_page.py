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
