"""What a checklist item rests on: beside the question, or of a calculation at the heading of its group."""

import re

from forms import compile_workbook, render_screen, screens

FORM = """
| survey | | | | | | | | | | | |
| | type | name | label | severity | finding | fails | legal_basis | source | certainty | calculation | appearance |
| | begin_group | part | Phần | | | | | | | | field-list |
| | begin_group | g_F01 | F01. Hồ sơ | | | | | | | | |
| | integer | late | Trễ | | | | | | | | |
| | integer | overdue | Quá hạn | | | | | | | | |
| | calculate | slow | Trễ hoặc quá hạn | N2 | TT02 | . > 0 | Điều 17 | Kế hoạch kiểm tra | law | ${late} + ${overdue} | |
| | end_group | | | | | | | | | | |
| | begin_group | g_F04 | F04. Hẹn lại | | | | | | | | |
| | integer | again | Hẹn lại | N1 | TT20 | . > 0 | | | | | |
| | end_group | | | | | | | | | | |
| | end_group | | | | | | | | | | |
| settings | | | |
| | form_id | version | audience |
| | basis | 1 | staff |
"""  # noqa: E501  # a table


def test_basis__of_a_calculation__stands_under_the_heading_of_its_group() -> None:
    instrument = compile_workbook(FORM.encode(), "basis.md").instrument
    html = render_screen(instrument, screens(instrument)[0], "vi", {})
    heading = re.search(
        r"F01\. Hồ sơ</h\d>\s*<details class=\"guidance basis\">.*?</details>", html, re.DOTALL
    )
    assert heading is not None
    for said in ("N2", "Điều 17", "Kế hoạch kiểm tra"):
        assert said in heading[0]
    assert html.index('data-item="late"') > heading.end()
    assert not re.search(r"F04\. Hẹn lại</h\d>\s*<details", html)
    assert html.count('class="guidance basis"') == 2
