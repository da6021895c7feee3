"""A finding from open to closed in the browser: remedied with a photo by one inspector, closed by another."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
PASSWORD = "mot mat khau dai"  # noqa: S105
INSPECTORS = {"ktv.lan": "Lê Thị Lan", "ktv.minh": "Đỗ Văn Minh"}
REMEDY = "Đã niêm yết lại đầy đủ ngày 12/3 theo biên bản số 7."


@pytest.fixture(scope="module")
def inspectors(server: Any, chromium: Browser) -> Iterator[Mapping[str, Page]]:
    """A page of each of two inspectors who are signed in."""
    pages = {}
    for username, name in INSPECTORS.items():
        server.survey("users", "add", username, "--name", name, "--role", "inspector", "--password", PASSWORD)
        page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.goto(f"{server.url}/sign-in?next=/findings")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/findings")
        pages[username] = page
    yield pages
    for page in pages.values():
        page.context.close()


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
    page.click("details.filter button")
    page.wait_for_load_state()
    return page.locator("tbody .reference a").all_inner_texts()


def test_finding__remedied_with_a_photo_and_closed_by_another__stays_closed(
    server: Any, inspectors: Mapping[str, Page], accessible: Accessible
) -> None:
    lan, minh = inspectors.values()
    look_at(lan, accessible)
    reference = narrow(lan, state="open")[0]
    look_at(lan, accessible)
    lan.click(f"text={reference}")
    look_at(lan, accessible)

    lan.click("text=Ghi nhận đã khắc phục")
    look_at(lan, accessible)
    lan.fill("[name=note]", "đã xong")
    lan.click("main form button")
    expect(lan.locator(".error-summary")).to_contain_text("ít nhất 15 chữ cái")
    look_at(lan, accessible)
    lan.fill("[name=note]", REMEDY)
    lan.set_input_files("[name=photo]", photo())
    lan.click("main form button")
    expect(lan.locator(".done")).to_contain_text("Đã ghi nhận khắc phục")
    assert widths_of_pictures(lan, ".history img") == [480]
    look_at(lan, accessible)

    minh.goto(f"{server.url}/findings/{reference}")
    expect(minh.locator(".history")).to_contain_text(REMEDY)
    minh.click(".history .photos a")
    assert minh.evaluate("document.images[0].naturalWidth") == 1600  # the browser shows the whole photo
    minh.go_back()
    minh.click("text=Xác nhận và đóng")
    look_at(minh, accessible)
    minh.click("main form button")
    expect(minh.locator(".done")).to_contain_text("Đã đóng")
    expect(minh.locator(".history")).to_contain_text(INSPECTORS["ktv.minh"])
    assert minh.locator("main .actions a.button").count() == 0
    look_at(minh, accessible)

    lan.goto(f"{server.url}/findings")
    assert reference in narrow(lan, state="closed")
    assert reference not in narrow(lan, state="open")


def test_register__narrowed__shows_pictures_and_hands_out_files_of_exactly_that(
    server: Any, inspectors: Mapping[str, Page], accessible: Accessible, tmp_path: Path
) -> None:
    page = inspectors["ktv.lan"]
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
    server: Any, inspectors: Mapping[str, Page], accessible: Accessible
) -> None:
    page = inspectors["ktv.lan"]
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
        expect(page.get_by_role("table", name="Danh sách tồn tại")).to_be_visible()
        assert page.get_by_role("columnheader", name="Trạng thái").count() == 1
    references = page.locator("tbody .reference a").all_inner_texts()
    page.focus(".scroll:has(#list-caption)")
    reached = []
    while len(reached) < len(references):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.innerText")
        reached += [said] if said in references else []
    assert reached == references  # in the order they are seen
    page.set_viewport_size({"width": 1280, "height": 800})


def test_register__narrowed_to_nothing__says_what_to_do(
    server: Any, inspectors: Mapping[str, Page], accessible: Accessible
) -> None:
    page = inspectors["ktv.minh"]
    page.goto(f"{server.url}/findings?unit=khong-co-don-vi-nay&lang=en")
    look_at(page, accessible)
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto(f"{server.url}/findings?first=2001-01-01&last=2001-01-02&lang=en")
    look_at(page, accessible)
    page.click("text=Show all")
    page.wait_for_url("**/findings")
    page.goto(f"{server.url}/findings?lang=vi")
