"""The pages as a WSGI application, finished public pages on a shelf in front of it."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstand.site.settings")


def _application() -> Any:
    pages = get_wsgi_application()

    from django.conf import settings

    from newsstand.web.middleware import LANGUAGE_COOKIE, language_of_header
    from newsstand.web.opened import COOKIE as OPENED_COOKIE
    from newsstand.web.shelf import Shelf

    most = settings.NEWSSTAND["NEWSSTAND_SHELF_BYTES"]
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"] or not most:
        return pages  # every page is somebody's
    cookies = (settings.SESSION_COOKIE_NAME, LANGUAGE_COOKIE, OPENED_COOKIE)
    return Shelf(pages, cookies=cookies, language_of=language_of_header, most_bytes=most)


application = _application()
