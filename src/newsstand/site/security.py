"""Django's settings of security, made from the address under which the pages are served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

YEAR = 365 * 86_400
# What of HSTS an operator left out on purpose is no fault: see NEWSSTAND_HSTS.
HSTS_LEFT_OUT = {
    "host": ["security.W005", "security.W021"],
    "subdomains": ["security.W021"],
    "preload": [],
    "off": ["security.W004"],
}
MOST_BODY = 2**20  # bytes of a form: the longest is a reader's note; the queue of deeds sends them one by one


def security_settings(address: str, *, hsts: str, hosts: Sequence[str], has_proxies: bool) -> dict[str, Any]:
    """What follows from an address: with https, cookies and pages go over nothing else."""
    parts = urlsplit(address)
    is_https = parts.scheme == "https"
    prefix = (
        "__Host-" if is_https else ""
    )  # browsers take such a cookie from this very host alone, and over https
    said: dict[str, Any] = {
        "ALLOWED_HOSTS": allowed_hosts(hosts, parts.hostname or ""),
        "CSRF_TRUSTED_ORIGINS": [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else [],
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        "SESSION_COOKIE_SECURE": is_https,
        "CSRF_COOKIE_SECURE": is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,  # scripts ask for a token: see `web.views.app.token`
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_HSTS_SECONDS": YEAR if is_https and hsts != "off" else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": hsts in ("subdomains", "preload"),
        "SECURE_HSTS_PRELOAD": hsts == "preload",
        # Only who stands behind a proxy that is believed knows which requests came without https: else it would
        # redirect them all, for ever.
        "SECURE_SSL_REDIRECT": is_https and has_proxies,
        "SECURE_REDIRECT_EXEMPT": [r"^healthz\Z"],
        "SILENCED_SYSTEM_CHECKS": HSTS_LEFT_OUT[hsts] if is_https else [],
        # Nobody uploads anything: a body with files in it is read by nothing, and no body is large.
        "FILE_UPLOAD_HANDLERS": [],
        "DATA_UPLOAD_MAX_MEMORY_SIZE": MOST_BODY,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 0,
    }
    return said


def allowed_hosts(hosts: Sequence[str], own: str) -> list[str]:
    """The names under which the pages answer: those set, and the address's own. With an address, "*" means nothing more."""
    if not own:
        return list(hosts)
    return list(dict.fromkeys([*(h for h in hosts if h != "*"), own, "localhost", "127.0.0.1", "[::1]"]))
