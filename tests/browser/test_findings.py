"""A recommendation from its issue to its close in the browser, by lead, unit and verifier; the register."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from survey_app import store
from survey_app.findings import service as findings
from survey_app.places.model import local_day
from tests.browser.pages import press, sign_in

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
LEAD, CONTACT, VERIFIER = "truongdoan", "daumoi", "thamtra"
REMEDY = "Đã niêm yết lại đầy đủ ngày 12/3 theo biên bản số 7."
TODAY = local_day(datetime.now(UTC))


@pytest.fixture(scope="module")
def people(server: Any, chromium: Browser) -> Iterator[Mapping[str, Page]]:
    """A page of each of those who take part, signed in."""
    pages = {}
    for username in (LEAD, CONTACT, VERIFIER):
        page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
        sign_in(page, server.url, username, server.password)
        pages[username] = page
    yield pages
    for page in pages.values():
        page.context.close()


def found_at_the_centre(server: Any) -> str:
    """The reference of something just found where the unit's contact belongs."""
    new = findings.NewFinding(
        item="B01",
        code="TT01",
        severity="N1",
        statement={"vi": "Thủ tục chưa được niêm yết", "en": "Procedures are not posted"},
        legal_basis="",
        note="",
        photos=(),
    )
    opened = store.open_store(server.instance)
    visit = str(uuid4())
    found = opened.write(
        lambda db: findings.open_findings(db, visit, "01.001.TT", ("kiemtra1",), TODAY, [new])
    )
    opened.close()
    return found[0].reference


def photo() -> Any:
    """What the camera of a tablet hands over."""
    stream = io.BytesIO()
    Image.new("RGB", (1600, 1200), "green").save(stream, "JPEG")
    return {"name": "bang.jpg", "mimeType": "image/jpeg", "buffer": stream.getvalue()}


