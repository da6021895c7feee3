import io
import unicodedata
from collections.abc import Callable
from html import unescape

import pytest
from openpyxl import Workbook
from werkzeug.test import TestResponse

from survey_app.places import service
from tests.survey_app.conftest import Office, Staff

HEADER = ",".join(service.COLUMNS)
NEW = "N,Xã N,,commune,01,2025-07-01,,,"
CHANGED = "C1,Phường Mốt,Ward One,commune,01,2025-07-01,,,"


@pytest.fixture
def officer(staff: Callable[..., Staff]) -> Staff:
    return staff("administrator")


def upload(browser: Staff, content: bytes, name: str = "units.csv") -> TestResponse:
    """The page after a file was sent."""
    data = {"csrf_token": browser.token("/units/import"), "file": (io.BytesIO(content), name)}
    return browser.client.post("/units/import", data=data)


def preview(browser: Staff, content: bytes, name: str = "units.csv") -> tuple[str, str]:
    """Address and text of the preview of a file."""
    sent = upload(browser, content, name)
    assert sent.status_code == 303
    return sent.location, unescape(browser.client.get(sent.location).text)


def lines(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows)).encode()


def confirm(browser: Staff, path: str, page: str) -> TestResponse:
    fingerprint = page.partition('name="fingerprint"')[2].partition('value="')[2].partition('"')[0]
    return browser.client.post(path, data={"csrf_token": browser.token(path), "fingerprint": fingerprint})


def codes(office: Office) -> set[str]:
    return {unit.code for unit in service.all_units(office.store.read())}


def workbook(*sheets: list[list[object]], hidden: tuple[int, ...] = ()) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
        if number in hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_import__good_file__is_shown_first_and_stored_when_confirmed(office: Office, officer: Staff) -> None:
    path, page = preview(officer, lines(NEW, CHANGED))
    assert "N" not in codes(office)
    for said in ("Xã N", "Phường Một", "Phường Mốt", "name_vi"):
        assert said in page
    answer = confirm(officer, path, page)
    assert (answer.status_code, answer.location) == (303, "/units")
    assert "Thêm 1, sửa 1, giữ nguyên 0." in officer.client.get("/units").text
    assert "N" in codes(office)
    assert officer.client.get(path).status_code == 404  # the file is gone


def test_import__nothing_new_in_it__offers_nothing_to_confirm(officer: Staff) -> None:
    stored = "C1,Phường Một,Ward One,commune,01,2025-07-01,,,"
    _, page = preview(officer, lines(stored))
    assert "Mọi dòng trong tệp đã được lưu" in page
    assert 'name="fingerprint"' not in page


def test_import__problems__are_all_shown_by_row_and_cannot_be_confirmed(
    office: Office, officer: Staff
) -> None:
    bad = [f"{number},Xã,,village,X,bad,,," for number in range(150)]
    path, page = preview(officer, lines(NEW, *bad))
    assert 'name="fingerprint"' not in page
    assert page.count("<tr><td") == 200
    assert "300 lỗi, dưới đây là 200 lỗi đầu tiên" in page
    assert '<td class="row">3</td>' in page
    assert "Loại" in page
    answer = officer.client.post(path, data={"csrf_token": officer.token(path), "fingerprint": "x"})
    assert answer.status_code == 409
    assert "N" not in codes(office)


def test_import__units_changed_after_the_preview__shows_a_new_one_and_stores_nothing(
    office: Office, officer: Staff
) -> None:
    path, page = preview(officer, lines(NEW, CHANGED))
    other = service.read_units(lines(CHANGED.replace("Mốt", "Hai")), "x.csv")
    office.store.write(lambda db: service.import_units(db, other))
    answer = confirm(officer, path, page)
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in unescape(answer.text)
    assert "Phường Hai" in answer.text
    assert "N" not in codes(office)
    assert confirm(officer, path, answer.text).status_code == 303
    assert "N" in codes(office)


