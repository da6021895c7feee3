"""Paper from a tablet: the filled form and the minutes, signed paper, signatures; all without a network."""

import base64
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from forms.check import local_day
from tests.browser.signing import draw_line
from tests.browser.tablets import AT_HAND, be_ready, begin_visit, let_in, open_as

pytestmark = pytest.mark.browser
FORM = Path(__file__).parent / "forms/print.md"
ROUND = "in-thu"


@pytest.fixture(scope="module")
def tablet(server: Any, chromium: Browser) -> Iterator[Page]:
    """A tablet on whose open form something was answered, and which has left the network."""
    server.survey("instruments", "publish", str(FORM), "--yes")
    days = ("--from", str(local_day()), "--to", str(local_day() + timedelta(1)))
    server.survey("rounds", "add", ROUND, "--instrument", "print_check", *days)
    context = chromium.new_context(viewport={"width": 800, "height": 1100}, locale="vi-VN")
    context.add_init_script(AT_HAND)
    opened = context.new_page()
    let_in(server, opened)
    open_as(server, opened)
    opened.goto(f"{server.url}/tablet/")
    be_ready(opened)
    begin_visit(opened, ROUND)
    context.set_offline(True)
    opened.click("[data-item=board] [data-choice=no]")
    opened.fill("[data-item=waiting] input", "12")
    opened.fill("[data-item=why] :is(input, textarea)", "Đang sửa <b>")
    yield opened
    context.close()


@pytest.fixture
def page(tablet: Page) -> Iterator[Page]:
    yield tablet
    if tablet.locator("#sheet").count():
        tablet.click("#sheet .button.secondary")


