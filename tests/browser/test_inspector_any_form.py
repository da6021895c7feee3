"""An office's own form on a visit: entries, files, a signature, a place, with scripts and without."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from forms import Instrument
from survey_app import store
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from tests.browser.pages import press, sign_in
from tests.paper import sheet

pytestmark = pytest.mark.browser
PASSWORD = "mot mat khau dai"  # noqa: S105
ROUND = "bieu-mau-rieng"
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)
FORM = """| survey | | | | | | | | | | |
| | type | name | label | required | relevant | severity | finding | fails | appearance | source |
| | begin_group | place | Nơi kiểm tra | | | | | | field-list | |
| | integer | desks | Số quầy đang mở | yes | | | | | | |
| | geopoint | where | Vị trí | | | | | | | |
| | audio | said | Ghi âm | | | | | | | |
| | file | paper | Văn bản | | | | | | | |
| | image | sign | Chữ ký | | | | | | signature | |
| | end_group | | | | | | | | | |
| | begin_repeat | cases | Hồ sơ đã xem | | ${desks} > 0 | | | | | |
| | text | code | Mã hồ sơ | yes | | | | | | |
| | integer | late | Số ngày trễ | | | N2 | T01 | . > 0 | | S4 |
| | text | why | Lý do trễ | | ${late} > 0 | | | | | |
| | image | proof | Ảnh hồ sơ | | | | | | | |
| | end_repeat | | | | | | | | | |
| settings | | | | |
| | form_id | form_title | version | audience |
| | rieng | Biểu mẫu riêng | 1 | staff |
"""


@pytest.fixture(scope="module")
def form(server: Any, tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    """The form, published and asked by a round that is open; and who carries it."""
    file: Path = tmp_path_factory.mktemp("form") / "rieng.md"
    file.write_text(FORM, "utf-8")
    server.survey("instruments", "publish", str(file))
    today = local_day(datetime.now(UTC))
    days = ("--from", (today - timedelta(9)).isoformat(), "--to", (today + timedelta(9)).isoformat())
    server.survey("rounds", "add", ROUND, "--instrument", "rieng", *days)
    who = ("--name", "Lê Văn Cường", "--role", "inspector", "--password", PASSWORD)
    server.survey("users", "add", "ktv.cuong", *who)
    opened = store.open_store(server.instance)
    found = instruments.published(opened.read(), "rieng", "1")
    opened.close()
    return found


def begin(server: Any, page: Page) -> None:
    sign_in(page, server.url, "ktv.cuong", PASSWORD, "/inspections/new")


def make_visit(page: Page) -> str:
    page.check(f"input[name=round][value={ROUND}]")
    page.fill("[name=place]", "01.001.TT")
    press(page, "main form button")
    if page.locator("[name=again]").count():
        page.check("[name=again]")
        press(page, "main form button")
    return page.url


@pytest.fixture(scope="module")
def picture() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (120, 60), "teal").save(out, "PNG")
    return out.getvalue()


def file_of(content: bytes, name: str) -> Any:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_form__of_the_office__is_filled_in_entry_by_entry_and_handed_in(
    server: Any,
    chromium: Browser,
    form: Instrument,
    accessible: Callable[[Page], None],
    picture: bytes,
    scripts: bool,
) -> None:
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, java_script_enabled=scripts)
    page = context.new_page()
    begin(server, page)
    visit = make_visit(page)
    field = {item.name: item.field for item in form.items}
    page.goto(f"{visit}/sections/1")
    page.fill(f"#{field['desks']}", "2")
    page.fill(f"[name={field['where']}-lat]", "10,5")
    page.fill(f"[name={field['where']}-lon]", "106,25")
    page.set_input_files(f"#{field['said']}", file_of(M4A, "x.m4a"))
    page.set_input_files(f"#{field['paper']}", file_of(sheet(), "x.pdf"))
    page.set_input_files(f"#{field['sign']}", file_of(picture, "sign.png"))
    if scripts:
        accessible(page)
    press(page, "button[value=on]")
    assert page.url.endswith("/sections/2")
    fill_entries(page, field, picture, scripts)
    if scripts:
        accessible(page)
    press(page, "button[value=on]")
    assert page.url.endswith("/review")
    expect(page.locator(".findings li")).to_have_count(1)
    expect(page.locator(".findings")).to_contain_text("Số ngày trễ (hồ sơ đã xem 2)")
    press(page, "main form button")
    expect(page.locator("main")).to_contain_text("10.5, 106.25")
    expect(page.locator(".read a[href$='.pdf'], .read a[href$='.m4a']")).to_have_count(2)
    expect(page.locator(".read h4", has_text=re.compile("ồ sơ đã xem 2"))).to_have_count(1)
    context.close()


def fill_entries(page: Page, field: dict[str, str], picture: bytes, scripts: bool) -> None:
    """Two entries, the second late; a third is added and taken away again."""
    page.fill(f"#{field['code']}_1", "HS-1")
    for number in (2, 3):
        add = page.locator("button[name=r1-add]")
        add.click()
        page.locator(f"#{field['code']}_{number}").wait_for()
    assert page.input_value(f"#{field['code']}_1") == "HS-1"
    page.fill(f"#{field['code']}_2", "HS-2")
    page.fill(f"#{field['code']}_3", "HS-3")
    page.fill(f"#{field['late']}_3", "4")
    page.set_input_files(f"#{field['proof']}_3", file_of(picture, "p.png"))
    page.click("#r1_2 .remove summary")
    page.locator("button[name=r1-remove][value='2']").click()
    expect(page.locator(".occurrence")).to_have_count(2)
    assert page.input_value(f"#{field['code']}_2") == "HS-3"
    if scripts:
        expect(page.locator(f"#q-{field['why']}_1")).to_be_hidden()
    expect(page.locator(f"#q-{field['why']}_2")).to_be_visible()
    page.fill(f"#{field['why']}_2", "Chờ xác nhận")