def test_import__row_that_ends_a_unit_in_use__warns(officer: Staff) -> None:
    _, page = preview(officer, lines("C1,Phường Một,Ward One,commune,01,2025-07-01,2026-06-30,,"))
    assert "Nên xem lại" in page
    assert "T1 Trung tâm Một" in page
    assert 'name="fingerprint"' in page


def test_import__no_file_or_an_empty_one__is_said_beside_the_field(officer: Staff) -> None:
    token = officer.token("/units/import")
    answer = officer.client.post("/units/import", data={"csrf_token": token})
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    assert upload(officer, b"").status_code == 422


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0old", "a.xls", "xlsx"),
        (b"PK\x03\x04broken", "a.xlsx", "Không đọc được bảng tính"),
        ((HEADER + "\n" + NEW).encode("utf-16"), "a.csv", "UTF-8"),
        (HEADER.encode() + b"\n1,Ph\xb0\xeang", "a.csv", "UTF-8"),
        (b"ten,ma\n1,2", "a.csv", "name_vi"),
        (",".join(f"c{n}" for n in range(500)).encode(), "a.csv", "500 cột"),
        (lines("1,Hµ Néi,,province,,,,,"), "a.csv", "phông cũ"),
        (lines("1,=1+1,,province,,,,,"), "a.csv", "công thức"),
        (b"%PDF-1.7 something else", "a.pdf", "PDF"),
    ],
)
def test_import__file_that_cannot_be_used__says_why_and_what_to_do(
    office: Office, officer: Staff, content: bytes, name: str, said: str
) -> None:
    before = codes(office)
    _, page = preview(officer, content, name)
    assert "Chưa nhập được" in page
    assert said in page
    assert 'name="fingerprint"' not in page
    assert codes(office) == before


def test_import__name_of_the_file__cannot_break_the_page(officer: Staff) -> None:
    sent = upload(officer, lines(NEW), '<script>alert(1)</script>"../x.csv')
    assert "<script>alert" not in officer.client.get(sent.location).text


HEAD = list(service.COLUMNS)
ROW: list[object] = ["N", "Xã N", None, "commune", "01", "2025-07-01"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook([["Hướng dẫn"]], [HEAD, ROW]), "Xã N"),
        (workbook([HEAD, [None, *ROW[1:]]], [HEAD, ROW], hidden=(0,)), "Xã N"),
        (workbook([["Ghi chú"]], [HEAD, ROW], hidden=(1,)), "Thiếu cột “code”"),
        (workbook([HEAD, [1, *ROW[1:]]]), "định dạng cột là Văn bản"),
        (workbook([HEAD, ["N", "=B9", *ROW[2:]]]), "công thức"),
        (workbook([HEAD, [*ROW, *(["x"] * 500)]]), "cột"),
        (workbook([HEAD, ["N", unicodedata.normalize("NFD", "Xã N"), *ROW[2:]]]), "Xã N"),
    ],
    ids=["second_sheet", "hidden_first", "hidden_only", "number", "formula", "500_columns", "nfd"],
)
def test_import__workbook_as_people_make_them__is_read_or_refused_in_words(
    officer: Staff, content: bytes, said: str
) -> None:
    _, page = preview(officer, content, "units.xlsx")
    assert said in page


def test_import__larger_than_50_megabytes__is_refused(officer: Staff) -> None:
    answer = officer.client.post(
        "/units/import",
        data=b"--x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(51 * 2**20)},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["units.csv", "units.xlsx"])
def test_template__downloaded__can_be_uploaded(officer: Staff, name: str) -> None:
    path = "/units/template." + name.partition(".")[2]
    answer = officer.client.get(path)
    assert name in answer.headers["Content-Disposition"]
    _, page = preview(officer, answer.data, name)
    assert "Phường Ví Dụ" in page
    assert 'name="fingerprint"' in page
