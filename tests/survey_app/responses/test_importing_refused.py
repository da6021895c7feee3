"""Raw import: a file with any fault is not stored at all, and every fault is said with its row."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from filelock import FileLock

from survey_app import store, web
from survey_app.cli import main
from survey_app.instruments.service import publish_shipped
from survey_app.store import write


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "windows-1258"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_import__other_encoding__is_refused_with_advice(sheet: Any, encoding: str, language: str) -> None:
    text = sheet.table(sheet.row(stratum="Thành thị loại đơn"), columns=(*sheet.columns, "stratum"))
    if encoding == "windows-1258":  # it has no composed letters with the mark below
        text = text.replace("ạ", "a\N{COMBINING DOT BELOW}").replace("ị", "i\N{COMBINING DOT BELOW}")
    lines = sheet.refused(sheet.take(sheet.write(text, encoding), language=language))
    assert len(lines) == 1
    assert "CSV UTF-8" in lines[0]


@pytest.mark.parametrize("content", ["", "\n", b"\xef\xbb\xbf"])
def test_import__empty_file__is_refused(sheet: Any, content: str | bytes) -> None:
    assert sheet.refused(sheet.take(sheet.write(content)))


def test_import__no_such_file__is_refused(sheet: Any, tmp_path: Path) -> None:
    assert sheet.refused(sheet.take(tmp_path / "absent.csv"))


def test_import__misspelt_column__is_refused_naming_the_nearest(sheet: Any) -> None:
    content = sheet.table(sheet.row()).replace("overall", "overal").replace("completed_at", "completd_at")
    lines = sheet.refused(sheet.take(content))
    said = "\n".join(lines)
    assert "overal" in said
    assert "overall" in said
    assert "completed_at" in said
    assert len(lines) == 4  # two names nobody has, two columns that are missing


def test_import__column_twice__is_refused(sheet: Any) -> None:
    content = "access," + sheet.table(sheet.row()).replace("\r\n", "\r\n5,", 1)
    assert any("access" in line for line in sheet.refused(sheet.take(content)))


BAD_CELLS = [
    ({"access": "6"}, "import_answer"),
    ({"access": "Hài lòng"}, "import_answer"),
    ({"overall": ""}, "import_answer"),
    ({"overall": "1", "reason": "không có"}, "import_answer"),
    ({"mode": "fax"}, "import_mode"),
    ({"mode": ""}, "import_mode"),
    ({"counter": "Q9"}, "import_counter"),
    ({"counter": "=Q1"}, "import_counter"),
    ({"counter": "Q2"}, "import_counter_then"),  # it ended with 2025
    ({"completed_at": "hôm qua"}, "import_time"),
    ({"completed_at": ""}, "import_time"),
    ({"completed_at": "2026-02-30"}, "import_time"),
    ({"completed_at": "0001-01-01T00:00+14:00"}, "import_time"),
    ({"weight": "0"}, "import_weight"),
    ({"weight": "-1"}, "import_weight"),
    ({"weight": "nan"}, "import_weight"),
    ({"weight": "inf"}, "import_weight"),
    ({"weight": "1e300"}, "import_weight"),
    ({"weight": "2,5"}, "import_weight"),
    ({"uuid": "1"}, "import_uuid"),
]


@pytest.mark.parametrize(("cells", "code"), BAD_CELLS)
def test_import__bad_cell__is_named_with_its_row(sheet: Any, cells: dict[str, str], code: str) -> None:
    columns = (*sheet.columns, "weight", "uuid")
    found = sheet.problems(sheet.table(sheet.row(), sheet.row(**cells), sheet.row(), columns=columns))
    assert [(problem.code, problem.place) for problem in found] == [(code, "3")]


def test_import__many_bad_cells__are_all_listed_in_order(sheet: Any) -> None:
    rows = [sheet.row(**cells) for cells, _ in BAD_CELLS]
    found = sheet.problems(sheet.table(*rows, columns=(*sheet.columns, "weight", "uuid")))
    assert [(problem.code, int(problem.place)) for problem in found] == [
        (code, number) for number, (_, code) in enumerate(BAD_CELLS, start=2)
    ]


def test_import__more_problems_than_can_be_read__are_counted(sheet: Any) -> None:
    rows = [sheet.row(access=str(number)) for number in range(100, 1100)]
    lines = sheet.refused(sheet.take(sheet.table(*rows)))
    assert len(lines) == 201
    assert "800" in lines[-1]


def test_import__same_problem_in_many_rows__is_one_line_that_counts_them(sheet: Any) -> None:
    rows = [sheet.row(access="6") for _ in range(1000)]
    lines = sheet.refused(sheet.take(sheet.table(sheet.row(), sheet.row(mode="fax"), *rows)))
    assert [line.partition(":")[0] for line in lines] == ["3", "4"]
    assert "1000 dòng" in lines[1]


def test_import__round_of_a_checklist__is_refused(sheet: Any) -> None:
    office = sheet.office
    publish_shipped(office.store, "counter_check", web.now())
    first, last = office.today - timedelta(9), office.today + timedelta(9)
    words = ["rounds", "add", "V1", "--instrument", "counter_check", "--from", str(first), "--to", str(last)]
    assert office.survey(*words).exit_code == 0
    path = sheet.write(sheet.table(sheet.row()))
    words = ["responses", "import", str(path), "--instrument", "counter_check", "--round", "V1"]
    assert "danh mục kiểm tra" in "\n".join(sheet.refused(office.survey(*words)))


def test_import__cell_too_long__says_so(sheet: Any) -> None:
    text = sheet.table(sheet.row(), sheet.row(stratum="x" * 200_000), columns=(*sheet.columns, "stratum"))
    assert "dài quá" in "\n".join(sheet.refused(sheet.take(text)))


@pytest.mark.parametrize(
    ("days", "code"),
    [(1, "import_in_the_future"), (-21, "import_outside_round"), (-500, "import_outside_round")],
)
def test_import__day_that_cannot_be__is_named(sheet: Any, days: int, code: str) -> None:
    found = sheet.problems(sheet.table(sheet.row(completed_at=sheet.office.today + timedelta(days))))
    assert [problem.code for problem in found] == [code]


def test_import__row_longer_than_the_header__is_named(sheet: Any) -> None:
    content = sheet.table(sheet.row()).rstrip() + ",thừa\r\n"
    found = sheet.problems(content)
    assert [(problem.code, problem.place) for problem in found] == [("import_row_too_long", "2")]


def test_import__uuid_twice_in_the_file__is_named(sheet: Any) -> None:
    own = str(uuid4())
    rows = [sheet.row(uuid=own), sheet.row(uuid=own)]
    found = sheet.problems(sheet.table(*rows, columns=("uuid", *sheet.columns)))
    assert [(problem.code, problem.place) for problem in found] == [("import_uuid_twice", "3")]


def test_import__uuid_taken_by_other_content__is_named_and_nothing_is_added(sheet: Any) -> None:
    own = str(uuid4())
    columns = ("uuid", *sheet.columns)
    sheet.take(sheet.table(sheet.row(uuid=own), columns=columns))
    before = sheet.stored()
    result = sheet.take(sheet.table(sheet.row(), sheet.row(uuid=own, overall="4"), columns=columns))
    assert result.exit_code == 1
    assert own in result.stderr
    assert sheet.stored() == before


def test_import__ended_round__refuses_what_came_after_it(sheet: Any) -> None:
    assert sheet.refused(sheet.take(sheet.table(sheet.row()), round_="OLD"))


@pytest.mark.parametrize(
    ("round_", "instrument", "said"),
    [("S1", "counter_rating", "sipas"), ("R1", "khac", "khac"), ("R9", "counter_rating", "R9")],
)
def test_import__round_of_another_instrument__is_refused(
    sheet: Any, round_: str, instrument: str, said: str
) -> None:
    words = ["responses", "import", str(sheet.write(sheet.table(sheet.row())))]
    result = sheet.office.survey(*words, "--instrument", instrument, "--round", round_)
    assert said in "\n".join(sheet.refused(result))


@pytest.mark.parametrize("needed", ["counter", "mode", "completed_at", "access", "overall"])
def test_import__column_that_is_needed__is_named(sheet: Any, needed: str) -> None:
    columns = tuple(name for name in sheet.columns if name != needed)
    found = sheet.problems(sheet.table(sheet.row(), columns=columns))
    assert [(problem.code, problem.values) for problem in found] == [
        ("import_column_missing", {"column": needed})
    ]


def test_import__while_another_program_writes__stores_nothing_and_says_what_to_do(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "LOCK_SECONDS", 0.2)
    with FileLock(sheet.office.store.instance.write_lock):
        lines = sheet.refused(sheet.take(sheet.table(sheet.row()), language="en"))
    assert len(lines) == 1
    assert "nothing was stored" in lines[0]
    assert "Close that program" in lines[0]


def test_import__while_a_database_tool_holds_the_file__stores_nothing(sheet: Any) -> None:
    sheet.office.receive(1)
    before = sheet.stored()
    other = sqlite3.connect(sheet.office.store.instance.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = sheet.take(sheet.table(sheet.row()), language="en")
    other.execute("ROLLBACK")
    other.close()
    assert (result.exit_code, sheet.stored()) == (1, before)
    assert "Close that program" in result.stderr
    assert sheet.take(sheet.table(sheet.row())).exit_code == 0


def test_import__instance_that_is_not_there__says_how_to_make_one(sheet: Any, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    words = ["responses", "import", str(sheet.write("a")), "--round", "R1", "--instrument", "x"]
    result = CliRunner().invoke(main, ["--instance", str(nowhere), *words])
    assert result.exit_code == 1
    assert "init" in result.stderr
    assert not store.Instance(nowhere).exists()
