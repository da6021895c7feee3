"""Notes made of the strings that break programs, in the register's files and on its pages."""

import csv
import io
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from survey_app.findings import service
from survey_app.findings.files import Look, write_csv, write_xlsx
from survey_app.findings.model import Filters
from tests.naughty import kept, texts_of, unguarded
from tests.survey_app.conftest import Staff
from tests.survey_app.findings.conftest import HEAD

LOOK = Look("vi", False, lambda code, _: code, {}, date(2026, 3, 1))
NOTE = "Ghi chú khi kiểm tra"


class Said(HTMLParser):
    """What stands in elements of the class for what people wrote."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = ("class", "said") in attrs
        if self._open:
            self.texts.append("")

    def handle_endtag(self, _tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[-1] += data


@pytest.fixture
def notes(desk: Any) -> list[str]:
    """Every naughty note, each that of an open finding."""
    texts = kept()
    desk.open(*(desk.failed(f"B{number:03}", note=text) for number, text in enumerate(texts)))
    return texts


def test_register__as_csv__holds_each_note_as_it_was_stored(desk: Any, notes: list[str]) -> None:
    content = write_csv(service.history(desk.store.read(), HEAD, Filters()), LOOK)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert sorted(unguarded(row[NOTE]) for row in rows) == sorted(notes)


def test_register__as_workbook__holds_each_note_as_it_was_stored(desk: Any, notes: list[str]) -> None:
    content = write_xlsx(service.history(desk.store.read(), HEAD, Filters()), LOOK)
    assert set(notes) <= texts_of(content)


def test_finding__on_its_page__shows_its_note_as_it_was_stored(desk: Any, staff: Staff) -> None:
    texts = kept()[::10]
    opened = desk.open(*(desk.failed(f"B{number:03}", note=text) for number, text in enumerate(texts)))
    client = staff("analyst").client
    for found in opened:
        page = client.get(f"/findings/{found.reference}").get_data(as_text=True)
        assert found.note in Said(page).texts
