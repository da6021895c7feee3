"""What a tablet hands over again: the office has every answer, whatever became of the records before."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from survey_app import store
from survey_app.inspections.store import visits
from tests.browser import tablets

pytestmark = pytest.mark.browser
QUEUED_PHOTO = """async () => {
  const blob = new Blob(["a photo"], { type: "image/jpeg" });
  const digest = await TabletStore.digest(blob);
  await TabletStore.put("photos", { digest, blob, type: blob.type, bytes: blob.size, state: "queued" });
  return digest;
}"""
# Somebody sends: what is on its way cannot be taken back.
HELD_BY_SENDER = """() => new Promise((held) => void navigator.locks.request("outbox", () => {
  held();
  return new Promise((done) => (window.letGo = done));
}))"""
QUESTIONS = ".screen:not([hidden]) [data-item]:not([hidden]):has(input[type=radio])"


def answer_to(page: Page, record: str, status: int, said: dict[str, Any]) -> None:
    """Answer in the office's place whenever this record is sent."""
    tablets.answer(
        page, f"**/api/v1/responses/{record}", lambda route: route.fulfill(status=status, json=said)
    )


def send(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("Status.send(true)")


def said_in_office(server: Any, visit: str) -> Any:
    """The answers of a visit as the office holds them."""
    opened = store.open_store(server.instance)
    found = visits.find(opened.read(), visit)
    opened.close()
    assert found is not None, "no visit"
    return found.draft


@pytest.mark.parametrize("status", [202, 503])
def test_section__handed_over_again_after_a_record_that_was_not_stored__brings_every_answer(
    server: Any, tablet: Page, status: int
) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)
    visit = tablets.fill_offline(tablet)
    first = tablets.kept(tablet, "outbox")[0]
    held = {"id": first["id"], "digest": first["digest"], "state": "quarantined", "message": ""}
    answer_to(tablet, first["id"], status, held)
    if status == 202:
        send(tablet)
        tablet.reload()
        tablets.is_open(tablet)
    tablet.locator(QUESTIONS).nth(1).locator("input[type=radio]").first.check()
    tablets.hand_over(tablet)
    send(tablet)
    there, here = said_in_office(server, visit), tablets.answers(tablet)
    questions = tablet.locator(QUESTIONS)
    names = [questions.nth(at).get_attribute("data-item") for at in range(2)]
    assert [there.get(name) for name in names] == [here[name] for name in names]


def test_answer__taken_back_while_its_record_is_on_its_way__is_not_left_in_the_office(
    server: Any, tablet: Page
) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)
    visit = tablets.fill_offline(tablet)
    first = tablets.kept(tablet, "outbox")[0]
    answer_to(tablet, first["id"], 503, {})
    asked = tablet.locator(QUESTIONS).first
    tablet.evaluate(HELD_BY_SENDER)
    asked.locator("input[type=radio]").first.evaluate(
        "one => { one.checked = false; one.dispatchEvent(new Event('change', { bubbles: true })) }"
    )
    tablets.hand_over(tablet)
    tablet.evaluate("letGo()")
    for _ in range(2):
        send(tablet)
        tablet.context.unroute_all()
    assert tablets.rows_of(server, visit) == 2
    assert not said_in_office(server, visit).get(str(asked.get_attribute("data-item")))


def test_answer__changed_while_its_record_waits__takes_the_record_back(server: Any, tablet: Page) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)
    visit = tablets.fill_offline(tablet)
    asked = tablet.locator(QUESTIONS).first
    asked.locator("input[type=radio]").nth(1).check()
    expect(tablet.locator("#handing .notice")).to_contain_text("đã được lấy lại khỏi hộp gửi")
    expect(tablet.locator("#outbox-state")).to_have_text("1 bản nháp chưa nộp")
    expect(tablet.locator("#sections .done-mark")).to_have_count(0)
    assert tablets.kept(tablet, "outbox") == []
    tablets.hand_over(tablet)
    send(tablet)
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    name = str(asked.get_attribute("data-item"))
    assert said_in_office(server, visit)[name] == tablets.answers(tablet)[name]
    assert tablets.rows_of(server, visit) == 1


def test_question__asked_before_handing_over__stays_when_a_record_is_taken_back(
    server: Any, tablet: Page
) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)
    tablets.fill_offline(tablet)
    tablet.evaluate(HELD_BY_SENDER)
    tablet.locator(QUESTIONS).first.locator("input[type=radio]").nth(1).check()
    expect(tablet.locator("#handing .notice")).to_contain_text("đã sửa sau khi nộp")
    tablet.click("#hand-section")
    expect(tablet.locator("text=Vẫn nộp")).to_be_visible()
    tablet.evaluate("letGo()")
    expect(tablet.locator("#handing")).to_contain_text("đã được lấy lại khỏi hộp gửi")
    tablet.click("text=Vẫn nộp")
    expect(tablet.locator("#handing .done")).to_contain_text("Đã đưa vào hộp gửi")


def test_answer__changed_once_its_record_has_left__is_listed_and_can_be_handed_over_again(
    server: Any, tablet: Page
) -> None:
    tablet.add_init_script(tablets.WITHOUT_SYNC)
    visit = tablets.fill_offline(tablet)
    send(tablet)
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    name = str(tablet.locator(QUESTIONS).first.get_attribute("data-item"))
    tablet.locator(QUESTIONS).first.locator("input[type=radio]").nth(1).check()
    expect(tablet.locator("#handing .notice")).to_contain_text("đã sửa sau khi nộp")
    expect(tablet.locator("#sections")).to_contain_text("Đã sửa sau khi nộp")
    tablet.click("text=Về danh sách")
    changed = tablet.locator("button.visit", has_text="Đã sửa sau khi nộp, chưa nộp lại")
    expect(tablet.locator("#outbox-state.waiting")).to_have_text("1 bản nháp chưa nộp")
    changed.click()
    tablets.is_open(tablet)
    tablets.hand_over(tablet)
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    assert said_in_office(server, visit)[name] == tablets.answers(tablet)[name]


def test_refused_record__taken_away__leaves_its_section_open_and_its_answers_to_be_sent(
    server: Any, tablet: Page
) -> None:
    visit = tablets.fill_offline(tablet)
    form = tablet.url
    tablets.spoil(tablet)
    tablet.context.set_offline(False)
    tablets.to_outbox(server, tablet)
    tablet.click("text=Gửi ngay")
    tablet.click("text=Bỏ phiếu này")
    tablet.click("button.danger")
    expect(tablet.locator("#outbox-state")).to_have_text("1 bản nháp chưa nộp")
    tablet.goto(form)
    tablets.is_open(tablet)
    expect(tablet.locator("#sections .done-mark")).to_have_count(0)
    tablets.hand_over(tablet)
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    name = str(tablet.locator(QUESTIONS).first.get_attribute("data-item"))
    assert said_in_office(server, visit)[name] == tablets.answers(tablet)[name]


def test_photo__whose_record_has_left__is_in_the_file_of_the_outbox(
    server: Any, tablet: Page, tmp_path: Path
) -> None:
    tablet.context.set_offline(True)
    digest = tablet.evaluate(QUEUED_PHOTO)
    tablets.to_outbox(server, tablet)
    with tablet.expect_download() as download:
        tablet.click("text=Lưu hộp gửi ra tệp")
    file = tmp_path / "outbox.ndjson"
    download.value.save_as(file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [line["photo"] for line in lines[1:]] == [digest]
