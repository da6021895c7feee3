"""Tables as offices have them in Word and Excel: the draft says what they say, and passes its own check."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from forms import Instrument, ItemType
from forms.drafting import About, Draft, Use, recognise
from survey_app.instruments import service
from survey_app.instruments.model import Upload
from survey_app.instruments.service import drafting

SCORING = (
    ["TT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Điểm thẩm định", "Ghi chú"],
    ["I. CHỈ ĐẠO, ĐIỀU HÀNH"],
    ["1", "Kế hoạch cải cách hành chính", "2"],
    ["1.1", "Mức độ hoàn thành kế hoạch", "1.5"],
    ["", "Hoàn thành 100% kế hoạch: 1.5"],
    ["", "Hoàn thành từ 80% đến dưới 100%: 1"],
    ["", "Hoàn thành dưới 80%: 0"],
    ["1.2", "Báo cáo định kỳ", "0,5"],
    ["", "Cộng", "2"],
)
PLACES = (
    ["Lĩnh vực", "Nội dung", "Đạt", "Không đạt"],
    ["Cơ sở vật chất", "Có ghế chờ"],
    ["", "Có máy lấy số"],
    ["Con người", "Thái độ lịch sự"],
)
SATISFIED = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]
QUESTIONNAIRE = (
    ["PHIẾU KHẢO SÁT Ý KIẾN NGƯỜI DÂN"],
    ["STT", "Nội dung", *SATISFIED],
    ["A", "TIẾP CẬN DỊCH VỤ"],
    [1, "Nơi ngồi chờ có đủ chỗ ngồi", 1, 2, 3, 4, 5],
    [2, "Trang thiết bị hiện đại", 1, 2, 3, 4, 5],
    ["B", "THÔNG TIN CÁ NHÂN"],
    [3, "Giới tính: ☐ Nam ☐ Nữ"],
    [4, "Tuổi của Ông/Bà: ……"],
    [5, "Ông/Bà góp ý gì thêm? ……………………"],
)
CHECKLIST = (
    ["STT", "Nội dung kiểm tra", "Kết quả", "", "Ghi chú"],
    ["", "", "Có", "Không", ""],
    [1, "Tổng số hồ sơ tiếp nhận trong kỳ"],
    ["", "- Trực tuyến"],
    [2, "Tỷ lệ hồ sơ đúng hạn (%)"],
    [3, "Ngày kiểm tra gần nhất"],
    [4, "Công chức đeo thẻ theo quy định"],
    [5, "Đánh giá thái độ: Tốt/Khá/Trung bình/Kém"],
)
INSPECTION = (
    ["STT", "Nội dung kiểm tra", "Điểm chuẩn", "Có", "Không", "Căn cứ pháp lý"],
    ["I", "CÔNG KHAI, MINH BẠCH", "5"],
    ["1", "Niêm yết đầy đủ", "5", "", "", "Nghị định 61/2018/NĐ-CP"],
    ["", "Tổng cộng", "5"],
    ["ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA", "", "", "", "TRƯỞNG ĐOÀN KIỂM TRA"],
    ["(Ký, ghi rõ họ tên)", "", "", "", "(Ký, ghi rõ họ tên)"],
)


def word(*parts: str | Sequence[Sequence[str]]) -> bytes:
    """A document of paragraphs and tables; a row of one cell is merged over the whole width."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=max(map(len, part)))
        for row in part:
            cells = table.add_row().cells
            if len(row) == 1:
                cells[0].merge(cells[-1])
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def drafted(name: str, content: bytes, **about: Any) -> tuple[Draft, Instrument]:
    """What a file was recognised as, and the form of it, of which the desk finds nothing to say."""
    draft = recognise(drafting.blocks_of_file(name, content))
    noted = any(column.use is Use.NOTE for column in draft.columns)
    made = drafting.made_form(draft, About("thu", "Phiếu thử", notes=noted, **about))
    examined = service.examine(Upload("thu.xlsx", made))
    assert [str(finding) for finding in examined.findings] == []
    assert examined.instrument is not None
    return draft, examined.instrument


