"""The forms that drafts become: they compile, and nothing of the table is lost on the way."""

from dataclasses import replace
from typing import Any

import pytest

from forms import ItemType, Severity
from forms.drafting import Correction, Kind, corrected, faulty_rows, kinds_of, plain_id, recognise

CHECKLIST = (
    "STT | Nội dung kiểm tra | Có | Không | Ghi chú | Hình ảnh",
    "I | CÔNG KHAI | | | |",
    "1 | Bảng niêm yết | | | |",
    "2 | Tên ${x} đầy đủ | | | |",
    "II | GHẾ NGỒI | | | |",
    "1 | Đủ ghế | | | |",
)


def test_form__of_a_checklist__has_notes_and_photos_in_the_group_of_each_question(tables: Any) -> None:
    instrument, warnings = tables.form(tables.draft(*CHECKLIST), notes=True, photos=True)
    items = {item.name: item for item in instrument.items}
    assert list(items)[:3] == ["I_1", "I_1_photo", "I_1_note"]
    assert (items["I_1_photo"].type, items["I_1_note"].group) == (ItemType.IMAGE, "g_I_1")
    assert items["I_1"].label == {"vi": "1. Bảng niêm yết"}
    assert items["I_1"].required is True
    assert items["I_2"].label == {"vi": "2. Tên $ {x} đầy đủ"}
    assert [group.label.get("vi") for group in instrument.groups if group.one_screen] == [
        "I. CÔNG KHAI",
        "II. GHẾ NGỒI",
    ]
    assert instrument.audience == "staff"
    assert "chưa đối chiếu" in instrument.status["vi"]
    assert warnings == []


def test_form__for_citizens__asks_one_question_a_screen(tables: Any) -> None:
    draft = tables.draft(
        "TT | Câu hỏi | Rất hài lòng | Hài lòng | Không hài lòng", "1 | Thái độ", "2 | Thời gian"
    )
    instrument, _ = tables.form(draft, staff=False)
    assert not any(group.one_screen for group in instrument.groups)
    assert instrument.audience == "citizen"


def test_form__points__are_bounded_and_say_so(tables: Any) -> None:
    draft = tables.draft(
        "STT | Tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm thẩm định",
        "1 | Kế hoạch | 2,50 | |",
        "2 | Báo cáo | 1 | |",
    )
    instrument, _ = tables.form(draft)
    own, checked = instrument.items[0], instrument.items[1]
    assert own.constraint is not None
    assert own.constraint.source == ". >= 0 and . <= 2.5"
    assert own.constraint_message == {"vi": "Từ 0 đến 2,5 điểm."}
    assert own.hint == {"vi": "Điểm tối đa: 2,5"}
    assert own.label == {"vi": "Điểm tự chấm – 1. Kế hoạch"}
    assert (checked.name, checked.label["vi"]) == ("q1_points", "Điểm thẩm định – 1. Kế hoạch")


def test_form__severity_and_finding__make_a_checklist_item_that_fails(tables: Any) -> None:
    draft = tables.draft(
        "Mã | Nội dung | Đạt | Không đạt | Mức độ | Mã tồn tại | Căn cứ | Content (EN)",
        "B01 | Niêm yết | | | N1 | TT04 | Nghị định 61 | Posting",
        "B02 | Trang phục | | | nhẹ | |",
    )
    instrument, _ = tables.form(draft)
    first, second = instrument.items[:2]
    assert (first.severity, first.finding, first.legal_basis) == (Severity.N1, "TT04", "Nghị định 61")
    assert second.severity is None
    assert second.hint == {"vi": "Mức độ: nhẹ"}
    assert [choice.fails for choice in instrument.lists["answers"]] == [False, True]


def test_form__severity_of_a_number__is_said_beside_it(tables: Any) -> None:
    draft = tables.draft("Mã | Nội dung | Kiểu | Mức độ | Mã tồn tại", "A02 | Số nhiệm vụ | num | N2 | CD06")
    item = tables.form(draft)[0].items[0]
    assert (item.severity, item.hint["vi"]) == (None, "Mức độ N2, mã tồn tại CD06.")


