"""A form of 563 lines: how long it takes to publish, to open, and to react to an answer on a cheap phone.

The floor of reacting is a script that only hides and shows as many questions of the same page.
"""

import gzip
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks import long_form
from benchmarks.figures import Figure
from forms import (
    Instrument,
    Screen,
    check,
    draw_logic,
    logic,
    render_screen,
    render_whole,
    screens,
    script,
)

_CHROMIUM = "/usr/bin/chromium"
_SLOWER = 4
_OPENINGS = 20
_NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
# Milliseconds from an answer until everything that follows is laid out.
_ANSWER = """([selector, value]) => {
    const field = document.querySelector(selector);
    const begun = performance.now();
    if (field.type === "radio") field.checked = true; else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    document.body.offsetHeight;
    return performance.now() - begun;
}"""
_FLOOR = """(hidden) => {
    const questions = [...document.querySelectorAll("[data-item]")].slice(-180);
    const begun = performance.now();
    for (const question of questions) question.hidden = hidden;
    document.body.offsetHeight;
    return performance.now() - begun;
}"""


def run() -> list[Figure]:
    """The figures, with their targets."""
    began = time.perf_counter()
    compiled, source = long_form.compiled()
    published = time.perf_counter() - began
    instrument = compiled.instrument
    largest = max(screens(instrument), key=lambda screen: len(screen.items))
    scripts = len(gzip.compress(script("form").encode())) / 1000
    return [
        Figure("workbook of 563 lines", len(source) / 1000, "kB"),
        Figure("compile it", published, "s", most=10),
        Figure("judge its answers", _cpu(lambda: check(instrument, {}, _NOW.date())), "ms", most=60),
        Figure("open its largest screen", _cpu(lambda: _open(instrument, largest)), "ms", most=60),
        Figure("draw it whole", _cpu(lambda: render_whole(instrument, "vi", {}, now=_NOW)), "ms"),
        Figure("the scripts compressed (gzip)", scripts, "kB", most=15),
        *_reactions(instrument),
    ]


def _open(instrument: Instrument, screen: Screen) -> str:
    """A screen as somebody gets it: what was answered judged, drawn, with what makes it react."""
    checked = check(instrument, {"sex": "female", "age": "40"}, _NOW.date())
    drawn = render_screen(instrument, screen, "vi", {}, checked=checked)
    found = logic(instrument, (screen,), {}, checked, language="vi", today=_NOW.date(), now=_NOW)
    return drawn + draw_logic(found)


def _cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds of `work`, the median of some."""
    costs = []
    for _ in range(_OPENINGS):
        began = time.process_time()
        work()
        costs.append(time.process_time() - began)
    return 1000 * median(costs)


def _reactions(instrument: Instrument) -> list[Figure]:
    whole = render_whole(instrument, "vi", {}, now=_NOW)
    html = (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><main><form>{whole.html}</form></main></html>'
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM)
        page = browser.new_page(viewport={"width": 360, "height": 640})
        page.set_content(html)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        began = time.perf_counter()
        for name in whole.scripts:
            page.add_script_tag(content=script(name))
        ready = 1000 * (time.perf_counter() - began)
        ages = _times(page, _ANSWER, (["[name=f2]", "0"], ["[name=f2]", "40"], ["[name=f2]", "5"]))
        sexes = _times(page, _ANSWER, (["#f1", ""], ["#f1-2", ""]))
        single = _times(page, _ANSWER, (["[name=f7][value=yes]", ""], ["[name=f7][value=no]", ""]))
        floor = _times(page, _FLOOR, (True, False))
        browser.close()
    return [
        Figure("floor: hide and show 180 of its questions", floor, "ms"),
        Figure("it is ready on the page, whole", ready, "ms"),
        Figure("an answer that opens one question", single, "ms", most=50),
        Figure("an answer that opens one question in four", sexes, "ms", most=50),
        Figure("an answer that opens and closes sections", ages, "ms", most=50),
        Figure("the last above the floor", ages / floor, "times"),
    ]


def _times(page: Page, work: str, arguments: tuple[object, ...]) -> float:
    return median(page.evaluate(work, argument) for _ in range(5) for argument in arguments)
