"""What came of asking for a feed or a page, in words."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language, pgettext


def outcome_in_words(outcome: str) -> str:
    """An outcome, or how far a page has come, as people are told it; "not asked yet" for none."""
    if not outcome:
        return pgettext("outcome", "not asked yet")
    return _outcomes(get_language() or "").get(outcome, outcome.replace("_", " "))


@lru_cache(maxsize=16)
def _outcomes(on: str) -> dict[str, str]:
    """`on` is the language that is on: it is named so that each has its own words."""
    return {
        "fetched": pgettext("outcome", "fetched"),
        "not_modified": pgettext("outcome", "not modified"),
        "no_content": pgettext("outcome", "no content"),
        "gone": pgettext("outcome", "gone"),
        "not_found": pgettext("outcome", "not found"),
        "forbidden": pgettext("outcome", "forbidden"),
        "unauthorised": pgettext("outcome", "unauthorised"),
        "payment_required": pgettext("outcome", "payment required"),
        "client_error": pgettext("outcome", "client error"),
        "rate_limited": pgettext("outcome", "asked too often"),
        "server_error": pgettext("outcome", "server error"),
        "held": pgettext("outcome", "told to wait"),
        "too_large": pgettext("outcome", "too large"),
        "too_slow": pgettext("outcome", "too slow"),
        "truncated": pgettext("outcome", "cut short"),
        "bad_encoding": pgettext("outcome", "cannot be unpacked"),
        "bad_response": pgettext("outcome", "no proper answer"),
        "too_many_redirects": pgettext("outcome", "too many redirects"),
        "redirect_loop": pgettext("outcome", "redirected in a circle"),
        "bad_redirect": pgettext("outcome", "redirected to no proper address"),
        "bad_address": pgettext("outcome", "no proper address"),
        "address_refused": pgettext("outcome", "leads to a private network"),
        "name_not_found": pgettext("outcome", "no such host"),
        "connection_failed": pgettext("outcome", "no connection"),
        "tls_failed": pgettext("outcome", "no safe connection"),
        "robots_disallowed": pgettext("outcome", "robots.txt forbids it"),
        "robots_unreachable": pgettext("outcome", "robots.txt does not answer"),
        "new": pgettext("outcome", "new"),
        "nothing_new": pgettext("outcome", "nothing new"),
        "unreadable": pgettext("outcome", "unreadable"),
        "wanted": pgettext("outcome", "wanted"),
        "read": pgettext("outcome", "read"),
        "discarded": pgettext("outcome", "discarded"),
        "failed": pgettext("outcome", "failed"),
    }
