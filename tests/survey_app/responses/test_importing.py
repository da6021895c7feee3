"""Raw import: a file of responses is stored whole, sealed at once, and once."""

import unicodedata
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from survey_app.responses import service


def test_import__good_rows__are_stored_sealed_and_counted(sheet: Any) -> None:
    rows = [sheet.row(), sheet.row(mode="kiosk"), sheet.row(mode="qr_phone", overall="2", reason="")]
    result = sheet.take(sheet.table(*rows), "--tier", "P")
    assert result.exit_code == 0, result.stderr
    found = sorted(sheet.stored(), key=lambda each: each["mode"])
    assert [(each["mode"], each["tier"]) for each in found] == [
        ("kiosk", "K"),
        ("paper_keyed", "P"),
        ("qr_phone", "C"),
    ]
    assert {each["collector"] for each in found} == {None}
    assert {(each["day"], each["slot"]) for each in found} == {(sheet.office.today.isoformat(), 4)}
    assert {each["disposition"] for each in found} == {"complete"}
    assert [batch.size for batch in service.batches(sheet.office.store.read())] == [3]
    assert service.verify(sheet.office.store.read()) == []
    assert sheet.office.survey("responses", "count").stdout == "3\n"


def test_import__same_file_again__adds_nothing(sheet: Any) -> None:
    path = sheet.write(sheet.table(sheet.row(), sheet.row()))
    assert sheet.take(path).exit_code == 0
    before = sheet.stored()
    assert sheet.take(path).exit_code == 0
    assert sheet.stored() == before
    assert service.received(sheet.office.store.read(), "R1") == 2


def test_import__equal_rows__are_different_responses(sheet: Any) -> None:
    sheet.take(sheet.table(sheet.row(), sheet.row(), sheet.row()))
    assert len({each["uuid"] for each in sheet.stored()}) == 3


def test_import__without_a_tier__leaves_it_open(sheet: Any) -> None:
    sheet.take(sheet.table(sheet.row()))
    assert sheet.stored()[0]["tier"] is None


def test_import__columns_in_any_order_and_some_left_out__are_read(sheet: Any) -> None:
    columns = tuple(name for name in reversed(sheet.columns) if name != "reason")
    assert sheet.take(sheet.table(sheet.row(), columns=columns)).exit_code == 0
    assert len(sheet.stored()) == 1


@pytest.mark.parametrize(
    ("written", "slot"),
    [("T00:00", 0), ("T23:59:59", 11), ("", None), ("T02:30:00Z", 4), ("T09:30+07:00", 4), (" 09:30", 4)],
)
def test_import__times__keep_day_and_slot_only(sheet: Any, written: str, slot: int | None) -> None:
    result = sheet.take(sheet.table(sheet.row(completed_at=f"{sheet.office.today - timedelta(1)}{written}")))
    assert result.exit_code == 0, result.stderr
    found = sheet.stored()[0]
    assert (found["day"], found["slot"]) == ((sheet.office.today - timedelta(1)).isoformat(), slot)


def test_import__sampling_columns__are_stored(sheet: Any) -> None:
    columns = (*sheet.columns, "stratum", "psu", "weight")
    full = sheet.row(stratum="Nội thành", psu="X-01", weight="2.5")
    assert sheet.take(sheet.table(full, sheet.row(), columns=columns)).exit_code == 0
    found = {(each["stratum"], each["psu"], each["weight"]) for each in sheet.stored()}
    assert found == {("Nội thành", "X-01", 2.5), (None, None, None)}


def test_import__bom_and_decomposed_letters__are_read_as_utf8(sheet: Any) -> None:
    columns = (*sheet.columns, "stratum")
    text = unicodedata.normalize("NFD", sheet.table(sheet.row(stratum="Đắk Lắk"), columns=columns))
    assert text != unicodedata.normalize("NFC", text)
    result = sheet.take(sheet.write(text, "utf-8-sig"))
    assert result.exit_code == 0, result.stderr
    assert sheet.stored()[0]["stratum"] == "Đắk Lắk"


def test_import__header_alone__adds_nothing(sheet: Any) -> None:
    result = sheet.take(sheet.table())
    assert result.exit_code == 0
    assert sheet.stored() == []


def test_import__row_shorter_than_the_header__lacks_its_last_cells(sheet: Any) -> None:
    content = sheet.table(sheet.row()).rstrip().removesuffix(",")
    assert sheet.take(sheet.write(content)).exit_code == 0
    assert len(sheet.stored()) == 1


def test_import__uuid_given__is_kept_and_the_same_again_adds_nothing(sheet: Any) -> None:
    own = str(uuid4())
    columns = ("uuid", *sheet.columns)
    assert sheet.take(sheet.table(sheet.row(uuid=own), columns=columns)).exit_code == 0
    assert [each["uuid"] for each in sheet.stored()] == [own]
    again = sheet.take(sheet.table(sheet.row(uuid=own.upper()), sheet.row(), columns=columns))
    assert again.exit_code == 0, again.stderr
    assert len(sheet.stored()) == 2


def test_import__ended_round__takes_what_was_completed_within_it(sheet: Any) -> None:
    within = sheet.row(completed_at=sheet.office.today - timedelta(45))
    assert sheet.take(sheet.table(within), round_="OLD").exit_code == 0
    assert [each["round"] for each in sheet.stored()] == ["OLD"]


def test_import__refused__leaves_no_spool_behind(sheet: Any) -> None:
    sheet.refused(sheet.take(sheet.table(sheet.row(), sheet.row(access="6"))))
    assert list(sheet.office.store.instance.root.glob("spool-*")) == []


def test_import__semicolons__are_read_as_excel_in_vietnamese_writes_them(sheet: Any) -> None:
    assert sheet.take(sheet.table(sheet.row()).replace(",", ";")).exit_code == 0
    assert len(sheet.stored()) == 1
