"""What a page carries so that it reacts: what hangs on its answers, and nothing for a page that only asks."""

import json
from datetime import date

import pytest

from forms import Instrument, check, compile_workbook, draw_logic, logic, scripts_of, scripts_on
from forms import screens as screens_of

TODAY = date(2026, 11, 22)
FORM = """
| survey | | | | | | | |
| | type | name | label | relevant | calculation | choice_filter | appearance |
| | select_one yesno | plain | Chỉ hỏi | | | | |
| | select_one yesno | first | Hỏi trước | | | | |
| | begin_group | two | Trang hai | | | | field-list |
| | integer | a | Số a | | | | |
| | integer | b | Số b, nếu ${a} lớn | ${a} > 3 and ${first} = 'yes' | | | |
| | note | told | Tổng ${total} | | | | |
| | select_one area | where | Nơi nào? | | | least <= ${b} | |
| | end_group | | | | | | |
| | calculate | total | | | ${a} + ${b} | | |
| | calculate | apart | | | ${a} * 2 | | |
| | integer | later | Sau | ${a} = 1 | | | |
| | begin_repeat | people | Người | | | | |
| | text | who | Ai? | | | | |
| | end_repeat | | | | | | |
| choices | | | | |
| | list_name | name | label | least |
| | yesno | yes | Có | |
| | yesno | no | Không | |
| | area | near | Gần | 0 |
| | area | far | Xa | 5 |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | logic | 1 | Thử | vi |
"""


@pytest.fixture(scope="module")
def form() -> Instrument:
    return compile_workbook(FORM.encode(), "logic.md").instrument


def sent(form: Instrument, number: int, **raw: str) -> dict[str, object]:
    checked = check(form, raw, TODAY)
    screen = screens_of(form)[number - 1]
    return logic(form, [screen], raw, checked, language="vi", today=TODAY)


def test_logic__of_a_screen_on_which_nothing_reacts__is_nothing(form: Instrument) -> None:
    assert sent(form, 1) == {}
    assert sent(form, 4) == {}
    assert draw_logic({}) == ""
    assert scripts_of({}) == ()
    assert scripts_on(form, screens_of(form)[0]) == ()


def test_logic__of_a_screen_that_reacts__carries_what_hangs_on_it_and_no_more(form: Instrument) -> None:
    found = sent(form, 3, first="yes", plain="no", a="5")
    names = [item["name"] for item in found["items"]]  # type: ignore[attr-defined]
    assert sorted(names) == ["a", "b", "told", "total", "where"]
    assert names.index("a") < names.index("b") < names.index("total")
    assert found["answers"] == {"first": "yes"}
    assert found["rows"] == {"area": [{"name": "near", "least": "0"}, {"name": "far", "least": "5"}]}
    assert scripts_on(form, screens_of(form)[2]) == ("form",)


def test_logic__of_a_repeat__carries_its_count(form: Instrument) -> None:
    found = sent(form, 5)
    assert [item["name"] for item in found["items"]] == ["people", "who"]  # type: ignore[attr-defined]


def test_draw_logic__of_anything__cannot_end_its_block(form: Instrument) -> None:
    drawn = draw_logic({**sent(form, 3), "answers": {"first": "</script><b>"}})
    assert drawn.count("</script>") == 1
    text = drawn.partition(">")[2].removesuffix("</script>")
    assert json.loads(text)["answers"] == {"first": "</script><b>"}


def test_logic__with_parts_left_out__names_them(form: Instrument) -> None:
    raw: dict[str, str] = {}
    checked = check(form, raw, TODAY, without=frozenset({"b"}))
    found = logic(
        form, [screens_of(form)[2]], raw, checked, language="vi", today=TODAY, without=frozenset({"b"})
    )
    assert found["cut"] == ["b"]


ENDING = """
| survey | | | | | | |
| | type | name | label | relevant | calculation | constraint |
| | select_one yesno | before | Trước? | | | |
| | select_one yesno | content | Hài lòng? | | | . != ${before} |
| | calculate | low | | | if(${content} = 'no', 1, 0) | |
| | select_one yesno | why | Vì sao? | ${low} = 1 | | |
| | select_one yesno | more | Thêm? | ${why} = 'yes' | | |
| | text | early | Về trước | ${before} = 'no' | | |
| choices | | | |
| | list_name | name | label |
| | yesno | yes | Có |
| | yesno | no | Không |
| settings | | | |
| | form_id | version | form_title |
| | ending | 1 | Thử |
"""


def test_logic__of_a_screen_that_reacts_and_may_be_the_last__names_what_may_follow() -> None:
    form = compile_workbook(ENDING.encode(), "ending.md").instrument
    found = sent(form, 2, before="yes")
    assert found["ahead"] == ["more", "why"]
    parts = {part["name"]: part for part in found["items"]}  # type: ignore[attr-defined]
    assert parts["why"].keys() == {"name", "relevant"}  # its choices and words matter to nobody here
    assert scripts_on(form, screens_of(form)[1]) == ("form", "ending")
    assert sent(form, 2, before="no")["ahead"] == []  # something follows whatever is answered


def test_logic__where_nothing_matters_but_whether_it_is_the_last__carries_the_answers_that_make_it_so() -> (
    None
):
    form = compile_workbook(ENDING.replace(". != ${before}", "").encode(), "ending.md").instrument
    told = {"fields": ["f1", "f2"], "ends": [" ", " yes", "yes ", "yes yes"], "scripts": ["ending"]}
    assert sent(form, 2, before="yes") == sent(form, 2, before="no") == told
    assert scripts_on(form, screens_of(form)[1]) == ("ending",)


def test_logic__where_only_the_judges_twin_could_tell_the_last__is_nothing() -> None:
    form = compile_workbook(
        ENDING.replace(". != ${before}", "").replace("select_one yesno | before", "text | before").encode(),
        "ending.md",
    ).instrument
    assert sent(form, 2) == {}
    assert scripts_on(form, screens_of(form)[1]) == ()


def test_logic__of_a_screen_that_something_always_follows__has_no_end(form: Instrument) -> None:
    assert sent(form, 3)["ahead"] == []
    assert "ending" not in scripts_on(form, screens_of(form)[2])
