"""The outbox of a tablet when something goes wrong: refused, killed, carried away, sent from two windows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import tablets
from tests.browser.conftest import CHROMIUM, be_patient

pytestmark = pytest.mark.browser


def test_record__the_office_cannot_read__stays_says_why_and_is_corrected(server: Any, tablet: Page) -> None:
    visit = tablets.fill_offline(tablet)
    tablets.spoil(tablet)
    tablet.context.set_offline(False)
    tablets.to_outbox(server, tablet)
    tablet.click("text=Gửi ngay")
    refused = tablet.locator("#waiting .message")
    expect(refused).to_contain_text("Văn phòng chưa nhận:")
    expect(tablet.locator("#banners")).to_contain_text("Có 1 phiếu văn phòng chưa nhận")
    tablet.click("text=Sửa rồi gửi lại")
    tablets.is_open(tablet)
    assert tablets.kept(tablet, "outbox") == []
    tablets.hand_over(tablet)
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    assert tablets.rows_of(server, visit) == 1


def test_refused_record__taken_away_alone__asks_first(server: Any, tablet: Page) -> None:
    tablets.fill_offline(tablet)
    tablets.spoil(tablet)
    tablet.context.set_offline(False)
    tablets.to_outbox(server, tablet)
    tablet.click("text=Gửi ngay")
    tablet.click("text=Bỏ phiếu này")
    tablet.click("text=Giữ lại")
    assert len(tablets.kept(tablet, "outbox")) == 1
    tablet.click("text=Bỏ phiếu này")
    tablet.click("button.danger")
    expect(tablet.locator("#outbox-state")).to_have_text("1 bản nháp chưa nộp")
    assert tablets.kept(tablet, "outbox") == []
    assert len(tablets.kept(tablet, "drafts")) == 1


def test_outbox__carried_to_another_tablet_in_a_file__is_sent_once(
    server: Any, tablet: Page, chromium: Browser, tmp_path: Path
) -> None:
    visit = tablets.fill_offline(tablet)
    tablets.to_outbox(server, tablet)
    called = tablet.locator("#waiting li strong").inner_text()
    with tablet.expect_download() as download:
        tablet.click("text=Lưu hộp gửi ra tệp")
    file = tmp_path / "outbox.ndjson"
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8").splitlines()[1])["about"][
        "day"
    ]  # for a tablet without the visit
    with file.open("a", encoding="utf-8") as written:
        written.write('{"record": "spoilt", "digest": "0", "body": "{}"}\n')

    other = tablets.tablet_ready(server, chromium, tablets.COLLEAGUE)
    other.context.set_offline(True)
    tablets.to_outbox(server, other)
    other.set_input_files("#import", file)
    expect(other.locator("#told")).to_have_text("Đã nhận: 1 phiếu, 0 ảnh. Đã có sẵn: 0. Dòng hỏng: 1.")
    expect(other.locator("#waiting li strong")).to_have_text(called)
    other.set_input_files("#import", file)
    expect(other.locator("#told")).to_contain_text("Đã có sẵn: 1.")
    expect(other.locator("#banners")).to_contain_text(f"Phiếu của {tablets.INSPECTOR} đang chờ gửi")
    other.context.set_offline(False)
    tablet.context.set_offline(False)
    for page in (other, tablet):
        page.evaluate("Status.send(true)")
        # Whichever tablet comes first: of the other one the office must look at the record.
        expect(page.locator("#outbox-state")).to_have_text(
            re.compile("Đã gửi hết|Văn phòng đang xem: 1 phiếu")
        )
    other.context.close()
    assert tablets.rows_of(server, visit) == 1


def test_file__that_is_no_outbox__is_refused_in_words(server: Any, tablet: Page, tmp_path: Path) -> None:
    file = tmp_path / "list.ndjson"
    file.write_text('{"something": "else"}\n', "utf-8")
    tablets.to_outbox(server, tablet)
    tablet.set_input_files("#import", file)
    expect(tablet.locator("#told")).to_contain_text("Tệp này không phải là hộp gửi")


def test_receipt__of_another_content__leaves_the_record_in_the_outbox(server: Any, tablet: Page) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)
    tablets.fill_offline(tablet)

    def lie(route: Route) -> None:
        route.fulfill(status=200, json={"id": "x", "digest": "y", "state": "stored", "message": ""})

    tablets.answer(tablet, "**/api/v1/responses/*", lie)
    tablet.context.set_offline(False)
    tablets.to_outbox(server, tablet)
    tablet.click("text=Gửi ngay")
    expect(tablet.locator("#told")).to_contain_text("Chưa gửi hết")
    assert [entry["state"] for entry in tablets.kept(tablet, "outbox")] == ["queued"]


def test_app__too_old_for_the_office__keeps_everything_and_says_so(server: Any, tablet: Page) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)
    tablets.fill_offline(tablet)
    answer = {"error": "app_too_old", "message": "", "problems": []}
    tablets.answer(tablet, "**/api/v1/responses/*", lambda route: route.fulfill(status=426, json=answer))
    tablet.context.set_offline(False)
    tablets.to_outbox(server, tablet)
    tablet.click("text=Gửi ngay")
    expect(tablet.locator("#banners")).to_contain_text("Ứng dụng trên máy đã cũ")
    assert len(tablets.kept(tablet, "outbox")) == 1


def test_form__open_in_two_windows__is_filled_in_only_one(server: Any, tablet: Page) -> None:
    tablet.context.set_offline(True)
    tablets.begin_visit(tablet, "kiem-tra")
    person = tablet.evaluate("sessionStorage.getItem('tablet-person')")
    other = tablet.context.new_page()
    # A window waits twenty seconds for the other one to let go: on a busy machine that may take longer.
    other.add_init_script("AbortSignal.timeout = () => new AbortController().signal")
    other.goto(f"{server.url}/tablet/")
    other.evaluate("person => sessionStorage.setItem('tablet-person', person)", person)
    other.goto(tablet.url)
    expect(other.locator("#elsewhere")).to_be_visible()
    expect(other.locator("form.checklist")).not_to_be_visible()
    tablet.goto(f"{server.url}/tablet/")  # and lets go of it
    tablets.is_open(other)
    expect(other.locator("#elsewhere")).to_be_hidden()
    other.close()


@pytest.mark.parametrize("drawing", ["Sender.tell()", "document.querySelector('#waiting button').click()"])
def test_button__of_the_outbox__is_not_drawn_anew_under_a_finger(
    server: Any, tablet: Page, drawing: str
) -> None:
    tablets.fill_offline(tablet)
    tablets.to_outbox(server, tablet)
    expect(tablet.locator("#outbox-state")).to_have_text("Còn 1 phiếu chưa gửi")
    tablet.hover("text=Gửi ngay")
    tablet.mouse.down()
    pressed = tablet.evaluate_handle("document.querySelector('#waiting button')")
    tablet.evaluate(drawing)
    tablet.wait_for_timeout(600)
    assert pressed.evaluate("button => button.isConnected")
    tablet.mouse.up()
    expect(tablet.locator("#told")).to_contain_text("Chưa gửi hết")


def test_two_windows__that_both_send__send_each_record_once(server: Any, tablet: Page) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)  # what the worker sends is not seen here
    visit = tablets.fill_offline(tablet)
    puts: list[str] = []
    tablet.context.on("response", lambda answer: answer.request.method == "PUT" and puts.append(answer.url))
    other = tablet.context.new_page()
    other.goto(f"{server.url}/tablet/")
    tablet.context.set_offline(False)
    for page in (tablet, other):
        page.evaluate("void Status.send(true)")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    other.goto(f"{server.url}/tablet/")  # and both have tried
    other.close()
    assert len(puts) == 1
    assert tablets.rows_of(server, visit) == 1


def test_browser__killed_with_a_full_outbox__has_it_when_it_is_opened_again(
    server: Any, chromium: Browser, tmp_path: Path
) -> None:
    def start() -> Page:
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        context.add_init_script(tablets.AT_HAND)
        be_patient(context)
        return context.pages[0]

    page = start()
    tablets.let_in(server, page)
    tablets.open_as(server, page)
    tablets.be_ready(page)
    visit = tablets.fill_offline(page)
    tablets.kill(tmp_path / "profile")
    page = start()
    page.goto(f"{server.url}/tablet/")
    expect(page.locator("#outbox-state")).to_have_text("Đã gửi hết")
    assert [one["visit"] for one in tablets.kept(page, "sent")] == [visit]
    page.context.close()


def test_plain_address__other_than_this_machine__says_it_cannot_work_offline(
    server: Any, chromium: Browser
) -> None:
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP office.internal 127.0.0.1"],
    )
    browser.on("context", be_patient)
    page = browser.new_page()
    page.goto(f"{server.url.replace('127.0.0.1', 'office.internal')}/tablet/")
    expect(page.locator("h1")).to_have_text("Không dùng được ngoại tuyến tại địa chỉ này")
    assert page.locator("main a").get_attribute("href") == "/certificate"
    browser.close()
