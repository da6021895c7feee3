"""Whatever stands in a table, no row is lost and what is made of it is a form."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import WorkbookRefused
from forms.drafting import ASKED, Block, Kind, recognise, trimmed
from wording import say

WORDS = st.sampled_from(
    [
        *("STT", "Nội dung", "Có", "Không", "Đạt", "Điểm tối đa", "Kết quả", "Kiểu", "Lĩnh vực", "Ghi chú"),
        *("Mức độ", "I", "II.", "A", "1", "1.1", "1.1.1", "a)", "-", "☐ Có ☐ Không", "Tốt/Khá", "1-5", "2,5"),
        *("yn+num×3", "N1", "TT04", "Tổng cộng", "(1)", "PHẦN I", "Số hồ sơ:", "Ghi chú: xem", "${a}", "x"),
        *(
            "Giới tính: ☐ Nam ☐ Nữ",
            "Tuổi: ……",
            "Đủ: 1",
            "Thiếu: 0",
            "a) x b) y",
            "Tốt",
            "Khá",
            "Điểm tự chấm",
        ),
        *(
            "TRƯỞNG ĐOÀN",
            "(Ký tên)",
            "Nơi nhận:",
            "Tỷ lệ %",
            "Căn cứ",
            "5",
            "Bảng 2",
            "=1+1",
            "uuid",
            "",
            "",
            "",
        ),
    ]
)
CELLS = st.one_of(WORDS, st.text(max_size=12))
HEADINGS = st.lists(WORDS, min_size=2, max_size=7)
TABLES = st.tuples(HEADINGS, st.lists(st.lists(CELLS, max_size=7), max_size=14), st.booleans())


def block(table: tuple[list[str], list[list[str]], bool]) -> Block:
    heading, rows, wide = table
    return trimmed("", ((n, row, wide and n % 3 == 0) for n, row in enumerate([heading, *rows], start=1)))


@settings(max_examples=150, deadline=None)
@given(st.lists(TABLES, min_size=1, max_size=2))
def test_any_tables__recognised__account_for_every_row_and_compile(made: list[Any]) -> None:
    from tests.forms.drafting.conftest import Tables

    blocks = [block(table) for table in made]
    draft = recognise(blocks)
    assert len(draft.lines) == sum(len(each.entries) for each in blocks)
    assert [line.key for line in draft.lines] == list(range(1, len(draft.lines) + 1))
    assert all(bool(line.why) == (line.kind is Kind.UNUSED) for line in draft.lines)
    assert all(say("vi", f"drafting.doubt_{doubt}") for line in draft.lines for doubt in line.doubts)
    asked = [line for line in draft.lines if line.kind in ASKED]
    names = [line.name.lower() for line in draft.lines if line.name]
    assert len(set(names)) == len(names)
    assert all(line.name for line in asked)
    if asked:
        try:
            instrument, _ = Tables.form(draft, notes=True, photos=True)
        except WorkbookRefused as refused:
            raise AssertionError(refused.problems) from refused
        assert {line.name for line in asked} <= {item.name for item in instrument.items}
