"""Citizens whose browser keeps nothing; who need larger letters, listen, are helped, come again."""

import json
import re
import shutil
import sqlite3
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from survey_app.places.model import local_day
from survey_app.web import now
from tests.browser.conftest import be_patient
from tests.browser.pages import press

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SMALL = {"width": 360, "height": 640}
ANDROID, KIT = "Mozilla/5.0 (Linux; Android 12; ", "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
ZALO = (
    f"{ANDROID}SM-A525F Build/SP1A.210812.016; wv) {KIT} Chrome/120.0.6099.230 Mobile Safari/537.36"
    " Zalo android/12100625 ZaloTheme/light ZaloLanguage/vi"
)
FACEBOOK = (
    f"{ANDROID}SM-A025G Build/SP1A.210812.016; wv) {KIT} Chrome/113.0.5672.76 Mobile Safari/537.36"
    " [FB_IAB/FB4A;FBAV/419.0.0.37.71;]"
)
PREVIEW = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
# A second of silence: MPEG layer III, 128 kbit/s, every frame empty.
SILENCE = (b"\xff\xfb\x90\x64" + bytes(413)) * 38
SPOKEN = """
| survey | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | required | media::audio::Tiếng Việt (vi) |
| | text | one | Ông/Bà muốn góp ý điều gì? | What would you like to say? | yes | one.mp3 |
| settings | | | |
| | form_id | version | form_title |
| | spoken | 1 | Góp ý |
"""


