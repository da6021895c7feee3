"""A language added and read aloud in a browser: saved line by line, recorded, changed by two at once."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

pytestmark = pytest.mark.browser
FORM = "/instruments/counter_check/2/languages"


@pytest.fixture
def speaker(server: Any, chromium: Browser, staff: Page) -> Iterator[Page]:
    """A page of somebody signed in who lets it use the microphone."""
    context = chromium.new_context(
        storage_state=staff.context.storage_state(), permissions=["microphone"], locale="vi"
    )
    yield context.new_page()
    context.close()


def add_tay(page: Page, url: str) -> None:
    page.goto(f"{url}{FORM}")
    page.fill("[name=tag]", "tyz")
    page.click("main form .button")
    page.wait_for_url("**/languages/tyz")


def spoken(page: Page) -> Locator:
    """The first line that can be recorded."""
    return page.locator(".line:has(.record)").first


def write(line: Locator, text: str) -> None:
    line.locator("textarea").fill(text)
    line.locator("textarea").blur()


def test_line__written_and_recorded__is_kept_at_once_and_plays(
    server: Any, speaker: Page, accessible: Callable[[Page], None]
) -> None:
    add_tay(speaker, server.url)
    line = spoken(speaker)
    write(line, "Bại rừ?")
    expect(line.locator(".said")).to_have_text("Đã lưu.")
    expect(line.locator(".state").first).to_have_text("Nháp")
    line.locator("[name^=reviewed]").check()
    expect(line.locator(".state").first).to_have_text("Đã duyệt")
    line.locator(".record").click()
    expect(line.locator(".record.running")).to_contain_text("Dừng và lưu")
    speaker.wait_for_timeout(1500)  # of sound
    line.locator(".record").click()
    expect(line.locator(".state.draft")).to_have_text("Bản ghi âm nháp")
    heard = line.locator("audio").evaluate(
        "sound => new Promise((done) => { sound.onloadedmetadata = () => done(true);"
        " sound.onerror = () => done(false); sound.load(); sound.play(); })"
    )
    assert heard
    line.locator("[name^=heard]").check()
    expect(line.locator(".state.reviewed")).to_have_count(2)
    line.locator("textarea").fill("Bại nào?")
    expect(line.locator("[name^=reviewed]")).not_to_be_checked()  # the tick was for the words before
    line.locator("textarea").blur()
    expect(line.locator(".stand")).to_contain_text("Bản ghi âm đọc câu chữ trước đây")
    accessible(speaker)
    line.locator("[name=remove]").click()
    expect(line.locator("audio")).to_have_count(0)
    speaker.reload()
    assert spoken(speaker).locator("textarea").input_value() == "Bại nào?"


def test_line__changed_by_two__shows_both_and_loses_neither(server: Any, speaker: Page) -> None:
    add_tay(speaker, server.url)
    other = speaker.context.new_page()
    other.goto(speaker.url)
    write(spoken(other), "Của chị")
    expect(spoken(other).locator(".said")).to_have_text("Đã lưu.")
    line = spoken(speaker)
    write(line, "Của tôi")
    expect(line.locator(".message")).to_contain_text("“Của chị”")
    assert line.locator("textarea").input_value() == "Của tôi"
    line.locator(".again").click()
    expect(line.locator(".said")).to_have_text("Đã lưu.")
    expect(line.locator(".again")).to_be_hidden()
    expect(line.locator(".message")).to_have_count(0)
    speaker.reload()
    assert spoken(speaker).locator("textarea").input_value() == "Của tôi"


def test_progress__after_a_line_was_saved__moves(server: Any, speaker: Page) -> None:
    add_tay(speaker, server.url)
    line = speaker.locator(".line").last
    write(line, "")
    line.locator("textarea").blur()
    counted = speaker.locator("#progress dd").first
    before = int(counted.inner_text().split()[0])
    write(line, "Câu cuối")
    expect(counted).to_have_text(re.compile(f"^{before + 1} trên "))


def test_line__signed_out_meanwhile__is_saved_after_signing_in_in_another_tab(
    server: Any, speaker: Page, accessible: Callable[[Page], None]
) -> None:
    add_tay(speaker, server.url)
    line = spoken(speaker)
    cookies = speaker.context.cookies()
    speaker.context.clear_cookies()
    write(line, "Gõ khi đã bị đăng xuất")
    expect(line.locator(".said")).to_contain_text("đăng nhập lại ở thẻ khác")
    assert line.locator(".said a").get_attribute("target") == "_blank"
    accessible(speaker)
    line.locator(".again").click()
    expect(line.locator(".said")).to_contain_text("đăng nhập lại ở thẻ khác")
    speaker.context.add_cookies(cookies)
    speaker.evaluate("translating.elements.csrf_token.value = 'of the session before'")
    line.locator(".again").click()
    expect(line.locator(".said")).to_have_text("Đã lưu.")
    speaker.reload()
    assert spoken(speaker).locator("textarea").input_value() == "Gõ khi đã bị đăng xuất"


def test_page__left_with_a_line_unsaved__asks(server: Any, speaker: Page) -> None:
    add_tay(speaker, server.url)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    speaker.on("dialog", stay)
    text = spoken(speaker).locator("textarea")
    text.click()
    text.press_sequentially("nữa")
    with speaker.expect_event("dialog"):
        speaker.evaluate("setTimeout(() => { window.location.href = '/'; })")
    assert asked == ["beforeunload"]
    text.blur()
    expect(spoken(speaker).locator(".said")).to_have_text("Đã lưu.")
    speaker.goto(f"{server.url}{FORM}")
    assert asked == ["beforeunload"]


def test_line__when_the_server_is_away__stays_and_is_sent_again(server: Any, speaker: Page) -> None:
    add_tay(speaker, server.url)
    line = spoken(speaker)
    write(line, "Tày")
    expect(line.locator(".said")).to_have_text("Đã lưu.")
    speaker.context.set_offline(True)
    line.locator(".record").click()
    expect(line.locator(".record.running")).to_have_count(1)
    speaker.wait_for_timeout(1500)  # of sound
    line.locator(".record").click()
    expect(line.locator(".record")).to_contain_text("Gửi lại bản vừa ghi")
    expect(line.locator(".said")).to_contain_text("Chưa lưu được")
    speaker.context.set_offline(False)
    line.locator(".record").click()
    expect(line.locator("audio")).to_have_count(1)


def test_page__without_a_microphone__says_so_and_takes_a_file(server: Any, speaker: Page) -> None:
    speaker.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    add_tay(speaker, server.url)
    expect(speaker.locator("#no-microphone")).to_be_visible()
    expect(speaker.locator(".record >> visible=true")).to_have_count(0)
    line = spoken(speaker)
    write(line, "Tày nữa")
    expect(line.locator(".said")).to_have_text("Đã lưu.")
    sound = {"name": "a.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3\x04\x00" + bytes(60)}
    line.locator("[type=file]").set_input_files([sound])
    expect(line.locator("audio")).to_have_count(1)
    expect(line.locator("[type=file]")).to_have_value("")