def test_draft__scoring_table_and_a_second_in_word__keeps_steps_columns_and_tables_apart() -> None:
    paragraphs = ("BẢNG CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH", "Bảng 2")
    draft, form = drafted("cham.docx", word(paragraphs[0], SCORING, paragraphs[1], PLACES))
    items = {item.name: item for item in form.items}
    assert [name for name in items if not name.endswith("_about")] == [
        *("I_1_1", "I_1_1_points", "I_1_1_note", "I_1_2", "I_1_2_points", "I_1_2_note"),
        *("co_ghe_cho", "co_may_lay_so", "thai_do_lich_su"),
    ]
    assert items["I_1_1"].label["vi"] == "Điểm tự đánh giá – 1.1. Mức độ hoàn thành kế hoạch"
    assert items["I_1_1_points"].label["vi"] == "Điểm thẩm định – 1.1. Mức độ hoàn thành kế hoạch"
    assert items["I_1_2_note"].label["vi"] == "Ghi chú – 1.2. Báo cáo định kỳ"
    assert [str(choice.score) for choice in form.lists[items["I_1_1"].list_name]] == ["1.5", "1", "0"]
    assert items["I_1_2_points"].constraint.source == ". >= 0 and . <= 0.5"
    around = {group.label.get("vi"): group.parent for group in form.groups}
    assert (around["Bảng 2"], around["Cơ sở vật chất"], around["Con người"]) == (
        None,
        "part_bang_2",
        "part_bang_2",
    )
    assert draft.title == "BẢNG CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH"


def test_draft__questionnaire_in_excel__asks_sex_age_and_remarks_for_themselves() -> None:
    draft, form = drafted("dan.xlsx", excel(QUESTIONNAIRE), staff=False)
    items = {item.name: item for item in form.items}
    assert draft.citizens
    assert {name: (item.label["vi"], item.type.value) for name, item in items.items() if name[0] == "B"} == {
        "B_3": ("3. Giới tính", "select_one"),
        "B_4": ("4. Tuổi của Ông/Bà", "integer"),
        "B_5": ("5. Ông/Bà góp ý gì thêm?", "text"),
    }
    assert [choice.label["vi"] for choice in form.lists[items["B_3"].list_name]] == ["Nam", "Nữ"]
    assert [choice.score for choice in form.lists[items["A_1"].list_name]] == [1, 2, 3, 4, 5]
    assert items["A_1"].hint == {}
    assert [items[name].required for name in ("A_1", "B_3", "B_4", "B_5")] == [True, False, False, False]


def test_draft__counts_rates_and_dates_in_a_yes_no_table__are_marked_as_guesses() -> None:
    draft, form = drafted("kiem.xlsx", excel(CHECKLIST))
    items = {item.name: item for item in form.items}
    assert [items[name].type for name in ("q1", "q1_1", "q2", "q3", "q4", "q5")] == [
        ItemType.INTEGER,
        ItemType.INTEGER,
        ItemType.DECIMAL,
        ItemType.DATE,
        ItemType.SELECT_ONE,
        ItemType.SELECT_ONE,
    ]
    assert items["q2"].constraint.source == ". >= 0 and . <= 100"
    assert [choice.label["vi"] for choice in form.lists[items["q5"].list_name]] == [
        "Tốt", "Khá", "Trung bình", "Kém",
    ]  # fmt: skip
    assert [line.name for line in draft.lines if line.doubts] == ["q1", "q1_1", "q2", "q3"]
    assert items["q3_note"].label["vi"] == "Ghi chú – 3. Ngày kiểm tra gần nhất"


@pytest.mark.parametrize("name", ["kiem.xlsx", "kiem.docx"])
def test_draft__inspection_with_legal_basis_and_signatures__passes_without_a_warning(name: str) -> None:
    content = excel(INSPECTION) if name.endswith("xlsx") else word(INSPECTION)
    draft, form = drafted(name, content)
    item = next(item for item in form.items if item.name == "I_1")
    assert item.hint == {"vi": "Điểm chuẩn: 5\nCăn cứ: Nghị định 61/2018/NĐ-CP"}
    assert [line.why for line in draft.lines[-2:]] == ["signature", "signature"]
    assert "TRƯỞNG ĐOÀN" not in str(form)
    assert [line.text[:3] for line in draft.lines if "most_uncounted" in line.doubts] == ["STT"]
