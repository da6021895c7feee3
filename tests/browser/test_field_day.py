"""The team's day: two tablets without a network, one of them killed; photos, paper, the way home."""

import io
import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from forms import screens
from survey_app import media, store
from survey_app.inspections import service as inspections
from survey_app.inspections.model import State, Who
from survey_app.responses import service as responses
from tests.browser import tablets
from tests.browser.conftest import CHROMIUM, be_patient
from tests.browser.pages import press
from tests.browser.signing import draw_across

pytestmark = pytest.mark.browser
ROUND, CHECKLIST = "kiem-tra-60", "cchc_checklist"
TEAM = {"kiemtra1": tablets.INSPECTOR, "kiemtra2": tablets.COLLEAGUE}
CHIEF = Who("demo", administrator=True)
PHOTOS = ("B01_photo", "F01_photo", "F03_photo", "G01_photo")

_FILL = """([section, answers]) => {
  const form = document.querySelector("form.checklist");
  const sectionOf = PageFields.sections(form);
  const isHere = ([address]) => sectionOf(address) === section;
  const mine = Object.fromEntries(Object.entries(answers).filter(isHere));
  for (const repeat of form.querySelectorAll("[data-repeat]"))
    while (repeat.querySelectorAll(".occurrence").length < Number(mine[repeat.dataset.name] ?? 0))
      repeat.querySelector(".add button").click();
  PageFields.write(form, mine);
  const screen = form.querySelector(`[data-screen="${section}"]`);
  for (const control of screen.querySelectorAll("input:not([type=file]), select, textarea"))
    control.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@dataclass
class Work:
    """A visit of two people: what is to be answered, and who fills in which section."""

    visit: str
    answers: Mapping[str, Any]
    sections: Mapping[str, Collection[int]]


@contextmanager
def reading(instance: store.Instance) -> Iterator[store.Store]:
    """What an instance holds, while the block lasts."""
    with closing(store.open_store(instance)) as opened:
        yield opened


@pytest.fixture
def work(server: Any, staff: Page) -> Work:
    """A visit made in the office this morning, its sections given half to each of two people."""
    with reading(server.instance) as opened:
        db = opened.read()
        query = "SELECT id FROM inspections_visit WHERE round = ? AND state = 'submitted'"
        filled = responses.response(db, db.execute(query, [ROUND]).fetchone()[0])
        assert filled is not None
        answers = {place: said(given) for place, given in json.loads(filled.document)["answers"].items()}
    staff.goto(f"{server.url}/inspections/new")
    staff.check(f"input[name=round][value={ROUND}]")
    staff.fill("[name=place]", "quay 2")
    for box in staff.locator("input[name=inspectors]").all():
        box.set_checked(box.get_attribute("value") in TEAM)
    press(staff, "main form .button")
    if staff.locator("input[name=unit]").count():
        staff.locator("input[name=unit]").first.check()
        press(staff, "main form .button")
    staff.wait_for_url("**/inspections/*-*")
    visit = staff.url.rsplit("/", 1)[1]
    staff.goto(f"{server.url}/inspections/{visit}/sharing")
    names = [one.get_attribute("name") for one in staff.locator("main select").all()]
    numbers = [int(name[1:]) for name in names if name]
    shared = {"kiemtra1": numbers[: len(numbers) // 2], "kiemtra2": numbers[len(numbers) // 2 :]}
    for person, sections in shared.items():
        for number in sections:
            staff.select_option(f"[name=s{number}]", person)
    press(staff, "main form .button")
    assert staff.url.endswith(f"/inspections/{visit}")
    return Work(visit, answers, shared)


def said(given: Any) -> Any:
    """An answer as somebody types it."""
    if isinstance(given, float):
        return f"{given:.15g}".replace(".", ",")
    return given if isinstance(given, list) else str(given)


@pytest.fixture
def profile(chromium: Browser, tmp_path: Path) -> Iterator["Profile"]:
    made = Profile(chromium, tmp_path / "profile")
    yield made
    made.kill()


@dataclass
class Profile:
    """A tablet whose browser may be killed: what it keeps lies in a folder."""

    chromium: Browser
    folder: Path

    def start(self) -> Page:
        """Its browser, opened."""
        context = self.chromium.browser_type.launch_persistent_context(
            self.folder, executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        # Being offline as a test asks for it does not reach what the worker of a browser begun anew sends.
        context.add_init_script(tablets.WITHOUT_SYNC)
        context.add_init_script(tablets.AT_HAND)
        be_patient(context)
        return context.pages[0]

    def kill(self) -> None:
        """End it as a flat battery does."""
        tablets.kill(self.folder)


def photo(colour: str) -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (2000, 1500), colour).save(out, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def leave(server: Any, page: Page, person: str) -> None:
    """Let a tablet in, open it by its person, and go where there is no network."""
    tablets.let_in(server, page, f"Máy của {person}")
    tablets.open_as(server, page, TEAM[person])
    page.goto(f"{server.url}/tablet/")
    tablets.be_ready(page)
    page.context.set_offline(True)
    page.reload()


def open_again(server: Any, profile: "Profile", person: str) -> Page:
    """Start a killed tablet where there is no network, and open it by its person's PIN."""
    page = profile.start()
    page.context.set_offline(True)
    page.goto(f"{server.url}/tablet/")
    page.click(f"button.choice:has-text('{TEAM[person]}')")
    page.fill("#pin", tablets.PIN)
    page.click("main form button")
    return page


def open_form(page: Page, work: Work) -> None:
    page.locator("button.visit", has_text=ROUND).first.click()
    tablets.is_open(page)
    expect(page).to_have_url(re.compile(f"#visit={work.visit}$"))


