"""What is warned of when a version follows another: each break of a series, once, at its cell."""

from functools import cache

import pytest

from forms.compile import compile_sheets
from forms.gate.cells import Cells, cells_of
from forms.gate.series import say_effect, say_warned, warned_changes
from forms.publish import Judged
from forms.versions import Effect, compare
from forms.xlsform import read_workbook
from wording import LANGUAGES

FORM = """\
| survey | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | relevant | role | factor |
| | integer | age | Tuổi? | Age? | | | |
| | select_one scale | rated | Thái độ? | Attitude? | | criterion | staff |
| | text | ideas | Góp ý? | Ideas? | | | |

| choices | | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) | score | satisfied |
| | scale | good | Tốt | Good | 2 | yes |
| | scale | soso | Tạm | So so | 1 | no |
| | scale | bad | Xấu | Bad | 0 | no |

| settings | | | | | |
| | form_id | version | form_title | default_language | audience |
| | thu | 1 | Thử | Tiếng Việt (vi) | citizen |

| methods | | | | | | | | |
| | method | version | label | source | across | factor | items | weight |
| | own | 1 | Cách | Quyết định | weighted_factors | | | |
| | own | | Thái độ | | | staff | rated | 0.4 |
"""


@cache
def made(*swaps: tuple[str, str]) -> Judged:
    """The form with words of it replaced."""
    text = FORM
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    workbook = read_workbook(text.encode())
    return Judged(compile_sheets(workbook, "thu.md").instrument, (), cells_of(workbook))


def warned(*swaps: tuple[str, str]) -> list[tuple[str, str]]:
    """What is warned of where, when the form with the swaps follows the form without."""
    old, new = made().instrument, made(*swaps)
    return [
        (each.change.code, each.place)
        for each in warned_changes(compare(old, new.instrument), new.instrument, new.cells)
    ]


@pytest.mark.parametrize(
    ("swap", "expected"),
    [
        (("| age |", "| years |"), [("item_renamed", "survey!B2")]),
        (("| integer |", "| decimal |"), [("type_changed", "survey!A2")]),
        (("| | text | ideas | Góp ý? | Ideas? | | | |\n", ""), [("item_removed", "survey")]),
        (("| Attitude? | |", "| Attitude? | ${age} > 17 |"), [("relevant_changed", "survey!E3")]),
        (("| criterion | staff", "| criterion | access"), [("factor_changed", "survey!G3")]),
        (("| | scale | soso | Tạm | So so | 1 | no |\n", ""), [("choice_removed", "choices")]),
        (("| So so | 1 |", "| So so | 1.5 |"), [("choice_score_changed", "choices!E3")]),
        (("| So so | 1 | no", "| So so | 1 | yes"), [("choice_satisfied_yes", "choices!F3")]),
        (("| Tạm |", "| Kém |"), [("choice_relabelled", "choices!C3")]),
        (("| So so |", "| Poor |"), [("choice_relabelled", "choices!D3")]),
        (("| citizen |", "| staff |"), [("audience_changed", "settings!E2")]),
        (("| rated | 0.4 |", "| rated | 0.5 |"), [("method_weight_changed", "methods!H3")]),
        (("| So so | 1 |", "| So so. | 1 |"), []),
        (("| Góp ý? |", "| Góp ý gì? |"), []),
    ],
)
def test_warned_changes__of_one_change__is_one_warning_at_its_cell(
    swap: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    assert warned(swap) == expected


def test_warned_changes__of_any_form__are_all_that_the_difference_calls_a_break() -> None:
    new = made(("| age |", "| years |"), ("| rated | 0.4 |", "| rated | 0.5 |"), ("| Tạm |", "| Kém |"))
    changes = compare(made().instrument, new.instrument)
    told = [each.change for each in warned_changes(changes, new.instrument, new.cells)]
    assert told == [change for change in changes if change.effect is Effect.BREAKS]
    assert len(told) == 3
    for change in told:
        for language in LANGUAGES:
            assert say_warned(change, language)
            assert say_effect(change, language)


def test_say_warned__of_questions__names_them_and_counts_those_beyond() -> None:
    new = made(("| So so | 1 |", "| So so | 1.5 |"))
    (change,) = compare(made().instrument, new.instrument)
    assert say_warned(change, "vi").startswith("rated: Điểm của lựa chọn soso: trước là 1, nay là 1,5.")
    assert say_effect(change, "vi").startswith("Đứt chuỗi số liệu. Thang đo thay đổi")


def test_cells__of_what_is_nowhere__are_the_sheet_alone() -> None:
    cells = cells_of(read_workbook(FORM.encode()))
    assert cells.place("survey", ("nobody",), "name") == "survey"
    assert cells.place("survey", ("age",), "finding") == "survey!A2"
    assert Cells().place("settings", (), "version") == "settings"
