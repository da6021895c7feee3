"""Tables of checklists as they are found in offices: every row is something, or says why it is not."""

from typing import Any

import pytest

from forms.drafting import Block, Entry, Use, recognise


def test_recognise__yes_no_columns_under_two_rows_of_heading__asks_each_row(tables: Any) -> None:
    draft = tables.draft(
        "PHIẾU KIỂM TRA BỘ PHẬN MỘT CỬA",
        "STT | Nội dung kiểm tra | Kết quả | | Ghi chú",
        " | | Có | Không | ",
        "(1) | (2) | (3) | (4) | (5)",
        "I | CÔNG KHAI THỦ TỤC HÀNH CHÍNH",
        "1 | Bảng niêm yết ở vị trí dễ thấy | | | xem tại sảnh",
        "2 | Niêm yết đủ thành phần | x | |",
        "II | CƠ SỞ VẬT CHẤT",
        "1 | Ghế ngồi chờ | | |",
        " | Tổng cộng",
    )
    assert tables.seen(draft) == [
        ("part", "part_I", "CÔNG KHAI THỦ TỤC HÀNH CHÍNH"),
        ("columns", "I_1", "Bảng niêm yết ở vị trí dễ thấy"),
        ("columns", "I_2", "Niêm yết đủ thành phần"),
        ("part", "part_II", "CƠ SỞ VẬT CHẤT"),
        ("columns", "II_1", "Ghế ngồi chờ"),
    ]
    assert tables.unused(draft) == [
        (1, "above_heading"),
        (2, "heading"),
        (3, "heading"),
        (4, "counts_columns"),
        (10, "total"),
    ]
    assert draft.title == "PHIẾU KIỂM TRA BỘ PHẬN MỘT CỬA"
    assert [answer.name for answer in tables.line(draft, "Ghế").answers] == ["yes", "no"]
    assert tables.line(draft, "Bảng niêm yết").hints == ("Ghi chú: xem tại sảnh",)
    assert tables.line(draft, "Niêm yết đủ").hints == ()


def test_recognise__scale_in_columns__has_scores_in_their_order(tables: Any) -> None:
    draft = tables.draft(
        "TT | Nội dung | Rất hài lòng | Hài lòng | Bình thường | Không hài lòng | Rất không hài lòng",
        "1 | Thái độ phục vụ",
        "2 | Thời gian chờ",
    )
    assert draft.citizens
    assert [(a.name, a.score, a.satisfied) for a in draft.lines[1].answers] == [
        ("5", 5, True), ("4", 4, True), ("3", 3, False), ("2", 2, False), ("1", 1, False),
    ]  # fmt: skip
    assert [line.name for line in draft.lines[1:]] == ["q1", "q2"]


def test_recognise__figures_in_columns__are_a_scale(tables: Any) -> None:
    draft = tables.draft("STT | Tiêu chí | Mức 1 | Mức 2 | Mức 3", "1 | Đón tiếp", "2 | Hướng dẫn")
    assert [(a.name, a.label[""], a.score) for a in draft.lines[1].answers] == [
        ("1", "Mức 1", 1), ("2", "Mức 2", 2), ("3", "Mức 3", 3),
    ]  # fmt: skip