def look_at(page: Page, accessible: Accessible) -> None:
    """Fail with what axe finds on a phone and on a desk, and when the page scrolls sideways."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        accessible(page)


def widths_of_pictures(page: Page, where: str) -> list[int]:
    """How wide the pictures are that ``where`` selects, once they are decoded."""
    pictures = page.locator(where)
    pictures.evaluate_all("images => images.forEach(image => image.loading = 'eager')")
    decoded = "images => Promise.all(images.map(i => i.decode().then(() => i.naturalWidth)))"
    found: list[int] = pictures.evaluate_all(decoded)
    return found


def narrow(page: Page, **chosen: str) -> list[str]:
    """The references in the register narrowed to what is chosen."""
    if page.locator("details.filter").get_attribute("open") is None:
        page.click("details.filter summary")
    for name, value in chosen.items():
        page.select_option(f"[name={name}]", value)
    press(page, "details.filter button")
    return page.locator("tbody .reference a").all_inner_texts()


def take(page: Page, step: str, **typed: str) -> None:
    """Follow the step that is offered, fill in its form and send it."""
    press(page, f"main a[href$='/{step}']")
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    press(page, "main form button")


def issue(lead: Page, path: str, accessible: Accessible) -> None:
    """Make a recommendation of what was found; too short a text is not taken."""
    lead.goto(path)
    look_at(lead, accessible)
    take(lead, "issue", text="ngắn")
    expect(lead.locator(".error-summary")).to_contain_text("ít nhất 15 chữ cái")
    look_at(lead, accessible)
    lead.fill("[name=text]", REMEDY)
    lead.fill("[name=due_on]", (TODAY + timedelta(3)).isoformat())
    press(lead, "main form button")
    expect(lead.locator(".way [aria-current=step]")).to_contain_text("Đã kiến nghị")


def report(contact: Page, path: str) -> None:
    """Say what was the cause and what was done, with a photo of it."""
    contact.goto(f"{path}/report")
    contact.fill("[name=cause]", REMEDY)
    contact.fill("[name=measure]", REMEDY)
    contact.set_input_files("[name=files]", photo())
    press(contact, "main form button")
    expect(contact.locator(".way [aria-current=step]")).to_contain_text("Đã báo cáo khắc phục")


def test_recommendation__failed_once__is_closed_by_somebody_outside_the_unit(
    server: Any, people: Mapping[str, Page], accessible: Accessible
) -> None:
    lead, contact, verifier = people.values()
    reference = found_at_the_centre(server)
    path = f"{server.url}/findings/{reference}"
    answer = contact.goto(path)
    assert answer is not None
    assert answer.status == 404  # nobody told the unit yet
    issue(lead, path, accessible)

    contact.goto(f"{server.url}/our-findings")
    look_at(contact, accessible)
    work = contact.locator(".work > li", has_text=reference)
    expect(work).to_contain_text("xác nhận đã nhận kiến nghị")
    press(contact, work.locator("a.button"))
    press(contact, "main form button")
    report(contact, path)
    assert widths_of_pictures(contact, ".history img") == [480]
    assert contact.locator("main a[href$='/pass']").count() == 0

    verifier.goto(path)
    take(verifier, "fail", note="Ảnh chưa thấy đủ bảng niêm yết")
    contact.goto(f"{server.url}/our-findings")
    expect(contact.locator(".work > li", has_text=reference)).to_contain_text("Ảnh chưa thấy đủ")
    report(contact, path)
    verifier.goto(path)
    take(verifier, "pass")
    expect(verifier.locator(".way")).to_contain_text("chưa đạt 1 lần")
    look_at(verifier, accessible)
    verifier.goto(f"{server.url}/findings")
    assert reference in narrow(verifier, state="closed")
    assert reference not in narrow(verifier, state="", due="open")


def test_register__narrowed__shows_pictures_and_hands_out_files_of_exactly_that(
    server: Any, people: Mapping[str, Page], accessible: Accessible, tmp_path: Path
) -> None:
    page = people[LEAD]
    page.goto(f"{server.url}/findings")
    every = page.locator("tbody .reference a").all_inner_texts()
    assert set(widths_of_pictures(page, "td.statement img")) <= set(range(1, 481))
    assert page.locator("td.statement img").count() > 0
    grave = narrow(page, severity="N1")
    assert 0 < len(grave) < len(every)
    assert set(page.locator("table:has(#list-caption) .grave").all_inner_texts()) == {"N1 – nghiêm trọng"}
    look_at(page, accessible)
    with page.expect_download() as waited:
        page.click("text=Tải danh sách này (Excel)")
    waited.value.save_as(tmp_path / "findings.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx").active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == grave
    with page.expect_download() as waited:
        page.click("text=Tải danh sách này (CSV)")
    waited.value.save_as(tmp_path / "findings.csv")
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [line["Số hiệu"] for line in csv.DictReader(stream)] == grave


def test_register__on_a_tablet__shows_every_fact_without_moving_sideways(
    server: Any, people: Mapping[str, Page], accessible: Accessible
) -> None:
    page = people[LEAD]
    page.goto(f"{server.url}/findings")
    for width in (360, 800):
        page.set_viewport_size({"width": width, "height": 1000})
        accessible(page)
        scroll = page.locator(".scroll:has(#list-caption)")
        assert scroll.evaluate("box => box.scrollWidth <= box.clientWidth")
        line = page.locator("table.stacked tbody tr").first
        ends = line.locator("td").evaluate_all("cells => cells.map(one => one.getBoundingClientRect().right)")
        assert len(ends) == 6
        assert max(ends) <= width
        expect(page.get_by_role("table", name="Danh sách tồn tại, kiến nghị")).to_be_visible()
        assert page.get_by_role("columnheader", name="Trạng thái").count() == 1
    references = page.locator("tbody .reference a").all_inner_texts()
    page.focus(".scroll:has(#list-caption)")
    reached = []
    for _ in range(1000):
        if len(reached) == len(references):
            break
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.innerText")
        reached += [said] if said in references else []
    assert reached == references  # in the order they are seen
    page.set_viewport_size({"width": 1280, "height": 800})


def test_register__narrowed_to_nothing__says_what_to_do(
    server: Any, people: Mapping[str, Page], accessible: Accessible
) -> None:
    page = people[VERIFIER]
    page.goto(f"{server.url}/findings?unit=khong-co-don-vi-nay&lang=en")
    look_at(page, accessible)
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto(f"{server.url}/findings?first=2001-01-01&last=2001-01-02&lang=en")
    look_at(page, accessible)
    press(page, "text=Show all")
    assert page.url.endswith("/findings")
    page.goto(f"{server.url}/findings?lang=vi")


def test_evidence__too_much_together__is_not_sent_and_after_a_refusal_going_back_brings_all_typed(
    server: Any, people: Mapping[str, Page], accessible: Accessible, tmp_path: Path
) -> None:
    with (tmp_path / "phim.pdf").open("wb") as stream:
        stream.truncate(61 * 2**20)
    page = people[LEAD].context.new_page()
    page.goto(f"{server.url}/findings/external")
    expect(page.locator("#files-hint")).to_contain_text("mỗi lần gửi tối đa 60 MB")
    page.fill("[name=document]", "Kết luận số 7")
    page.set_input_files("[name=files]", tmp_path / "phim.pdf")
    page.click("main form button")
    expect(page.locator("#too-much")).to_be_focused()
    look_at(page, accessible)
    expect(page.locator("[name=document]")).to_have_value("Kết luận số 7")
    # Without the script it is the server that says so.
    page.evaluate("document.querySelector('[data-most-megabytes]').dataset.mostMegabytes = '9999'")
    press(page, "main form button")
    expect(page.locator("main")).to_contain_text("lớn hơn 60 MB")
    expect(page.locator("main")).to_contain_text("nút quay lại của trình duyệt")
    accessible(page)
    page.go_back()
    expect(page.locator("[name=document]")).to_have_value("Kết luận số 7")
    page.close()
