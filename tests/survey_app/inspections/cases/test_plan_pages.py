"""Pages of plans: cases from a table, with every problem of every row; a number that another plan has."""

import re
from datetime import timedelta
from typing import Any

import pytest

from survey_app.inspections.model.cases import CaseFilters, Kind, NewPlan
from survey_app.inspections.service import cases

TABLE = "Mã đơn vị,Hình thức,Ngày kiểm tra,Ghi chú\n{}"


def imported(bench: Any, tablet: Any, text: str) -> tuple[Any, Any]:
    plan = cases.make_plan(bench.store, bench.who("thu"), NewPlan(bench.today.year, "Năm"), bench.now)
    thu, path = tablet("thu"), f"/plans/{plan.id}/import"
    thu.open(path)
    return plan, thu.press(path, file=(text.encode(), "ke-hoach.csv"))


def test_plan_file__good__adds_every_row(bench: Any, tablet: Any) -> None:
    day = bench.today
    rows = f"C1,Đột xuất,{day.isoformat()},\nC2,planned,{day:%d/%m/%Y},x\n"
    plan, answer = imported(bench, tablet, TABLE.format(rows))
    assert answer.status_code == 303
    found = cases.cases(bench.db(), bench.who("chief"), CaseFilters(plan=plan.id))
    made = {one.unit: one for one in found}  # of one day, in whatever order their numbers give
    assert {unit: one.kind for unit, one in made.items()} == {"C1": Kind.UNANNOUNCED, "C2": Kind.PLANNED}
    assert "Phường Hai" in made["C2"].title


def test_plan_file__rows_wrong__names_each_and_adds_none(bench: Any, tablet: Any) -> None:
    day = bench.today.isoformat()
    rows = f"C1,Đột xuất,{day},\nC1,planned,{day},\nC0,planned,{day},\nC2,Thanh tra,hôm nay,\n,,,\n"
    rows += f",planned,{day},\n"
    plan, answer = imported(bench, tablet, TABLE.format(rows))
    assert answer.status_code == 422
    said = re.findall(r'<th scope="row">(\d+)</th><td>([^<]+)</td>', answer.text)
    assert {row for row, _ in said} == {"3", "4", "5", "7"}
    assert cases.cases(bench.db(), bench.who("chief"), CaseFilters(plan=plan.id)) == []
    rows = f"C1,planned,{day},\nC0,planned,{day},\n"
    plan, answer = imported(bench, tablet, TABLE.format(rows))
    assert answer.status_code == 422
    assert "C0" in answer.text
    assert cases.cases(bench.db(), bench.who("chief"), CaseFilters(plan=plan.id)) == []


def test_plan_file__rows_that_cannot_be_read_and_rows_that_cannot_be__are_told_together_in_order(
    bench: Any, tablet: Any
) -> None:
    day, far = bench.today.isoformat(), f"{bench.today.year + 9}-01-01"
    rows = (
        f"C0,Thanh tra,{day},\nC1,planned,hôm nay,\nC1,planned,{far},\nC2,planned,{day},\nC2,planned,{day},\n"
    )
    plan, answer = imported(bench, tablet, TABLE.format(rows))
    assert answer.status_code == 422
    said = re.findall(r'<th scope="row">(\d+)</th><td>([^<]+)</td>', answer.text)
    assert [row for row, _ in said] == ["2", "2", "3", "4", "4", "6"]
    assert "Thanh tra" in said[0][1]
    assert "C0" in said[1][1]
    assert "hôm nay" in said[2][1]
    assert cases.cases(bench.db(), bench.who("chief"), CaseFilters(plan=plan.id)) == []


def test_plan_file__days_that_are_over__are_taken_with_a_warning(bench: Any, tablet: Any) -> None:
    over = bench.today - timedelta(1)
    plan = cases.make_plan(bench.store, bench.who("thu"), NewPlan(over.year, "Năm"), bench.now)
    thu, path = tablet("thu"), f"/plans/{plan.id}/import"
    thu.open(path)
    answer = thu.press(path, file=(TABLE.format(f"C1,planned,{over},\n").encode(), "a.csv"))
    assert answer.status_code == 303
    assert "Trong đó 1 cuộc có ngày dự kiến đã qua" in thu.open(answer.location).text


def test_plan__number_that_another_plan_has__is_said_once_and_then_signed(bench: Any, tablet: Any) -> None:
    giam, day = tablet("giam"), bench.today.isoformat()
    new = NewPlan(bench.today.year, "Năm")
    first, second = (cases.make_plan(bench.store, bench.who("thu"), new, bench.now).id for _ in range(2))
    giam.open(f"/plans/{first}/approve")
    assert giam.press(f"/plans/{first}/approve", number="26/KH-UBND", signed_on=day).status_code == 303
    path = f"/plans/{second}/approve"
    giam.open(path)
    warned = giam.press(path, number="26/KH - ubnd", signed_on=day)
    assert warned.status_code == 422
    assert "Số 26/KH - ubnd" in warned.text
    assert giam.press(path, number="26/KH - ubnd", signed_on=day, known="26/KH - ubnd").status_code == 303
    assert cases.plan(bench.db(), second).number == "26/KH - ubnd"


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "unit,kind\nC1,planned\n"])
def test_plan_file__no_list__is_refused_in_words(bench: Any, tablet: Any, text: str) -> None:
    _, answer = imported(bench, tablet, text)
    assert answer.status_code == 422