def fill(page: Page, work: Work, sections: Collection[int]) -> None:
    """Answer everything of some sections, with photos masked before they are kept."""
    for number in sections:
        page.evaluate("number => Sections.show(number)", number)
        page.evaluate(_FILL, [number, work.answers])
        for place in PHOTOS:
            field = page.locator(f".screen[data-screen='{number}'] [data-item={place}] input[type=file]")
            if place in work.answers and field.count():
                field.set_input_files(photo("red" if place.startswith("F") else "green"))
                mask_all_but_a_rim(page)
                page.click("dialog[open] .actions .button:not(.secondary)")
                page.wait_for_selector("dialog", state="detached")
                page.wait_for_function("place => Drafts.current.files[place]", arg=place)
    page.evaluate("Fill.flush()")


def mask_all_but_a_rim(page: Page) -> None:
    page.check("#mask-frame")
    draw_across(page.locator("canvas.mask"), (0.1, 0.1), (0.9, 0.9))


def print_and_sign(page: Page) -> None:
    """Look at the print of the filled form, go back, and photograph the signed paper."""
    page.click("text=In phiếu đã điền")
    page.wait_for_selector("#sheet svg")
    expect(page.locator("#sheet")).to_contain_text("12/KH-UBND")
    page.click("#sheet .button.secondary")
    page.set_input_files("#signed-paper", photo("white"))
    page.wait_for_selector("dialog canvas.mask")
    page.click("dialog .actions .button:not(.secondary)")
    page.wait_for_function("() => Drafts.current.files['_signed_paper[1]']")


def come_home(server: Any, page: Page) -> None:
    page.context.set_offline(False)
    page.goto(f"{server.url}/tablet/#outbox")
    page.click("text=Gửi ngay")
    expect(page.locator("#outbox-state")).to_have_text("Đã gửi hết")
    assert tablets.kept(page, "outbox") == []


def counts(db: store.Database, work: Work) -> dict[str, int]:
    """What there is of a visit: rows by what they are."""
    queries = {
        "visits": "SELECT count(*) FROM inspections_visit WHERE id = ?",
        "responses": "SELECT count(*) FROM responses_response WHERE uuid = ?",
        "differences": "SELECT count(*) FROM inspections_difference WHERE visit = ?",
        "photos": "SELECT count(*) FROM inspections_capture WHERE visit = ?",
    }
    return {name: db.execute(query, [work.visit]).fetchone()[0] for name, query in queries.items()}


def check_there(instance: store.Instance, work: Work) -> None:
    """The visit stands there once, handed in, with every answer of both and all photos, masked."""
    with reading(instance) as opened:
        db = opened.read()
        visit = inspections.visit(db, work.visit, CHIEF)
        assert visit.state is State.SUBMITTED
        assert counts(db, work) == {"visits": 1, "responses": 1, "differences": 0, "photos": len(PHOTOS) + 1}
        response = responses.response(db, work.visit)
        assert response is not None
        answers = json.loads(response.document)["answers"]
        assert {place for place in work.answers if place not in answers} == set()
        typed = {place: said(given) for place, given in answers.items() if place not in PHOTOS}
        assert typed == {place: given for place, given in work.answers.items() if place not in PHOTOS}
        for place in PHOTOS:
            picture = Image.open(io.BytesIO(media.kept(opened, answers[place]))).convert("RGB")
            assert picture.size == (1600, 1200)
            assert max(picture.getpixel((800, 600))) < 20  # type: ignore[type-var, arg-type]
        assert responses.verify(db) == []


def test_the_day__of_two_tablets_one_killed__is_whole_and_once_in_the_office(
    server: Any, work: Work, chromium: Browser, profile: Profile, tmp_path: Path
) -> None:
    first = tablets.new_tablet(chromium).new_page()
    leave(server, first, "kiemtra1")
    second = profile.start()
    leave(server, second, "kiemtra2")

    open_form(first, work)
    fill(first, work, work.sections["kiemtra1"])
    open_form(second, work)
    half = list(work.sections["kiemtra2"])
    fill(second, work, half[:-2])
    profile.kill()
    second = open_again(server, profile, "kiemtra2")
    open_form(second, work)
    fill(second, work, half[-2:])

    print_and_sign(first)
    for page in (first, second):
        tablets.hand_over(page, "#hand-all")
    assert len(tablets.kept(first, "outbox")) == len(tablets.kept(second, "outbox")) == 1
    with reading(server.instance) as opened:
        assert counts(opened.read(), work)["responses"] == 0
    come_home(server, second)
    come_home(server, first)
    check_there(server.instance, work)
    with reading(server.instance) as opened:
        db = opened.read()
        sent = db.execute("SELECT count(*) FROM sync_record WHERE visit = ?", [work.visit]).fetchone()[0]
        instrument = inspections.instrument_of(db, inspections.visit(db, work.visit, CHIEF))
    assert sent == 2
    assert {number for some in work.sections.values() for number in some} == {
        screen.number for screen in screens(instrument)
    }
    first.context.close()
    second.context.close()
    check_bundle(server, work, tmp_path)


def check_bundle(server: Any, work: Work, folder: Path) -> None:
    """Taken to the office in a bundle, twice, the visit stands there as it does here."""
    office = type(server)(store.Instance(folder / "office"), "", "", "")
    office.survey("init")
    opened = store.open_store(office.instance)  # simulated data is taken in by a demonstration alone
    opened.write(lambda db: store.put_setting(db, "demo", "yes"))
    opened.close()
    fingerprint = server.survey("bundle", "key").strip()
    server.survey("bundle", "export", "--to", str(folder / "home.bundle"))
    files = [str(file) for file in sorted(folder.glob("home*"))]
    for _ in range(2):
        office.survey("bundle", "import", *files, "--trust", fingerprint, "--add-units", "--by", "office")
        check_there(office.instance, work)
