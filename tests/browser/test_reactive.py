"""A page that reacts never disagrees with the judge: after every random click and key both see the same."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from forms import (
    Checked,
    Instrument,
    check,
    compile_workbook,
    read_posted,
    render_whole,
    script,
    word_problem,
)
from forms.addresses import place_of
from forms.page.texts import written

pytestmark = pytest.mark.browser
FORMS = Path(__file__).parent / "reactive"
TODAY, NOW = date(2026, 11, 22), datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
STEPS = 30
POLICY = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:"
GOODS = """name,label,price,unit
rice,Gạo,12,kg
salt,Muối,5,kg
pen,Bút,20,cái
car,Xe,900,cái
"""
TABLES = {"goods.csv": GOODS.encode()}
WRITTEN: dict[str, tuple[str, ...]] = {
    "integer": ("3", "12", "-7", "1.234.567", "1,5", "abc", "", " 4 ", "99999999999999999999"),
    "decimal": ("0,4", "1.25", "2", "1.234,5", "x", "", "-0", "1e2"),
    "range": ("1", "4", "0,3", "0.35", "9", "nhiều", ""),
    "date": ("2026-11-01", "2027-02-28", ""),
    "time": ("08:30", "23:05", ""),
    "datetime": ("2026-11-22T14:30", ""),
    "text": ("An", "Nguyen Van An", "nguyễn  văn", "1", " ", "", "x\u0301y", "Dài " * 20),
    "geopoint": ("21,0285", "105.8542", "200", "", "x", "12"),
    "barcode": ("8934567", ""),
}
CONTROLS = "form :is(input:not([type=hidden]), select, textarea, button[name^=r])"
SEEN_CONTROLS = """(all) => [...document.querySelectorAll(all)].map((control, at) => [control, at])
    .filter(([control]) => control.checkVisibility() && !control.disabled).map(([, at]) => at)"""
# All that somebody sees of the form: what is asked, which choices, which words, what is wrong.
SEEN = """() => {
    const shown = (element) => !element.closest("[hidden]");
    const questions = [...document.querySelectorAll("[data-item]")];
    const asked = questions.filter(shown);
    const address = ({ dataset: { item, at } }) => item + (at === "0" ? "" : `[${at}]`);
    const choices = (question) => [...question.querySelectorAll("[data-choice]")].filter(shown)
        .map((choice) => choice.dataset.choice);
    const told = asked.filter((question) => question.querySelector(".error"));
    const words = [...document.querySelectorAll("[data-value]")].filter(shown);
    return {
        asked: asked.map(address),
        choices: Object.fromEntries(asked.map((question) => [address(question), choices(question)])),
        words: Object.fromEntries(words.map((place) => [place.dataset.value, place.textContent])),
        errors: Object.fromEntries(told.map((question) =>
            [address(question), question.querySelector(".error").textContent])),
        fields: [...new FormData(document.querySelector("form"))].map(([name, value]) =>
            [name, value instanceof File ? "" : value]),
        items: JSON.parse(document.querySelector(".form-logic").textContent).items.map(({ name }) => name),
        answers: SurveyForm.state.answers,
        problems: Object.fromEntries(
            [...SurveyForm.state.problems].map(([place, { code }]) => [place, code])),
    };
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 800, "height": 1000})
    yield context.new_page()
    context.close()


def instrument(name: str) -> Instrument:
    return compile_workbook((FORMS / f"{name}.md").read_bytes(), f"{name}.md", TABLES).instrument


def open_form(page: Page, form: Instrument) -> None:
    """The whole form in one page, every screen seen at once."""
    whole = render_whole(form, "vi", {}, today=TODAY, now=NOW)
    loaded = [name for name in whole.scripts if name in ("repeats", "form")]
    body = (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thử</title><main><form>'
        f"{whole.html}</form></main>"
        + "".join(f'<script src="/{name}.js" defer></script>' for name in loaded)
        + "</html>"
    )

    def serve(route: Route) -> None:
        asked = route.request.url.rpartition("/")[2].removesuffix(".js")
        if asked in loaded:
            route.fulfill(body=script(asked), content_type="text/javascript; charset=utf-8")
        else:
            route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    page.unroute_all()
    page.route("**/*", serve)
    page.goto("http://form.test/")


