"""One form with every type of item, for the tests of the page."""

from pathlib import Path

import pytest

from forms import Instrument, compile_workbook

FORM = """
| survey | | | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | hint::Tiếng Việt (vi) | required | relevant | appearance | required_message::Tiếng Việt (vi) | calculation |
| | select_one s | first | Câu <1> | One | | yes | | | Hãy chọn một mức. | |
| | begin_group | part | Phần hai | Part two | | | | field-list | | |
| | note | lead | Lời dẫn | A word before | | | | | | |
| | select_multiple s | several | Nhiều | Several | Có thể chọn nhiều | | | | | |
| | integer | count | Số lần | | Ví dụ: 3 | | | | | |
| | decimal | weight_kg | Cân nặng | Weight | | | | | | |
| | text | why | Vì sao | Why | | yes | | | | |
| | text | more | Ý kiến khác | More | | | | multiline | | |
| | date | seen | Ngày | Day | | | | | | |
| | end_group | | | | | | | | | |
| | calculate | twice | | | | | | | | ${count} * 2 |
| | text | last | Cuối | Last | | | ${first} = '1' | | | |
| choices | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) | missing |
| | s | 1 | Kém | Bad | |
| | s | 2 | Tốt | Good | |
| | s | dk | Không biết | Don't know | dont_know |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | page | 1 | Thử | vi |
"""  # noqa: E501


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return compile_workbook(FORM.encode(), "page.md").instrument


@pytest.fixture(scope="session")
def every() -> Instrument:
    """One form with every type of question; its screens: words, figures, choices, a filtered list, a table, a
    repeat, files."""
    path = Path(__file__).parent / "forms" / "every.md"
    return compile_workbook(path.read_bytes(), path.name).instrument
