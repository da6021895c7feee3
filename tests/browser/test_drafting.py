"""A table from the clipboard of Word in a browser: pasted with its cells, looked over, put on the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import press

pytestmark = pytest.mark.browser
# As Word puts it on the clipboard: styles, paragraphs in cells, merged cells, automatic numbers.
CLIPBOARD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {mso-x: 1}</style></head><body>
<p class=MsoNormal>BẢNG KIỂM TRA <b>BỘ PHẬN MỘT CỬA</b></p>
<div><table border=1>
<tr><td rowspan=2><p>STT</p></td><td rowspan=2><p>Nội dung</p></td><td colspan=2>Kết quả</td>
<td rowspan=2>Ghi chú</td></tr>
<tr><td>Đạt</td><td>Không đạt</td></tr>
<tr><td><p>I</p></td><td colspan=4><p><b>CÔNG KHAI</b></p></td></tr>
<tr><td><p><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span></p></td>
<td><p>Bảng niêm yết "rõ ràng"</p><p>dễ đọc<br>dễ thấy</p></td><td></td><td></td><td></td></tr>
<tr><td>2.</td><td>Số thủ tục
  đã niêm yết</td><td></td><td></td><td></td></tr>
</table></div></body></html>
"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "STT");
  const box = document.querySelector("#table");
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_table__pasted_from_word__is_looked_over_and_put_on_the_desk(
    server: Any, staff: Page, accessible: Callable[[Page], None]
) -> None:
    staff.goto(f"{server.url}/instruments?lang=vi")
    press(staff, "main a[href='/instrument-drafts/table']")
    staff.evaluate(PASTE, CLIPBOARD)
    assert staff.input_value("#table").splitlines()[:4] == [
        "BẢNG KIỂM TRA BỘ PHẬN MỘT CỬA",
        "STT\tNội dung\tKết quả\t\tGhi chú",
        "\t\tĐạt\tKhông đạt\t",
        "I\tCÔNG KHAI\t\t\t",
    ]
    press(staff, "main .button")
    expect(staff.locator("[name=kind-5]")).to_be_visible()
    for width in (360, 800, 1280):
        staff.set_viewport_size({"width": width, "height": 800})
        accessible(staff)
    assert staff.inner_text("#text-5").strip() == '1. Bảng niêm yết "rõ ràng"\ndễ đọc\ndễ thấy'
    staff.select_option("[name=kind-6]", "integer")
    staff.fill("[name=name-6]", "1 sai")
    press(staff, "button[value=check]")
    expect(staff.locator(".error-summary")).to_be_visible()
    accessible(staff)
    assert staff.input_value("[name=kind-6]") == "integer"
    staff.fill("[name=name-6]", "so_thu_tuc")
    with staff.expect_download() as download:
        staff.click("button[value=download]")
    assert download.value.suggested_filename == "bang_kiem_tra_bo_phan.xlsx"
    press(staff, "button[value=check]")
    expect(staff.locator(".facts")).to_contain_text("bang_kiem_tra_bo_phan")