def test_recognise__points_at_most__are_bounds(tables: Any) -> None:
    draft = tables.draft(
        "STT | Tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm thẩm định | Tài liệu kiểm chứng",
        "I | CÔNG TÁC CHỈ ĐẠO | 20",
        "1 | Ban hành kế hoạch | 2,5 | | | Kế hoạch CCHC năm",
        "1.1 | Đúng thời hạn | 1 | |",
        "2 | Tuyên truyền | 3 | |",
        " | Tổng điểm | 20",
    )
    assert tables.seen(draft) == [
        ("part", "part_I", "CÔNG TÁC CHỈ ĐẠO"),
        ("part", "part_I_1", "Ban hành kế hoạch"),
        ("points", "I_1_1", "Đúng thời hạn"),
        ("points", "I_2", "Tuyên truyền"),
    ]
    assert str(tables.line(draft, "Tuyên truyền").most) == "3"
    assert tables.line(draft, "Ban hành").hints == ("Kế hoạch CCHC năm",)
    assert tables.line(draft, "CÔNG TÁC").hints == ("Điểm tối đa: 20",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Số hồ sơ tiếp nhận trong kỳ", "integer"),
        ("Tỷ lệ hồ sơ đúng hạn (%)", "decimal"),
        ("Ngày ban hành kế hoạch", "date"),
        ("Có bố trí công chức hướng dẫn không?", "yes_no"),
        ("Kiến nghị của đơn vị", "text"),
        ("Tình hình chung", "text"),
    ],
)
def test_recognise__results_to_fill_in__are_told_by_their_words(tables: Any, text: str, kind: str) -> None:
    draft = tables.draft("STT | Nội dung | Kết quả", f"1 | {text}")
    assert draft.lines[1].kind == kind


@pytest.mark.parametrize(
    ("cell", "kind", "labels"),
    [
        ("☐ Có ☐ Không", "options", ["Có", "Không"]),
        ("Tốt / Khá / Kém", "options", ["Tốt", "Khá", "Kém"]),
        ("Niêm yết;\nPhát tờ rơi;\nCổng thông tin", "options", ["Niêm yết", "Phát tờ rơi", "Cổng thông tin"]),
        ("hồ sơ", "integer", []),
        ("%", "decimal", []),
    ],
)
def test_recognise__cells_that_say_the_answers__become_choices(
    tables: Any, cell: str, kind: str, labels: list[str]
) -> None:
    line = tables.draft("STT | Nội dung | Kết quả", f"1 | Việc | {cell}").lines[1]
    assert line.kind == kind
    assert [answer.label.get("vi") or answer.label[""] for answer in line.answers] == labels


def test_recognise__kinds_in_a_column__ask_several_things_of_one_row(tables: Any) -> None:
    draft = tables.draft(
        "Mã | Nội dung | Kiểu | Mức độ | Mã tồn tại | Căn cứ",
        "A01 | Có ban hành kế hoạch | yn+date | N2 | CD05 | Nghị quyết 76",
        "A02 | Số nhiệm vụ | num×3 | Trung bình | CD06 |",
        "A03 | Việc khác | nhảy múa | cao | |",
    )
    first, second, third = draft.lines[1:]
    assert (first.name, first.kind, first.more) == ("A01", "yes_no", ("date",))
    assert (first.severity, first.finding, first.basis) == ("N2", "CD05", "Nghị quyết 76")
    assert (second.kind, second.more, second.severity) == ("integer", ("integer", "integer"), "N2")
    assert third.severity == ""
    assert third.hints == ("Mức độ: cao", "Kiểu: nhảy múa")


def test_recognise__parts_in_a_column_of_merged_cells__go_on_until_the_next(tables: Any) -> None:
    draft = tables.draft(
        "Lĩnh vực | Tiêu chí | Đạt | Không đạt",
        "Cơ sở vật chất | Ghế ngồi | |",
        " | Nước uống | |",
        "Con người | Trang phục | |",
    )
    assert [(line.column, line.text) for line in draft.lines[1:]] == [
        ("Cơ sở vật chất", "Ghế ngồi"),
        ("Cơ sở vật chất", "Nước uống"),
        ("Con người", "Trang phục"),
    ]
    instrument, _ = tables.form(draft)
    assert [group.label["vi"] for group in instrument.groups] == ["Cơ sở vật chất", "Con người"]


