"""Real files: headers and values as offices write them, read by a mapping."""

import csv
import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import Workbook

from survey_app import web
from survey_app.cli.console import word_problem
from survey_app.errors import Problem, SurveyError
from survey_app.responses import service
from survey_app.responses.service.importing import save_mapping
from survey_app.responses.service.importing.mapping import Column, Dates, FileMapping, Layout
from survey_app.responses.service.importing.proposing import propose_for
from wording import LANGUAGES

LABELS = {
    "access": "1. Nơi đón tiếp",
    "procedures": "2. Thủ tục",
    "staff": "3. Công chức",
    "results": "4. Kết quả",
    "feedback": "5. Góp ý",
    "overall": "6. Nhìn chung",
}
WORDS = ("Rất hài lòng", "HÀI LÒNG ", "bình thường", "Không hài lòng", "Rất hài lòng")
MAPPING = FileMapping(
    "counter_rating",
    (
        Column("Phiếu"),
        Column("Quầy", "counter", {"Quầy số 1": "Q1"}),
        Column("Ngày", "completed_at"),
        *(Column(header, name) for name, header in LABELS.items()),
    ),
    constants={"mode": "paper_keyed"},
)


def rows_of(office: Any, *answers: str) -> list[list[Any]]:
    day = f"{office.today - timedelta(2):%d/%m/%Y}"
    return [[f"P{n}", "Quầy số 1", day, *[answer] * 6] for n, answer in enumerate(answers or WORDS, start=1)]


HEADER = ["Phiếu", "Quầy", "Ngày", *LABELS.values()]


def csv_of(folder: Path, *rows: list[Any], separator: str = ";") -> Path:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    path = folder / f"{uuid4()}.csv"
    path.write_text(stream.getvalue(), "utf-8")
    return path


def xlsx_of(folder: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / f"{uuid4()}.xlsx"
    book.save(path)
    return path


def take(office: Any, path: Path, mapping: FileMapping = MAPPING) -> Any:
    saved = path.with_suffix(".json")
    saved.write_text(mapping.to_json(), "utf-8")
    words = ["responses", "import", str(path), "--instrument", "counter_rating", "--round", "R1"]
    return office.survey(*words, "--mapping", str(saved))


def problems(office: Any, path: Path, mapping: FileMapping = MAPPING) -> list[Problem]:
    task = service.Task(id=uuid4().hex, path=path, name=path.name, round="R1", mapping=mapping)
    with pytest.raises(SurveyError) as caught:
        service.import_file(office.store, task, web.now(), "vi", lambda _: lambda _: None)
    assert service.received(office.store.read(), "R1") == 0
    found = list(getattr(caught.value, "problems", [caught.value.problem]))
    for problem in found:
        assert not any("{" in word_problem(problem, language) for language in LANGUAGES)
    return found


def answers(office: Any) -> list[dict[str, Any]]:
    rows = office.store.read().query("SELECT document FROM responses_response")
    return sorted((json.loads(row["document"])["answers"] for row in rows), key=str)


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_mapped__labels_and_own_codes__become_choices(office: Any, tmp_path: Path, make: Any) -> None:
    done = take(office, make(tmp_path, HEADER, *rows_of(office)))
    assert done.exit_code == 0, done.stderr
    assert sorted(answer["overall"] for answer in answers(office)) == ["2", "3", "4", "5", "5"]
    row = next(iter(office.store.read().query("SELECT * FROM responses_response")))
    expected = ("Q1", "paper_keyed", (office.today - timedelta(2)).isoformat(), None)
    assert (row["counter"], row["mode"], row["day"], row["slot"]) == expected


def test_mapped__same_file_again__adds_nothing_and_is_recorded(office: Any, tmp_path: Path) -> None:
    path = csv_of(tmp_path, HEADER, *rows_of(office))
    assert take(office, path).exit_code == 0
    assert take(office, path).exit_code == 0
    assert service.received(office.store.read(), "R1") == 5
    recorded = [
        (row["added"], row["known"])
        for row in office.store.read().query("SELECT added, known FROM responses_import ORDER BY known")
    ]
    assert recorded == [(5, 0), (0, 5)]


def test_mapped__merged_header_of_two_rows_below_a_title__is_joined(office: Any, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["TỔNG HỢP PHIẾU KHẢO SÁT"])
    sheet.append(["Phiếu", "Quầy", "Ngày", "Hài lòng về"])
    sheet.append([None, None, None, *LABELS.values()])
    for row in rows_of(office):
        sheet.append(row)
    for merged in ("A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:I2"):
        sheet.merge_cells(merged)
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = propose_for(office.store.read(), path, "a.xlsx", "R1")
    assert found.mapping.layout == Layout("Sheet", "", 2, 2, 4)
    assert [column.header for column in found.mapping.columns][2:5] == [
        "Ngày",
        "Hài lòng về / 1. Nơi đón tiếp",
        "Hài lòng về / 2. Thủ tục",
    ]
    columns = tuple(
        Column(one.header, old.to, old.values)
        for one, old in zip(found.mapping.columns, MAPPING.columns, strict=True)
    )
    mapping = FileMapping("counter_rating", columns, found.mapping.layout, constants={"mode": "paper_keyed"})
    assert take(office, path, mapping).exit_code == 0
    assert len(answers(office)) == 5


def test_mapped__value_nobody_explained__is_refused_by_row(office: Any, tmp_path: Path) -> None:
    path = csv_of(tmp_path, HEADER, *rows_of(office, "Hài lòng", "Tạm được"))
    found = problems(office, path)
    assert {(one.code, one.place) for one in found} == {("import_value", "3")}
    assert [one.values["value"] for one in found] == ["Tạm được"] * 6


def test_mapped__own_codes_turned_round__are_only_what_the_table_says(office: Any, tmp_path: Path) -> None:
    table = {"1": "5", "2": "4", "9": ""}
    columns = tuple(Column(c.header, c.to, table if c.to in LABELS else c.values) for c in MAPPING.columns)
    mapping = FileMapping("counter_rating", columns, constants={"mode": "kiosk"})
    assert take(office, xlsx_of(tmp_path, HEADER, *rows_of(office, "1", "2")), mapping).exit_code == 0  # type: ignore[arg-type]
    assert [answer["staff"] for answer in answers(office)] == ["4", "5"]
    assert take(office, csv_of(tmp_path, HEADER, *rows_of(office, "5")), mapping).exit_code == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda header: [*header[:-1]], "mapping_column_gone"),
        (lambda header: [*header, "Ghi chú"], "mapping_column_new"),
        (lambda header: [*header, "Hä tªn ngêi d©n µ§"], "import_header_old_font"),
        (lambda header: [*header[:-1], "7. Chung"], "mapping_column_gone"),
    ],
)
def test_mapped__columns_changed__names_each(office: Any, tmp_path: Path, change: Any, code: str) -> None:
    assert code in [one.code for one in problems(office, csv_of(tmp_path, change(HEADER)))]


