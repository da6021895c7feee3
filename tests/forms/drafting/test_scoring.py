"""Tables of criteria with points: their steps, the names of their fields, further tables, what is signed."""

from typing import Any

import pytest

from forms.drafting import Correction, Kind, corrected, faulty_rows, kinds_of, options_said, recognise

HEADING = "TT | Tiêu chí | Điểm chuẩn | Điểm tự đánh giá | Điểm thẩm định | Ghi chú"
SCORING = (
    HEADING,
    "1 | Kế hoạch | 1,5",
    " | Hoàn thành 100%: 1.5",
    " | - Từ 80% đến dưới 100%: 1 điểm",
    " | Hoàn thành dưới 80%: 0",
    "2 | Báo cáo | 2",
)


def test_recognise__steps_below_a_criterion__are_its_choices_with_points(tables: Any) -> None:
    draft = tables.draft(*SCORING)
    assert [line.kind.value for line in draft.lines[1:]] == ["options", "step", "step", "step", "points"]
    instrument, warnings = tables.form(draft, notes=True)
    items = {item.name: item for item in instrument.items}
    assert {name: item.label["vi"] for name, item in items.items()} == {
        "q1": "Điểm tự đánh giá – 1. Kế hoạch",
        "q1_points": "Điểm thẩm định – 1. Kế hoạch",
        "q1_note": "Ghi chú – 1. Kế hoạch",
        "q2": "Điểm tự đánh giá – 2. Báo cáo",
        "q2_points": "Điểm thẩm định – 2. Báo cáo",
        "q2_note": "Ghi chú – 2. Báo cáo",
    }
    assert items["q1"].list_name == items["q1_points"].list_name
    choices = instrument.lists[items["q1"].list_name]
    assert [(choice.label["vi"], str(choice.score)) for choice in choices] == [
        ("Hoàn thành 100%", "1.5"), ("Từ 80% đến dưới 100%", "1"), ("Hoàn thành dưới 80%", "0"),
    ]  # fmt: skip
    assert items["q1"].hint == {"vi": "Điểm chuẩn: 1,5"}
    assert {items[name].constraint.source for name in ("q2", "q2_points")} == {". >= 0 and . <= 2"}
    assert warnings == []


@pytest.mark.parametrize(
    ("rows", "kinds", "doubts"),
    [
        (  # points of steps in the column of points
            (" | Đúng hạn | 2", " | Quá hạn | 0"),
            ["options", "step", "step"],
            [(), ("step_in_column",), ("step_in_column",)],
        ),
        (  # criteria that sum up
            (" | Phần đầu | 1,5", " | Phần sau | 0,5"),
            ["points", "points", "points"],
            [("parts_summed",), (), ()],
        ),
        (  # a formula between the steps
            (" | Từ 80%: 2", " | Dưới 80% thì tính theo công thức: tỷ lệ x 2/80", " | Dưới 20%: 0"),
            ["points", "hint", "hint", "hint"],
            [(), ("beside_criterion",), ("formula",), ("beside_criterion",)],
        ),
        (  # steps that do not reach the points at most
            (" | Đủ: 1", " | Thiếu: 0"),
            ["options", "step", "step"],
            [("steps_most",), (), ()],
        ),
        (  # steps under letters
            ("a | Đủ: 2", "b | Thiếu: 0"),
            ["options", "step", "step"],
            [(), (), ()],
        ),
        ((" | Nộp trước tháng 12",), ["points", "hint"], [(), ("beside_criterion",)]),
    ],
)
def test_recognise__rows_without_a_number__are_told_apart(
    tables: Any, rows: tuple[str, ...], kinds: list[str], doubts: list[tuple[str, ...]]
) -> None:
    draft = tables.draft(HEADING, "1 | Báo cáo | 2", *rows)
    assert [line.kind.value for line in draft.lines[1:]] == kinds
    assert [line.doubts for line in draft.lines[1:]] == doubts
    assert len(tables.form(draft)[1]) == 0


def test_recognise__who_judges_beside_points_at_most__gives_points(tables: Any) -> None:
    heading = "TT | Tiêu chí | Điểm tối đa | Tự đánh giá | Hội đồng thẩm định | Kết quả đánh giá"
    draft = tables.draft(heading, "1 | Báo cáo | 2 | | | chưa đạt", "2 | Sáng kiến | 1 | 0,5 | … |")
    assert draft.lines[1].points == ("Tự đánh giá", "Hội đồng thẩm định")


def test_recognise__who_judges_in_a_second_row_of_heading__gives_points(tables: Any) -> None:
    draft = tables.draft(
        "TT | Tiêu chí | Điểm tối đa | Điểm đánh giá | | Ghi chú",
        " | | | Tự đánh giá | Thẩm định |",
        "1 | Báo cáo | 2",
    )
    assert draft.lines[2].points == ("Điểm đánh giá: Tự đánh giá", "Điểm đánh giá: Thẩm định")


def test_recognise__points_at_most_that_are_no_number__are_marked(tables: Any) -> None:
    draft = tables.draft(HEADING, "1 | Báo cáo | 2", "2 | Sáng kiến | theo thực tế", "3 | Khác")
    assert [line.doubts for line in draft.lines[1:]] == [(), ("most_unread",), ("most_missing",)]


def test_corrected__steps_that_are_not_used__leave_the_choices(tables: Any) -> None:
    shown = tables.draft(*SCORING)
    draft = corrected(shown, {3: Correction(Kind.UNUSED)})
    assert [answer.name for answer in draft.lines[1].answers] == ["1", "0"]
    assert (
        corrected(shown, {3: Correction(Kind.UNUSED), 4: Correction(Kind.UNUSED)}).lines[1].kind == "points"
    )
    points = corrected(shown, {2: Correction(Kind.POINTS)})
    item = tables.form(points)[0].items[0]
    assert "Hoàn thành 100%: 1.5" in item.hint["vi"]
    assert item.constraint is not None


