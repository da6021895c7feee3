"""Which case a visit belongs to."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from survey_app.errors import Invalid, NotFound
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections import service
from survey_app.inspections.model.cases import Kind
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases


def made(bench: Any, reference: str = "", who: Any = None, **changed: Any) -> Any:
    """A visit to Q1 today, made for that case."""
    new, asker = bench.team.new(**changed), who or bench.team.anh
    return bench.store.write(
        lambda db: service.make_visit(db, new, asker, uuid4(), bench.today, bench.now, reference)
    )


def case_of(bench: Any, visit: Any) -> str:
    found = cases.case_of_visit(bench.db(), visit.id)
    return found.reference if found else ""


def test_visit__of_a_member_on_site__belongs_to_the_case_by_itself(bench: Any) -> None:
    of = bench.on_site()
    visit = made(bench)
    assert case_of(bench, visit) == of.reference
    assert [one.id for one in cases.visits_of(bench.db(), of)] == [visit.id]
    assert cases.tied(bench.db(), visit.id) == (of.id, "lan")


def test_visit__of_somebody_outside_the_team__belongs_to_none(bench: Any) -> None:
    bench.on_site()
    visit = made(bench, who=bench.team.binh)
    assert case_of(bench, visit) == ""
    assert cases.tied(bench.db(), visit.id) == ("", "")


def test_visit__two_cases_on_site_there__belongs_to_the_one_that_is_named(bench: Any) -> None:
    first, second = bench.on_site(), bench.on_site()
    assert case_of(bench, made(bench)) == ""
    assert case_of(bench, made(bench, second.reference)) == second.reference
    assert case_of(bench, made(bench, first.reference)) == first.reference


def test_visit__before_the_team_came_or_elsewhere__belongs_to_none(bench: Any) -> None:
    of = bench.on_site()
    early = made(bench, day=bench.today - timedelta(1))
    assert case_of(bench, early) == ""
    with pytest.raises(Invalid) as error:
        made(bench, of.reference, unit="Q9")
    assert [one.code for one in error.value.problems] == ["visit_not_of_case"]


def test_visit__made_without_a_network__belongs_to_the_case_that_is_checked_in_afterwards(bench: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    visit = made(bench)
    assert case_of(bench, visit) == of.reference
    bench.approved(kind=Kind.PLANNED)  # not even announced
    assert case_of(bench, made(bench)) == of.reference
    bench.on_site()
    assert case_of(bench, made(bench)) != of.reference


def test_visit__of_a_day_before_the_check_in_was_written_down__counts_from_the_day_it_tells(
    bench: Any,
) -> None:
    yesterday = bench.today - timedelta(1)
    of = bench.make(kind=Kind.UNANNOUNCED)
    bench.take(of, CaseStep.APPROVE, "giam", number="1/QĐ", day=yesterday)
    told = {"place": "Quầy 1", "time": f"{yesterday.isoformat()}T07:15"}
    of = bench.take(of, CaseStep.BEGIN, "anh", told=told)
    assert case_of(bench, made(bench, day=yesterday)) == of.reference


def test_visit__for_a_case_not_on_site__is_refused_and_not_made(bench: Any) -> None:
    of = bench.approved()
    with pytest.raises(Invalid) as error:
        made(bench, of.reference)
    assert [one.code for one in error.value.problems] == ["case_takes_no_visits"]
    assert service.same_visits(bench.db(), bench.team.new(), bench.team.anh) == []


def test_visit__for_a_secret_case_of_others__is_not_there(bench: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    with pytest.raises(NotFound):
        made(bench, of.reference, who=bench.team.binh)


def test_visit__handed_in_once_its_case_was_called_off__finds_what_is_issued_by_itself(bench: Any) -> None:
    of = bench.on_site()
    visit = bench.team.fill(made(bench), C01="no", C01_note="Thiếu biển tên ở cửa vào.")
    bench.take(of, CaseStep.CANCEL, "giam", note="Đơn vị chuyển trụ sở trong tuần này.")
    bench.team.submit(visit)
    (found,) = findings.visit_findings(bench.db(), visit.id)
    assert (found.inspection, found.team) == ("", "anh")
    said = {"text": "Gắn biển tên ở cửa vào.", "due_on": bench.today + timedelta(9)}
    action = Action(Step.ISSUE, found.revision, **said)
    issued = findings.take_step(bench.store, bench.who("lan"), found.reference, action, bench.now)
    assert issued.state == "issued"


def test_check_in__time_that_cannot_be__is_refused(bench: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    tomorrow, before = bench.today + timedelta(1), bench.today - timedelta(1)
    for told, code in (
        ({}, "check_in_incomplete"),
        ({"place": "Quầy 1", "time": "sáng nay"}, "check_in_time"),
        ({"place": "Quầy 1", "time": f"{tomorrow}T07:15"}, "check_in_day"),
        ({"place": "Quầy 1", "time": f"{before}T07:15"}, "check_in_day"),
    ):
        with pytest.raises(Invalid) as error:
            bench.take(of, CaseStep.BEGIN, "anh", told=told)
        assert code in {one.code for one in error.value.problems}


def test_visit__for_the_team_of_its_case_and_its_leaders__is_read_and_not_filled_in(
    bench: Any, tablet: Any
) -> None:
    of = bench.on_site()
    visit = bench.team.fill(made(bench))
    for username in ("lan", "thu", "giam"):
        reader = tablet(username)
        page = reader.open(f"/inspections/{visit.id}")
        assert page.status_code == 200
        assert "chỉ xem được" in page.text
        assert f"/inspections/{visit.id}/sections/" not in page.text
        assert f"/inspections/{visit.id}/review" not in page.text
        assert reader.open(f"/inspections/{visit.id}/print").status_code == 200
        assert f"/inspections/{visit.id}" in reader.open(f"/cases/{of.reference}").text
        assert reader.open(f"/inspections/{visit.id}/sections/1").status_code == 403
    bench.team.submit(visit)
    assert tablet("thu").open(f"/inspections/{visit.id}").status_code == 200


def test_visit__for_who_neither_goes_nor_is_of_its_team__is_not_there(bench: Any, tablet: Any) -> None:
    of = bench.on_site()
    visit, alone = made(bench, inspectors=()), made(bench, who=bench.team.binh, inspectors=())
    assert tablet("binh").open(f"/inspections/{visit.id}").status_code == 404
    assert f"/inspections/{visit.id}" not in tablet("binh").open(f"/cases/{of.reference}").text
    for username in ("lan", "thu", "giam"):
        assert tablet(username).open(f"/inspections/{alone.id}").status_code == 404


def doubled_of(bench: Any, *visits: Any) -> dict[str, list[str]]:
    found = service.doubled(bench.db(), visits, bench.team.binh)
    return {id_: [one.id for one in some] for id_, some in found.items()}


def test_visit__before_a_surprise_has_begun__is_told_to_nobody_outside_its_team(bench: Any) -> None:
    bench.approved(kind=Kind.UNANNOUNCED)
    visit, mine = made(bench, inspectors=()), made(bench, who=bench.team.binh, inspectors=())
    known = {
        username: {one.id for one in service.same_visits(bench.db(), bench.team.new(), who)}
        for username, who in (("anh", bench.team.anh), ("binh", bench.team.binh))
    }
    assert known == {"anh": {visit.id, mine.id}, "binh": {mine.id}}
    assert doubled_of(bench, visit, mine) == {visit.id: [mine.id]}
    of = cases.case_of_visit(bench.db(), visit.id)
    bench.take(of, CaseStep.BEGIN, "anh", told=bench.check_in())
    assert doubled_of(bench, mine) == {mine.id: [visit.id]}


def test_visit__made_on_a_page_before_a_surprise_has_begun__is_refused(bench: Any, tablet: Any) -> None:
    of, anh = bench.approved(kind=Kind.UNANNOUNCED), tablet("anh")
    sent = {"round": "K1", "place": "Q1", "day": bench.today.isoformat(), "inspectors": ["anh"]}
    anh.open("/inspections/new")
    refused = anh.press("/inspections/new", **sent)
    assert refused.status_code == 422
    assert f"{of.reference} tại nơi này chưa bắt đầu" in refused.text
    assert cases.visits_of(bench.db(), of) == []
    bench.take(of, CaseStep.BEGIN, "anh", told=bench.check_in())
    assert anh.press("/inspections/new", **sent).status_code == 303
    assert len(cases.visits_of(bench.db(), of)) == 1
