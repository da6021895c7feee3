"""The mapping file, and how single cells are read by it."""

import json
from typing import Any

import pytest

from survey_app.errors import SurveyError
from survey_app.responses.service.importing.cell import Untold, key_of, read_cell, reader_of
from survey_app.responses.service.importing.mapping import Column, Dates, Decimals, FileMapping
from survey_app.spreadsheets import DateCell, NumberCell
from tests.survey_app.conftest import compiled

MAPPING = FileMapping(
    "counter_rating",
    (Column("Phiếu"), Column("Quầy", "counter", {"Quầy số 1": "Q1"}), Column("Trọng số", "weight")),
    constants={"mode": "paper_keyed"},
)


def test_mapping__to_json_and_back__is_the_same() -> None:
    assert FileMapping.from_json(MAPPING.to_json()) == MAPPING


def test_mapping__wrong_in_many_places__says_all() -> None:
    with pytest.raises(SurveyError) as caught:
        FileMapping.from_json(
            json.dumps(
                {
                    "format": 1,
                    "instrument": 5,
                    "header_row": 0,
                    "first_row": "2",
                    "decimals": ";",
                    "extra": 1,
                    "constants": {"weight": "1"},
                    "columns": [{"to": "a"}, 3, {"header": "x", "values": {"1": 2}}],
                }
            )
        )
    places = {one.place for one in caught.value.problems}  # type: ignore[attr-defined]
    assert places == {
        "instrument",
        "header_row",
        "first_row",
        "decimals",
        "extra",
        "constants.weight",
        "columns.1.header",
        "columns.2",
        "columns.3.values.1",
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', "[" * 100_000])
def test_mapping__no_mapping_at_all__is_refused(text: str) -> None:
    with pytest.raises(SurveyError):
        FileMapping.from_json(text)


def read(to: str, text: str, values: dict[str, str] | None = None, **how: Any) -> str:
    """What the strict file would say for a cell; '!' and the code when it cannot be told."""
    column = Column("x", to, values or {})
    mapping = FileMapping("counter_rating", (column,), **how)
    try:
        return read_cell(reader_of(column, mapping, compiled("counter_rating").instrument), text)
    except Untold as fault:
        return f"!{fault.code}"


@pytest.mark.parametrize(
    ("text", "decimals", "expected"),
    [
        ("1.234,50", Decimals.COMMA, "1234.5"),
        ("1,234.50", Decimals.POINT, "1234.5"),
        ("1.234", Decimals.COMMA, "1234"),
        ("1.234", Decimals.POINT, "1.234"),
        ("0,5", Decimals.COMMA, "0.5"),
        ("1.23,4", Decimals.COMMA, "!import_number"),
        ("0.5", Decimals.COMMA, "!import_number"),
        ("12 %", Decimals.COMMA, "!import_number"),
        (NumberCell(0.5), Decimals.COMMA, "0.5"),
        ("#DIV/0!", Decimals.COMMA, "!import_cell_error"),
        ("  ", Decimals.COMMA, ""),
    ],
)
def test_number__written_in_either_way__is_one_number(text: str, decimals: Decimals, expected: str) -> None:
    assert read("weight", text, decimals=decimals) == expected


@pytest.mark.parametrize(
    ("text", "dates", "expected"),
    [
        ("5/10/2026", Dates.DAY_FIRST, "2026-10-05"),
        ("05-10-2026 9:30", Dates.DAY_FIRST, "2026-10-05T09:30:00"),
        ("2026-10-05", Dates.DAY_FIRST, "2026-10-05"),
        ("10/25/2026", Dates.DAY_FIRST, "!import_day"),
        ("05/10/26", Dates.DAY_FIRST, "!import_day"),
        ("46300", Dates.SERIAL, "2026-10-05"),
        (NumberCell(46300.4), Dates.SERIAL, "2026-10-05T09:36:00"),
        (NumberCell(46300), Dates.DAY_FIRST, "!import_day_is_number"),
        (DateCell("2026-10-05"), Dates.ISO, "2026-10-05"),
        ("5/10/2026", Dates.ISO, "!import_day"),
        ("-1", Dates.SERIAL, "!import_day"),
        ("1e300", Dates.SERIAL, "!import_day"),
    ],
)
def test_day__however_written__is_one_day(text: str, dates: Dates, expected: str) -> None:
    assert read("completed_at", text, dates=dates) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", "5"),
        (NumberCell(5), "5"),
        ("rất hài lòng", "5"),
        ("Very satisfied", "5"),
        ("5 - Rất hài lòng", "5"),
        ("5. Rat hai long", "5"),
        ("DK", "dk"),
        ("-5", "!import_value"),
        ("<5", "!import_value"),
        ("4,5", "!import_value"),
        ("Hài", "!import_value"),
    ],
)
def test_choice__name_or_label_in_any_spelling__is_found(text: str, expected: str) -> None:
    assert read("staff", text) == expected


def test_choice__with_a_table__only_the_table_counts() -> None:
    table = {"1": "5", "Tốt": "4", "99": ""}
    assert [read("staff", text, table) for text in ("1", "tốt", "99", "5", "Hài lòng")] == [
        "5",
        "4",
        "",
        "!import_value",
        "!import_value",
    ]


def test_text__in_an_old_font__is_refused() -> None:
    assert read("stratum", "Hµ Néi, B¾c Ninh µ§") == "!import_old_font"
    assert read("stratum", "Đắk Lắk ½") == "Đắk Lắk ½"


def test_key__signs_that_mean_something__are_kept() -> None:
    assert key_of("Dưới 18 tuổi.") == "duoi 18 tuoi"
    assert len({key_of(text) for text in ("<18", ">18", "18", "-18", "18 %", "+", "-")}) == 7
