"""The guide to a form and formula of one's own, followed from a workbook to an indicator."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from survey_app import store
from survey_app.places.model import local_day
from survey_app.responses import service as responses

pytestmark = pytest.mark.browser
GUIDES = Path("docs/guides")
PASSWORD = "mot mat khau dai"  # noqa: S105
TODAY = local_day(datetime.now(UTC))
UNITS = Path("tests/browser/week/units.csv")
ON_WIFI = ("127.0.0.1", "192.168.50.1")  # this machine, and what phones on the office's Wi-Fi call it
# Worked out in the guide by hand.
WHOLE, SCORE = 0.4 * 0.625 + 0.6 * (1 + 7 / 12) / 2, 5.2083


def block(language: str, name: str) -> str:
    """The file ``name`` of the guide."""
    guide = (GUIDES / f"your-form.{language}.md").read_text("utf-8")
    found = re.search(rf"```\w+ {re.escape(name)}\n(.*?)```", guide, re.DOTALL)
    assert found is not None
    return found[1]


def write_workbook(file: Path, text: str) -> Path:
    """The tables of ``text`` as somebody types them into Excel: a sheet each, without the first column."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for line in text.splitlines():
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        sheet = book.create_sheet(name) if name else book.worksheets[-1]
        if any(cells):
            sheet.append([int(cell) if cell.isdigit() else cell or None for cell in cells])
    book.save(file)
    return file


def press(page: Page, button: str = "main form button.button") -> None:
    with page.expect_navigation():
        page.click(button)


@pytest.fixture
def chief(new_office: tuple[str, str], chromium: Browser) -> Page:
    """The administrator of an office that has its units and its address, and nothing else."""
    url, code = new_office
    page = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=url).new_page()
    page.goto("/first-run")
    values = {"code": code, "name": "Trần Thị Mai", "username": "mai", "password": PASSWORD}
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    press(page, "main form button")
    page.fill("[name=username]", "mai")
    page.fill("[name=password]", PASSWORD)
    press(page, "main button")
    page.goto("/units/import")
    page.set_input_files("[name=file]", UNITS)
    press(page)
    press(page)
    return page


