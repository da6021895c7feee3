"""Photos on a tablet: masked before anything is kept, without what the camera wrote into them."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from forms.check import local_day
from tests.browser import tablets
from tests.browser.signing import draw_across, draw_signature
from tests.browser.tablets import AT_HAND, begin_visit, hand_over, is_open, let_in, open_as
from tests.paper import sheet

pytestmark = pytest.mark.browser
FORM = Path(__file__).parent / "forms/photos.md"
ROUND = "anh-thu"
HERE = {"latitude": 21.0285, "longitude": 105.8542, "accuracy": 12.0}
RED, BLACK = (200, 30, 30), (0, 0, 0)
_TURNED = 6  # EXIF: to be turned clockwise by a quarter

_KEPT = """async () => {
  const bytes = async (blob) => Array.from(new Uint8Array(await blob.arrayBuffer()));
  const photos = await TabletStore.all("photos");
  return Promise.all(photos.map(async (one) => ({ ...one, blob: await bytes(one.blob) })));
}"""


def photo(size: tuple[int, int] = (2400, 1200), colour: tuple[int, int, int] = RED) -> bytes:
    """A picture of one colour that is to be turned, with a place and a maker in its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = _TURNED
    exif[0x010F] = "May anh bi mat"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture(scope="module")
def tablet(server: Any, chromium: Browser) -> Iterator[Page]:
    server.survey("instruments", "publish", str(FORM), "--yes")
    days = ("--from", str(local_day()), "--to", str(local_day() + timedelta(1)))
    server.survey("rounds", "add", ROUND, "--instrument", "photo_check", *days)
    context = chromium.new_context(
        viewport={"width": 800, "height": 1100},
        locale="vi-VN",
        geolocation=HERE,  # type: ignore[arg-type]
        permissions=["geolocation"],
    )
    context.add_init_script(AT_HAND)
    opened = context.new_page()
    let_in(server, opened)
    open_as(server, opened)
    yield opened
    context.close()


@pytest.fixture
def page(server: Any, tablet: Page) -> Page:
    """The form of a visit that has just begun, nothing kept yet."""
    tablet.goto(f"{server.url}/tablet/")
    tablet.evaluate("TabletStore.write(['photos'], (change) => change.objectStore('photos').clear())")
    begin_visit(tablet, ROUND)
    return tablet


def choose(page: Page, item: str, content: bytes, name: str = "quay.jpg", at: int = 0) -> None:
    field = page.locator(f"[data-item={item}][data-at='{at}'] input[type=file]")
    field.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": content})
    page.wait_for_selector("dialog[open] canvas.mask")


def keep(page: Page, caption: str = "") -> None:
    if caption:
        page.fill("#photo-caption", caption)
    page.click("dialog[open] .actions .button:not(.secondary)")
    page.wait_for_selector("dialog", state="detached")


def drag(page: Page, begin_at: tuple[float, float], end_at: tuple[float, float]) -> None:
    """A line on the picture, both ends in parts of its sides."""
    draw_across(page.locator("canvas.mask"), begin_at, end_at)


def kept(page: Page) -> list[dict[str, Any]]:
    return page.evaluate(_KEPT)


def draft(page: Page) -> dict[str, Any]:
    return page.evaluate("TabletStore.get('drafts', Drafts.current.key)")


def until(page: Page, holds: Callable[[], object]) -> None:
    """Wait until it holds: what the disk says comes later than what the page shows."""
    for _ in range(600):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError(holds)


def near(found: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(found, wanted, strict=True))


def test_photo__masked_by_frame_and_brush__is_black_there_turned_small_and_without_exif(page: Page) -> None:
    choose(page, "counter_photo", photo())
    page.check("#mask-frame")
    drag(page, (0.1, 0.1), (0.5, 0.3))
    page.check("#mask-brush")
    drag(page, (0.2, 0.8), (0.8, 0.8))
    expect(page.locator(".mask-tools [role=status]")).to_contain_text("2")
    page.wait_for_selector("dialog [role=status]:has-text('12 m')")  # the app itself waits for no place
    keep(page, "Quầy số 1")
    page.wait_for_selector(".photo-kept img")

    (one,) = kept(page)
    content = bytes(one["blob"])
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    assert picture.size == (800, 1600)
    assert near(picture.getpixel((240, 320)), BLACK)
    assert near(picture.getpixel((400, 1280)), BLACK)
    assert near(picture.getpixel((600, 800)), RED)
    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"bi mat" not in content

    file = draft(page)["files"]["counter_photo"]
    assert file["digest"] == one["digest"]
    assert file["bytes"] == len(content)
    assert file["caption"] == "Quầy số 1"
    assert abs(file["place"]["latitude"] - HERE["latitude"]) < 1e-6
    assert draft(page)["answers"]["counter_photo"] == f"{one['digest']}.jpg"


def test_photo__left_without_keeping__leaves_nothing(page: Page) -> None:
    choose(page, "counter_photo", photo())
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert kept(page) == []
    assert "counter_photo" not in draft(page)["answers"]


def test_photo__masked_by_keyboard_and_undone__is_masked_where_the_cross_stood(page: Page) -> None:
    choose(page, "counter_photo", photo((800, 800)))
    page.focus("canvas.mask")
    page.keyboard.press("Enter")  # the middle
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    keep(page)
    page.wait_for_selector(".photo-kept img")
    (one,) = kept(page)
    picture = Image.open(io.BytesIO(bytes(one["blob"]))).convert("RGB")
    assert near(picture.getpixel((400, 400)), BLACK)
    assert near(picture.getpixel((240, 400)), RED)


