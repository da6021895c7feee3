"""The register: narrowed, counted, paged, and handed out as files of exactly what it shows."""

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from survey_app import web
from survey_app.findings import service
from survey_app.findings.files import Look, write_csv, write_xlsx
from survey_app.findings.model import Filters, Finding, Severity, State, Step
from survey_app.places.model import local_day
from tests.survey_app.findings.conftest import HEAD


@pytest.fixture
def several(desk: Any) -> list[Finding]:
    """Three of the counter, the last one remedied, and one of the commune, a day later."""
    found = desk.open(
        desk.failed("B01", "N1", "TT01"), desk.failed("B02", "N2", "TT04"), desk.failed("B05", "N3", "TT01")
    )
    desk.through(found[2], Step.ISSUE, Step.REPORT)
    later = desk.open(desk.failed("B01"), unit="C1", day=desk.day + timedelta(1))
    return [*found, *later]


def items(desk: Any, **asked: Any) -> list[str]:
    found = service.listing(desk.store.read(), HEAD, Filters(**asked)).findings
    return [f"{one.unit}/{one.item}" for one in found]


@pytest.mark.usefixtures("several")
def test_register__everything__is_newest_first(desk: Any) -> None:
    assert items(desk) == ["C1/B01", "Q1/B05", "Q1/B02", "Q1/B01"]


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"state": "reported"}, ["Q1/B05"]),
        ({"severity": "N1"}, ["C1/B01", "Q1/B01"]),
        ({"severity": "N1", "state": "closed"}, []),
        ({"code": "TT04"}, ["Q1/B02"]),
        ({"unit": "Q1"}, ["Q1/B05", "Q1/B02", "Q1/B01"]),
        ({"unit": "T1", "severity": "N1"}, ["Q1/B01"]),
        ({"unit": "01"}, ["C1/B01", "Q1/B05", "Q1/B02", "Q1/B01"]),
        ({"unit": "1"}, []),
        ({"unit": "%"}, []),
    ],
)
def test_register__narrowed__shows_what_fits(desk: Any, asked: dict[str, str], left: list[str]) -> None:
    assert items(desk, **asked) == left


@pytest.mark.usefixtures("several")
def test_register__from_and_to__take_in_both_days(desk: Any) -> None:
    assert items(desk, first=desk.day + timedelta(1)) == ["C1/B01"]
    assert items(desk, last=desk.day) == ["Q1/B05", "Q1/B02", "Q1/B01"]
    assert len(items(desk, first=desk.day, last=desk.day + timedelta(1))) == 4


@pytest.mark.usefixtures("several")
def test_totals__of_what_is_shown__add_up(desk: Any) -> None:
    listing = service.listing(desk.store.read(), HEAD, Filters(unit="T1"))
    assert listing.totals == {
        (Severity.N1, State.FOUND): 1,
        (Severity.N2, State.FOUND): 1,
        (Severity.N3, State.REPORTED): 1,
    }
    assert (listing.total, listing.count([State.FOUND]), listing.of_severity(Severity.N3)) == (3, 2, 1)


def test_pages__of_a_long_register__part_it_without_loss(desk: Any) -> None:
    count = service.PAGE * 2 + 1
    desk.open(*(desk.failed(f"B{number}") for number in range(count)))
    pages = [service.listing(desk.store.read(), HEAD, Filters(), page) for page in (1, 2, 3)]
    assert [len(page.findings) for page in pages] == [service.PAGE, service.PAGE, 1]
    assert len({one.id for page in pages for one in page.findings}) == count
    assert service.listing(desk.store.read(), HEAD, Filters(), 99).page == pages[0].pages == 3
    assert service.listing(desk.store.read(), HEAD, Filters(), -5).page == 1


def look(demo: bool = False, language: str = "vi") -> Look:
    return Look(
        language,
        demo,
        lambda code, _: f"Tên {code}",
        {"lan": "Nguyễn Thị Lan", "minh": "Minh", "daumoi": "Đầu mối"},
        local_day(web.now()),
    )


