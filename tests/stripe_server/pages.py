"""The provider's own pages, as plain as can be: a checkout and a portal that a browser can click."""

from __future__ import annotations

from html import escape

from tests.stripe_server import changing, life, money, sessions
from tests.stripe_server.shapes import Thing
from tests.stripe_server.world import World

Page = tuple[int, str]  # a status, and the page or where to go


def _page(title: str, *parts: str) -> Page:
    body = "".join(parts)
    return 200, (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def _form(action: str, button: str, fields: str = "") -> str:
    return f'<form method="post" action="{escape(action)}">{fields}<button>{escape(button)}</button></form>'


CARD = '<p><label for="card">Card</label> <input id="card" name="card" value="4242424242424242"></p>'


def checkout_page(world: World, key: str, problem: str = "") -> Page:
    """Where one pays."""
    session = world.get(key, "checkout.session")
    if session["status"] != "open":
        return _page("This page has expired", "<p>You are all done here.</p>")
    amount = f"<p>{session['amount_total']} {escape(session['currency'].upper())}</p>"
    alert = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    back = f'<p><a href="{escape(session["cancel_url"] or "#")}">Back</a></p>'
    return _page("Pay", amount, alert, _form(f"/c/pay/{key}", "Pay", CARD), back)


def press_pay(world: World, key: str, form: Thing) -> Page:
    """The checkout's button."""
    session = world.get(key, "checkout.session")
    if session["status"] != "open":
        return checkout_page(world, key)
    if not sessions.pay(world, key, form.get("card", "")):
        return checkout_page(world, key, "Your card was declined.")
    return 303, session["success_url"].replace("{CHECKOUT_SESSION_ID}", key)


def portal_page(world: World, key: str) -> Page:
    """Where members look after their contract."""
    session = world.get(key, "billing_portal.session")
    parts = []
    for sub in world.every("subscription"):
        if sub["customer"] != session["customer"]:
            continue
        parts.append(f"<p>{escape(sub['status'])}{' (ends)' if sub['cancel_at_period_end'] else ''}</p>")
        if sub["status"] in life.RUNNING:
            deed, button = (
                ("keep", "Keep membership")
                if sub["cancel_at_period_end"]
                else ("cancel", "Cancel membership")
            )
            parts.append(_form(f"/p/session/{key}/{deed}/{sub['id']}", button))
    parts.append(_form(f"/p/session/{key}/card", "Use this card", CARD))
    parts.append(f'<p><a href="{escape(session["return_url"] or "#")}">Back</a></p>')
    return _page("Your membership", *parts)


def press_portal(world: World, key: str, deed: str, form: Thing) -> Page:
    """A button of the portal."""
    session = world.get(key, "billing_portal.session")
    what, _, which = deed.partition("/")
    if what == "card":
        card = form.get("card", "")
        if card == money.DECLINED:
            return portal_page(world, key)
        life.use_card(world, world.get(session["customer"], "customer"), card)
    elif what in ("cancel", "keep"):
        changing.update(world, which, {"cancel_at_period_end": "true" if what == "cancel" else "false"})
    return 303, f"/p/session/{key}"