@pytest.mark.parametrize(
    ("columns", "codes"),
    [
        ((Column("Quầy", "counter"),), {"mapping_lacks_item"}),
        ((Column("Quầy", "gone_item"),), {"mapping_item_gone", "mapping_lacks_counter"}),
        ((Column("Quầy", "mode"),), {"mapping_target_twice"}),
        ((Column("Quầy", "staff", {"a": "7"}),), {"mapping_choice_gone"}),
    ],
)
def test_mapped__that_does_not_fit_the_version__names_each(
    office: Any, tmp_path: Path, columns: tuple[Column, ...], codes: set[str]
) -> None:
    constants = {"mode": "kiosk", "completed_at": office.today.isoformat()}
    mapping = FileMapping("counter_rating", columns, constants=constants)
    found = problems(office, csv_of(tmp_path, ["Quầy"], ["Q1"]), mapping)
    assert codes <= {one.code for one in found}


def test_mapped__of_another_instrument__is_refused(office: Any, tmp_path: Path) -> None:
    mapping = FileMapping("sipas", MAPPING.columns, constants=MAPPING.constants)
    found = problems(office, csv_of(tmp_path, HEADER), mapping)
    assert "mapping_other_instrument" in [one.code for one in found]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({2: "45/13/2026"}, "import_day"),
        ({2: "46000"}, "import_day"),
        ({2: "01/01/1999"}, "import_outside_round"),
        ({1: "Quầy lạ"}, "import_value"),
        ({3: "#N/A"}, "import_cell_error"),
        ({9: "thừa"}, "import_row_too_long"),
    ],
)
def test_mapped__cell_wrong__says_row_and_fault(
    office: Any, tmp_path: Path, cells: dict[int, str], code: str
) -> None:
    good, bad = rows_of(office, "Hài lòng", "Hài lòng")
    bad += [""] * (max(cells) + 1 - len(bad))
    for place, cell in cells.items():
        bad[place] = cell
    found = problems(office, csv_of(tmp_path, HEADER, good, bad))
    assert [(one.code, one.place) for one in found] == [(code, "3")]


