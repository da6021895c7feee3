"""An inspector's day with a tablet: let in, gone offline, a visit made and filled in, handed over, sent."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from survey_app import store
from survey_app.inspections import service as inspections
from survey_app.inspections.model import Who
from tests.browser import tablets

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
BUDGET = 150_000  # bytes of the shell and a whole checklist on the line
# The addresses of which the app reads something else than what the browser itself would post.
READ_OTHERWISE = """() => {
  const form = document.querySelector("form.checklist");
  const read = PageFields.read(form);
  const posted = new Map();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string") posted.set(name, [...(posted.get(name) || []), value]);
  const expected = (field, kind) => {
    const values = posted.get(field);
    return kind === "select_multiple" || values?.length > 1 ? values.filter(Boolean) : values?.[0];
  };
  const plain = ([field, { kind }]) =>
    !["geopoint", "rank", "acknowledge"].includes(kind) && !posted.has(`${field}-was`);
  return [...PageFields.questions(form)].filter(plain)
    .filter(([field, { address, kind }]) => TabletStore.canonical(expected(field, kind) ?? null)
      !== TabletStore.canonical(read[address] ?? null))
    .map(([, { address }]) => address);
}"""


def test_tablet__gone_offline_after_it_was_ready__fills_in_hands_over_and_sends_on_return(
    server: Any, tablet: Page
) -> None:
    tablet.context.set_offline(True)
    tablet.reload()
    visit = tablets.begin_visit(tablet, "kiem-tra")
    first = tablet.locator(".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]").first
    first.check()
    expect(tablet.locator("#saved")).to_contain_text("Đã lưu trên máy lúc")
    tablet.reload()
    tablets.is_open(tablet)
    expect(first).to_be_checked()
    tablets.hand_over(tablet)
    expect(tablet.locator("#outbox-state")).to_have_text("Còn 1 phiếu chưa gửi")
    tablet.click("text=Về danh sách")
    expect(tablet.locator("#outbox-state")).to_have_text("Còn 1 phiếu chưa gửi")

    tablet.context.set_offline(False)
    tablet.click("#menu >> text=Hộp gửi")
    tablet.click("text=Gửi ngay")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    expect(tablet.locator("#gone")).to_contain_text("Máy chủ đã nhận phiếu")
    opened = store.open_store(server.instance)
    draft = inspections.visit(opened.read(), visit, Who(server.username, administrator=True)).draft
    opened.close()
    assert {"yes", "no"} & {value for value in draft.values() if isinstance(value, str)}


def test_tablet__once_ready__asks_nothing_more_of_the_network(server: Any, tablet: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.service_worker is None and not request.url.startswith(f"{server.url}/api/"):
            asked.append(request.url)

    tablet.context.set_offline(True)
    tablet.goto(f"{server.url}/tablet/")
    expect(tablet.locator("h1")).to_have_text("Lượt kiểm tra")
    tablet.context.on("requestfailed", note)
    tablets.begin_visit(tablet, "kiem-tra-60")
    for _ in range(5):
        tablet.click("#next")
    assert asked == []


def test_shell_and_full_checklist__compressed__fit_the_budget(server: Any, tablet: Page) -> None:
    sizes = tablet.evaluate(
        """async () => {
          const page = await Pack.read();
          const form = page.forms.find((one) => one.instrument === "cchc_checklist");
          const kept = await TabletStore.get("settings", `page ${form.pages.vi}`);
          const name = (await caches.keys()).find((one) => one.startsWith("tablet-shell"));
          const shell = (await (await caches.open(name)).keys()).map(({ url }) => url);
          const form_ = Object.keys(kept.files).map((one) => new URL(one, location).href);
          const every = [...new Set([...form_, ...shell])];
          const packed = async (url) => {
            const content = await (await caches.match(url, { ignoreVary: true })).blob();
            const small = content.stream().pipeThrough(new CompressionStream("gzip"));
            return Math.min(content.size, (await new Response(small).blob()).size);
          };
          return Object.fromEntries(await Promise.all(every.map(async (url) => [url, await packed(url)])));
        }"""
    )
    assert len(sizes) > 30
    assert sum(sizes.values()) < BUDGET, sizes


def test_form_with_repeats__left_and_opened_again__holds_every_answer(tablet: Page) -> None:
    tablet.context.set_offline(True)
    tablets.begin_visit(tablet, "kiem-tra-60")
    fill_every_kind(tablet)
    tablet.evaluate("Fill.flush()")
    before = tablets.answers(tablet)
    assert tablet.evaluate(READ_OTHERWISE) == []
    assert len([given for given in before.values() if given]) > 100
    assert any("[2]" in address for address in before)
    tablet.reload()
    tablets.is_open(tablet)
    assert tablets.answers(tablet) == before


def test_form__opened_and_answered__lays_out_one_section_and_opens_no_files(tablet: Page) -> None:
    tablet.context.set_offline(True)
    tablets.begin_visit(tablet, "kiem-tra-60")
    tablet.evaluate(
        "() => void (window.FormData = class { constructor() { throw new Error('opens files'); } })"
    )
    tablet.locator(".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]").first.check()
    expect(tablet.locator("#saved")).to_contain_text("Đã lưu trên máy lúc")
    tablet.evaluate("document.body.classList.remove('open')")
    assert (
        tablet.evaluate("document.querySelector('.screen:not([hidden])').getBoundingClientRect().height") == 0
    )


def fill_every_kind(page: Page) -> None:
    """Add an entry to every repeat, and answer all that can be answered."""
    page.evaluate(
        """() => {
          document.querySelectorAll(".repeat .add button").forEach((button) => {
            button.click();
            button.click();
          });
          const told = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));
          const fields = "form.checklist [data-item] :is(input, select, textarea)";
          for (const control of document.querySelectorAll(fields)) {
            if (control.closest("[hidden][data-item]")) continue;
            if (["radio", "checkbox"].includes(control.type)) control.checked = true;
            else if (control.matches("select")) control.selectedIndex = 1;
            else if (control.type === "date") control.value = "2026-11-20";
            else if (control.type === "time") control.value = "08:15";
            else if (!["file", "hidden", "search", "range"].includes(control.type)) control.value = "7";
            else continue;
            told(control);
          }
        }"""
    )


def test_lock__wrong_pin_and_idle_hands__keep_the_tablet_shut(server: Any, tablet: Page) -> None:
    tablet.click("text=Khóa máy")
    tablet.click(f"button.choice:has-text('{tablets.INSPECTOR}')")
    tablet.fill("#pin", "000000")
    tablet.click("main form button")
    expect(tablet.locator("main [role=alert]")).to_have_text("Mã PIN không đúng.")
    tablet.fill("#pin", tablets.PIN)
    tablet.click("main form button")
    tablets.begin_visit(tablet, "kiem-tra")
    address = tablet.url
    tablet.evaluate(
        """() => {
          const person = JSON.parse(sessionStorage.getItem("tablet-person"));
          sessionStorage.setItem("tablet-person", JSON.stringify({ ...person, active: Date.now() - 301000 }));
        }"""
    )
    expect(tablet.locator("h1")).to_have_text("Ai đang dùng máy này?")
    tablet.click(f"button.choice:has-text('{tablets.INSPECTOR}')")
    tablet.fill("#pin", tablets.PIN)
    tablet.click("main form button")
    tablets.is_open(tablet)
    assert tablet.url == address


@pytest.mark.parametrize(("width", "language"), [(360, "vi"), (800, "en"), (1280, "vi")])
def test_every_screen__of_the_app__is_accessible_and_has_large_targets(
    server: Any, chromium: Browser, accessible: Accessible, width: int, language: str
) -> None:
    page = tablets.new_tablet(chromium, width).new_page()
    looked = Looked(page, accessible)
    page.goto(f"{server.url}/tablet/")
    page.wait_for_selector("#code")
    looked.at("enrolment")
    tablets.let_in(server, page)
    looked.at("names")
    page.click(f"button.choice:has-text('{tablets.INSPECTOR}')")
    page.wait_for_selector("#password")
    looked.at("password")
    page.fill("#password", server.password)
    page.click("main form button")
    page.wait_for_selector("#again")
    looked.at("PIN")
    page.fill("#pin", tablets.PIN)
    page.fill("#again", tablets.PIN)
    page.click("main form button")
    page.wait_for_selector("button.visit")
    tablets.be_ready(page)
    page.goto(f"{server.url}/tablet/?lang={language}")
    page.wait_for_selector("button.visit")
    for place in ("", "#new", "#outbox", "#device"):
        page.goto(f"{server.url}/tablet/?lang={language}{place}")
        page.wait_for_selector("#menu [aria-current]" if place != "#new" else "#unit")
        looked.at(place)
    page.goto(f"{server.url}/tablet/?lang={language}")
    page.locator("button.visit").first.click()
    tablets.is_open(page)
    assert page.locator("html").get_attribute("lang") == language
    looked.at("form")
    page.click("#section-list summary")
    looked.at("sections")
    page.click("#section-list summary")
    page.click("#hand-section")
    page.locator("#handing > *").first.wait_for()
    looked.at("handing over")
    page.context.close()


class Looked:
    """Looks at screens: axe finds nothing, and what is pressed is large enough for a finger."""

    def __init__(self, page: Page, accessible: Accessible) -> None:
        self.page, self.accessible = page, accessible

    def at(self, what: str) -> None:
        self.accessible(self.page)
        small = self.page.evaluate(
            """() => [...document.querySelectorAll("button, .site a, .menu a, .outbox-line a, main a")]
              .filter((one) => one.checkVisibility() && !one.closest(".default") && one.tabIndex >= 0)
              .filter((one) => one.getBoundingClientRect().height < 43.5)
              .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert small == [], what
