"""Who may open what: one row for every address of the site. A view without a row fails `test_access`.

An address with an object in it is asked with one that belongs to `member`, or to the title that `speaker` speaks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["in", "door", "404", "403"]
# visitor: not signed in. member: whose objects are asked for. other: a member to whom none of them belongs. stranger: speaks
# for another title. speaker: for the title that is asked for. The last two work here.
ROLES = ("visitor", "member", "other", "stranger", "speaker", "editor", "owner")


def _outcomes(words: str) -> dict[str, Outcome]:
    told = words.split()
    assert len(told) == len(ROLES), words
    return dict(zip(ROLES, told, strict=True))  # type: ignore[arg-type]


#                       visitor member other stranger speaker editor owner
EVERYBODY = _outcomes("  in      in     in    in       in      in     in  ")
READERS = _outcomes("    door    in     in    in       in      in     in  ")
MINE = _outcomes("       door    in     404   404      404     404    404 ")
NOT_THE_OWNER = _outcomes("door  in     in    in       in      in     404 ")
TITLE = _outcomes("      door    404    404   404      in      in     in  ")
DESK = _outcomes("       404     404    404   404      404     in     in  ")
HOUSE = _outcomes("      404     404    404   404      404     404    in  ")
NOBODY = _outcomes("     404     404    404   404      404     404    404 ")  # who has no link to it
WHO_READS = _outcomes("  door    403    403   403      403     in     in  ")
AT_THE_DOOR = _outcomes("door    door   door  door     door    door   door")
NO_SUCH = _outcomes("    door    404    404   404      404     404    404 ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A route of the site, an address of it, and what becomes of who asks for it."""

    route: str
    may: Mapping[str, Outcome]
    path: str = ""  # where the route has parts in it: with {article}, {story} … for what the test made
    methods: tuple[str, ...] = ("get",)
    sent: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address that is asked for."""
        return "/" + (self.path or self.route)


def _rows(may: Mapping[str, Outcome], *routes: str, methods: str = "get") -> tuple[Row, ...]:
    """Rows of routes; one with parts in it is written "route > address"."""
    made = []
    for text in routes:
        route, _, path = text.partition(" > ")
        made.append(Row(route=route, path=path, may=may, methods=tuple(methods.split())))
    return tuple(made)


PAPER: tuple[Row, ...] = (
    *_rows(
        EVERYBODY, "", "edition.json", "editions/", "catch-up/", "titles/", "topics/", "local/", "search", "status", "healthz",
        "openapi.json", "robots.txt", "manifest.webmanifest", "service-worker.js", "offline", "keys", "favicon.ico",
        "story/<int:pk>/ > story/{story}/",
        "story/<int:pk>/compare > story/{story}/compare",
        "story/<int:pk>/report/ > story/{story}/report/",
        "story/<int:pk>/<slug:slug> > story/{story}/ferry",
        "article/<int:pk>/ > article/{article}/",
        "article/<int:pk>/<slug:slug> > article/{article}/ferry",
        "article/<int:pk>/changes/ > article/{article}/changes/",
        "title/<slug:slug>/ > title/{title}/",
        "section/<slug:slug>/ > section/uk/",
        "topic/<slug:slug>/ > topic/{topic}/",
        "topic/<slug:slug>/feed > topic/{topic}/feed",
        r"^edition/(?P<day>\d{4}-\d\d-\d\d)/(?P<kind>morning|evening)/\Z > edition/2026-03-12/morning/",
    ),
    *_rows(  # bytes that are not on this disk
        NOBODY, r"^picture/(?P<name>[0-9a-f]{32})-(?P<width>480|1280)\.(?P<ending>webp|svg)\Z > picture/{picture}-480.webp"
    ),
)  # fmt: skip

OWN: tuple[Row, ...] = (
    *_rows(
        READERS, "for-you/", "my/following/", "my/saved/", "my/saved/export", "my/history/", "my/history/export",
        "my/notes/", "my/notes/export", "my/bundle.json", "my/token", "my/searches/", "my/data/", "my/data/export",
    ),
    *_rows(READERS, "my/history/remove", "my/mutes/", "my/settings/", methods="get post"),
    *_rows(
        READERS, "my/history/keep", "my/searches/save", "my/place", "my/interests", "my/act", "my/look",
        r"^edition/(?P<day>\d{4}-\d\d-\d\d)/(?P<kind>morning|evening)/finish\Z > edition/2026-03-12/morning/finish",
        methods="post",
    ),
    Row(
        route="article/<int:pk>/mark/", path="article/{article}/mark/?start=4&end=9&version=1", may=READERS,
    ),
    *_rows(
        MINE,
        "my/searches/<int:pk>/rename > my/searches/{search}/rename",
        "my/searches/<int:pk>/remove > my/searches/{search}/remove",
        "my/mark/<int:pk>/note > my/mark/{mark}/note",
        "my/mark/<int:pk>/remove > my/mark/{mark}/remove",
        methods="post",
    ),
    *_rows(NO_SUCH, "my/mark", methods="post"),  # it names no article here
    Row(route="my/undo", may=MINE, methods=("post",), sent={"deed": "{deed}"}),
    *_rows(NOT_THE_OWNER, "my/data/delete", methods="get"),
)  # fmt: skip

DESKS: tuple[Row, ...] = (
    *_rows(
        DESK, "desk/", "desk/missed/", "desk/search", "desk/log/",
        "desk/picks/<slug:kind>/ > desk/picks/picks/",
        "desk/pick/<int:pk>/ > desk/pick/{pick}/",
        "desk/conflict/<int:pk>/ > desk/conflict/{conflict}/",
        "desk/story/<int:pk>/ > desk/story/{story}/",
        "desk/demands/",
    ),
    Row(route="desk/choose", may=DESK, methods=("post",), sent={"story": "{story}", "kind": "picks"}),
    *_rows(
        DESK,
        "desk/demand/<int:pk>/ > desk/demand/{demand}/",
        "desk/pick/<int:pk>/<slug:deed> > desk/pick/{pick}/place",
        "desk/story/<int:pk>/<slug:deed> > desk/story/{story}/spike",
        "desk/inaccuracy/<int:pk>/ > desk/inaccuracy/{inaccuracy}/",
        methods="post",
    ),
    *_rows(HOUSE, "house/"),
    *_rows(HOUSE, "house/paid", methods="post"),
)  # fmt: skip

TITLES: tuple[Row, ...] = (
    *_rows(READERS, "publisher/", "publisher/claim/<slug:slug>/ > publisher/claim/{title}/"),
    *_rows(
        TITLE,
        "publisher/<slug:slug>/ > publisher/{title}/",
        "publisher/<slug:slug>/statements/ > publisher/{title}/statements/",
        r"^publisher/(?P<slug>[-a-zA-Z0-9_]+)/statements/(?P<number>[-A-Za-z0-9]{1,40})\.(?P<ending>csv|pdf)\Z > publisher/{title}/statements/{statement}.csv",
        "publisher/<slug:slug>/demands/ > publisher/{title}/demands/",
    ),
    *_rows(TITLE, "publisher/<slug:slug>/terms/ > publisher/{title}/terms/", methods="get post"),
)  # fmt: skip

ACCOUNTS: tuple[Row, ...] = (
    *_rows(
        EVERYBODY, "account/logout/", "account/login/", "account/inactive/", "account/signup/",
        "account/confirm-email/", "account/password/reset/", "account/password/reset/key/done/",
        "account/password/reset/done/", "account/login/code/",
        "account/3rdparty/login/cancelled/", "account/3rdparty/login/error/", "account/social/login/cancelled/",
        "account/social/login/error/", "account/social/signup/", "account/social/connections/",
        r"account/^confirm-email/(?P<key>[-:\w]+)/$ > account/confirm-email/nokey/",
        r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$ > account/password/reset/key/1-nokey/",
    ),
    *_rows(
        READERS, "account/", "account/email/", "account/password/change/", "account/password/set/",
        "account/2fa/", "account/2fa/totp/activate/",
        "account/2fa/webauthn/", "account/2fa/webauthn/add/", "account/login/code/confirm/",
        "account/2fa/authenticate/", "account/2fa/webauthn/login/", "account/3rdparty/", "account/sessions/", "account/reauthenticate/",
        "account/2fa/recovery-codes/generate/",
    ),
    *_rows(AT_THE_DOOR, "account/3rdparty/signup/"),
    *_rows(READERS, "account/2fa/reauthenticate/", "account/2fa/webauthn/reauthenticate/"),
    *_rows(
        NO_SUCH, "account/2fa/recovery-codes/", "account/2fa/recovery-codes/download/", "account/2fa/totp/deactivate/"
    ),
    *_rows(MINE, "account/sessions/<int:pk>/end > account/sessions/{session}/end", methods="post"),
    *_rows(
        MINE,
        "account/2fa/webauthn/keys/<int:pk>/remove/ > account/2fa/webauthn/keys/{key}/remove/",
        "account/2fa/webauthn/keys/<int:pk>/edit/ > account/2fa/webauthn/keys/{key}/edit/",
    ),
    *_rows(
        NOBODY,
        r"account/oidc/^(?P<provider_id>[^/]+)/login/ > account/oidc/none/login/",
        r"account/oidc/^(?P<provider_id>[^/]+)/login/callback/ > account/oidc/none/login/callback/",
        "account/oidc/<str:provider_id>/login/ > account/oidc/none/login/",
        "account/oidc/<str:provider_id>/login/callback/ > account/oidc/none/login/callback/",
        "letters/stop/<str:token> > letters/stop/forged",
    ),
)  # fmt: skip

MEMBERSHIPS: tuple[Row, ...] = (
    *_rows(EVERYBODY, "join/", "g/<slug:code> > g/{gift_link}"),
    *_rows(READERS, "my/membership/", "gift/", "gift/redeem", "my/fee/", "join/pay", "my/membership/card"),
    *_rows(READERS, "my/membership/leave-seat", methods="post"),
    *_rows(
        READERS, r"^my/membership/(?P<deed>cancel|keep|pause|resume)\Z > my/membership/cancel", methods="post"
    ),
    *_rows(NO_SUCH, "join/done"),
    *_rows(MINE, "my/group/"),
    *_rows(NOBODY, "hooks/stripe", methods="post"),  # no key is set here: see the tests of payment
    *_rows(EVERYBODY, "article/<int:pk>/free > article/{article}/free", methods="post"),
    *_rows(WHO_READS, "article/<int:pk>/give > article/{article}/give", methods="post"),  # nobody here pays
    *_rows(NO_SUCH, "seat/<str:code>/ > seat/forged/"),
)  # fmt: skip

ROWS: tuple[Row, ...] = (*PAPER, *OWN, *DESKS, *TITLES, *ACCOUNTS, *MEMBERSHIPS)
# Views that a form of another site may reach: what they take is signed.
WITHOUT_CSRF = frozenset({"hooks/stripe", "letters/stop/<str:token>"})
