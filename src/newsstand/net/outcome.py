"""What came of a fetch: bytes, or one of a closed list of reasons with a sentence for the operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal[
    "fetched",  # the body is whole
    "not_modified",  # 304 to our validators: what we have is current
    "no_content",  # 204 or 205
    "gone",  # 410
    "not_found",  # 404
    "forbidden",  # 403, 451
    "unauthorised",  # 401, 407
    "payment_required",  # 402
    "client_error",  # another 4xx
    "rate_limited",  # 429
    "server_error",  # 5xx
    "held",  # nobody was asked: the host told us earlier to wait
    "too_large",  # more bytes than allowed, packed or unpacked
    "too_slow",  # not done within the time allowed
    "truncated",  # fewer bytes than announced
    "bad_encoding",  # cannot be unpacked
    "bad_response",  # not HTTP, or an answer that makes no sense here
    "too_many_redirects",
    "redirect_loop",
    "bad_redirect",  # no address, or one that is not for us to follow
    "bad_address",  # the address asked is not an http(s) URL that we would ask
    "address_refused",  # leads to a network that no setting allows
    "name_not_found",
    "connection_failed",
    "tls_failed",
    "robots_disallowed",
    "robots_unreachable",  # robots.txt does not answer: RFC 9309 says not to ask meanwhile
]

STATUS_OUTCOMES: dict[int, Outcome] = {
    200: "fetched",
    203: "fetched",
    204: "no_content",
    205: "no_content",
    304: "not_modified",
    401: "unauthorised",
    402: "payment_required",
    403: "forbidden",
    404: "not_found",
    407: "unauthorised",
    410: "gone",
    429: "rate_limited",
    451: "forbidden",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave with a body, to be shown to it again: RFC 9110's ETag and Last-Modified, verbatim."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One redirect on the way: the address that answered, and with which status."""

    status: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The answer to one fetch.

    url, final_url: the address asked; the one that answered in the end
    status:         the last status, or None where none was received
    outcome, detail: why it ended so; the detail is one sentence for the operator
    body:           unpacked bytes, empty unless `outcome` is "fetched"
    charset:        as the Content-Type names it, lower case; unchecked
    permanent_url:  where to ask from now on, when every hop until there said "moved for good" (301, 308)
    retry_after:    seconds that the server wants us to stay away
    max_age, expires: how long the server calls the body fresh (seconds; aware UTC)
    headers:        the few that others read: see `headers.KEPT`
    """

    url: str
    final_url: str
    outcome: Outcome
    fetched_at: datetime
    detail: str = ""
    status: int | None = None
    body: bytes = b""
    content_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()
    redirects: tuple[Hop, ...] = ()
    permanent_url: str | None = None
    retry_after: float | None = None
    max_age: int | None = None
    expires: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()


def status_outcome(status: int) -> Outcome:
    """What a final status (not a redirect) means."""
    if status in STATUS_OUTCOMES:
        return STATUS_OUTCOMES[status]
    if 400 <= status < 500:
        return "client_error"
    return "server_error" if 500 <= status < 600 else "bad_response"