def test_recognise__dashes_below_a_number__are_named_after_it(tables: Any) -> None:
    draft = tables.draft(
        "STT | Nội dung | Có | Không",
        "1 | Niêm yết công khai:",
        "- | Phí, lệ phí",
        " | - Thời hạn",
        "2 | Hướng dẫn người dân",
        " | a) Bằng giấy",
    )
    assert tables.seen(draft) == [
        ("part", "part_1", "Niêm yết công khai:"),
        ("columns", "q1_1", "Phí, lệ phí"),
        ("columns", "q1_2", "Thời hạn"),
        ("columns", "q2", "Hướng dẫn người dân"),
        ("columns", "q2_a", "Bằng giấy"),
    ]


def test_recognise__merged_and_capital_rows_without_numbers__are_parts(tables: Any) -> None:
    draft = tables.draft(
        "Nội dung kiểm tra | Đạt | Chưa đạt | Ghi chú",
        "Khu vực tiếp nhận",
        "Có biển tên",
        "KHU VỰC TRẢ KẾT QUẢ",
        "Có camera",
        "Ghi chú: đánh dấu vào một ô",
        wide=[2],
    )
    assert [kind for kind, _, _ in tables.seen(draft)] == ["part", "columns", "part", "columns", "note"]


def test_recognise__rows_counted_by_romans_alone__are_asked(tables: Any) -> None:
    draft = tables.draft("STT | Nội dung | Có | Không", "I | Có kế hoạch", "II | Có báo cáo")
    assert [kind for kind, _, _ in tables.seen(draft)] == ["columns", "columns"]


def test_recognise__english_table__speaks_english(tables: Any) -> None:
    draft = tables.draft(
        "No. | Check item | Yes | No | Remarks", "1 | Notice board is visible", "2 | Fees are shown"
    )
    assert draft.language == "en"
    instrument, warnings = tables.form(draft, notes=True)
    assert (instrument.default_language, warnings) == ("en", [])
    assert [choice.label["en"] for choice in instrument.lists["answers"]] == ["Yes", "No"]
    assert instrument.items[1].label == {"en": "Remarks – 1. Notice board is visible"}


def test_recognise__next_page_of_a_table__repeats_or_lacks_the_heading(tables: Any) -> None:
    heading = "STT | Nội dung | Có | Không"
    blocks = [
        tables.block(heading, "1 | Một việc", heading, "2 | Hai việc"),
        tables.block("3 | Ba việc | | x", name="2"),
        tables.block("Nơi nhận | Ký tên, đóng dấu của người đứng đầu | a | b | c | d | e | f", name="3"),
    ]
    draft = recognise(blocks)
    assert [line.name for line in draft.lines if line.name] == ["q1", "q2", "q3"]
    assert [line.why for line in draft.lines if line.why] == ["heading", "heading_again", "no_heading"]
    assert [line.key for line in draft.lines] == [1, 2, 3, 4, 5, 6]


def test_recognise__text_between_tables__heads_parts_or_is_listed(tables: Any) -> None:
    entries = (Entry(1, ("II. Cơ sở vật chất",), beside=True), Entry(2, ("Kính gửi",), beside=True))
    table = tables.block("STT | Nội dung | Có | Không", "1 | Ghế ngồi")
    draft = recognise([Block("", entries), table])
    assert [(line.kind, line.why) for line in draft.lines[:2]] == [("part", ""), ("unused", "beside_tables")]


def test_recognise__columns_a_person_corrects__are_taken_as_said(tables: Any) -> None:
    block = tables.block("STT | Nội dung | Ý kiến A | Ý kiến B", "1 | Ghế ngồi | |")
    shown = recognise([block])
    assert shown.lines[1].kind == "yes_no"
    draft = recognise([block], {"1-3": Use.CHOICE, "1-4": Use.CHOICE})
    assert [answer.label[""] for answer in draft.lines[1].answers] == ["Ý kiến A", "Ý kiến B"]
    assert draft.lines[1].kind == "columns"


def test_recognise__no_heading__uses_nothing_and_says_so(tables: Any) -> None:
    draft = tables.draft("abc | def", "ghi | jkl")
    assert tables.unused(draft) == [(1, "no_heading"), (2, "no_heading")]
    assert draft.columns == ()
