"""What a tablet hands over again: the office has every answer, whatever became of the records before."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from survey_app import store
from survey_app.inspections.store import visits
from tests.browser import tablets
from tests.browser.test_tablet_outbox import SPOIL, WITHOUT_SYNC, fill_offline, rows_of, to_outbox

pytestmark = pytest.mark.browser
QUEUED_PHOTO = """async () => {
  const blob = new Blob(["a photo"], { type: "image/jpeg" });
  const digest = await TabletStore.digest(blob);
  await TabletStore.put("photos", { digest, blob, type: blob.type, bytes: blob.size, state: "queued" });
  return digest;
}"""
QUESTIONS = ".screen:not([hidden]) [data-item]:not([hidden]):has(input[type=radio])"


@pytest.fixture(scope="module")
def travelling(server: Any, chromium: Browser) -> Iterator[Page]:
    page = tablets.tablet_ready(server, chromium)
    yield page
    page.context.close()


@pytest.fixture
def tablet(server: Any, travelling: Page) -> Iterator[Page]:
    tablets.begin_anew(server, travelling)
    yield travelling
    travelling.context.unroute_all()


def answer_to(page: Page, record: str, status: int, said: dict[str, Any]) -> None:
    """Answer in the office's place whenever this record is sent."""
    page.context.route(f"**/api/v1/responses/{record}", lambda route: route.fulfill(status=status, json=said))


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
    tablet.add_init_script(WITHOUT_SYNC)
    visit = fill_offline(tablet)
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


@pytest.mark.parametrize("status", [201, 503])
def test_answer__taken_back_while_its_record_waits__is_not_left_in_the_office(
    server: Any, tablet: Page, status: int
) -> None:
    tablet.add_init_script(WITHOUT_SYNC)
    visit = fill_offline(tablet)
    first = tablets.kept(tablet, "outbox")[0]
    if status == 503:
        answer_to(tablet, first["id"], status, {})
    asked = tablet.locator(QUESTIONS).first
    asked.locator("input[type=radio]").first.evaluate(
        "one => { one.checked = false; one.dispatchEvent(new Event('change', { bubbles: true })) }"
    )
    tablets.hand_over(tablet)
    send(tablet)
    if status == 503:
        tablet.context.unroute_all()
        send(tablet)
    assert rows_of(server, visit) == 2
    assert not said_in_office(server, visit).get(str(asked.get_attribute("data-item")))


def test_refused_record__taken_away__leaves_its_section_open_and_its_answers_to_be_sent(
    server: Any, tablet: Page
) -> None:
    visit = fill_offline(tablet)
    form = tablet.url
    tablet.evaluate(SPOIL)
    tablet.context.set_offline(False)
    to_outbox(server, tablet)
    tablet.click("text=Gửi ngay")
    tablet.click("text=Bỏ phiếu này")
    tablet.click("button.danger")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
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
    to_outbox(server, tablet)
    with tablet.expect_download() as download:
        tablet.click("text=Lưu hộp gửi ra tệp")
    file = tmp_path / "outbox.ndjson"
    download.value.save_as(file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [line["photo"] for line in lines[1:]] == [digest]