@pytest.fixture
def blocked(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser that neither keeps cookies nor lets a page store anything, called as the test says."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "Default" / "Preferences"
        settings.parent.mkdir()
        settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
        context = chromium.browser_type.launch_persistent_context(
            folder,
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            viewport=SMALL,
            user_agent=request.param,
        )
        be_patient(context)
        yield context
        context.close()


def new_code(server: Any, round_: str = "dot-2", mode: str = "qr_phone") -> str:
    """The path of a new collector."""
    counter, made = "01.001.Q1", ["collectors", "add", "--counter"]
    code, _ = server.survey(*made, counter, "--round", round_, "--mode", mode).split("\t")
    return f"{server.url}/k/{code}"


def stored(server: Any, query: str, *values: str) -> list[Any]:
    """What a query finds in the server's database, opened for reading."""
    uri = f"file:{server.instance.root / 'survey.db'}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as database:
        return database.execute(query, values).fetchall()


def answer(page: Page, accessible: Accessible | None = None) -> None:
    """Answer screen after screen until the thank-you page."""
    for _ in range(10):
        if accessible is not None:
            accessible(page)
        if page.locator("form").count() == 0:
            return
        if not page.locator("#end").count():
            page.click("label:has(input[value='5'])")
        press(page, "button.primary")
    raise AssertionError("no end of the form")


@pytest.mark.parametrize("blocked", [ZALO, FACEBOOK], ids=["zalo", "facebook"], indirect=True)
def test_in_app_browser__that_keeps_nothing__is_thanked(
    server: Any, blocked: BrowserContext, accessible: Accessible
) -> None:
    address = new_code(server)
    page = blocked.new_page()
    page.goto(f"{address}?fbclid=IwAR0abc&utm_source=zalo")
    refused = "(() => { try { localStorage.x = 1; return '' } catch (e) { return e.name } })()"
    assert page.evaluate(refused) == "SecurityError"
    press(page, "button[name=text]")
    answer(page, accessible)
    assert "Phiếu đã được ghi nhận" in page.inner_text("main")
    assert blocked.cookies() == []
    code = address.rpartition("/")[2]
    assert len(stored(server, "SELECT 1 FROM responses_response WHERE collector = ?", code)) == 1


def test_preview__fetched_by_a_program__leaves_no_trace(server: Any) -> None:
    address = new_code(server)
    before = stored(server, "SELECT count(*), max(uuid) FROM responses_response")
    for method in ("GET", "HEAD"):
        asked = urllib.request.Request(address, method=method, headers={"User-Agent": PREVIEW})  # noqa: S310
        with urllib.request.urlopen(asked) as got:  # noqa: S310  # our own server
            assert got.status == 200
            assert got.headers["Set-Cookie"] is None
            assert (got.read() == b"") is (method == "HEAD")
    assert stored(server, "SELECT count(*), max(uuid) FROM responses_response") == before


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("mode", ["qr_phone", "kiosk"])
def test_letters__in_every_size__grow_and_fit_a_narrow_screen(
    server: Any, chromium: Browser, accessible: Accessible, language: str, mode: str
) -> None:
    context = chromium.new_context(viewport=SMALL, java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{new_code(server, mode=mode)}?lang={language}")
    sizes = []
    for _ in range(3):
        accessible(page)
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"))
        larger = page.get_by_role("button", name=re.compile("Chữ to hơn|Larger text"))
        if larger.count():
            press(page, larger)
    assert sizes == sorted(set(sizes))
    assert sizes[2] > 1.5 * sizes[0]
    press(page, page.get_by_role("button", name=re.compile("Chữ nhỏ hơn|Smaller text")))
    again = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert again == sizes[1]
    context.close()


def test_help__chosen_by_keyboard__is_said_and_stored(
    server: Any, chromium: Browser, accessible: Accessible
) -> None:
    address = new_code(server)
    context = chromium.new_context(viewport=SMALL)
    page = context.new_page()
    page.goto(address)
    page.focus("summary")
    page.keyboard.press("Enter")
    accessible(page)
    page.get_by_role("button", name="Người thân, bạn bè").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text("summary") == "Người thân đang giúp ông/bà trả lời"
    answer(page)
    code = address.rpartition("/")[2]
    found = stored(server, "SELECT assisted, audio_used FROM responses_response WHERE collector = ?", code)
    assert found == [("relative", 0)]
    context.close()


def test_recording__pressed__plays_within_the_policy(
    server: Any, chromium: Browser, accessible: Accessible, tmp_path: Path
) -> None:
    form, sound = tmp_path / "spoken.md", tmp_path / "one.mp3"
    form.write_text(SPOKEN, encoding="utf-8")
    sound.write_bytes(SILENCE)
    server.survey("instruments", "publish", str(form), "--media", str(sound))
    today = local_day(now())
    days = ("--from", str(today), "--to", str(today + timedelta(1)))
    server.survey("rounds", "add", "noi", "--instrument", "spoken", *days)
    context = chromium.new_context(viewport=SMALL)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = new_code(server, "noi")
    page.goto(address)
    accessible(page)
    assert asked == [address]  # nothing is fetched before somebody listens
    lasts = "(async () => { const a = document.querySelector('audio'); await a.play(); return a.duration })()"
    assert page.evaluate(lasts) == pytest.approx(1, abs=0.1)
    assert asked[1] == f"{address}/media/one.mp3"
    assert said == []
    context.close()


def test_second_answer__from_one_browser__is_thanked_and_flagged(server: Any, chromium: Browser) -> None:
    address = new_code(server)
    code = address.rpartition("/")[2]
    context = chromium.new_context(viewport=SMALL)
    page = context.new_page()
    first = local_day(now())
    for _ in range(2):
        page.goto(address)
        answer(page)
        assert "Phiếu đã được ghi nhận" in page.inner_text("main")
    (cookie,) = context.cookies(address)
    assert cookie["name"] == f"answered-{code}"
    assert cookie["value"] in {str(first), str(local_day(now()))}  # midnight may have passed
    assert cookie["httpOnly"]
    query = (
        "SELECT flag FROM responses_response LEFT JOIN responses_flag USING (uuid) WHERE collector = ?"
        " ORDER BY flag"
    )
    assert stored(server, query, code) == [(None,), ("repeat",)]
    context.close()


@pytest.mark.parametrize(("script", "value", "taps"), [(True, "5", 12), (False, "5", 13), (True, "2", 14)])
def test_rating__by_taps__ends_where_nothing_more_is_asked(
    server: Any, chromium: Browser, script: bool, value: str, taps: int
) -> None:
    context = chromium.new_context(viewport=SMALL, java_script_enabled=script)
    page = context.new_page()
    page.goto(new_code(server))
    tapped, said = 0, []
    while page.locator("form").count():
        if page.locator("input[type=radio]").count():
            given = "waiting" if page.locator("input[value=waiting]").count() else value
            page.click(f"label:has(input[value='{given}'])")
            tapped += 1
        said.append(page.inner_text("button.primary"))
        press(page, "button.primary")
        tapped += 1
    assert page.url.split("?")[0].count("/thanks/") == 1
    assert said == ["Tiếp tục"] * (len(said) - 1) + ["Gửi phiếu"]
    assert tapped == taps
    context.close()


def test_rating__changed_before_it_is_sent__asks_what_belongs_to_the_last_answer(
    server: Any, chromium: Browser
) -> None:
    context = chromium.new_context(viewport=SMALL)
    page = context.new_page()
    page.goto(new_code(server))
    for _ in range(5):
        page.click("label:has(input[value='4'])")
        press(page, "button.primary")
    button = page.locator("button.primary")
    expect(button).to_have_text("Tiếp tục")  # nothing is answered yet
    page.click("label:has(input[value='4'])")
    expect(button).to_have_text("Gửi phiếu")
    page.click("label:has(input[value='1'])")
    expect(button).to_have_text("Tiếp tục")
    press(page, button)
    expect(page.locator("h1")).to_contain_text("Điều gì cần cải thiện nhất?")
    context.close()
