"""What a form can ask beside the plain types: by a citizen and by an inspector, with scripts and without.

The plain types of question stand in `test_every_type`.
"""

import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from forms.check import local_day
from tests.browser.pages import press, sign_in
from tests.browser.signing import draw_signature
from tests.paper import sheet

pytestmark = pytest.mark.browser
FORM = Path(__file__).parent / "forms/types.md"
PASSWORD = "mot mat khau dai"  # noqa: S105
TODAY = local_day()
HERE = {"latitude": 21.0285, "longitude": 105.8542, "accuracy": 12.4}
SIDES = {f"s{number}" for number in range(1, 7)}
# By item, and by how an audio, a film and a document begin.
FILES = {
    "sound": ("loi.m4a", b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)),
    "film": ("phim.mp4", b"\x00\x00\x00\x20ftypisom" + bytes(24) + b"hdlr" + bytes(8) + b"vide"),
    "paper": ("giay.pdf", sheet()),
}
ANSWERS = {
    "wave": "thu-nghiem", "reason": "other", "reason_other": "Quên giờ",
    "ways": ["desk", "other"], "ways_other": "Loa phường", "shuffled": "s4", "n": 2, "tens": 20,
    "fixed": "Cố định", "people": 2, "place[1]": 1, "who[1]": "Lan",
    "place[2]": 2, "who[2]": "Bình", "top": "Mặt 4",
}  # fmt: skip


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 60), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def asked(server: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The code of the form at a counter; inspectors have the same form as a visit."""
    folder = tmp_path_factory.mktemp("types")
    board = folder / "board.png"
    board.write_bytes(picture())
    form = FORM.read_text("utf-8")
    for audience in ("citizen", "staff"):
        file = folder / f"{audience}.md"
        text = form.replace("types_citizen", f"types_{audience}").replace("| citizen |", f"| {audience} |")
        file.write_text(text, "utf-8")
        server.survey("instruments", "publish", str(file), "--media", str(board), "--yes")
        days = ("--from", str(TODAY), "--to", str(TODAY + timedelta(1)))
        server.survey("rounds", "add", f"loai-{audience}", "--instrument", f"types_{audience}", *days)
    who = ("--name", "Đỗ Thị Hà", "--role", "inspector", "--password", PASSWORD)
    server.survey("users", "add", "ktv.ha", *who)
    mode = ("--round", "loai-citizen", "--mode", "qr_phone")
    return server.survey("collectors", "add", "--counter", "01.001.Q1", *mode).split("\t")[0]


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(chromium: Browser, scripts: bool) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 800},
        java_script_enabled=scripts,
        locale="vi-VN",
        geolocation=HERE,  # type: ignore[arg-type]
        permissions=["geolocation"],
    )
    opened = context.new_page()
    yield opened
    context.close()


def choose(page: Page, item: str, *names: str) -> None:
    for name in names:
        page.click(f"[data-item={item}] [data-choice={name}]")


def fill_choices(page: Page, scripts: bool) -> dict[str, list[str]]:
    """The orders in which what is shuffled was shown."""
    choose(page, "reason", "other")
    choose(page, "ways", "desk", "other")
    page.fill("[data-item=reason_other] input", "Quên giờ")
    page.fill("[data-item=ways_other] input", "Loa phường")
    choose(page, "shuffled", "s4")
    page.fill("[data-item=n] input", "2")
    fixed = page.locator("[data-item=fixed] :is(input, output)").first
    if fixed.get_attribute("value") is not None:
        assert not fixed.is_editable()
    read = "all => all.map(choice => choice.dataset.choice)"
    if not scripts:  # what the page says can be read without its own scripts
        return {}
    return {
        "shuffled": page.locator("[data-item=shuffled] [data-choice]").evaluate_all(read),
    }


def fill_entries(page: Page) -> None:
    """As many as were said, neither more nor fewer."""
    names = page.locator("[data-item=who]:visible input")
    expect(names).to_have_count(2)
    expect(page.locator("button[name=r1-add]:visible")).to_have_count(0)
    names.nth(0).fill("Lan")
    names.nth(1).fill("Bình")


def fill_files(page: Page, scripts: bool) -> None:
    """By pad and button where scripts run, by file and typed numbers where they do not."""
    said = page.locator("[data-item=said]")
    expect(said).to_contain_text("Có 2 người, hạng nhất: Mặt 4.")
    expect(said.locator("img")).to_have_count(1)
    for item, (name, content) in FILES.items():
        file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        page.set_input_files(f"[data-item={item}] input[type=file]", file)
    if scripts:
        sign(page)
        page.click("[data-item=where] .here")
        expect(page.locator("[data-item=where] [role=status]")).to_contain_text("12 m")
        return
    drawn: Any = {"name": "chu-ky.png", "mimeType": "image/png", "buffer": picture()}
    page.set_input_files("[data-item=sign] input[type=file]", drawn)
    page.fill("[data-item=where] input >> nth=0", "21,0285")
    page.fill("[data-item=where] input >> nth=1", "105,8542")


def sign(page: Page) -> None:
    draw_signature(page)
    expect(page.locator("[data-item=sign] input[type=file]")).to_have_value(re.compile("png"))


def stored(server: Any, round_: str) -> dict[str, dict[str, Any]]:
    """The documents of a round by id."""
    with closing(sqlite3.connect(f"file:{server.instance.root / 'survey.db'}?mode=ro", uri=True)) as db:
        rows = db.execute("SELECT uuid, document FROM responses_response WHERE round = ?", [round_])
        return {uuid: json.loads(document) for uuid, document in rows}


def compare(document: dict[str, Any], shown: dict[str, list[str]], scripts: bool) -> dict[str, Any]:
    """What is stored beside `ANSWERS`, which must be there as they were given."""
    answers = document["answers"]
    endings = {name: answers.pop(name).rpartition(".")[2] for name in ("sign", *FILES)}
    assert endings == {"sign": "jpg", "sound": "m4a", "film": "mp4", "paper": "pdf"}
    assert answers.pop("where") == ("21.0285 105.8542 0 12" if scripts else "21.0285 105.8542")
    assert {name: answers.pop(name, None) for name in ANSWERS} == ANSWERS
    # Midnight may have passed since the tests began.
    assert {answers.pop("the_day"), answers.pop("day")} <= {TODAY.isoformat(), local_day().isoformat()}
    orders = document["orders"]
    assert set(orders["shuffled"]) == set(orders["order"]) == SIDES
    assert orders | shown == orders  # what was shown first was stored first
    assert "device" not in answers
    return dict(answers)


def test_citizen__every_way_of_asking__is_stored_as_given(
    server: Any, asked: str, page: Page, scripts: bool
) -> None:
    before = stored(server, "loai-citizen")
    page.goto(f"{server.url}/k/{asked}")
    shown = fill_choices(page, scripts)
    press(page, "button.primary")
    fill_entries(page)
    press(page, "button.primary")
    fill_files(page, scripts)
    press(page, "button.primary")
    assert "/thanks/" in page.url, page.locator(".error").all_inner_texts()
    (new,) = stored(server, "loai-citizen").keys() - before.keys()
    # Of a citizen neither the moment nor any name is kept.
    assert compare(stored(server, "loai-citizen")[new], shown, scripts) == {}


def test_inspector__every_way_of_asking__is_stored_as_given(
    server: Any, asked: str, page: Page, scripts: bool
) -> None:
    assert asked
    before = stored(server, "loai-staff")
    sign_in(page, server.url, "ktv.ha", PASSWORD, "/inspections/new")
    page.check("input[name=round][value=loai-staff]")
    page.fill("[name=place]", "01.001.TT")
    press(page, "main form button")
    if page.locator("[name=again]").count():
        page.check("[name=again]")
        press(page, "main form button")
    page.goto(f"{page.url}/sections/1")
    shown = fill_choices(page, scripts)
    press(page, "button[value=on]")
    fill_entries(page)
    press(page, "button[value=on]")
    fill_files(page, scripts)
    press(page, "button[value=on]")
    assert page.url.endswith("/review"), page.locator(".error").all_inner_texts()
    press(page, "main form button")
    (new,) = stored(server, "loai-staff").keys() - before.keys()
    further = compare(stored(server, "loai-staff")[new], shown, scripts)
    assert further.pop("by") == "ktv.ha"
    assert set(further) == {"began", "ended"}
