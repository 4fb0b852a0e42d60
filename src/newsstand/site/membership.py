"""The settings of accounts, membership and money; read with all others by `site.environment`."""

from __future__ import annotations

from newsstand.site.setting import Setting, between, flag, flag_if_said, name_server, networks, one_of

MEMBERSHIP_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "NEWSSTAND_ADDRESS",
        "",
        "The address at which readers find the paper, `https://news.example`: mails and payment pages lead back to it. With https, cookies are sent over nothing else.",
    ),
    Setting(
        "NEWSSTAND_HSTS",
        "host",
        "With an https address, browsers are told to come back by https alone, for a year: `host`, `subdomains` (all below it too), `preload` (and lists of browsers may say so), or `off`.",
        one_of("host", "subdomains", "preload", "off"),
    ),
    Setting(
        "NEWSSTAND_MAIL",
        "",
        "How mails go out: `smtp://user:password@host:587` (STARTTLS), `smtps://…` or `smtp+plain://host:25`. Nothing said: into the folder `mail` of the data folder.",
    ),
    Setting(
        "NEWSSTAND_MAIL_FROM", "", "The sender of mails. Nothing said: `newsstand@` and the address's host."
    ),
    Setting(
        "NEWSSTAND_OIDC",
        "",
        "A TOML file of OpenID Connect providers by which readers may sign in; see the guide.",
    ),
    Setting(
        "NEWSSTAND_STAFF_SECOND_STEP",
        "",
        "Whether the owner, editors and those who speak for a title need a passkey or a code of an app before they come to the desk, the house's and their titles' pages. Nothing said: where the address is https. Never where there is a single reader.",
        flag_if_said,
    ),
    Setting(
        "NEWSSTAND_TRIAL_MEMORY_DAYS",
        "730",
        "Days that an address's trial is remembered, as a keyed hash, so that it has one trial.",
        between(1, 3650),
    ),
    Setting(
        "NEWSSTAND_TRIAL_DAYS",
        "14",
        "Days that a new reader reads everything, without a card.",
        between(0, 366),
    ),
    Setting(
        "NEWSSTAND_GRACE_DAYS", "14", "Days that a member reads on after a payment failed.", between(0, 90)
    ),
    Setting(
        "NEWSSTAND_FREE_READS",
        "3",
        "Articles a month that a browser may open in full without an account.",
        between(0, 1000),
    ),
    Setting("NEWSSTAND_GIFT_LINKS", "10", "Articles a month that a member may give away.", between(0, 1000)),
    Setting("NEWSSTAND_GIFT_LINK_DAYS", "30", "Days that such a link opens its article.", between(1, 3650)),
    Setting(
        "NEWSSTAND_BRIEFS",
        "open",
        "Who reads whole briefs: `open` to everybody, or `members`.",
        one_of("open", "members"),
    ),
    Setting(
        "NEWSSTAND_COUNTRY_HEADER",
        "",
        "The request header in which a proxy that you trust names the reader's country (`CF-IPCountry`). Nothing said: known from a member's account alone.",
    ),
    Setting(
        "NEWSSTAND_PLANS",
        "",
        "A TOML file of plans and prices; nothing said: those that come with Newsstand.",
    ),
    Setting(
        "NEWSSTAND_STRIPE_KEY", "", "Stripe's secret key. Nothing said: memberships are granted by hand."
    ),
    Setting("NEWSSTAND_STRIPE_WEBHOOK_SECRET", "", "What signs Stripe's webhooks (`whsec_…`)."),
    Setting("NEWSSTAND_STRIPE_API", "", "Another address of Stripe's interface, for tests."),
    Setting(
        "NEWSSTAND_STRIPE_TAX",
        "no",
        "Whether Stripe works out the tax of each payment; it has to be set up there first.",
        flag,
    ),
    Setting(
        "NEWSSTAND_TITLES_PERCENT",
        "70",
        "What part of a fee, less tax and costs, goes to the titles.",
        between(0, 100),
    ),
    Setting(
        "NEWSSTAND_BRIEF_PERCENT",
        "20",
        "What part of a read goes to the titles that the story's brief cites, where a member reads a brief.",
        between(0, 100),
    ),
    Setting(
        "NEWSSTAND_CLOSE_DAY",
        "3",
        "The day of the month from which on the month before is closed and its statements are written.",
        between(1, 28),
    ),
    Setting(
        "NEWSSTAND_COUNTED_DAYS",
        "90",
        "Days after a month's close that its counted reads are kept, for appeals.",
        between(1, 3650),
    ),
    Setting(
        "NEWSSTAND_DNS",
        "",
        "The name server that is asked whether a title's site bears a claim's record, `192.0.2.53:53`. Nothing said: the system's.",
        name_server,
    ),
    Setting(
        "NEWSSTAND_KEEP_DEEDS",
        "90",
        "Days that what a reader did can be undone; then the deed is removed. 0: for ever.",
        between(0, 3650),
    ),
    Setting(
        "NEWSSTAND_KEEP_READINGS",
        "0",
        "Days that readers' histories reach back. 0: as long as the reader likes.",
        between(0, 3650),
    ),
    Setting(
        "NEWSSTAND_KEEP_LETTERS",
        "30",
        "Days that letters are kept after they were sent, or given up.",
        between(1, 3650),
    ),
    Setting(
        "NEWSSTAND_KEEP_ADDRESSES",
        "90",
        "Days that addresses of people without an account are kept (gifts, seats offered, reports) after their purpose.",
        between(1, 3650),
    ),
    Setting(
        "NEWSSTAND_KEEP_PROVIDER_EVENTS",
        "400",
        "Days that what the payment provider told is kept, for the books.",
        between(30, 3650),
    ),
    Setting(
        "NEWSSTAND_KEEP_SIGN_INS",
        "90",
        "Days that readers see who signed in to their account, who tried, and what was changed of it.",
        between(1, 3650),
    ),
    Setting(
        "NEWSSTAND_KEEP_LOG",
        "0",
        "Days that the desk's log reaches back. 0: for ever.",
        between(0, 3650),
    ),
    Setting(
        "NEWSSTAND_PROXIES",
        "",
        "Addresses or networks of proxies in front of the pages, whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.",
        networks,
    ),
)