def test_photo__taken_again_and_removed__leaves_no_other(page: Page) -> None:
    choose(page, "counter_photo", photo((400, 300)))
    keep(page)
    page.wait_for_selector(".photo-kept img")
    first = kept(page)[0]["digest"]
    choose(page, "counter_photo", photo((400, 300), (20, 160, 20)))
    keep(page)
    page.wait_for_function(
        "digest => !Object.values(Drafts.current.files).some((f) => f.digest === digest)", arg=first
    )
    until(page, lambda: len(kept(page)) == 1)
    page.click("text=Xóa tệp này")
    page.click("text=Giữ lại")
    assert len(kept(page)) == 1
    page.click("text=Xóa tệp này")
    page.click(".photo-kept button.danger")
    until(page, lambda: not kept(page))
    found = draft(page)
    assert "counter_photo" not in found["files"]
    assert "counter_photo" not in found["answers"]


def test_photos_of_a_repeat__entry_before_removed__move_up_with_their_entry(page: Page) -> None:
    add = page.locator("[data-name=dossier] .add button")
    go_on = page.locator("#next")
    if go_on.is_visible():
        go_on.click()
    while page.locator("[data-name=dossier] .occurrence").count() < 2:
        add.click()
    digests = []
    for at, colour in ((1, RED), (2, (20, 160, 20))):
        choose(page, "page", photo((400, 300), colour), at=at)
        keep(page)
        page.wait_for_function("at => Drafts.current.files[`page[${at}]`]", arg=at)
        digests.append(draft(page)["files"][f"page[{at}]"]["digest"])
    removal = page.locator("[data-name=dossier] .occurrence .remove").first
    expect(removal.locator("button")).not_to_be_visible()
    removal.locator("summary").click()
    removal.locator("button").click()
    until(page, lambda: "page[2]" not in draft(page)["files"])
    assert draft(page)["files"]["page[1]"]["digest"] == digests[1]


def test_photo__after_reopening__stands_beside_its_question(page: Page) -> None:
    choose(page, "counter_photo", photo((400, 300)))
    keep(page, "Quầy 2")
    page.wait_for_selector(".photo-kept img")
    page.reload()
    page.wait_for_selector("body.open")
    expect(page.locator("[data-item=counter_photo] .photo-kept")).to_contain_text("Quầy 2")
    shown = page.locator("[data-item=counter_photo] .photo-kept img")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"not a picture", photo()[:300]]
)
def test_photo__that_is_none__is_refused_in_words(page: Page, content: bytes) -> None:
    field = page.locator("[data-item=counter_photo] input[type=file]")
    field.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content})
    expect(page.locator("[data-item=counter_photo] .photo-told")).to_contain_text("không đọc được")
    assert kept(page) == []


def test_signature_and_document__kept__are_files_of_the_draft(page: Page) -> None:
    draw_signature(page)
    page.wait_for_function("() => Drafts.current.files.seal")
    field = page.locator("[data-item=decision] input[type=file]")
    field.set_input_files({"name": "qd.pdf", "mimeType": "application/pdf", "buffer": sheet()})
    until(page, lambda: draft(page)["files"].keys() >= {"seal", "decision"})
    found = draft(page)
    assert found["answers"]["seal"].endswith(".png")
    assert found["answers"]["decision"].endswith(".pdf")


def test_photo__the_disk_has_no_room_for__stays_masked_in_front_and_is_said_in_words(page: Page) -> None:
    choose(page, "counter_photo", photo((400, 300)))
    page.evaluate(tablets.NO_ROOM)
    page.click("dialog[open] .actions .button:not(.secondary)")
    told = page.locator("dialog[open] p.message")
    expect(told).to_have_text("Không giữ được: bộ nhớ dành cho ứng dụng đã hết chỗ")
    assert "counter_photo" not in draft(page)["files"]
    expect(page.locator("[data-item=counter_photo] .photo-kept")).to_have_count(0)
    page.evaluate("restore()")
    keep(page)
    page.wait_for_selector("[data-item=counter_photo] .photo-kept img")


def refuse_files(route: Route) -> None:
    """Take no file, as the office does with what is no picture."""
    said = {"error": "no_picture", "message": "Tệp không phải là ảnh.", "problems": []}
    route.fulfill(status=422, json=said)


def test_photo__the_office_refuses__is_named_led_to_and_forgotten_once_replaced(
    server: Any, page: Page
) -> None:
    tablets.answer(page, "**/api/v1/files/*", refuse_files)
    choose(page, "counter_photo", photo((300, 300)))
    keep(page, "Quầy số 1")
    hand_over(page)
    page.evaluate("Status.send(true)")
    expect(page.locator("#outbox-state.waiting")).to_contain_text("Ảnh văn phòng chưa nhận: 1")
    expect(page.locator("[data-item=counter_photo] .refused")).to_contain_text("Tệp không phải là ảnh.")
    label = page.locator("[data-item=counter_photo]").locator("label, legend, .label").first.inner_text()
    page.goto(f"{server.url}/tablet/#outbox")
    notice = page.locator("#waiting .notice")
    expect(notice).to_contain_text(f"{label.strip()} · Quầy số 1 · ")
    notice.locator("button").click()
    is_open(page)
    page.context.unroute_all()
    choose(page, "counter_photo", photo((200, 200)))
    keep(page)
    until(page, lambda: [one["state"] for one in kept(page)] == ["kept"])
    page.goto(f"{server.url}/tablet/#outbox")
    page.wait_for_selector("#waiting .actions")
    expect(page.locator("#waiting .notice")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_dialog_of_masking__every_width__has_no_barrier(page: Page, accessible: Any, width: int) -> None:
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    choose(page, "counter_photo", photo())
    accessible(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.set_viewport_size(before or {"width": 800, "height": 1100})
