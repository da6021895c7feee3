"""Numbers and days that can be read in two ways, and what else a file must be asked before its import."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from survey_app import web
from survey_app.instruments.service import publish_shipped
from survey_app.places import service as places
from survey_app.responses import service
from survey_app.responses.service.importing.cell import key_of, mode_names
from survey_app.responses.service.importing.excerpt import excerpt
from survey_app.responses.service.importing.mapping import Dates, Decimals
from survey_app.responses.service.importing.proposing import propose_for
from tests.survey_app.responses.test_importing_pages import HEADER, Desk


@pytest.fixture
def desk(staff: Any, office: Any) -> Desk:
    return Desk(staff("analyst"), office)


def text_of(*rows: tuple[str, ...], sign: str = ";") -> str:
    return "\n".join(sign.join(row) for row in (("counter", "mode", "completed_at", "weight"), *rows))


def proposed(office: Any, folder: Path, text: str) -> Any:
    path = folder / "a.csv"
    path.write_text(text, "utf-8")
    return propose_for(office.store.read(), path, "a.csv", "R1").mapping


@pytest.mark.parametrize(
    ("weight", "sign", "decimals"),
    [
        ("1.234", ";", Decimals.COMMA),
        ("1.234", ",", Decimals.POINT),
        ("1.5", ";", Decimals.POINT),
        ("1,5", ";", Decimals.COMMA),
        ("0.234", ";", Decimals.POINT),
    ],
)
def test_decimals__are_proposed_as_written(
    office: Any, tmp_path: Path, weight: str, sign: str, decimals: Decimals
) -> None:
    found = proposed(office, tmp_path, text_of(("Q1", "kiosk", str(office.today), weight), sign=sign))
    assert found.decimals is decimals


@pytest.mark.parametrize(
    ("day", "dates"), [("06/07/2026", Dates.DAY_FIRST), ("07/16/2026", Dates.MONTH_FIRST)]
)
def test_dates__are_proposed_as_written(office: Any, tmp_path: Path, day: str, dates: Dates) -> None:
    assert proposed(office, tmp_path, text_of(("Q1", "kiosk", day, "1"))).dates is dates


def rating(office: Any, *rows: tuple[str, str]) -> bytes:
    header = ("counter", "mode", "Ngày", "weight", *HEADER[3:])
    lines = [";".join(header)]
    lines += [";".join(("Q1", "Phiếu giấy", day, weight, *["4"] * 6)) for day, weight in rows]
    return "\n".join(lines).encode()


def test_page__numbers_that_mean_two_things__asks_before_the_import(desk: Desk, office: Any) -> None:
    day = str(office.today)
    desk.upload(rating(office, (day, "1.234"), (day, "2.500")), "a.csv")
    page = desk.page()
    assert "→</span> 1234" in page
    assert "có thể hiểu hai cách" in page
    assert "Nhập 2 phiếu mới" not in page
    token = desk.fields()
    refused = desk.staff.client.post(f"{desk.path}/import", data={"csrf_token": token["csrf_token"]})
    assert refused.status_code == 422
    said = {"csrf_token": token["csrf_token"], "seen": token["seen"]}
    assert desk.staff.client.post(f"{desk.path}/reading", data=said).status_code == 422
    desk.staff.client.post(f"{desk.path}/reading", data={**said, "number": "."})
    page = desk.page()
    assert "→</span> 1,234" in page
    assert "có thể hiểu hai cách" not in page
    assert "Nhập 2 phiếu mới" in page
    desk.take()
    weights = office.store.read().query("SELECT weight FROM responses_response ORDER BY weight")
    assert [row["weight"] for row in weights] == [1.234, 2.5]


def test_page__days_that_mean_two_things__are_read_as_told(desk: Desk, office: Any) -> None:
    desk.upload(rating(office, ("06/07/2026", "1"), ("08/09/2026", "2,5")), "a.csv")
    page = desk.page()
    assert "→</span> 6 tháng 7, 2026" in page
    assert "→</span> 2,5" in page
    assert 'name="number"' not in page
    fields = desk.fields()
    said = {"csrf_token": fields["csrf_token"], "seen": "old", "day": Dates.MONTH_FIRST.value}
    assert desk.staff.client.post(f"{desk.path}/reading", data=said).status_code == 409
    desk.staff.client.post(f"{desk.path}/reading", data={**said, "seen": fields["seen"]})
    page = desk.page()
    assert "→</span> 7 tháng 6, 2026" in page
    assert 'name="day"' not in page


def test_page__all_of_it_there_already__has_no_button(desk: Desk, office: Any) -> None:
    for _ in range(2):
        desk.upload(rating(office, (str(office.today), "1")), "a.csv")
        page = desk.page()
        if "Nhập 1 phiếu mới" in page:
            desk.take()
    assert "đã được nhập từ trước" in page
    assert 'name="import"' not in page


def test_page__rows_of_a_commune__are_told_before_the_import(desk: Desk, office: Any) -> None:
    units = {unit.type.value: unit.code for unit in places.all_units(office.store.read())}
    content = rating(office, (str(office.today), "1"))
    desk.upload(content.replace(b"Q1", units["province"].encode()), "a.csv")
    assert "là một tỉnh, thành phố" in desk.page()
    other = next(units[kind] for kind in ("commune", "centre", "department") if kind in units)
    desk.upload(content.replace(b"Q1", other.encode()), "a.csv")
    page = desk.page()
    assert "1 dòng không thuộc quầy nào" in page
    assert "Nhập 1 phiếu mới" in page


def test_page__hidden_rows_and_columns__are_counted(desk: Desk, office: Any) -> None:
    book = Workbook()
    book.active.append(HEADER)
    for number in range(6):
        book.active.append([number, "Quầy 1", office.today - timedelta(1), *[4] * 6])
    for row in (1, 3, 4):
        book.active.row_dimensions[row].hidden = True
    book.active.column_dimensions["D"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    desk.upload(stream.getvalue())
    page = desk.page()
    assert "2 dòng đang ẩn" in page
    assert "1 cột đang ẩn (D)" in page


def test_page__rounds_of_checklists__are_not_offered_and_none_is_chosen(desk: Desk, office: Any) -> None:
    publish_shipped(office.store, "counter_check", web.now())
    days = ["--from", str(office.today), "--to", str(office.today)]
    assert office.survey("rounds", "add", "V1", "--instrument", "counter_check", *days).exit_code == 0
    page = desk.staff.client.get("/imports").text
    assert 'value="R1"' in page
    assert 'value="V1"' not in page
    assert desk.upload(b"a;b", "a.csv", round="").status_code == 422


def test_page__in_english__says_problems_in_english(desk: Desk, office: Any) -> None:
    desk.upload(rating(office, (str(office.today), "1")).replace(b";4;4", b";4;"), "a.csv")
    text = desk.staff.client.get(f"{desk.path}?lang=en").text
    problems = text[text.index("problems-caption") : text.index("</table>")]
    assert not set("ạảấầậắặẻếềệịọốồộớợụứừựỳ") & set(problems)


def test_layout__groups_above_the_names__two_header_rows(office: Any, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Chung", None, None, "Hài lòng về", None, None, "Khác", None, None])
    sheet.append(["TT", "Quầy", "Ngày", "access", "procedures", "staff", "results", "feedback", "overall"])
    sheet.append([1, "Q1", office.today, 4, 4, 4, 4, 4, 4])
    for merged in ("A1:C1", "D1:F1", "G1:I1"):
        sheet.merge_cells(merged)
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = propose_for(office.store.read(), path, "a.xlsx", "R1").mapping
    assert [column.to for column in found.columns].count("") <= 1
    assert found.layout.first_row == 3


def test_modes__as_offices_write_them__are_known() -> None:
    names = mode_names()
    said = ("Phiếu giấy", "Giấy", "QR", "Điện thoại", "Kiosk", "Máy tính bảng", "Paper", "Phone", "Tablet")
    assert [names[key_of(word)] for word in said] == [
        *("paper_keyed", "paper_keyed", "qr_phone", "phone_call", "kiosk", "staff_tablet"),
        *("paper_keyed", "phone_call", "staff_tablet"),
    ]


def test_row__imported_before_under_another_mapping__says_what_to_do(desk: Desk, office: Any) -> None:
    content = rating(office, (str(office.today), "1")).replace(b"4;4;4;4;4;4", b"4;3;4;4;4;4")
    desk.upload(content, "a.csv")
    desk.take()
    desk.upload(content, "a.csv")
    desk.check(**{"to-6": "staff", "to-7": "procedures"})
    assert "nhập trước đây theo cách ghép cột khác" in desk.page()
    assert service.received(office.store.read(), "R1") == 1


def test_excerpt__of_a_long_text__ends_with_a_word() -> None:
    assert excerpt("Nơi đón tiếp sạch sẽ", 12) == "Nơi đón…"
    assert excerpt("ngắn", 12) == "ngắn"
