"""What is typed means the same to a page that reacts and to the judge: thousands of answers of every type."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from forms import Item, ItemType, script
from forms.answers import Unreadable, reader_of_type

pytestmark = pytest.mark.browser
NAMES = ["a", "b", "c"]
PARAMETERS = {"start": "0", "end": "2", "step": "0.1"}
PIECES: dict[str, tuple[str, ...]] = {
    "integer": (
        "1",
        "12",
        "-",
        "+",
        "0",
        ".",
        ",",
        " ",
        "234",
        "567",
        "9007199254740991",
        "x",
        "\u00a0",
        "00",
    ),
    "decimal": ("1", "-", "0", ".", ",", "5", "234", "e3", "E-2", "e400", " ", "1e15", "x", "\u202f"),
    "range": ("0", "1", "2", ".", ",", "1", "3", "5", "-", "00", "x"),
    "date": ("2026", "-", "11", "22", "/", "29", "02", "2", "31", "2024", ".", " ", "0001", "x"),
    "time": (
        "14",
        ":",
        "30",
        "05",
        "h",
        "g",
        "giờ",
        "p",
        "phút",
        " ",
        "Z",
        "+07:00",
        "-05",
        "24",
        "60",
        ".5",
    ),
    "datetime": (
        "2026-11-22",
        "T",
        "14:30",
        " ",
        "22/11/2026",
        "14h30",
        ",",
        "Z",
        "+00:00",
        "23:59:59",
        "31/2/2026",
    ),
    "geopoint": ("21.0285", "105,8542", " ", ",", "-", "0", "91", "181", "5", "x", "…", "-0", "21.02850"),
    "acknowledge": ("OK", "ok", " ", "1", "K"),
    "text": ("a", "Ệ", "e\u0323\u0302", "\r\n", "\u2028", "\ufeff", " ", "😀", "x" * 1999, "\u200f", "\t"),
    "select_one": ("a", "b", " ", "d", "\u00a0"),
    "select_multiple": ("c", "a", " ", "d", "b", "\n"),
    "rank": ("c", "a", " ", "d", "b", "a"),
}
READ = """(cases) => cases.map(([item, given]) => {
    try { return [SurveyReaders.read(item, given, item.names)]; }
    catch (fault) { if (!fault.code) throw fault; return [null, fault.code, fault.values]; }
})"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.add_script_tag(content=script("form").partition("const SurveyForm")[0])
    yield opened
    context.close()


def given(draw: random.Random, kind: str) -> str | list[str]:
    """Something somebody could have typed, or a browser sent."""
    texts = [
        "".join(draw.choices(PIECES[kind], k=draw.randint(0, 6))) for _ in range(draw.choice((1, 1, 1, 1, 2)))
    ]
    return texts if len(texts) > 1 else texts[0]


def read(kind: str, value: str | list[str]) -> list[Any]:
    """What the judge makes of it: the answer, or nothing with the problem."""
    item = Item("x", 1, ItemType(kind), parameters=PARAMETERS)
    reader = reader_of_type(item, NAMES)
    assert reader is not None
    try:
        return [reader(value)]
    except Unreadable as fault:
        return [None, fault.code, fault.values]


@pytest.mark.parametrize("kind", PIECES)
def test_answers__of_every_type__read_alike_on_the_page_and_by_the_judge(page: Page, kind: str) -> None:
    draw = random.Random(kind)
    typed = [given(draw, kind) for _ in range(1500)]
    item = {"type": kind, "names": NAMES, "range": [0, 2, 0.1]}
    seen = page.evaluate(READ, [[item, value] for value in typed])
    assert {len(found) for found in seen} == {1, 3}
    for value, found in zip(typed, seen, strict=True):
        expected = read(kind, value)
        if len(expected) == 3:
            expected[2] = {key: str(said) for key, said in expected[2].items()}
            assert len(found) == 3, (value, found, expected)
            found[2] = {key: str(said) for key, said in found[2].items()}
        assert found == expected, value
