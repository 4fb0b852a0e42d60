"""The largest contentful paint of pages in Chromium, throttled as a slow phone on fast 3G; nothing is in its cache.

360 by 740 CSS pixels at a density of 2, processor slowed 6 times, 150 ms of latency, 1.6 Mbit/s down, 0.75 Mbit/s up.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from statistics import median
from typing import Any

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
RUNS = 5
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SLOWER = 6
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}

WATCH = """
window.paints = [];
new PerformanceObserver(list => { for (const e of list.getEntries()) window.paints.push([e.startTime, e.element && e.element.tagName]); })
    .observe({type: 'largest-contentful-paint', buffered: true});
"""


def largest_paints(address: str, paths: Sequence[str], cookie: str = "") -> dict[str, float]:
    """Milliseconds until the largest paint of each page, the median of some runs, and what it was; {} without Chromium."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return {}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        found = {
            path: median(one_look(browser, address + path, cookie) for _ in range(RUNS)) for path in paths
        }
        browser.close()
    return {path: round(value) for path, value in found.items()}


def one_look(browser: Any, url: str, cookie: str) -> float:
    """Milliseconds until the largest paint of a first visit."""
    context = browser.new_context(**PHONE, service_workers="block")
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": url}])
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    paints = page.evaluate("window.paints")
    context.close()
    return float(paints[-1][0])
