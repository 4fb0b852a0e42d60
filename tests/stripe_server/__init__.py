"""A payment provider of our own for tests: a real HTTP server on loopback that speaks Stripe's protocol.

Start it as a process: `python -m tests.stripe_server --port 0 --webhook http://127.0.0.1:8000/hooks/stripe`; it prints
`{"address": "http://127.0.0.1:NNNN"}` and serves until it is ended. Options: `--secret whsec_test` (what signs webhooks),
`--now 2026-01-05T09:00:00+00:00` (its clock stands still there; without it the clock is the wall's), `--seed N` (ids),
`--hold` (webhooks are kept until asked for). In a test: `with run_server(...) as fake:` of `tests.stripe_server.running`.

Give the site `NEWSSTAND_STRIPE_API` = the address, `NEWSSTAND_STRIPE_KEY` = `sk_test_…`, and the secret.

Pages to click: the checkout (`/c/pay/<session>`; fields `card`, button "Pay"; a link "Back") and the portal
(`/p/session/<id>`; "Cancel membership", "Keep membership", "Use this card", "Back"). Cards: 4242424242424242 pays,
4000000000000341 pays once and fails at every renewal, 4000000000000002 is declined at once.

Its switches, all `POST` with a JSON body, answered with JSON:

    /_/reset       {"now": "2026-01-05T09:00:00+00:00", "mode": "off"}: an empty world; the clock stands there.
    /_/advance     {"to": "2026-02-05T09:00:00+00:00"} or {"days": 31}: the clock goes there; on the way memberships renew,
                   fail, are tried again (after 3, 5 and 7 days, then cancelled), end, resume; sessions expire.
                   Answers when every webhook on its way was delivered.
    /_/deliveries  {"mode": "now" | "hold" | "off", "copies": 1, "drop": 0, "webhook": "http://…", "delay": 0.0}:
                   now: as things happen; hold: kept for /_/deliver; off: forgotten (the provider's list still has them).
                   copies: each is sent so many times. drop: so many of the next are lost. delay: seconds before each.
    /_/deliver     {"order": "made" | "reversed" | "shuffled", "seed": 1, "copies": 1}: send what is held; answers the statuses.
    /_/wait        {}: answers when nothing is on its way any more.
    /_/card        {"customer": "cus_…", "card": "4000000000000341"}: from now on this card pays.
    /_/dispute     {"charge": "ch_…"}, /_/close_dispute {"dispute": "dp_…", "status": "won" | "lost"}.
    /_/pay         {"session": "cs_…", "card": "4242424242424242"}: what the checkout's button does, without the page.
    /_/api         {"down": true}: every call of the interface is answered 503 until {"down": false}.
    /_/tax         {"percent": 19}: inclusive tax on what is paid from now on.
    /_/settle      {"currency": "usd", "num": 108, "den": 100}: the account is held in this currency.
    GET /_/events  every event that was ever made, in order. GET /_/state: all objects. GET /_/deliveries: what was sent.

Deliveries are signed with the wall's time, as the library that reads them goes by it; `created` is of the server's clock.
A delivery that was not answered 2xx is tried again at the next /_/advance, /_/wait or /_/deliver, three times in all.
"""
