"""What tests do on a tablet: let it in, open it by a name and a PIN, begin a visit, fill in a form."""

import os
import re
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from survey_app import store

PIN = "135790"
INSPECTOR = "Nguyễn Thị Kiểm (minh họa)"
COLLEAGUE = "Trần Văn Tra (minh họa)"
# Says otherwise what waits first, once nobody is sending it as it was.
_REWRITE = """(said) => navigator.locks.request("outbox", async () => {
  const [entry] = await TabletStore.all("outbox");
  const body = TabletStore.canonical({ ...JSON.parse(entry.body), ...said });
  await TabletStore.put("outbox", { ...entry, body, digest: await TabletStore.digest(body) });
})"""
# Somebody is at the tablet all the time: on a busy machine five minutes pass, and it would lock.
AT_HAND = "setInterval(() => document.dispatchEvent(new Event('keydown')), 30000)"
# Whether the office has answered what the page in front asked it when it was opened.
ASKED = """async () =>
  Date.parse(await TabletStore.get("settings", "packAt")) > performance.timeOrigin"""
# Ends once what the page asks for comes to the test.
_ROUTED = """async (path) => {
  const isRouted = () => fetch(path).then(({ status }) => status === 204, () => false);
  for (let tries = 0; !(await isRouted()); tries += 1) {
    if (tries > 1200) throw new Error("never routed");
    await new Promise((done) => setTimeout(done, 50));
  }
}"""
# The worker's own sending is past the reach of a test that answers in the office's place.
WITHOUT_SYNC = "delete ServiceWorkerRegistration.prototype.sync"
# The disk takes no more until ``restore()``.
NO_ROOM = """() => {
  const { put } = IDBObjectStore.prototype;
  window.restore = () => void (IDBObjectStore.prototype.put = put);
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };
}"""


def new_tablet(chromium: Browser, width: int = 800) -> BrowserContext:
    """A tablet that has never been here."""
    context = chromium.new_context(viewport={"width": width, "height": 1280}, has_touch=True)
    context.add_init_script(AT_HAND)
    return context


def let_in(server: Any, page: Page, name: str = "Máy 1") -> None:
    """Enrol the tablet of ``page``: afterwards it asks for a name."""
    code = server.survey("devices", "enrol", name, "--by", server.username).split("\t")[0].strip()
    page.goto(f"{server.url}/tablet/#enrol={code}")
    expect(page.locator("#code")).to_have_value(code)
    page.click("main form button")
    expect(page.locator("h1")).to_have_text("Ai đang dùng máy này?")


def open_as(server: Any, page: Page, person: str = INSPECTOR) -> None:
    """Prove ``person`` on the tablet and choose their PIN: afterwards the visits are shown."""
    page.click(f"button.choice:has-text('{person}')")
    page.fill("#password", server.password)
    page.click("main form button")
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click("main form button")
    expect(page.locator("h1")).to_have_text("Lượt kiểm tra")


def be_ready(page: Page) -> None:
    """Wait until everything needed on the road is on the tablet."""
    expect(page.locator("a.readiness.ready")).to_have_text("Sẵn sàng ngoại tuyến")


def tablet_ready(server: Any, chromium: Browser, person: str = INSPECTOR) -> Page:
    """A tablet that may leave the office with ``person``."""
    page = new_tablet(chromium).new_page()
    let_in(server, page)
    open_as(server, page, person)
    page.goto(f"{server.url}/tablet/")
    be_ready(page)
    return page


def begin_anew(server: Any, page: Page) -> None:
    """Leave nothing of the test before on the tablet: it is online, opened, and knows no draft."""
    page.context.set_offline(False)
    page.goto(f"{server.url}/tablet/")
    expect(page.locator("h1")).to_have_text("Lượt kiểm tra")
    page.evaluate(
        """() => TabletStore.write(["drafts", "outbox", "sent", "photos"], (change) =>
          Promise.all([...change.objectStoreNames].map((name) => change.objectStore(name).clear())))"""
    )
    page.evaluate("Status.send(true)")
    page.reload()
    be_ready(page)
    page.wait_for_function(ASKED)


def begin_visit(page: Page, round_: str, unit: str = "quay 1") -> str:
    """Make a visit on the tablet and open its form; hands back the visit's id."""
    page.click("text=Lập lượt kiểm tra mới")
    page.check(f"input[name=round][value={round_}]")
    page.fill("#unit", unit)
    page.click("#unit ~ ul button >> nth=0")
    page.click("main form .button")
    # Tests before may have been at that unit today: this one wants a visit of its own.
    page.locator("body.open, .deciding .notice").first.wait_for()
    if page.locator(".deciding .notice").count():
        page.click("text=Vẫn lập lượt kiểm tra riêng")
    is_open(page)
    return re.sub(r".*#visit=", "", page.url)


def is_open(page: Page) -> None:
    """Wait until the draft stands in the fields."""
    expect(page.locator("body.open")).to_have_count(1)


def hand_over(page: Page, button: str = "#hand-section") -> None:
    """Hand over a section, or all, whatever is still missing."""
    page.click(button)
    page.locator("#handing :is(.done, .actions)").first.wait_for()
    if page.locator("text=Vẫn nộp").count():
        page.click("text=Vẫn nộp")
    expect(page.locator("#handing .done")).to_contain_text("Đã đưa vào hộp gửi")


def answer(page: Page, pattern: str, handler: Callable[[Route], object]) -> None:
    """Let ``handler`` answer in the office's place, also what the page in front asks from here on.

    A page that is busy learns of a route later than the test that set it, and asks past it until then.
    """
    page.context.route(pattern, handler)
    page.context.route("**/asked-of-the-test", lambda route: route.fulfill(status=204))
    page.evaluate(_ROUTED, "/asked-of-the-test")
    page.context.unroute("**/asked-of-the-test")


def answers(page: Page) -> Any:
    """What stands in the fields, by address."""
    return page.evaluate("PageFields.read(document.querySelector('form.checklist'))")


def kept(page: Page, name: str) -> Any:
    """Everything in one of the tablet's stores."""
    return page.evaluate("name => TabletStore.all(name)", name)


def rewrite(page: Page, **said: str) -> None:
    """Let the record that waits first say this."""
    page.evaluate(_REWRITE, said)


def spoil(page: Page) -> None:
    """Make the record that waits first unreadable for the office."""
    rewrite(page, format="x")


def fill_offline(page: Page) -> str:
    """Make a visit without a network and hand over its first section; hands back the visit's id."""
    page.context.set_offline(True)
    visit = begin_visit(page, "kiem-tra")
    page.locator(".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]").first.check()
    hand_over(page)
    return visit


def kill(profile: Path) -> None:
    """End the browser that keeps its things in ``profile`` as a flat battery does; it is gone afterwards."""
    while running := _using(profile):
        for process in running:
            with suppress(ProcessLookupError):  # it has ended with another
                os.kill(process, signal.SIGKILL)
        time.sleep(0.05)


def _using(profile: Path) -> list[int]:
    """The processes that were begun with ``profile``; others come and go meanwhile."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if str(profile).encode() in line.read_bytes():
                found.append(int(line.parent.name))
    return found


def to_outbox(server: Any, page: Page) -> None:
    page.goto(f"{server.url}/tablet/#outbox")
    page.wait_for_selector("#waiting .actions")


def rows_of(server: Any, visit: str) -> int:
    """How many records of a visit the office keeps."""
    opened = store.open_store(server.instance)
    found = opened.read().execute("SELECT count(*) FROM sync_record WHERE visit = ?", [visit]).fetchone()
    opened.close()
    return int(found[0])
