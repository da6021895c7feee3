"""Answers that stand in the words of a row, and rows that a table's columns do not answer."""

from typing import Any

import pytest

from forms import ItemType
from forms.drafting.written import written_answer

SCALE = "STT | Nội dung | Rất không hài lòng | Không hài lòng | Bình thường | Hài lòng | Rất hài lòng"
YES_NO = "STT | Nội dung | Có | Không | Ghi chú"


@pytest.mark.parametrize(
    ("text", "label", "kind", "choices"),
    [
        ("Giới tính: ☐ Nam ☐ Nữ", "Giới tính", "options", ["Nam", "Nữ"]),
        ("Giới tính: Nam ☐  Nữ ☐", "Giới tính", "options", ["Nam", "Nữ"]),
        ("Giới tính o Nam o Nữ", "Giới tính", "options", ["Nam", "Nữ"]),
        ("Trả thêm tiền? □ Có □ Không", "Trả thêm tiền?", "options", ["Có", "Không"]),
        ("Học vấn: a) Tiểu học b) THCS c) THPT", "Học vấn", "options", ["Tiểu học", "THCS", "THPT"]),
        ("Nguồn (chọn nhiều): ☐ Báo ☐ Đài", "Nguồn (chọn nhiều)", "several", ["Báo", "Đài"]),
        ("Thái độ: Tốt/Khá/Trung bình/Kém", "Thái độ", "options", ["Tốt", "Khá", "Trung bình", "Kém"]),
        ("Thái độ (Tốt, Khá, Kém)", "Thái độ", "options", ["Tốt", "Khá", "Kém"]),
        ("Tuổi của Ông/Bà: ……", "Tuổi của Ông/Bà", "integer", []),
        ("Tổng số hồ sơ: ........ hồ sơ", "Tổng số hồ sơ (hồ sơ)", "integer", []),
        ("Tỷ lệ đúng hạn: …… %", "Tỷ lệ đúng hạn (%)", "decimal", []),
        ("Ngày sinh: ngày … tháng … năm ……", "Ngày sinh", "date", []),
        ("Số điện thoại: ____", "Số điện thoại", "text", []),
        ("Ông/Bà góp ý gì thêm? ……………", "Ông/Bà góp ý gì thêm?", "text", []),
    ],
)
def test_written_answer__in_a_text__is_taken_out_of_it(
    text: str, label: str, kind: str, choices: list[str]
) -> None:
    found = written_answer(text)
    assert found is not None
    said = [answer.label.get("vi") or answer.label[""] for answer in found.answers]
    assert (found.text, found.kind, said, found.doubts) == (label, kind, choices, ())


@pytest.mark.parametrize(
    "text",
    [
        "Có ghế ngồi chờ",
        "Số hồ sơ trễ hạn có văn bản xin lỗi/tổng số hồ sơ",
        "☐ kèm theo",
        "☐ Nam ☐ Nữ",
        "Nam ☐ Nữ ☐",
        "Niêm yết theo Nghị định 61/2018/NĐ-CP: đủ",
        "Hồ sơ (đúng hạn/quá hạn)",
        "Phản ánh, kiến nghị: tiếp nhận, xử lý",
    ],
)
def test_written_answer__none_to_be_seen__is_none(text: str) -> None:
    assert written_answer(text) is None


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Nghề: Nông dân/Công chức/Thợ may", "slashes"),
        ("Nghề: ☐ Nông dân ☐ Khác: ……", "other_words"),
        ("Việc chính: 1. Làm ruộng 2. Buôn bán", "figures_listed"),
        ("Từ … đến … giờ", "blanks"),
    ],
)
def test_written_answer__not_plain__says_what_to_look_at(text: str, doubt: str) -> None:
    found = written_answer(text)
    assert found is not None
    assert doubt in found.doubts


def test_recognise__sex_age_and_remarks_below_a_scale__are_asked_for_what_they_are(tables: Any) -> None:
    draft = tables.draft(
        SCALE,
        "1 | Chỗ ngồi | 1 | 2 | 3 | 4 | 5",
        "2 | Số lượng ghế | 1 | 2 | 3 | 4 | 5",
        "3 | Giới tính: ☐ Nam ☐ Nữ",
        "4 | Tuổi",
        "5 | Ông/Bà góp ý gì thêm?",
        "6 | Ý kiến phản ánh được trả lời",
        "7 | Tỷ lệ giải quyết hồ sơ",
    )
    assert [(line.kind, line.doubts) for line in draft.lines[1:]] == [
        ("columns", ()),
        ("columns", ()),
        ("options", ()),
        ("integer", ("not_on_scale",)),
        ("text", ()),
        ("columns", ()),
        ("columns", ("perhaps_not_on_scale",)),
    ]
    items = {item.name: item for item in tables.form(draft, staff=False)[0].items}
    assert (items["q5"].type, items["q5"].required) == (ItemType.TEXT, False)
    assert items["q1"].hint == {}


