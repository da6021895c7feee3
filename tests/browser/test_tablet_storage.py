"""A tablet whose room runs out, and one whose browser lost everything: nothing that was kept is spoilt."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from survey_app import store
from tests.browser import tablets

pytestmark = pytest.mark.browser
ROOM = 8_000_000  # bytes
# About 14 million letters that no browser can pack.
MORE_THAN_FITS = """() => {
  const numbers = new Uint32Array(16000);
  const some = () => Array.from(crypto.getRandomValues(numbers), (one) => one.toString(36)).join("");
  return Array.from({ length: 140 }, some).join("");
}"""


@pytest.fixture(scope="module")
def travelling(server: Any, chromium: Browser) -> Iterator[Page]:
    """A tablet with little room, set before the app keeps anything: browsers look at it seldom."""
    page = tablets.new_tablet(chromium).new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": server.url, "quotaSize": ROOM})
    tablets.let_in(server, page)
    tablets.open_as(server, page)
    page.goto(f"{server.url}/tablet/")
    tablets.be_ready(page)
    yield page
    page.context.close()


@pytest.fixture
def tablet(server: Any, travelling: Page) -> Page:
    tablets.begin_anew(server, travelling)
    return travelling


def first_radio(page: Page) -> Locator:
    return page.locator(".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]").first


def test_room__that_runs_out__is_said_and_spoils_nothing_kept(server: Any, tablet: Page) -> None:
    tablet.context.set_offline(True)
    tablets.begin_visit(tablet, "kiem-tra")
    first_radio(tablet).check()
    expect(tablet.locator("#saved")).to_contain_text("Đã lưu trên máy lúc")
    before = tablets.kept(tablet, "drafts")
    longest = tablet.locator(".screen:not([hidden]) textarea").first
    longest.evaluate(f"field => (field.value = ({MORE_THAN_FITS})())")
    longest.dispatch_event("change")
    expect(tablet.locator("#saved.message")).to_be_visible()
    assert tablets.kept(tablet, "drafts") == before
    tablet.evaluate("() => { document.getElementById('saved').textContent = ''; return Fill.flush(); }")
    expect(
        tablet.locator("#saved.message")
    ).not_to_be_empty()  # tried again, though nothing else was answered
    longest.fill("Hết chỗ")
    expect(tablet.locator("#saved:not(.message)")).to_contain_text("Đã lưu trên máy lúc")
    tablets.hand_over(tablet)
    tablet.context.set_offline(False)
    tablet.evaluate("Status.send(true)")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")


def test_storage__cleared_by_the_browser__is_warned_of_and_made_good_by_the_saved_file(
    server: Any, tablet: Page, chromium: Browser, tmp_path: Path
) -> None:
    tablet.context.set_offline(True)
    visit = tablets.begin_visit(tablet, "kiem-tra")
    first_radio(tablet).check()
    tablets.hand_over(tablet)
    tablet.goto(f"{server.url}/tablet/#device")
    expect(tablet.locator("dl.read")).to_contain_text("có thể tự xóa")
    tablet.goto(f"{server.url}/tablet/#outbox")
    with tablet.expect_download() as download:
        tablet.click("text=Lưu hộp gửi ra tệp")
    download.value.save_as(tmp_path / "outbox.ndjson")
    devtools = tablet.context.new_cdp_session(tablet)
    devtools.send("Storage.clearDataForOrigin", {"origin": server.url, "storageTypes": "all"})

    again = tablets.tablet_ready(server, chromium)
    again.goto(f"{server.url}/tablet/#outbox")
    again.set_input_files("#import", tmp_path / "outbox.ndjson")
    expect(again.locator("#told")).to_contain_text("Đã nhận: 1 phiếu")
    again.evaluate("Status.send(true)")
    expect(again.locator("#outbox-state")).to_have_text("Đã gửi hết")
    again.context.close()
    opened = store.open_store(server.instance)
    count = opened.read().execute("SELECT count(*) FROM sync_record WHERE visit = ?", [visit]).fetchone()[0]
    opened.close()
    assert count == 1