def csv_rows(desk: Any, **asked: Any) -> list[dict[str, str]]:
    content = write_csv(service.history(desk.store.read(), HEAD, Filters(**asked)), look())
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.usefixtures("several")
def test_csv__of_the_register__has_its_lines_in_its_order(desk: Any) -> None:
    rows = csv_rows(desk, unit="T1")
    assert [row["Mã nội dung kiểm tra"] for row in rows] == ["B05", "B02", "B01"]
    remedied, open_ = rows[0], rows[2]
    assert (remedied["Trạng thái"], remedied["Nội dung khắc phục"]) == (
        "Đã báo cáo khắc phục",
        desk.done,
    )
    assert (remedied["Người ghi nhận khắc phục"], remedied["Người phát hiện"]) == (
        "Đầu mối",
        "Nguyễn Thị Lan",
    )
    assert (open_["Ngày khắc phục"], open_["Đơn vị"], open_["Mức độ"]) == (
        "",
        "Tên Q1",
        "N1 – nghiêm trọng",
    )
    assert open_["Ngày phát hiện"] == desk.day.isoformat()


def test_csv__remedy_that_failed_its_check__is_counted_and_not_shown_as_the_remedy(desk: Any) -> None:
    desk.step(desk.reported(), Step.FAIL)
    (row,) = csv_rows(desk)
    assert (row["Số lần chưa đạt"], row["Nội dung khắc phục"], row["Ngày khắc phục"]) == ("1", "", "")


def test_files__finding_of_a_team__name_all_who_found_it(desk: Any) -> None:
    desk.one(team=("minh", "hoa"))
    (row,) = csv_rows(desk)
    head, line = workbook(desk).active.iter_rows(values_only=True)
    assert row["Người phát hiện"] == "Nguyễn Thị Lan; Minh; hoa"
    assert dict(zip(head, line, strict=True))["Người phát hiện"] == row["Người phát hiện"]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1", "'=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_files__note_that_looks_like_a_formula__is_text(desk: Any, text: str) -> None:
    desk.one(note=text)
    assert csv_rows(desk)[0]["Ghi chú khi kiểm tra"] == f"'{text}"
    sheet = workbook(desk).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s"]


def workbook(desk: Any, **more: Any) -> Any:
    content = write_xlsx(service.history(desk.store.read(), HEAD, Filters()), look(**more))
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.usefixtures("several")
def test_workbook__of_the_register__has_a_fast_head_a_filter_and_days(desk: Any) -> None:
    sheet = workbook(desk).active
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Tồn tại", "B2", "A1:AF5")
    assert [cell.value for cell in sheet[1]][:3] == ["Số hiệu", "Ngày phát hiện", "Mã đơn vị"]
    assert sheet["B2"].value.date() == desk.day + timedelta(1)
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == ["B01", "B05", "B02", "B01"]


def test_workbook__of_nothing__has_its_head(desk: Any) -> None:
    assert workbook(desk, language="en").active.auto_filter.ref == "A1:AF1"


def test_files__of_a_demonstration__say_so_in_every_line(desk: Any) -> None:
    desk.one()
    content = write_csv(service.history(desk.store.read(), HEAD, Filters()), look(demo=True)).decode(
        "utf-8-sig"
    )
    head, line = content.splitlines()
    assert head.endswith(",du_lieu")
    assert line.endswith(",DỮ LIỆU GIẢ LẬP")
    assert workbook(desk, demo=True).active["AG2"].value == "DỮ LIỆU GIẢ LẬP"


@pytest.mark.usefixtures("several")
def test_indicators__of_thousands_of_units__are_not_worked_out_anew_for_each(desk: Any) -> None:
    db, asked = desk.store.read(), []
    db.conn.set_trace_callback(asked.append)
    service.indicators(db, HEAD, Filters(), desk.day)
    db.conn.set_trace_callback(None)
    plans = [line for query in asked for *_, line in db.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any("findings_finding" in line for line in plans)
    assert not [line for line in plans if "CORRELATED" in line]
