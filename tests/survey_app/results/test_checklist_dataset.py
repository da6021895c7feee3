"""A filled checklist in the dataset: codes, numbers and notes; pictures by the names they are kept under."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from analysis.dataset import read
from forms import check, compile_workbook, load_shipped
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.results.dataset import bring_up_to_date
from survey_app.rounds import service as rounds

PHOTO = "b" * 64 + ".jpg"


def test_dataset__of_a_checklist__has_codes_numbers_notes_and_pictures(office: Any, tmp_path: Path) -> None:
    source = load_shipped("counter_check")
    compiled = compile_workbook(source, "counter_check.md")

    def fill(db: Any) -> None:
        instruments.publish(db, compiled, source, "counter_check.md", datetime.now(UTC))
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
    checked = check(compiled.instrument, given)
    context = replace(office.context("CK"), mode="staff_tablet", tier="I")
    responses.accept(office.store, checked, context)
    folder = tmp_path / "dataset"
    bring_up_to_date(office.store, folder)
    dataset = read([folder])
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
    book = dataset.codebook
    asked = book[(book.instrument == "counter_check") & (book.item == "B01")]
    assert list(asked.choice) == ["yes", "no", "na"]
    assert set(asked.criterion) == {"B01"}
    assert set(book[book.instrument == "counter_check"].type) == {
        "select_one", "select_multiple", "integer", "text", "image",
    }  # fmt: skip
