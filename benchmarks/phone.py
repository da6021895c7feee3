"""A real browser slowed down to a cheap phone on a bad line."""

from collections import Counter
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

_CHROMIUM = "/usr/bin/chromium"
_BYTES_A_SECOND, _LATENCY, _SLOWER = 400_000 / 8, 400, 6
_VISITS = 5
_PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
    const paint = list.getEntriesByName("first-contentful-paint")[0];
    if (paint) done(paint.startTime);
}).observe({type: "paint", buffered: true}))"""
# An answer counts once the page reacts to it: the click has come through to the field.
_LISTEN = """addEventListener("change", () => { window.answeredAt ??= performance.now(); }, true);"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a phone meets it: seconds from the tap on the link (median of a few visits), bytes on the
    line with their headers, requests, and how many of these went to another host."""

    painted: float
    usable: float
    bytes: float
    requests: int
    outside: int


def open_page(address: str) -> Seen:
    """What a new visitor with an empty cache sees of ``address``, whose first question is a choice."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM)
        visits = [_visit(browser, address) for _ in range(_VISITS)]
        browser.close()
    return Seen(
        painted=median(visit.painted for visit in visits),
        usable=median(visit.usable for visit in visits),
        bytes=max(visit.bytes for visit in visits),
        requests=max(visit.requests for visit in visits),
        outside=max(visit.outside for visit in visits),
    )


def _visit(browser: Browser, address: str) -> Seen:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.add_init_script(_LISTEN)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    hosts: Counter[str | None] = Counter()
    received: list[float] = []
    page.on("request", lambda request: hosts.update([urlsplit(request.url).hostname]))
    devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    devtools.send("Network.enable")
    line = {"offline": False, "latency": _LATENCY, "downloadThroughput": _BYTES_A_SECOND}
    devtools.send("Network.emulateNetworkConditions", {**line, "uploadThroughput": _BYTES_A_SECOND})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address, wait_until="commit")
    page.locator("label:has(input[type=radio]), input[type=radio] + label").first.click()
    painted = page.evaluate(_PAINTED)
    usable = page.evaluate("() => window.answeredAt")
    context.close()
    here = urlsplit(address).hostname
    outside = sum(count for host, count in hosts.items() if host not in (here, None))
    return Seen(painted / 1000, usable / 1000, sum(received), hosts.total(), outside)
