"""Makes the store that the browser reads: `python -m tests.browser.paper`, with NEWSSTAND_DATA naming the folder."""

from __future__ import annotations

from newsstand.site.wiring import open_store

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720"><rect width="1280" height="720" fill="#357"/></svg>'


def main() -> None:
    """A whole paper with a title in Arabic and a feed in trouble."""
    open_store()
    from django.conf import settings

    from newsstand.newsroom.models import Picture, Publisher
    from tests.web.newsroom import NOW, fill, make_article, make_daily, make_feed, make_title
    from tests.web.topics import fill_topics

    make_daily(fill(30)[:15])
    make_article(make_title("Al Mina", language="ar", country="EG"), "العبارة تجنح قبالة الساحل")
    make_feed(Publisher.objects.earliest("pk"), "server_error", since=NOW, detail="503 Service Unavailable")
    make_feed(Publisher.objects.latest("pk"), "new", changed_at=NOW)
    fill_topics()
    for picture in Picture.objects.all():
        picture.content_type = "image/svg+xml"
        picture.save()
        folder = settings.DATA_FOLDER / "pictures" / picture.name[:2]
        folder.mkdir(parents=True, exist_ok=True)
        for width in (480, 1280):
            (folder / f"{picture.name[2:]}-{width}.svg").write_text(DRAWING)


if __name__ == "__main__":
    main()