def photo() -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(out, "JPEG")
    return {"name": "bien-ban.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def printed(page: Page) -> tuple[str, list[Image.Image]]:
    """The text and the pages of what the browser would print."""
    made = page.context.new_cdp_session(page).send("Page.printToPDF", {"preferCSSPageSize": True})
    document = pypdfium2.PdfDocument(base64.b64decode(made["data"]))
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    return re.sub(r"\s+", " ", text), [sheet.render(scale=3).to_pil() for sheet in document]


def test_filled_form__printed_offline__shows_answers_failures_and_a_code_that_can_be_read(page: Page) -> None:
    page.click("text=In phiếu đã điền")
    page.wait_for_selector("#sheet svg")
    text, pages = printed(page)
    assert "Kiểm tra có ảnh" in text
    assert re.search(r"Có bảng niêm yết không\?\s*Không\s*–\s*không đạt, chính", text), text
    assert re.search(r"12\s*–\s*không đạt, nhẹ", text), text
    assert "Đang sửa <b>" in text
    assert "Mã hồ sơ" not in text  # nobody answered it
    assert "false" not in text
    codes = [found.text for one in pages for found in zxingcpp.read_barcodes(one)]
    visit = page.url.split("#visit=")[1]
    assert re.fullmatch(rf"{visit} [0-9a-f]{{16}}", codes[0])
    assert codes[0].split()[1] in text


def test_paper__of_an_unfinished_draft__says_what_nobody_answered_or_confirmed(page: Page) -> None:
    page.click("text=In phiếu đã điền")
    page.wait_for_selector("#sheet svg")
    text, sheets = printed(page)
    assert "BẢN NHÁP – chưa nộp phần nào" in text
    assert "Số câu bắt buộc chưa trả lời: 2." in text
    assert re.search(r"Phòng đã kiểm tra\s*chưa trả lời", text), text
    assert re.search(r"Thiếu bảng ở đâu\s*chưa trả lời", text), text
    assert "Vì sao có bảng" not in text  # not asked
    assert "Số câu còn để nguyên câu trả lời điền sẵn, chưa ai xác nhận: 1." in text
    assert re.search(r"Số hồ sơ đã gọi kiểm\s*10\s*–\s*điền sẵn, chưa ai xác nhận", text), text
    assert text.count("DỮ LIỆU GIẢ LẬP") == 1 + len(sheets)


def test_paper__of_a_tablet_whose_clock_is_wrong__says_so_beside_the_time(page: Page) -> None:
    page.evaluate("TabletStore.put('settings', 400 * 86400, 'offset')")
    page.click("text=In phiếu đã điền")
    page.wait_for_selector("#sheet svg")
    expect(page.locator("#sheet .paper-made").last).to_contain_text("chậm khoảng 400 ngày")
    page.evaluate("TabletStore.put('settings', 0, 'offset')")


def test_photo__the_office_holds__stands_in_the_list_by_its_question(page: Page) -> None:
    name = "a" * 64 + ".jpg"
    page.evaluate("(name) => { Drafts.current.answers.counter_photo = name; }", name)
    page.click("text=In phiếu đã điền")
    page.wait_for_selector("#sheet svg")
    text, _ = printed(page)
    page.evaluate(
        "() => { delete Drafts.current.answers.counter_photo; return Drafts.save(Drafts.current); }"
    )
    assert "Tệp số 1 trong bảng kê" in text
    assert "Tệp số 0" not in text
    assert re.search(r"1 Ảnh quầy Đang lưu ở văn phòng a{16}", text), text


def test_dossiers__drawn_for_the_visit__are_listed_in_the_order_of_the_lot(page: Page) -> None:
    page.evaluate(
        """async (id) => {
          const groups = [{ group: "Trễ hạn", codes: ["H-07", "H-02"], replacements: ["H-11"] }];
          const visits = await TabletStore.get("pack", "visits");
          const draws = [{ about: "Hồ sơ xem", seed: "73815", groups }];
          await TabletStore.put("pack", [...visits, { id, draws }], "visits");
          await Papers.draw();
        }""",
        page.url.split("#visit=")[1],
    )
    page.click(".lot summary")
    expect(page.locator(".lot li")).to_have_text(["H-07", "H-02"])
    expect(page.locator(".lot")).to_contain_text("73815")
    expect(page.locator(".lot")).to_contain_text("H-11")


def test_papers__drawn_anew_meanwhile__take_no_button_from_under_a_finger(page: Page) -> None:
    page.hover("text=In phiếu đã điền")
    page.mouse.down()
    page.evaluate("void Papers.draw()")
    page.wait_for_timeout(600)
    page.mouse.up()
    page.wait_for_selector("#sheet svg")


def test_minutes__filled_in_and_printed__have_who_was_there_and_what_was_said(page: Page) -> None:
    page.click("text=Lập biên bản kiểm tra")
    page.fill("#minutes-office", "Sở Nội vụ")
    page.fill("#minutes-unit_people", "Trần Thị B, Phó Giám đốc")
    page.fill("#minutes-opinion", "Đơn vị nhất trí.")
    page.fill("#minutes-recommendations", "Treo lại bảng niêm yết.\nTrước ngày 30.")
    page.click("dialog .actions .button:not(.secondary)")
    page.wait_for_selector("#sheet svg")
    text, _ = printed(page)
    parts = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BIÊN BẢN KIỂM TRA"]
    parts += ["Nguyễn Thị Kiểm", "Trần Thị B", "không đạt: 2", "Đơn vị nhất trí.", "Trước ngày 30."]
    parts += [
        "BẢN NHÁP",
        "DỮ LIỆU GIẢ LẬP",
        "Số câu bắt buộc chưa trả lời: 2.",
        "Số nội dung đã ghi nhận: 3;",
    ]
    parts += ["ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA", "ĐẠI DIỆN ĐOÀN KIỂM TRA"]
    assert [part for part in parts if part not in text] == []
    page.click("#sheet .button.secondary")
    page.click("text=Lập biên bản kiểm tra")
    expect(page.locator("#minutes-opinion")).to_have_value("Đơn vị nhất trí.")
    page.keyboard.press("Escape")


def test_signed_paper_and_signature__kept__go_along_with_the_next_record(page: Page) -> None:
    page.set_input_files("#signed-paper", photo())
    page.wait_for_selector("dialog canvas.mask")
    page.click("dialog .actions .button:not(.secondary)")
    expect(page.locator(".papers .photo-kept")).to_have_count(1)
    page.click("text=Thêm chữ ký")
    page.click("dialog .actions .button:not(.secondary)")
    expect(page.locator("dialog [role=alert]")).to_contain_text("họ và tên")
    page.fill("#signer-name", "Trần Thị B")
    page.fill("#signer-office", "Phó Giám đốc")
    expect(page.locator("dialog #pad-label")).to_be_visible()
    expect(page.locator("dialog canvas.signature")).to_have_css("border-top-width", "3px")
    expect(page.locator("dialog button", has_text="Ký lại")).not_to_be_visible()
    draw_line(page.locator("dialog canvas.signature"), (30, 30), (150, 60))
    page.click("dialog .actions .button:not(.secondary)")
    expect(page.locator(".papers .photo-kept")).to_have_count(2)

    page.click("text=Gửi các tệp này ngay")
    expect(page.locator("#outbox-state")).to_contain_text("Còn 1 phiếu")
    files = page.evaluate("async () => JSON.parse((await TabletStore.all('outbox'))[0].body).files")
    assert set(files) == {"_signed_paper[1]", "_signature[1]"}
    assert files["_signature[1]"]["caption"] == "Trần Thị B, Phó Giám đốc"
    assert (
        page.evaluate("async () => (await TabletStore.all('photos')).map((one) => one.state)")
        == ["queued"] * 2
    )


def test_paper__once_handed_over__says_so_and_takes_the_answers_as_confirmed(page: Page) -> None:
    page.fill("[data-item=room] :is(input, textarea)", "Phòng 1")
    page.fill("[data-item=lack] :is(input, textarea)", "Sảnh")
    page.click("#hand-section")
    expect(page.locator("#handing .done")).to_be_visible()
    page.click("text=In phiếu đã điền")
    page.wait_for_selector("#sheet svg")
    text, _ = printed(page)
    assert "đã nộp từ máy tính bảng này phần 1; chưa nộp phần 2." in text
    assert "chưa trả lời" not in text
    assert "chưa ai xác nhận" not in text


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("shown", ["In phiếu đã điền", "Lập biên bản kiểm tra", "Thêm chữ ký", ""])
def test_papers__every_width__have_no_barrier(page: Page, accessible: Any, width: int, shown: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    if shown:
        page.click(f"text={shown}")
        page.wait_for_selector("#sheet svg" if shown.startswith("In") else "dialog[open]")
    accessible(page)
    page.keyboard.press("Escape")