def test_mapped__workbook_with_dates_as_numbers_and_formulas__says_what_to_do(
    office: Any, tmp_path: Path
) -> None:
    good, bad = rows_of(office, "Hài lòng", "Hài lòng")
    bad[2], bad[3] = 46000, "=A1"
    found = problems(office, xlsx_of(tmp_path, HEADER, good, bad))
    assert [(one.code, one.place) for one in found] == [
        ("import_day_is_number", "3"),
        ("import_formula", "3"),
    ]


def test_mapped__days_of_excel__are_understood_when_chosen(office: Any, tmp_path: Path) -> None:
    (row,) = rows_of(office, "Hài lòng")
    row[2] = (office.today - datetime(1899, 12, 30).date()).days + 0.4  # noqa: DTZ001
    mapping = FileMapping("counter_rating", MAPPING.columns, dates=Dates.SERIAL, constants=MAPPING.constants)
    assert take(office, xlsx_of(tmp_path, HEADER, row), mapping).exit_code == 0
    stored = next(iter(office.store.read().query("SELECT day, slot FROM responses_response")))
    assert (stored["day"], stored["slot"]) == (office.today.isoformat(), 4)


def test_mapped__rows_with_another_separator__are_refused_in_words(office: Any, tmp_path: Path) -> None:
    path = csv_of(tmp_path, HEADER, *rows_of(office, "Hài lòng"))
    with path.open("a") as stream:
        stream.write(",".join(rows_of(office, "4")[0]) + "\n")
    assert [one.code for one in problems(office, path)] == ["import_other_separator"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_is_empty"),
        ("Quầy\n".encode("utf-16"), "import_not_text"),
        (b"\xd0\xcf\x11\xe0", "old_excel_file"),
        (b"PK\x03\x04", "workbook_is_broken"),
        (b"Qu\xb0y\n", "import_not_utf8"),
        (b"\n\n", "file_is_empty"),
        (b";;\n;;\n", "import_empty"),
        (b'"a\n', "csv_is_broken"),
    ],
)
def test_mapped__unreadable_file__is_refused(office: Any, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert [one.code for one in problems(office, path)] == [code]


def test_propose__headers_and_values__finds_items_counters_and_days(office: Any, tmp_path: Path) -> None:
    label = "Nhìn chung, Ông/Bà hài lòng thế nào về lần giải quyết công việc này?"
    header = ["TT", "Ngày khảo sát", "Mã quầy", "ACCESS", f"Câu 6: {label}", "staf", "Hình thức"]
    rows = [["1", "45000", "Quầy 1", "Rất hài lòng", "5", "x", "Nhập từ phiếu giấy"]]
    found = propose_for(office.store.read(), csv_of(tmp_path, header, *rows), "a.csv", "R1")
    assert [column.to for column in found.mapping.columns][:6] == [
        "",
        "completed_at",
        "counter",
        "access",
        "overall",
        "staff",
    ]
    assert found.mapping.columns[2].values == {"Quầy 1": "Q1"}
    assert found.mapping.dates is Dates.SERIAL
    assert found.seen[0].examples == ("1",)


def test_saved_mapping__by_name__is_used_and_not_overwritten_unseen(office: Any, tmp_path: Path) -> None:
    now = web.now()
    assert office.store.write(lambda db: save_mapping(db, "Phiếu 2025", MAPPING, 0, "anh", now)) == 1
    path = csv_of(tmp_path, HEADER, *rows_of(office))
    words = ["responses", "import", str(path), "--instrument", "counter_rating", "--round", "R1"]
    assert office.survey(*words, "--mapping", "Phiếu 2025").exit_code == 0
    assert office.survey(*words, "--mapping", "Phiếu 2024").exit_code == 1
    with pytest.raises(SurveyError) as caught:
        office.store.write(lambda db: save_mapping(db, "Phiếu 2025", MAPPING, 0, "bình", now))
    assert caught.value.problem.code == "mapping_name_taken"
    assert office.store.write(lambda db: save_mapping(db, "Phiếu 2025", MAPPING, 1, "bình", now)) == 2
    with pytest.raises(SurveyError) as caught:
        office.store.write(lambda db: save_mapping(db, "Phiếu 2025", MAPPING, 1, "anh", now))
    assert caught.value.problem.code == "mapping_saved_meanwhile"
