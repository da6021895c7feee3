"""A filled checklist in the dataset: codes, numbers and notes; pictures by the names they are kept under."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analysis.dataset import Dataset, read
from forms import check, compile_workbook, load_shipped
from survey_app import web
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.results.dataset import bring_up_to_date
from survey_app.rounds import service as rounds

PHOTO = "b" * 64 + ".jpg"


@pytest.fixture
def dataset(office: Any, tmp_path: Path) -> Dataset:
    """The dataset of one half-filled checklist."""
    source = load_shipped("counter_check")
    compiled = compile_workbook(source, "counter_check.md")

    def fill(db: Any) -> None:
        instruments.publish(db, compiled, source, "counter_check.md", web.now())
        rounds.add_round(db, "CK", "counter_check", office.today, office.today)

    office.store.write(fill)
    given: dict[str, str | list[str]] = {
        "B01": "no",
        "B01_photo": PHOTO,
        "B01_note": "Bảng bị che",
        "B02_required": "120",
        "C03": ["seats", "desk"],
        "C04": "na",
    }
    context = replace(office.context("CK"), mode="staff_tablet", tier="I")
    responses.accept(office.store, check(compiled.instrument, given), context)
    bring_up_to_date(office.store, tmp_path / "dataset")
    return read([tmp_path / "dataset"])


def test_answers__of_a_checklist__are_codes_numbers_notes_and_pictures(dataset: Dataset) -> None:
    answers = str(dataset.parts[0].answers)
    rows = duckdb.sql(
        f"SELECT item, code, number, text FROM '{answers}' WHERE item IN"  # noqa: S608  # our own folder
        " ('B01', 'B01_photo', 'B01_note', 'B02_required', 'C03', 'C04', 'B05') ORDER BY item, occurrence"
    ).fetchall()
    assert rows == [
        ("B01", 2, None, None),
        ("B01_note", None, None, "Bảng bị che"),
        ("B01_photo", None, None, PHOTO),
        ("B02_required", None, 120.0, None),
        ("B05", -1, None, None),
        ("C03", 1, None, None),
        ("C03", 5, None, None),
        ("C04", -7, None, None),
    ]


def test_codebook__of_a_checklist__names_items_by_the_list(dataset: Dataset) -> None:
    book = dataset.codebook[dataset.codebook.instrument == "counter_check"]
    asked = book[book.item == "B01"]
    assert list(asked.choice) == ["yes", "no", "na"]
    assert set(asked.criterion) == {"B01"}
    assert set(book.type) == {"select_one", "select_multiple", "integer", "text", "image"}