def test_form__column_in_english__is_a_second_language(tables: Any) -> None:
    draft = tables.draft("Mã | Nội dung | Có | Không | Tiếng Anh", "B01 | Niêm yết | | | Posting")
    instrument, _ = tables.form(draft, notes=True)
    assert instrument.items[0].label == {"vi": "B01. Niêm yết", "en": "B01. Posting"}
    assert instrument.lists["answers"][1].label == {"vi": "Không", "en": "No"}
    assert instrument.items[1].label["en"] == "Notes – B01. Posting"


def test_form__same_choices__are_one_list(tables: Any) -> None:
    draft = tables.draft(
        "STT | Nội dung | Phương án trả lời",
        "1 | Một | Tốt/Khá/Kém",
        "2 | Hai | Tốt/Khá/Kém",
        "3 | Ba | Tốt/Kém",
    )
    instrument, _ = tables.form(draft)
    assert [item.list_name for item in instrument.items] == ["q1_list", "q1_list", "q3_list"]


def test_form__of_400_rows_with_every_kind__compiles_and_loses_no_row(tables: Any) -> None:
    rows = ["Mã | Nội dung | Kiểu | Ghi chú"]
    said = [
        "yn+date",
        "num×5",
        "yn+num",
        "text",
        "ảnh",
        "hài lòng",
        "đạt/không đạt",
        "điểm",
        "ngày",
        "tệp",
        "",
    ]
    for number in range(400):
        part = number % 40 == 0
        rows.append(
            f"{'ABCDEFGHKL'[number // 40]} | Phần {number}"
            if part
            else f"{number}.1 | Nội dung số {number} | {said[number % len(said)]} |"
        )
    draft = tables.draft(*rows)
    assert len(draft.lines) == 401
    instrument, _ = tables.form(draft, notes=True)
    labels = " ".join(
        text["vi"]
        for text in [i.label for i in instrument.items] + [g.label for g in instrument.groups]
        if text
    )
    used = [line for line in draft.lines if line.kind is not Kind.UNUSED]
    assert len(used) == 400
    assert [line.text for line in used if line.text not in labels] == []


@pytest.mark.parametrize("kind", list(Kind))
def test_corrected__any_row_to_any_kind_it_can_be__still_compiles(tables: Any, kind: Kind) -> None:
    shown = tables.draft(*CHECKLIST)
    line = tables.line(shown, "Tên")
    options = "A / B" if kind in (Kind.OPTIONS, Kind.SEVERAL) else ""
    draft = corrected(shown, {line.key: Correction(kind, options=options)})
    if kind in kinds_of(shown, line):
        assert draft.lines[line.key - 1].kind is kind
    instrument, _ = tables.form(draft, notes=True)
    assert any("Tên" in str(item) for item in [*instrument.items, *instrument.groups]) == (
        kind is not Kind.UNUSED
    )


def test_corrected__row_that_was_not_used__is_asked_under_a_name(tables: Any) -> None:
    shown = tables.draft("Phần mở đầu: thông tin chung", *CHECKLIST)
    draft = corrected(shown, {1: Correction(Kind.TEXT), 4: Correction(Kind.HINT), 5: Correction(name="Q5")})
    assert (draft.lines[0].name, draft.lines[0].why) == ("phan_mo_dau_thong_tin", "")
    assert draft.lines[4].name == "Q5"
    assert tables.form(draft)[0].items[0].type is ItemType.TEXT


def test_faulty_rows__taken_or_not_plain__are_told_by_row(tables: Any) -> None:
    shown = tables.draft(*CHECKLIST)
    names = {
        3: Correction(name="đủ"),
        4: Correction(name="Q"),
        6: Correction(name="q"),
        2: Correction(name="uuid"),
    }
    wrong = faulty_rows(corrected(shown, names))
    assert wrong == {2: "name_plain", 3: "name_plain", 6: "name_twice"}


@pytest.mark.parametrize(
    ("title", "id"),
    [("PHIẾU KIỂM TRA", "phieu_kiem_tra"), ("2026", "form_2026"), ("评估", "form"), ("Đường", "duong")],
)
def test_plain_id__any_title__is_an_id(title: str, id: str) -> None:
    assert plain_id(title) == id


def test_recognise__twice__gives_the_same(tables: Any) -> None:
    block = tables.block(*CHECKLIST)
    assert recognise([block]) == recognise([replace(block)])
