"""Browsers as their owners call them."""

from __future__ import annotations

# What a browser says of itself names its forebears as well: the more particular word stands first.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def known_browser(said: str) -> str:
    """“Firefox · Windows”; "" for what is not known by name, whatever it calls itself."""
    browser, system = (
        next((name for word, name in words if word in said), "") for words in (BROWSERS, SYSTEMS)
    )
    return f"{browser} · {system}" if browser and system else browser
