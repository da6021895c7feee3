"""The app on a tablet, in a Chromium slowed down four times: what comes over the line until it may leave,
opening the longest checklist without a network, keeping an answer; the same with a full outbox. Beside them
stands what the browser itself takes in the same minutes: for a bare page of that size, for one write."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.figures import Figure
from benchmarks.office import OUT
from benchmarks.servers import BIN, survey_server

_CHROMIUM = "/usr/bin/chromium"
_SLOWER = 4
_CHECKLIST, _ROUND = "cchc_checklist", "kiem-tra-60"
_PIN = "135790"
_PASSWORD_FILE = "password.txt"  # noqa: S105  # of a demonstration
_ANSWERS, _OPENINGS = 20, 7
_RECORDS, _PHOTOS = 200, 600
# From the change of a field until the page says that it is on the disk.
_SAVED = """field => new Promise((done) => {
  const begun = performance.now();
  const saved = document.getElementById("saved");
  const seen = new MutationObserver(() => { seen.disconnect(); done(performance.now() - begun); });
  seen.observe(saved, { childList: true, characterData: true, subtree: true });
  saved.textContent = "";
  seen.takeRecords();
  field.checked = !field.checked;
  field.dispatchEvent(new Event("change", { bubbles: true }));
})"""
# Says when a page stands: with the first picture after the draft is in the fields, or the bare page has come.
_STANDS = """{
  const told = () => console.debug("stands", performance.now());
  const stood = () => requestAnimationFrame(() => setTimeout(told));
  document.addEventListener("draft-open", stood);
  addEventListener("load", () => location.pathname.endsWith("/bare") && stood());
}"""
# A page of as many bytes as the form's, out of the same worker, with nothing but its text.
_BARE = """async (address) => {
  const { size } = await (await caches.match(address, { ignoreVary: true })).blob();
  const line = `<p>${"Nội dung kiểm tra. ".repeat(4)}</p>\n`;
  const letters = new TextEncoder().encode(line).length;
  const text = `<!doctype html><title>.</title>${line.repeat(size / letters)}`;
  const bare = new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  await (await caches.open("bare")).put("/tablet/forms/bare", bare);
}"""
_WRITE = """async () => {
  const draft = structuredClone(Drafts.current);
  const begun = performance.now();
  await TabletStore.put("settings", draft, "bare");
  return performance.now() - begun;
}"""
_QUEUE = """async ([records, photos]) => {
  const bytes = crypto.getRandomValues(new Uint8Array(65536));
  const content = new Blob(Array(5).fill(bytes));
  const at = new Date().toISOString();
  const body = JSON.stringify({ visit: "v", sections: [1], files: {}, digest: "d" });
  await TabletStore.write(["outbox", "photos"], async (change) => {
    for (let n = 0; n < records; n += 1)
      change.objectStore("outbox").put({ id: `r${n}`, body, digest: "d", order: n, state: "queued", at });
  });
  for (let n = 0; n < photos; n += 1)
    await TabletStore.put("photos", { digest: `p${n}`, blob: content, type: "image/jpeg", state: "queued" });
}"""


def run() -> list[Figure]:
    """The figures of one tablet on one server."""
    root = OUT / "tablet"
    password = _demo(root)
    with survey_server(root) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        page = _let_in(browser, root, f"http://127.0.0.1:{port}", password)
        kilobytes = page.evaluate(_ON_THE_LINE, _CHECKLIST) / 1000
        page.context.set_offline(True)
        _begin(page)
        alone = _measured(page)
        page.evaluate(_QUEUE, [_RECORDS, _PHOTOS])
        full = _measured(page)
        browser.close()
    return [
        Figure("the shell and the whole checklist, compressed", kilobytes, "kB", most=150),
        *_figures("", alone),
        *_figures(", full outbox", full),
    ]


def _figures(where: str, times: "Times") -> list[Figure]:
    return [
        Figure(f"the checklist opened without a network{where}", times.opened, "s", most=1),
        Figure("... times a bare page of its size", times.opened / times.bare, "times"),
        Figure(f"an answer kept{where}", times.kept, "ms", most=50),
        Figure("... times one write of the draft", times.kept / times.written, "times"),
    ]


_ON_THE_LINE = """async (instrument) => {
  const { forms } = await Pack.read();
  const { pages } = forms.find((one) => one.instrument === instrument);
  const { files } = await TabletStore.get("settings", `page ${pages.vi}`);
  const name = (await caches.keys()).find((one) => one.startsWith("tablet-shell"));
  const shell = (await (await caches.open(name)).keys()).map(({ url }) => url);
  let sum = 0;
  for (const url of new Set([...shell, ...Object.keys(files).map((one) => new URL(one, location).href)])) {
    const content = await (await caches.match(url, { ignoreVary: true })).blob();
    const small = await new Response(content.stream().pipeThrough(new CompressionStream("gzip"))).blob();
    sum += Math.min(content.size, small.size);
  }
  return sum;
}"""


def _demo(root: Path) -> str:
    """The password of the demonstration at ``root``, which is made when it is not there."""
    kept = root / _PASSWORD_FILE
    if not kept.exists():
        command = [
            BIN / "survey",
            "--instance",
            root,
            "demo",
            "--no-serve",
            "--responses",
            "300",
            "--port",
            "1",
        ]
        made = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = re.search(r"mật khẩu: ([^,)\s]+)", made)
        assert found is not None
        kept.write_text(found[1], "utf-8")
    return kept.read_text("utf-8")


def _let_in(browser: Browser, root: Path, url: str, password: str) -> Page:
    """A tablet that is enrolled, opened and ready to leave."""
    command = [BIN / "survey", "--instance", root, "devices", "enrol", "Máy đo", "--by", "demo"]
    code = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\t")[0].strip()
    page = browser.new_context(viewport={"width": 800, "height": 1280}).new_page()
    page.goto(f"{url}/tablet/#enrol={code}")
    page.click("main form button")
    page.locator("button.choice").first.click()
    page.fill("#password", password)
    page.click("main form button")
    page.fill("#pin", _PIN)
    page.fill("#again", _PIN)
    page.click("main form button")
    page.wait_for_selector("a.readiness.ready", timeout=60_000)
    return page


def _slow(page: Page) -> CDPSession:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return devtools


def _begin(page: Page) -> None:
    """A visit of its own, begun on the tablet, which from here on is slow."""
    page.click("text=Lập cuộc kiểm tra mới")
    page.check(f"input[name=round][value={_ROUND}]")
    page.fill("#unit", "quay 1")
    page.click("#unit ~ ul button >> nth=0")
    page.click("main form .button")
    page.locator("body.open, .deciding .notice").first.wait_for()
    if page.locator(".deciding .notice").count():
        page.click("text=Vẫn lập cuộc kiểm tra riêng")
    page.wait_for_selector("body.open")
    page.add_init_script(_STANDS)
    page.evaluate(_BARE, urlsplit(page.url).path)
    _slow(page)


@dataclass(frozen=True, slots=True)
class Times:
    """Medians: seconds until the form stands and until the bare page does, milliseconds until an answer is
    kept and until the same draft is written by itself."""

    opened: float
    bare: float
    kept: float
    written: float


def _measured(page: Page) -> Times:
    form = page.url
    opened, bare = [], []
    for _ in range(_OPENINGS):
        bare.append(_opening(page, "/tablet/forms/bare"))
        opened.append(_opening(page, form))
    fields = page.locator(".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]")
    kept, written = [], []
    for at in range(_ANSWERS):
        kept.append(fields.nth(at % fields.count()).evaluate(_SAVED))  # the disk, not only the page
        written.append(page.evaluate(_WRITE))
    return Times(median(opened), median(bare), median(kept), median(written))


def _opening(page: Page, address: str) -> float:
    """Seconds from the touch in the list of visits until the page at ``address`` stands."""
    page.goto(urljoin(page.url, "/tablet/"))
    page.wait_for_selector("a.readiness.ready", timeout=60_000)
    with page.expect_console_message(lambda said: said.text.startswith("stands")) as stands:
        page.evaluate("address => void location.assign(address)", address)
    return float(stands.value.text.split()[1]) / 1000
