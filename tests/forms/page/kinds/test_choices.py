"""Choices: radios and boxes, drop-down lists, scales in a row, tables, orders, what earlier answers leave."""

from forms import Instrument, check, compile_workbook, read_posted
from tests.forms.page.elements import Elements, judged

FORM = """
| survey |
| | type | name | label | appearance | parameters | default | media::image |
| | select_one s | row | Hàng | horizontal | | | |
| | select_one s | columns | Cột | columns-4 | | | |
| | select_one s | short | Gọn | minimal | | b | |
| | select_multiple s | found | Tìm | autocomplete | | a c | |
| | select_one s | mixed | Trộn | | randomize=true | | board.png |
| | rank s | ranked | Xếp | | | | |
| choices |
| | list_name | name | label | missing | media::image | media::audio |
| | s | a | A | | a.png | a.mp3 |
| | s | b | B | | | |
| | s | c | C | | | |
| | s | dk | Không biết | dont_know | | |
| settings |
| | form_id | version | form_title |
| | choices | 1 | Thử |
"""
FORM_OF = compile_workbook(FORM.encode(), "choices.md").instrument
RANK = """
| survey |
| | type | name | label |
| | rank s | ranked | Xếp |
| choices |
| | list_name | name | label |
| | s | a | A |
| | s | b | B |
| | s | c | C |
| settings |
| | form_id | version | form_title |
| | rank | 1 | Thử |
"""
RANKED = compile_workbook(RANK.encode(), "rank.md").instrument


def names(page: Elements) -> list[str | None]:
    return [label["data-choice"] for label in page.all("label", **{"class": "option"})]


def test_scale__in_a_row_or_columns__says_so_by_class_and_keeps_no_opinion_apart() -> None:
    row, columns = judged(FORM_OF, 1, {}), judged(FORM_OF, 2, {})
    assert [box["class"] for box in row.all("div")] == ["options row", "options apart"]
    assert [box["class"] for box in columns.all("div")] == ["options columns", "options apart"]
    assert row.one("fieldset")["data-kind"] == "select_one"
    assert names(row) == ["a", "b", "c", "dk"]


def test_minimal__with_a_default__is_a_list_that_starts_with_it() -> None:
    page = judged(FORM_OF, 3, {})
    assert page.one("select", id="f3", name="f3")
    assert [option["value"] for option in page.all("option")] == ["", "a", "b", "c", "dk"]
    assert [option["value"] for option in page.all("option") if "selected" in option] == ["b"]
    assert page.one("label", **{"for": "f3"})


def test_boxes__with_a_default__are_ticked_until_somebody_unticked_them() -> None:
    fresh = judged(FORM_OF, 4, {})
    assert [box["value"] for box in fresh.all("input", type="checkbox") if "checked" in box] == ["a", "c"]
    assert fresh.one("input", type="hidden", name="f4", value="")
    unticked = read_posted(FORM_OF, {"f4": [""]})
    assert not [box for box in judged(FORM_OF, 4, unticked).all("input") if "checked" in box]
    assert "found" not in check(FORM_OF, unticked).answers


def test_shuffled__with_a_seed__stand_as_the_judge_says() -> None:
    checked = check(FORM_OF, {}, seed="a response")
    page = judged(FORM_OF, 5, {}, seed="a response")
    apart = [name for name in checked.orders["mixed"] if name == "dk"]
    assert names(page) == [name for name in checked.orders["mixed"] if name != "dk"] + apart
    assert {tuple(names(judged(FORM_OF, 5, {}, seed=str(n)))) for n in range(20)} != {tuple(names(page))}


def test_rank__has_a_position_for_each_choice() -> None:
    page = judged(RANKED, 1, {"ranked": ["c", "a", "b"]})
    assert [field["name"] for field in page.all("select")] == ["f1-p1", "f1-p2", "f1-p3"]
    assert page.all("select")[0]["id"] == "f1"
    assert page.html.count("<option selected>") == 3
    assert [row["data-choice"] for row in page.all("li")] == ["a", "b", "c"]


def test_rank__posted__becomes_the_choices_in_order() -> None:
    fields = {"f1-p1": ["2"], "f1-p2": ["3"], "f1-p3": ["1"]}
    assert read_posted(RANKED, fields) == {"ranked": ["c", "a", "b"]}
    assert check(RANKED, read_posted(RANKED, fields)).answers == {"ranked": ["c", "a", "b"]}
    assert read_posted(RANKED, {"f1": ["c", "a", "b"]}) == {"ranked": ["c", "a", "b"]}


def test_rank__twice_in_one_place_or_with_a_gap__keeps_the_others_and_is_refused() -> None:
    for fields, typed in (
        ({"f1-p1": ["1"], "f1-p2": ["1"], "f1-p3": ["2"]}, ["a", "c"]),
        ({"f1-p1": ["3"], "f1-p2": [""], "f1-p3": ["1"]}, ["c", "", "a"]),
        ({"f1-p1": ["9"], "f1-p2": ["-1"], "f1-p3": ["²"]}, []),
    ):
        posted = read_posted(RANKED, fields)
        assert posted == {"ranked": typed}
        problems = [problem.code for problem in check(RANKED, posted).problems]
        assert problems == (["answer_rank_partial"] if typed else [])
    gap = judged(RANKED, 1, {"ranked": ["c", "", "a"]})
    assert gap.html.count("<option selected>") == 2


def test_table__of_one_list__has_the_choices_as_heads_and_each_question_as_a_row(every: Instrument) -> None:
    page = judged(every, 5, {})
    assert [box["class"] for box in page.all("div")] == ["rows", "heads", "cells"] + ["options"] * 3
    assert page.one("div", **{"class": "heads"})["aria-hidden"] == "true"
    assert len(page.all("fieldset", role="radiogroup")) == 3
    assert page.words.count("Bình thường") == 4


def test_filter__on_an_earlier_screen__leaves_out_what_it_rules_out(every: Instrument) -> None:
    north = {"online": "yes", "region": "north"}
    assert names(judged(every, 4, north)) == ["hoan_kiem"]
    assert names(judged(every, 4, {"region": "south"})) == ["ben_thanh"]
    assert names(judged(every, 4, {})) == []


def test_filter__on_the_same_screen__leaves_all_to_the_judge() -> None:
    form = """
| survey |
| | type | name | label | choice_filter | appearance |
| | begin_group | g | G | | field-list |
| | select_one r | region | Miền | | |
| | select_one p | place | Nơi | region=${region} | |
| | end_group | | | | |
| choices |
| | list_name | name | label | region |
| | r | n | Bắc | |
| | r | s | Nam | |
| | p | hn | Hà Nội | n |
| | p | hcm | Thành phố Hồ Chí Minh | s |
| settings |
| | form_id | version | form_title |
| | same | 1 | Thử |
"""
    instrument = compile_workbook(form.encode(), "same.md").instrument
    assert names(judged(instrument, 1, {"region": "n"})) == ["n", "s", "hn", "hcm"]
    problems = check(instrument, {"region": "n", "place": "hcm"}).problems
    assert [(problem.place, problem.code) for problem in problems] == [("place", "answer_choice_filtered")]
