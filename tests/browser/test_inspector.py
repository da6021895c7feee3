"""An inspector with a tablet: makes a visit, fills the checklist with photos, leaves, resumes, hands in."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page, expect

import forms
from forms import Instrument, Item, ItemType, Screen
from survey_app import store
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from tests.browser.pages import press, sign_in

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
CHECKLIST = Path(forms.__file__).parent / "library" / "counter_check.md"
ROUND, USERNAME = "may-tinh-bang", "ktv.binh"
PASSWORD = "mot mat khau dai"  # noqa: S105
ABSENT = "Bốn người vắng mặt lúc 7 giờ 45, không có lý do."
FAILED = {"B05": "no", "D01_due": "12", "D01_present": "8", "D01_excused": "0", "D01_unexcused": "4"}
MET: Mapping[str, str | list[str]] = {
    "B02_required": "20",
    "B02_displayed": "20",
    "B08": "0",
    "C05_days": "30",
    "C03": ["seats", "water", "cooling", "toilet", "desk"],
    "D02": "0",
    "D03": "0",
    "E03_checked": "5",
    "E03_violations": "0",
    "E08_checked": "5",
    "E08_violations": "0",
    "F03_total": "2",
    "F03_done": "2",
    "H02": ["desk", "intake", "return", "handed", "portal"],
    **FAILED,
}


def photo(colour: str) -> Any:
    """A photo as the camera of a tablet hands it over."""
    stream = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(stream, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": stream.getvalue()}


@pytest.fixture(scope="module")
def checklist(server: Any) -> Instrument:
    """The checklist, published and asked by a round that is open."""
    today = local_day(datetime.now(UTC))
    server.survey("instruments", "publish", str(CHECKLIST))
    ends = (today + timedelta(9)).isoformat()
    server.survey(
        *("rounds", "add", ROUND, "--instrument", "counter_check"),
        *("--from", (today - timedelta(9)).isoformat(), "--to", ends),
    )
    opened = store.open_store(server.instance)
    found = instruments.published(opened.read(), "counter_check", "2")
    opened.close()
    return found


@pytest.fixture
def tablet(server: Any, chromium: Browser) -> Iterator[Page]:
    """A tablet on which an inspector has signed in."""
    name = ("--name", "Trần Văn Bình", "--role", "inspector", "--password", PASSWORD)
    server.survey("users", "add", USERNAME, *name)
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, has_touch=True)
    page = context.new_page()
    sign_in(page, server.url, USERNAME, PASSWORD, "/inspections")
    yield page
    context.close()


def fill(page: Page, instrument: Instrument, screen: Screen) -> None:
    """Answer everything that is asked on ``screen``: met, but for what is to fail."""
    for item in screen.items:
        if item.askable and item.type not in (ItemType.IMAGE, ItemType.TEXT):
            _answer(page, instrument, item)


def _answer(page: Page, instrument: Instrument, item: Item) -> None:
    value = MET.get(item.name, "yes")
    if instrument.choices(item):
        for one in [value] if isinstance(value, str) else value:
            page.check(f"input[name={item.field}][value={one}]")
    else:
        page.fill(f"#{item.field}", str(value))


def test_checklist__with_photos_left_and_resumed__becomes_findings(
    server: Any, tablet: Page, checklist: Instrument, accessible: Accessible
) -> None:
    accessible(tablet)
    make_visit(tablet, accessible)
    visit = tablet.url
    every = forms.screens(checklist)
    press(tablet, "text=Bắt đầu điền")
    accessible(tablet)
    fill(tablet, checklist, every[0])
    tablet.set_input_files(f"#{checklist.item('B01_photo').field}", photo("green"))
    tablet.fill(f"#{checklist.item('B02_required').field}", "hai mươi")
    press(tablet, "button[value=on]")
    expect(tablet.locator(".error-summary")).to_contain_text("không phải là số nguyên")
    expect(tablet.locator(".error-summary")).to_contain_text("Nội dung không đạt phải có ảnh")
    accessible(tablet)
    press(tablet, "button[value=leave]")
    tablet.goto("about:blank")  # the tablet is put away

    tablet.goto(visit)
    accessible(tablet)
    press(tablet, "text=Điền tiếp")
    assert tablet.url.endswith("/sections/1")
    shown = tablet.locator(".kept img")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 480
    tablet.fill(f"#{checklist.item('B02_required').field}", "20")
    tablet.set_input_files(f"#{checklist.item('B05_photo').field}", photo("red"))
    press(tablet, "button[value=on]")
    for screen in every[1:]:
        assert tablet.url.endswith(f"/sections/{screen.number}")
        accessible(tablet)
        fill(tablet, checklist, screen)
        if screen.number == 3:
            tablet.set_input_files(f"#{checklist.item('D01_photo').field}", photo("blue"))
            tablet.fill(f"#{checklist.item('D01_note').field}", ABSENT)
        press(tablet, "button[value=on]")
    hand_in(tablet, visit, accessible)


def make_visit(page: Page, accessible: Accessible) -> None:
    """A new visit to a counter that is searched by name, without marks."""
    press(page, "text=Lập lượt kiểm tra mới")
    accessible(page)
    page.check(f"input[name=round][value={ROUND}]")
    page.fill("[name=place]", "quay 1")
    press(page, "main button")
    expect(page.locator(".notice")).to_contain_text("Hãy chọn")
    accessible(page)
    page.check("input[name=unit] >> nth=0")
    press(page, "main button")
    page.wait_for_url("**/inspections/*-*")


def hand_in(page: Page, visit: str, accessible: Accessible) -> None:
    """The review, handing in, and what can be read afterwards at every width."""
    assert page.url == f"{visit}/review"
    expect(page.locator(".findings li")).to_have_count(2)
    expect(page.locator(".findings li").first).to_contain_text("N1 – nghiêm trọng")
    accessible(page)
    press(page, "main form button")
    assert page.url == visit
    expect(page.locator(".done")).to_contain_text("Đã nộp")
    expect(page.locator(".findings li")).to_have_count(2)
    for width in (360, 800, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        accessible(page)
    press(page, ".findings a >> nth=0")
    expect(page.locator("main")).to_contain_text(ABSENT)
    accessible(page)
    page.goto(f"{visit}/review")
    assert page.url == visit
    page.goto(visit.rpartition("/")[0])
    expect(page.locator("main table")).to_contain_text("Tồn tại: 2")


def new_section(page: Page, url: str, place: str) -> None:
    """The first section of a new visit to ``place``."""
    page.goto(f"{url}/inspections/new")
    page.check(f"input[name=round][value={ROUND}]")
    page.fill("[name=place]", place)
    press(page, "main button")
    press(page, "text=Bắt đầu điền")


def test_section__left_with_changes__asks_first_and_not_when_it_is_saved(
    server: Any, staff: Page, checklist: Instrument
) -> None:
    new_section(staff, server.url, "01.002.Q1")
    section, note = staff.url, f"#{checklist.item('B01_note').field}"
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    staff.on("dialog", stay)
    press(staff, ".progress a")  # nothing was typed: nobody asks
    staff.goto(section)
    staff.click(note)
    staff.keyboard.type("Bảng mờ")
    with staff.expect_event("dialog"):
        staff.click(".progress a")
    assert (asked, staff.url, staff.input_value(note)) == (["beforeunload"], section, "Bảng mờ")
    press(staff, "button[value=leave]")
    staff.goto(section)
    assert staff.input_value(note) == "Bảng mờ"
    assert asked == ["beforeunload"]
    staff.click(note)
    staff.keyboard.type(", rách")
    staff.remove_listener("dialog", stay)
    staff.once("dialog", lambda dialog: dialog.accept())
    press(staff, ".progress a")
    assert staff.url == section.partition("/sections/")[0]


def test_section__photos_together_too_large__are_not_sent_and_nothing_typed_is_lost(
    server: Any, staff: Page, checklist: Instrument, accessible: Accessible, tmp_path: Path
) -> None:
    with (tmp_path / "phim.jpg").open("wb") as stream:
        stream.truncate(251 * 2**20)
    new_section(staff, server.url, "01.002.Q2")
    note, photo_field = (f"#{checklist.item(name).field}" for name in ("B01_note", "B01_photo"))
    staff.fill(note, "Bảng mờ")
    staff.set_input_files(photo_field, tmp_path / "phim.jpg")
    staff.click("button[value=on]")
    expect(staff.locator("#too-much")).to_be_focused()
    expect(staff.locator("#too-much")).to_contain_text("mỗi ảnh tối đa 20 MB")
    accessible(staff)
    assert staff.input_value(note) == "Bảng mờ"
    # Without the script it is the server that says so, on the same page.
    staff.evaluate("document.querySelector('.checklist').dataset.mostMegabytes = '9999'")
    press(staff, "button[value=on]")
    expect(staff.locator(".error-summary")).to_contain_text("tất cả ảnh trong một lần lưu tối đa 250 MB")
    accessible(staff)


def test_section__on_a_tablet__has_targets_large_enough_and_progress_in_sight(
    server: Any, staff: Page, checklist: Instrument
) -> None:
    staff.set_viewport_size({"width": 800, "height": 1280})
    new_section(staff, server.url, "01.001.Q2")
    sizes = staff.evaluate(
        "Array.from(document.querySelectorAll("
        "'.checklist .option, .checklist textarea, .checklist button, .checklist input[type=text],"
        " .checklist input[type=file]')).map(e => Math.round(e.getBoundingClientRect().height))"
    )
    assert min(sizes) >= 48
    staff.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(staff.locator(".progress")).to_be_in_viewport(ratio=0.99)
    staff.set_viewport_size({"width": 1280, "height": 800})
