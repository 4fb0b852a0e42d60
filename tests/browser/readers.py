"""Makes two members who are signed in, and prints their cookies: `python -m tests.browser.readers`."""

from __future__ import annotations

import json
import sys

from newsstand.site.wiring import open_store


def main() -> None:
    """Ada and Bob, whose memberships stand and who have done nothing yet."""
    open_store()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from newsstand.members.models import Reader, Subscription
    from newsstand.model import MemberState

    found = {}
    for name in ("Ada", "Bob"):
        reader = Reader.objects.filter(name=name).first()
        if reader is None:
            reader = Reader.objects.make(
                email=f"{name.lower()}@reader.example", name=name, now=settings.NOW()
            )
        Subscription.objects.update_or_create(reader=reader, defaults={"state": MemberState.ACTIVE})
        session = SessionStore()
        session[SESSION_KEY] = str(reader.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
        session.save()
        found[name] = {settings.SESSION_COOKIE_NAME: str(session.session_key)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