def survey(root: Path, *words: str) -> str:
    """What a command says on stdout."""
    command = [Path(sys.executable).parent / "survey", "--instance", root, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_guide__both_languages__have_the_same_files() -> None:
    for name in ("phieu_7_muc.md", "phieu-giay.csv"):
        assert block("vi", name) == block("en", name)


def test_guide__followed__ends_with_an_indicator_in_the_methods_name(
    chief: Page, chromium: Browser, tmp_path: Path, accessible: Callable[[Page], None]
) -> None:
    root = tmp_path / "office"
    survey(root, "settings", "set", "hotspot_only", "yes")
    url = chief.url.partition("/units")[0]
    survey(root, "settings", "set", "public_url", url.replace(*ON_WIFI))
    publish(chief, tmp_path, accessible)
    (address, _) = open_and_print(chief, tmp_path)
    assert address.lower().startswith(f"{url.replace(*ON_WIFI)}/k/")
    answered = list(csv.DictReader(block("vi", "phieu-giay.csv").splitlines()))
    for scripts in (True, False):
        answer(chromium, address.replace(*reversed(ON_WIFI)), answered[not scripts :: 2], scripts)
    for method, expected in (("hai_long_7", WHOLE), ("diem_7", SCORE)):
        asked = ("--instrument", "phieu_7_muc", "--round", "thu", "--method", method, "--format", "json")
        whole = next(
            row for row in json.loads(survey(root, "indicators", *asked)) if row["level"] == "overall"
        )
        assert (whole["method"], whole["n"]) == (f"{method}@1", 12)
        assert whole["est"] == pytest.approx(expected, abs=5e-5)
    chief.goto("/results/thu")
    assert chief.inner_text("#received") == "12"
    expect(chief.locator("#satisfied")).to_have_count(0)  # a share waits until it is sealed
    end_the_round(chief, root)
    read_the_results(chief, accessible)


def publish(chief: Page, folder: Path, accessible: Callable[[Page], None]) -> None:
    """A first try with a mistake is told; the corrected workbook is tried out and published."""
    form = block("vi", "phieu_7_muc.md")
    chief.goto("/instruments")
    chief.click("main a[href$='/instrument-drafts/new']")
    spoilt = write_workbook(
        folder / "sai.xlsx", form.replace("| cho_ngoi chi_dan ", "| cho_ngoi chi_dann ", 1)
    )
    chief.set_input_files("[name=workbook]", spoilt)
    press(chief)
    expect(chief.locator(".findings")).to_contain_text("methods, dòng 3, cột L")
    expect(chief.locator(".findings")).to_contain_text("“chi_dan”")
    accessible(chief)
    chief.set_input_files("[name=workbook]", write_workbook(folder / "phieu.xlsx", form))
    press(chief)
    methods = chief.locator("table:has(#methods-caption)")
    for words in ("hai_long_7@1", "diem_7@1", "trọng số 0,4", "Kế hoạch khảo sát của đơn vị"):
        expect(methods).to_contain_text(words)
    accessible(chief)
    chief.click("main a[href$='/preview']")
    phone = chief.frame_locator("iframe[width='360']")
    phone.locator(".screen:not([hidden]) .option").nth(6).click()
    chief.go_back()
    press(chief, "form:not([action]) button.button")
    expect(chief.locator("main")).to_contain_text("Đã công bố phieu_7_muc, phiên bản 1")


def open_and_print(chief: Page, folder: Path) -> list[str]:
    """The addresses on the posters of a round with a code at every counter of the commune."""
    chief.goto("/new-round")
    chief.fill("[name=code]", "thu")
    option = chief.locator("[name=instrument] option[value^='phieu_7_muc']").first
    chief.select_option("[name=instrument]", option.get_attribute("value"))
    chief.fill("[name=starts_on]", (TODAY - timedelta(30)).isoformat())
    chief.fill("[name=ends_on]", (TODAY + timedelta(30)).isoformat())
    press(chief)
    chief.goto("/rounds/thu/open?unit=X1")
    chief.check("[name=scope][value=below]")
    chief.check("[name=mode][value=qr_phone]")
    press(chief)
    chief.goto("/rounds/thu")
    chief.select_option("[name=size]", "a4")
    with chief.expect_download() as waited:
        chief.click("form.print button")
    waited.value.save_as(folder / "posters.pdf")
    found = []
    for page in pypdfium2.PdfDocument(folder / "posters.pdf"):
        (code,) = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
        found.append(str(code.text))
    return found


def answer(chromium: Browser, address: str, everybody: list[dict[str, str]], scripts: bool) -> None:
    """The answers of some people, each given on a telephone that knows nothing of the others."""
    size = {"width": 360, "height": 740}
    context = chromium.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
    phone = context.new_page()
    for answers in everybody:
        context.clear_cookies()
        phone.goto(address)
        for pair in (("cho_ngoi", "chi_dan"), ("thai_do", "giai_thich")):
            for item in pair:
                phone.click(f"[data-item={item}] [data-choice='{answers[item]}']")
            press(phone, "button.primary")
        phone.fill("[data-item=gop_y] textarea", answers["gop_y"])
        press(phone, "button.primary")
        assert "/thanks/" in phone.url
    context.close()


def end_the_round(chief: Page, root: Path) -> None:
    """Its last day is today, and the clock of the server strikes on the day after."""
    chief.goto("/rounds/thu/last-day")
    chief.fill("[name=ends_on]", local_day(datetime.now(UTC)).isoformat())
    press(chief)
    opened = store.open_store(store.Instance(root))
    sealed = responses.seal_due(opened, datetime.now(UTC) + timedelta(1), lambda code: code == "thu")
    opened.close()
    assert sealed == ["thu"]


def read_the_results(chief: Page, accessible: Callable[[Page], None]) -> None:
    """Each method's figure, with its name, version and source."""
    chief.goto("/results/thu")
    headline = chief.locator(".headline")
    expect(headline.locator("#satisfied")).to_have_text("72,50%")
    expect(headline).to_contain_text("hai_long_7@1")
    expect(headline).to_contain_text("Kế hoạch khảo sát của đơn vị")
    accessible(chief)
    chief.select_option("[name=method]", "diem_7@1")
    press(chief, ".filters button")
    expect(headline.locator("#satisfied")).to_have_text("5,21")
    expect(headline).to_contain_text("Điểm trung bình 7 mức (diem_7@1)")