def test_recognise__counts_rates_and_dates_among_yes_and_no__are_no_choices(tables: Any) -> None:
    draft = tables.draft(
        YES_NO,
        "1 | Tổng số hồ sơ tiếp nhận",
        "- | Trực tuyến",
        "2 | Tỷ lệ hồ sơ đúng hạn (%)",
        "3 | Ngày kiểm tra gần nhất",
        "4 | Kiến nghị của đơn vị",
        "5 | Số hồ sơ xin lỗi/tổng số hồ sơ trễ hạn",
        "6 | Sổ theo dõi được ghi đủ",
        "7 | Số điện thoại đường dây nóng được niêm yết",
        "8 | Kiến nghị của người dân được trả lời đúng hạn",
        "9 | Ngày làm việc có người trực | x",
        "10 | Có bảng tên ☐",
    )
    assert [(line.kind, line.doubts) for line in draft.lines[1:]] == [
        ("integer", ("not_on_scale",)),
        ("integer", ("like_above",)),
        ("decimal", ("not_on_scale",)),
        ("date", ("not_on_scale",)),
        ("text", ()),
        ("integer", ("not_on_scale", "ratio")),
        ("columns", ()),
        ("columns", ()),
        ("columns", ()),
        ("columns", ()),
        ("columns", ("boxes",)),
    ]
    rate = {item.name: item for item in tables.form(draft, notes=True)[0].items}["q2"]
    assert rate.constraint is not None
    assert rate.constraint.source == ". >= 0 and . <= 100"


def test_recognise__guess_with_nothing_to_go_by__is_marked(tables: Any) -> None:
    draft = tables.draft("STT | Nội dung | Kết quả", "1 | Tình hình chung", "2 | Bảo đảm an toàn", "3 | Tuổi")
    assert [(line.kind, line.doubts) for line in draft.lines[1:]] == [
        ("text", ("no_clue",)),
        ("yes_no", ("by_words",)),
        ("integer", ()),
    ]


@pytest.mark.parametrize(
    ("cell", "kind", "choices"),
    [
        ("……………", "text", []),
        ("…… lần", "integer", []),
        ("1. Có\\n2. Không", "options", ["Có", "Không"]),
        ("a. Một\\nb. Hai\\nc. Ba", "options", ["Một", "Hai", "Ba"]),
        ("o Một o Hai", "options", ["Một", "Hai"]),
        ("Nông dân/Thợ may/Công chức", "options", ["Nông dân", "Thợ may", "Công chức"]),
    ],
)
def test_recognise__cell_of_choices__is_plain(tables: Any, cell: str, kind: str, choices: list[str]) -> None:
    line = tables.draft("TT | Câu hỏi | Phương án trả lời", f"1 | Ông/Bà làm gì? | {cell}").lines[1]
    said = [answer.label.get("vi") or answer.label[""] for answer in line.answers]
    assert (line.kind, said, line.doubts) == (kind, choices, ())
    assert line.text.startswith("Ông/Bà làm gì")


def test_recognise__figures_printed_below_a_scale__are_its_scores(tables: Any) -> None:
    heading = "STT | Nội dung | Tốt | Khá | Trung bình | Kém"
    draft = tables.draft(heading, "1 | Vệ sinh | 4 | 3 | 2 | 1", "2 | Ánh sáng | 4 | 3 | 2 | 1")
    assert [(a.label[""], a.name, a.score) for a in draft.lines[1].answers] == [
        ("Tốt", "tot", 4), ("Khá", "kha", 3), ("Trung bình", "trung_binh", 2), ("Kém", "kem", 1),
    ]  # fmt: skip
    assert draft.lines[1].hints == ()
    assert [choice.score for choice in tables.form(draft)[0].lists["answers"]] == [4, 3, 2, 1]


def test_recognise__other_figures_in_each_row__stay_beside_the_question(tables: Any) -> None:
    draft = tables.draft("STT | Nội dung | Đạt | Không đạt", "1 | Ghế | 2 | 0", "2 | Nước | 1 | 0")
    assert draft.lines[1].hints == ("Đạt: 2\nKhông đạt: 0",)
    assert [answer.score for answer in draft.lines[1].answers] == [None, None]