def test_corrected__rows_said_to_be_steps__are_the_choices(tables: Any) -> None:
    rows = (" | Từ 80%: 2", " | Dưới 80%: tính theo công thức", " | Dưới 20%: 0")
    shown = tables.draft(HEADING, "1 | Báo cáo | 2", *rows)
    said = {2: Correction(Kind.OPTIONS), 3: Correction(Kind.STEP), 5: Correction(Kind.STEP)}
    draft = corrected(shown, said)
    assert [(answer.label[""], answer.score) for answer in draft.lines[1].answers] == [
        ("Từ 80%", 2), ("Dưới 20%", 0),
    ]  # fmt: skip
    assert faulty_rows(draft) == {}
    assert tables.form(draft)[0].items[0].hint["vi"].endswith("Dưới 80%: tính theo công thức")


def test_recognise__further_table_with_other_columns__begins_anew(tables: Any) -> None:
    first = tables.block(HEADING, "II | THỂ CHẾ | 5", "1 | Báo cáo | 2", name="1")
    second = tables.block(
        "Bảng 2: Cơ sở",
        "Lĩnh vực | Nội dung | Đạt | Không đạt",
        "Con người | Thái độ",
        "Vật chất | Ghế",
        name="2",
    )
    draft = recognise([first, second])
    instrument, _ = tables.form(draft, notes=True)
    around = {group.name: group.parent for group in instrument.groups}
    assert (around["part_bang_2_co_so"], around["part_con_nguoi"]) == (None, "part_bang_2_co_so")
    assert around["part_vat_chat"] == "part_bang_2_co_so"
    noted = [item.name for item in instrument.items if item.name.endswith("_note")]
    assert noted == ["II_1_note"]
    assert tables.line(draft, "Bảng 2").doubts == ("table_part",)


def test_recognise__columns_of_a_further_table_without_a_name__stand_in_no_part_of_the_first(
    tables: Any,
) -> None:
    first = tables.block("Lĩnh vực | Nội dung | Có | Không", "Một | Ghế", name="1")
    second = tables.block("Lĩnh vực | Nội dung | Đạt | Không đạt", "Một | Nước", name="2")
    instrument, _ = tables.form(recognise([first, second]))
    assert {group.label["vi"]: group.parent for group in instrument.groups} == {"Một": None}
    assert len(instrument.groups) == 2


@pytest.mark.parametrize(
    "rows",
    [
        (" | ĐẠI DIỆN ĐƠN VỊ | | TRƯỞNG ĐOÀN", " | (Ký, ghi rõ họ tên) | | (Ký, ghi rõ họ tên)"),
        (" | …, ngày … tháng … năm 2026", " | Người lập bảng", " | (Ký tên)"),
        (" | TRƯỞNG ĐOÀN KIỂM TRA", " | Nguyễn Văn A"),
        (" | Nơi nhận:", " | - Như trên;", " | - Lưu: VT."),
    ],
)
def test_recognise__signatures_at_the_end__are_left_out_and_say_so(
    tables: Any, rows: tuple[str, ...]
) -> None:
    draft = tables.draft("STT | Nội dung | Có | Không", "1 | Ghế ngồi", *rows)
    assert [line.why for line in draft.lines[2:]] == ["signature"] * len(rows)
    assert [column.example for column in draft.columns] == ["", "Ghế ngồi", "", ""]


def test_recognise__words_of_signers_among_questions__are_asked(tables: Any) -> None:
    rows = ("1 | Đại diện lãnh đạo tham dự", "2 | Ký tên, đóng dấu đầy đủ", " | Đại diện lãnh đạo có mặt")
    draft = tables.draft("STT | Nội dung | Có | Không", *rows)
    assert [line.kind for line in draft.lines[1:]] == ["columns"] * 3


def test_form__legal_basis_without_severity__is_in_the_hint(tables: Any) -> None:
    draft = tables.draft("STT | Nội dung | Có | Không | Căn cứ pháp lý", "1 | Niêm yết | | | Nghị định 61")
    instrument, warnings = tables.form(draft)
    item = instrument.items[0]
    assert (item.legal_basis, item.hint, warnings) == ("", {"vi": "Căn cứ: Nghị định 61"}, [])


def test_corrected__choices_that_are_typed__are_the_rows_own(tables: Any) -> None:
    shown = tables.draft("STT | Nội dung | Có | Không", "1 | Giới tính", "2 | Ghế")
    assert Kind.OPTIONS in kinds_of(shown, shown.lines[1])
    said = {
        2: Correction(Kind.OPTIONS, options="Nam / Nữ"),
        3: Correction(Kind.SEVERAL, options="Gỗ; Sắt/thép"),
    }
    draft = corrected(shown, said)
    assert [options_said(draft, line) for line in draft.lines[1:]] == ["Nam / Nữ", "Gỗ; Sắt/thép"]
    assert draft.lines[1].doubts == ()
    instrument, _ = tables.form(draft)
    assert [choice.name for choice in instrument.lists["q1_list"]] == ["nam", "nu"]
    assert instrument.items[1].type == "select_multiple"


@pytest.mark.parametrize("typed", ["", "Nam", "Nam / Nam"])
def test_faulty_rows__fewer_than_two_choices__are_told(tables: Any, typed: str) -> None:
    shown = tables.draft("STT | Nội dung | Có | Không", "1 | Giới tính", "2 | Ghế")
    draft = corrected(shown, {2: Correction(Kind.OPTIONS, options=typed)})
    assert faulty_rows(draft) == {2: "options_few"}
