"""From a Word or Excel table to a draft on the desk, by the pages."""

import base64
import html
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from survey_app.errors import Invalid
from survey_app.instruments import service
from survey_app.instruments.service import drafting

Browse = Callable[..., Any]
PASTE, ROWS = "/instrument-drafts/table", "/instrument-drafts/table/rows"
TABLE = """\
PHIẾU KIỂM TRA BỘ PHẬN MỘT CỬA
STT\tNội dung kiểm tra\tCó\tKhông\tGhi chú
I\tCÔNG KHAI
1\t"Bảng niêm yết
dễ thấy"\t\t\t
2\tSố thủ tục niêm yết\t\t\t
\tTổng cộng
"""


def word(rows: int = 3) -> bytes:
    """A document with a letterhead, a paragraph, and a table with merged cells and automatic numbers."""
    document = Document()
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "ỦY BAN NHÂN DÂN"
    document.add_paragraph("BẢNG KIỂM TRA CÔNG VỤ NĂM 2026")
    table = document.add_table(rows=2, cols=5)
    for cell, text in zip(table.rows[0].cells, ["STT", "Nội dung", "Kết quả", "", "Ghi chú"], strict=True):
        cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(1, 2).text, table.cell(1, 3).text = "Đạt", "Không đạt"
    part = table.add_row().cells
    part[0].text = "I"
    part[1].merge(part[4]).text = "Kỷ luật, kỷ cương"
    for number in range(1, rows + 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{number}.", f"Nội dung số {number}\n☐ kèm theo"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    """A workbook with a merged title, empty columns between, a hidden sheet and a second one to be read."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Tiêu chí"
    sheet["A1"] = "PHIẾU CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH"
    sheet.merge_cells("A1:F1")
    for column, title in zip("ACEF", ["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm"], strict=True):
        sheet[f"{column}3"] = title
    sheet["A4"] = "Khu vực tiếp nhận"
    sheet.merge_cells("A4:F4")
    for row, (text, most) in enumerate([("Đón tiếp", 2.5), ("Hướng dẫn", 1)], start=5):
        sheet[f"A{row}"], sheet[f"C{row}"], sheet[f"E{row}"] = row - 4, text, most
    other = book.create_sheet("Tiếp theo")
    for row in (["STT", "Tiêu chí", "Điểm tối đa"], [3, "Trả kết quả", 1]):
        other.append(row)
    book.create_sheet("Ẩn").sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def fields(page: str) -> dict[str, str]:
    """What the browser would send of the page with the rows."""
    body = page[page.index("<main") :]
    found = {}
    for tag in re.findall(r"<input [^>]*>", body):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        ticked = " checked" in tag or said.get("type") not in ("radio", "checkbox")
        if ticked and "name" in said and said.get("type") != "file":
            found[said["name"]] = html.unescape(said.get("value", "y"))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', body, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    return found


def send(browser: Any, **sent: Any) -> Any:
    answer = browser.client.post(PASTE, data={"csrf_token": browser.token(PASTE), **sent})
    answer.request.environ["wsgi.input"].close()
    return answer


def test_paste__table_of_a_clipboard__shows_each_row_and_becomes_a_draft(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    page = send(browser, table=TABLE)
    assert page.status_code == 200
    for said in ("6 dòng: 2 câu hỏi, 1 phần", "hàng tổng", "PHIẾU KIỂM TRA BỘ PHẬN MỘT CỬA", 'value="I_1"'):
        assert said in page.text
    filled = fields(page.text)
    assert filled["kind-4"] == "columns"
    done = browser.client.post(
        ROWS, data={**filled, "kind-5": "integer", "name-5": "so_thu_tuc", "do": "check"}
    )
    assert done.status_code == 303
    assert "/instrument-drafts/" in done.location
    draft = service.drafts(office.store.read(), browser_now())[0]
    instrument = service.review(office.store.read(), draft.id).instrument
    items = {item.name: item for item in instrument.items}
    assert items["I_1"].label["vi"].startswith("1. Bảng niêm yết")
    assert items["so_thu_tuc"].type == "integer"
    assert "I_1_note" in items
    assert instrument.id == "phieu_kiem_tra_bo_phan"


def test_rows__guesses_and_choices_of_a_row__are_marked_and_can_be_typed(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    table = "STT\tNội dung\tCó\tKhông\n1\tSố hồ sơ trong kỳ\n2\tGiới tính người nộp"
    page = send(browser, table=table).text
    assert "1 dòng cần xem lại" in page
    assert page.count("Xem lại: lời câu hỏi không hợp với các cột lựa chọn") == 1
    filled = fields(page) | {"kind-3": "options", "options-3": "Nam", "do": "check"}
    refused = browser.client.post(ROWS, data=filled)
    assert refused.status_code == 422
    assert "Dòng 3: hãy ghi ít nhất hai lựa chọn" in refused.text
    assert 'href="#options-3"' in refused.text
    done = browser.client.post(ROWS, data=filled | {"options-3": "Nam / Nữ"})
    assert done.status_code == 303
    instrument = service.review(
        office.store.read(), service.drafts(office.store.read(), browser_now())[0].id
    ).instrument
    assert [choice.label["vi"] for choice in instrument.lists["q2_list"]] == ["Nam", "Nữ"]


def test_rows__downloaded__are_a_workbook(staff: Browse) -> None:
    browser = staff("administrator")
    page = send(browser, file=(BytesIO(word()), "bảng kiểm tra.docx")).text
    done = browser.client.post(ROWS, data={**fields(page), "do": "download"})
    assert done.headers["Content-Disposition"].endswith("bang_kiem_tra_cong_vu.xlsx")
    sheet = load_workbook(BytesIO(done.data))["survey"]
    names = [row[1] for row in sheet.iter_rows(values_only=True)]
    assert names == ["name", "part_I", *[f"{start}I_{n}{end}" if start != "-" else None for n in (1, 2, 3)
                     for start, end in (("g_", ""), ("", ""), ("", "_note"), ("-", ""))], None]  # fmt: skip


def test_rows__columns_chosen_again__are_read_again_and_corrections_stay(staff: Browse) -> None:
    browser = staff("administrator")
    page = send(browser, table="STT\tNội dung\tÝ kiến A\tÝ kiến B\n1\tGhế ngồi\n2\tGhi rõ lý do").text
    filled = fields(page) | {"use-1-3": "choice", "use-1-4": "choice", "kind-3": "date", "do": "read"}
    again = browser.client.post(ROWS, data=filled)
    assert again.status_code == 200
    shown = fields(again.text)
    assert (shown["kind-2"], shown["kind-3"], shown["was-1-3"]) == ("columns", "date", "choice")


def test_rows__names_that_do_not_go__are_said_at_their_rows_and_nothing_is_lost(
    office: Any, staff: Browse
) -> None:
    browser = staff("administrator")
    filled = fields(send(browser, table=TABLE).text)
    wrong = {"name-4": "đủ", "name-5": "part_I", "id": "Mã!", "version": "", "title": " "}
    page = browser.client.post(ROWS, data={**filled, **wrong, "do": "check"})
    assert page.status_code == 422
    for said in (
        "Dòng 4: tên phải",
        "Dòng 5: tên này đã dùng",
        "Chỉ dùng chữ thường",
        'value="đủ"',
        'value="Mã!"',
    ):
        assert said in page.text
    assert service.drafts(office.store.read(), browser_now()) == []


def test_rows__form_without_a_question__is_refused_with_its_findings(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    filled = fields(send(browser, table=TABLE).text)
    page = browser.client.post(ROWS, data={**filled, "kind-4": "note", "kind-5": "unused", "do": "check"})
    assert page.status_code == 422
    assert "chưa đạt kiểm tra" in page.text
    assert service.drafts(office.store.read(), browser_now()) == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Hãy dán bảng hoặc chọn tệp"),
        ({"table": "chỉ một cột\nkhông có bảng"}, "Không thấy bảng nào"),
        ({"table": "a\tb\n" * 1001}, "1001 dòng"),
        ({"table": "a\t" + "b" * 300_000}, "quá dài"),
        ({"table": "\t".join("a" * 61)}, "quá rộng"),
        ({"file": (b"\xd0\xcf\x11\xe0", "cũ.doc")}, "kiểu cũ (.doc)"),
        ({"file": (b"PK\x03\x04 nothing", "hỏng.docx")}, "Word (.docx)"),
        ({"file": (b"plain", "không.docx")}, "Word (.docx)"),
        ({"file": (b"%PDF-1.7\n\x00", "bảng.pdf")}, "Đây là tệp PDF"),
        ({"file": (b"\xff\xd8\xff\xe0\x00", "ảnh.jpg")}, "Đây là tệp JPEG"),
    ],
)
def test_paste__no_table__says_why(staff: Browse, sent: dict[str, Any], said: str) -> None:
    if "file" in sent:
        content, name = sent["file"]
        sent = {"file": (BytesIO(content), name)}
    page = send(staff("administrator"), **sent)
    assert page.status_code == 422
    assert said in page.text


def test_rows__whatever_stands_in_the_fields__is_no_fault(staff: Browse) -> None:
    browser = staff("administrator")
    filled = fields(send(browser, table=TABLE).text)
    half = zlib.compress(b'[["", [[1, ["a", "\\ud800"], false, false]]]]')
    for source in ("", "x", "eJw=", drafting.packed([]), base64.urlsafe_b64encode(half).decode()):
        assert browser.client.post(ROWS, data={**filled, "source": source}).status_code == 422
    odd = {
        "kind-4": "nothing",
        "kind-5": "options",
        "use-1-1": "?",
        "was-1-2": "",
        "kind-99": "text",
        "do": "read",
    }
    assert browser.client.post(ROWS, data={**filled, **odd}).status_code == 200
    assert browser.client.get(ROWS).location.endswith(PASTE)


def test_blocks_of_file__workbook_with_merged_cells_and_two_sheets__gives_both() -> None:
    blocks = drafting.blocks_of_file("điểm.xlsx", excel())
    assert [block.name for block in blocks] == ["Tiêu chí", "Tiếp theo"]
    assert [entry.wide for entry in blocks[0].entries] == [True, False, True, False, False]
    assert drafting.unpacked(drafting.packed(blocks)) == blocks


def test_blocks_of_file__document__has_paragraphs_and_merged_cells_blank() -> None:
    first, second = drafting.blocks_of_file("a.docx", word())
    assert first.entries[0].cells == ("ỦY BAN NHÂN DÂN",)
    assert second.entries[0].beside
    assert [entry.cells for entry in second.entries[1:4]] == [
        ("STT", "Nội dung", "Kết quả", "", "Ghi chú"),
        ("", "", "Đạt", "Không đạt"),
        ("I", "Kỷ luật, kỷ cương"),
    ]
    assert second.entries[4].cells == ("1.", "Nội dung số 1\n☐ kèm theo")


def test_blocks_of_file__csv__is_a_table() -> None:
    assert drafting.blocks_of_file("a.csv", "STT;Nội dung\n1;Ghế".encode())[0].entries[1].cells == (
        "1",
        "Ghế",
    )
    with pytest.raises(Invalid):
        drafting.blocks_of_file("a.csv", b"\xff\xfe")


def browser_now() -> Any:
    from survey_app import web

    return web.now()
