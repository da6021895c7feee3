"""What lies on a tablet and nobody asks for any more, and what a tablet must not be silent about."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import tablets

pytestmark = pytest.mark.browser
UNCHOSEN = ".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]:not(:checked)"
A_YEAR = 400 * 24 * 3600  # seconds, and more
# A look at whether the tablet is ready, which ends after one that began later.
LATE_LOOK = """async () => {
  const { lacking } = Pack;
  let end;
  const begun = new Promise((begins) => {
    Pack.lacking = () => new Promise((done) => (end = done, begins()));
  });
  const looking = Device.renew();
  await begun;
  Pack.lacking = lacking;
  await Device.renew();
  end({ app: false, pages: [], pack: true });
  await looking;
  return document.querySelector("a.readiness").textContent;
}"""


def without_visits(route: Route) -> None:
    """The pack as it would be had the office deleted every visit."""
    headers = {name: value for name, value in route.request.headers.items() if name != "if-none-match"}
    pack = route.fetch(headers=headers).json()
    route.fulfill(json={**pack, "visits": []}, headers={"ETag": '"without"'})


def filled_then_deleted(server: Any, page: Page) -> None:
    """Answer something in a visit of the office, which then deletes it; the list is in front afterwards."""
    page.locator("button.visit").first.click()
    tablets.is_open(page)
    page.locator(UNCHOSEN).first.check()
    expect(page.locator("#outbox-state")).to_have_text("1 bản nháp chưa nộp")
    page.context.route("**/api/v1/pack", without_visits)
    page.goto(f"{server.url}/tablet/")
    expect(page.locator("main")).to_contain_text("Văn phòng không còn giao")


def test_draft__of_a_visit_the_office_deleted__is_saved_carried_back_and_handed_over_anew(
    server: Any, tablet: Page, tmp_path: Path
) -> None:
    filled_then_deleted(server, tablet)
    before = tablets.kept(tablet, "drafts")[0]
    sent_by_others = tablets.rows_of(server, before["visit"])
    expect(tablet.locator("#outbox-state.waiting")).to_have_text("1 bản nháp chưa nộp")
    with tablet.expect_download() as download:
        tablet.click("text=Lưu bản nháp ra tệp")
    download.value.save_as(tmp_path / "draft.ndjson")
    lines = [json.loads(line) for line in (tmp_path / "draft.ndjson").read_text("utf-8").splitlines()]
    assert [line["draft"] for line in lines[1:]] == [before["key"]]
    tablet.click("text=Bỏ lượt kiểm tra này")
    tablet.click("button.danger")
    expect(tablet.locator("#told")).to_have_text("Đã bỏ lượt kiểm tra.")
    assert tablets.kept(tablet, "drafts") == []

    tablet.goto(f"{server.url}/tablet/#outbox")
    tablet.set_input_files("#import", tmp_path / "draft.ndjson")
    expect(tablet.locator("#told")).to_contain_text("Bản nháp mới nhận: 1.")
    expect(tablet.locator("#unsent li strong")).to_contain_text("/")  # the unit and the day
    tablet.click("#menu >> text=Lượt kiểm tra")
    tablet.click("text=Nộp thành lượt kiểm tra mới")
    tablets.is_open(tablet)
    (made,) = tablets.kept(tablet, "drafts")
    assert made["visit"] != before["visit"]
    assert made["answers"].items() >= {k: v for k, v in before["answers"].items() if v}.items()
    tablets.hand_over(tablet)
    tablet.evaluate("Status.send(true)")
    assert tablets.rows_of(server, made["visit"]) == 1
    assert tablets.rows_of(server, before["visit"]) == sent_by_others


def test_visit__begun_here_and_deleted_by_the_office_once_it_knew_it__is_said_to_be_gone(
    server: Any, tablet: Page, accessible: Any
) -> None:
    tablets.fill_offline(tablet)
    tablet.context.set_offline(False)
    tablet.evaluate("Status.send(true)")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    tablet.locator(UNCHOSEN).first.check()
    expect(tablet.locator("#outbox-state")).to_have_text("1 bản nháp chưa nộp")
    tablet.context.route("**/api/v1/pack", without_visits)
    tablet.goto(f"{server.url}/tablet/")
    expect(tablet.locator("main")).to_contain_text("Văn phòng không còn giao")
    accessible(tablet)
    tablet.click("button.visit")
    tablets.is_open(tablet)  # to be looked at


def test_readiness__a_look_that_ends_after_a_later_one__does_not_say_what_was_true_before(
    tablet: Page,
) -> None:
    assert tablet.evaluate(LATE_LOOK) == "Sẵn sàng ngoại tuyến"


def test_tablet__whose_clock_is_far_off__says_so_on_every_screen(server: Any, tablet: Page) -> None:
    tablet.evaluate(f"TabletStore.put('settings', {A_YEAR}, 'offset')")
    tablet.evaluate("Status.show()")
    expect(tablet.locator("#banners")).to_contain_text("Đồng hồ của máy chậm khoảng 400 ngày")
    tablet.evaluate("TabletStore.put('settings', 0, 'offset')")
    tablet.evaluate("Status.show()")
    expect(tablet.locator("#banners")).to_be_empty()


def test_pin__easy_to_guess__is_refused_with_the_reason_when_a_forgotten_one_is_replaced(
    server: Any, tablet: Page
) -> None:
    easy = ["111111", "123456", "654321", "890123", tablets.PIN, "121212"]
    assert tablet.evaluate("pins => pins.map(Lock.isEasy)", easy) == [True] * 4 + [False] * 2
    tablet.click("text=Khóa máy")
    tablet.click(f"button.choice:has-text('{tablets.INSPECTOR}')")
    tablet.click("text=Quên mã PIN")
    expect(tablet.locator("h1")).to_have_text(f"Đặt lại mã PIN: {tablets.INSPECTOR}")
    tablet.fill("#password", server.password)
    tablet.click("main form button")
    for pin in ("123456", tablets.PIN):
        tablet.fill("#pin", pin)
        tablet.fill("#again", pin)
        tablet.click("main form button")
        if pin != tablets.PIN:
            expect(tablet.locator("main [role=alert]")).to_contain_text("quá dễ đoán")
    expect(tablet.locator("h1")).to_have_text("Lượt kiểm tra")
