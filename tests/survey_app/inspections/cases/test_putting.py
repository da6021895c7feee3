"""A visit made without a case, put into the one it belongs to: by whom, when, which not."""

from datetime import timedelta
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, Refused
from survey_app.findings import service as findings
from survey_app.inspections.model.cases import Member, Task
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases
from tests.survey_app.inspections.cases.test_visiting import case_of, made

REASON = "Lập khi chưa có mạng, chưa chọn cuộc kiểm tra."
LATE_NAME = {"C01": "no", "C01_note": "Thiếu biển tên ở cửa vào."}


def loose(bench: Any, **changed: Any) -> tuple[Any, Any]:
    """A case on site, and a visit of its member made when it belonged to none, as if it began later."""
    visit = made(bench, **changed)
    return bench.on_site(), visit


def put(bench: Any, of: Any, visit: Any, by: str = "thu", **said: Any) -> Any:
    reason, revision = said.get("reason", REASON), said.get("revision", bench.stored(of).revision)
    return cases.put_visit(bench.store, bench.who(by), of.reference, visit.id, reason, revision, bench.now)


@pytest.mark.parametrize("by", ["lan", "thu"])
def test_draft__put_into_a_case__is_its_visit_and_finds_for_it(bench: Any, by: str) -> None:
    of, visit = loose(bench)
    moved = put(bench, of, visit, by)
    assert case_of(bench, visit) == of.reference
    assert moved == bench.stored(of)
    move = cases.moves(bench.db(), of)[-1]
    assert (move.step, move.who, move.note, move.data) == ("put_visit", by, REASON, {"visit": visit.id})
    bench.team.submit(bench.team.fill(visit, **LATE_NAME))
    (found,) = findings.of_case(bench.db(), of.id)
    assert (found.visit, found.team) == (visit.id, "lan")
    assert bench.take(of, CaseStep.DRAW_UP, "thu").state == "minutes"


def test_handed_in__without_findings_goes_in__with_findings_stays_by_itself(bench: Any) -> None:
    good, bad = made(bench), made(bench)
    of = bench.on_site()
    bench.team.submit(bench.team.fill(good))
    bench.team.submit(bench.team.fill(bad, **LATE_NAME))
    put(bench, of, good)
    (found,) = findings.visit_findings(bench.db(), bad.id)
    with pytest.raises(Invalid) as caught:
        put(bench, of, bad, reason="ngắn")
    assert [(one.code, one.place) for one in caught.value.problems] == [
        ("reason_length", "note"),
        ("visit_found_by_itself", "visit"),
    ]
    assert found.reference in str(caught.value.problems[1].values)
    assert [one.id for one in cases.visits_of(bench.db(), of)] == [good.id]


def test_visit__of_another_place_day_team_or_case__is_not_offered_and_refused(bench: Any) -> None:
    others = [
        made(bench, unit="Q9"),
        made(bench, day=bench.today - timedelta(1)),
        made(bench, who=bench.team.binh, inspectors=()),
    ]
    first = bench.on_site()
    others.append(made(bench))
    of = bench.on_site()
    assert case_of(bench, others[-1]) == first.reference
    assert cases.loose_visits(bench.db(), of) == []
    for one in others:
        with pytest.raises(Invalid, match="visit_not_loose"):
            put(bench, of, one)


def test_putting__by_others_on_a_stale_page_or_past_its_time__is_refused(bench: Any) -> None:
    of, visit = loose(bench)
    for by in ("anh", "giam", "tham"):
        with pytest.raises(Refused):
            put(bench, of, visit, by)
    with pytest.raises(Conflict, match="case_changed_meanwhile"):
        put(bench, of, visit, revision=1)
    bench.take(of, CaseStep.SUSPEND, "giam", note="Bão số 5, cả tỉnh nghỉ làm việc.")
    with pytest.raises(Conflict, match="case_not_now"):
        put(bench, of, visit)
    assert case_of(bench, visit) == ""


def test_pages__put_a_visit_in(bench: Any, tablet: Any) -> None:
    visit, alone = made(bench), made(bench)
    of = bench.on_site()
    bench.team.submit(bench.team.fill(alone, **LATE_NAME))
    (found,) = findings.visit_findings(bench.db(), alone.id)
    page, thu = f"/cases/{of.reference}/visits", tablet("thu")
    assert page in thu.open(f"/cases/{of.reference}").text
    shown = thu.open(page).text
    assert visit.id in shown
    assert alone.id not in shown
    assert f"/findings/{found.reference}" in shown
    assert thu.press(page, note=REASON).status_code == 422  # nothing chosen
    assert thu.press(page, visit=visit.id, note="").status_code == 422
    assert thu.press(page, visit=visit.id, note=REASON).status_code == 303
    history = thu.open(f"/cases/{of.reference}").text
    assert REASON in history
    assert f"/inspections/{visit.id}" in history
    assert "Không có lượt kiểm tra riêng nào" in thu.open(page).text
    assert tablet("anh").open(page).status_code == 403
    assert page not in tablet("anh").open(f"/cases/{of.reference}").text


def test_put__by_a_team_that_changed__counts_who_is_in_it_now(bench: Any) -> None:
    of, visit = loose(bench, inspectors=())
    team = (Member("lan", Task.LEAD), Member("thu", Task.SECRETARY), Member("binh", Task.MEMBER))
    said, revision = "Anh chuyển công tác sang đơn vị khác.", bench.stored(of).revision
    cases.change_team(bench.store, bench.who("giam"), of.reference, team, said, revision, bench.now)
    with pytest.raises(Invalid, match="visit_not_loose"):
        put(bench, of, visit)