def act(page: Page, draw: random.Random) -> str:
    """One thing somebody could do on the page; says what was done."""
    control = page.locator(CONTROLS).nth(draw.choice(page.evaluate(SEEN_CONTROLS, CONTROLS)))
    kind = control.evaluate("e => e.type")
    name = control.get_attribute("name") or ""
    if kind in ("radio", "checkbox", "submit"):
        control.click()
        return f"{name} {kind} {control.get_attribute('value') if kind != 'submit' else ''}"
    if kind == "select-one":
        options = control.locator("option:not([hidden])")
        at = draw.randrange(options.count())
        control.select_option(value=options.nth(at).evaluate("e => e.value"))
        return f"{name} option {at}"
    if kind == "file":
        return name
    asked = control.locator("xpath=ancestor::*[@data-item][1]").get_attribute("data-kind") or "text"
    text = draw.choice(WRITTEN[asked])
    control.fill(text)
    control.blur()
    return f"{name} = {text!r}"


def judged(form: Instrument, fields: list[list[str]]) -> tuple[dict[str, Any], Checked]:
    """What was posted by address, and the judge's word on it."""
    posted: dict[str, list[str]] = {}
    for name, value in fields:
        posted.setdefault(name, []).append(value)
    raw = read_posted(form, posted)
    return raw, check(form, raw, TODAY, now=NOW, language="vi")


def compare(form: Instrument, seen: dict[str, Any], done: list[str]) -> None:
    """Fail where the page and the judge see different things."""
    raw, checked = judged(form, seen["fields"])
    told = f"after {done[-3:]}, {json.dumps(raw, ensure_ascii=False)}"
    known = {
        place: answer
        for place, answer in checked.answers.items()
        if place_of(place)[0] in seen["items"] or place in seen["answers"]
    }
    assert seen["answers"] == json.loads(json.dumps(known)), told
    assert seen["problems"] == {problem.place: problem.code for problem in checked.problems}, told
    hidden = set(checked.irrelevant)
    assert not hidden & set(seen["asked"]), told
    expected = {
        place
        for item in form.items
        if item.screen is not None
        for place in places(item.name, item.repeat, checked)
        if place not in hidden
    }
    assert set(seen["asked"]) == expected, told
    for place, text in seen["words"].items():
        assert text == written(checked.answers.get(place), "vi"), (place, told)
    for problem in checked.problems:
        if problem.place in seen["errors"]:
            said = word_problem(form, problem, "vi", checked.answers)
            assert seen["errors"].pop(problem.place).endswith(f" {said}")
    assert not seen["errors"], told
    for place, names in seen["choices"].items():
        if form.item(place_of(place)[0]).choice_filter:
            assert names == offered(form, raw, place), (place, told)


def places(name: str, repeat: str | None, checked: Checked) -> list[str]:
    if repeat is None:
        return [name]
    return [f"{name}[{at}]" for at in range(1, int(str(checked.answers.get(repeat, 0))) + 1)]


def offered(form: Instrument, raw: dict[str, Any], place: str) -> list[str]:
    """The choices the judge would take."""
    found = []
    for choice in form.choices(form.item(place_of(place)[0])):
        problems = check(form, {**raw, place: [choice.name]}, TODAY, now=NOW).problems
        if not any(p.place == place and p.code == "answer_choice_filtered" for p in problems):
            found.append(choice.name)
    return found


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", sorted(path.stem for path in FORMS.glob("*.md")))
def test_random_steps__of_every_form__page_and_judge_agree(page: Page, name: str, seed: int) -> None:
    form = instrument(name)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    open_form(page, form)
    draw = random.Random(f"{name} {seed}")  # the same steps every time
    done = ["opened"]
    compare(form, page.evaluate(SEEN), done)
    for _ in range(STEPS):
        done.append(act(page, draw))
        assert not faults, (faults, done[-3:])
        compare(form, page.evaluate(SEEN), done)


def test_browsers_way_back__fields_it_has_filled__are_judged_again(page: Page) -> None:
    form = instrument("chains")
    open_form(page, form)
    page.click("label:has(input[value=yes])")
    page.goto("http://form.test/elsewhere")
    page.go_back()
    expect(page.locator("input[value=yes]")).to_be_checked()
    expect(page.locator("[data-item=times]")).to_be_visible()
    compare(form, page.evaluate(SEEN), ["came back"])
