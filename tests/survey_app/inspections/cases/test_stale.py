"""Pages under which something changed that is no step of the case: nobody decides on what was not shown."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from docx import Document

from survey_app.errors import Conflict
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections import schemes
from survey_app.inspections.model.attendance import NewCount
from survey_app.inspections.model.cases import CaseAction, CaseState, Kind, Member, NewPlan, PlanState, Task
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import attendance, cases, scores

SIGNED = {"for_team": "Lan", "for_unit": "Trưởng", "opinion": "Đơn vị sẽ lắp lại biển tên."}
GONE = "Đơn vị đã chứng minh là có."


def act(bench: Any, one: Any, step: Step, by: str, **said: Any) -> None:
    """Somebody takes a step with a finding as it is now."""
    revision = findings.finding(bench.db(), bench.who("chief"), one.reference).revision
    action = Action(step, revision, **said)
    findings.take_step(bench.store, bench.who(by), one.reference, action, bench.now)


def explaining(bench: Any) -> tuple[Any, Any, Any]:
    """A case whose unit was asked about two findings, and agreed."""
    due = bench.today + timedelta(1)
    of = bench.take(bench.signed(D03="2"), CaseStep.ASK_EXPLANATIONS, "thu", due=due)
    found = findings.of_case(bench.db(), of.id)
    for one in found:
        act(bench, one, Step.EXPLAIN, "head", agrees=True)
    return (of, *found)


def conclusion(bench: Any, *found: Any) -> dict[str, str]:
    """What the form of a conclusion sends."""
    sent = {"number": "45/TB", "day": bench.today.isoformat()}
    for one in found:
        key = f"{one.year}_{one.number}"
        sent |= {f"text_{key}": f"Việc phải làm của {one.reference}.", f"owner_{key}": "C1"}
        sent[f"due_on_{key}"] = (bench.today + timedelta(9)).isoformat()
    return sent


def test_conclusion__a_finding_withdrawn_under_its_page__is_refused_and_keeps_every_word(
    bench: Any, tablet: Any
) -> None:
    of, first, second = explaining(bench)
    for one in (first, second):
        act(bench, one, Step.UPHOLD, "lan")
    giam, path = tablet("giam"), f"/cases/{of.reference}/conclude"
    giam.open(path)
    act(bench, first, Step.WITHDRAW, "lan", note=GONE)
    page = giam.press(path, **conclusion(bench, first, second))
    assert page.status_code == 409
    assert "Danh sách tồn tại đã thay đổi" in page.text
    assert bench.stored(of).state is CaseState.EXPLAINING
    assert f'name="text_{second.year}_{second.number}"' in page.text
    assert f'name="text_{first.year}_{first.number}"' not in page.text
    for one in (first, second):  # the other stands beside, to be copied
        assert f"Việc phải làm của {one.reference}." in page.text
    assert giam.press(path, **conclusion(bench, second)).status_code == 303
    withdrawn, issued = findings.of_case(bench.db(), of.id)
    assert (withdrawn.state, withdrawn.recommendation) == ("withdrawn", "")
    assert issued.recommendation == f"Việc phải làm của {second.reference}."


def test_conclusion__a_finding_upheld_under_its_page__is_refused_and_offers_it(
    bench: Any, tablet: Any
) -> None:
    of, first, second = explaining(bench)
    act(bench, first, Step.UPHOLD, "lan")
    giam, path = tablet("giam"), f"/cases/{of.reference}/conclude"
    assert second.reference not in giam.open(path).text
    act(bench, second, Step.UPHOLD, "lan")
    page = giam.press(path, **conclusion(bench, first))
    assert page.status_code == 409
    assert f"Việc phải làm của {first.reference}." in page.text
    assert re.search(rf'name="due_on_{second.year}_{second.number}"[^>]* value="\d', page.text)
    assert giam.press(path, **conclusion(bench, first, second)).status_code == 303
    assert {one.state for one in findings.of_case(bench.db(), of.id)} == {"issued"}


def test_conclusion__one_withdrawn_for_another_upheld__is_refused(bench: Any, tablet: Any) -> None:
    of, first, second = explaining(bench)
    act(bench, first, Step.UPHOLD, "lan")
    giam, path = tablet("giam"), f"/cases/{of.reference}/conclude"
    giam.open(path)
    act(bench, first, Step.WITHDRAW, "lan", note=GONE)
    act(bench, second, Step.UPHOLD, "lan")
    page = giam.press(path, **conclusion(bench, first))
    assert page.status_code == 409
    assert f"Việc phải làm của {first.reference}." in page.text


def test_conclusion__given_by_somebody_else_meanwhile__keeps_what_was_typed(bench: Any, tablet: Any) -> None:
    of, first, second = explaining(bench)
    act(bench, first, Step.UPHOLD, "lan")
    act(bench, second, Step.WITHDRAW, "lan", note=GONE)
    one, other, path = tablet("giam"), tablet("giam"), f"/cases/{of.reference}/conclude"
    one.open(path)
    other.open(path)
    assert other.press(path, **conclusion(bench, first)).status_code == 303
    page = one.press(path, **conclusion(bench, first))
    assert page.status_code == 409
    assert "trạng thái đã khác" in page.text
    assert f"Việc phải làm của {first.reference}." in page.text


def test_ask_explanations__a_finding_withdrawn_under_the_page__is_refused(bench: Any, tablet: Any) -> None:
    of, thu = bench.signed(D03="2"), tablet("thu")
    first, second = findings.of_case(bench.db(), of.id)
    path, due = f"/cases/{of.reference}/ask_explanations", (bench.today + timedelta(4)).isoformat()
    page = thu.open(path).text
    assert first.reference in page
    assert second.reference in page
    act(bench, first, Step.WITHDRAW, "lan", note=GONE)
    page = thu.press(path, due=due)
    assert page.status_code == 409
    assert first.reference not in page.text
    assert f'value="{due}"' in page.text
    assert thu.press(path, due=due).status_code == 303


def test_sign__counted_under_the_page__is_refused_until_the_new_digest_was_seen(
    bench: Any, tablet: Any
) -> None:
    of, thu = bench.at_minutes(), tablet("thu")
    path, before = f"/cases/{of.reference}/sign", cases.minutes_digest(bench.db(), of)
    page = thu.open(path).text
    assert before in page
    assert "lần đếm người có mặt: 0" in page
    count = NewCount("Quầy", bench.now, 9, 3, 1, 5)
    attendance.add(bench.store, bench.who("anh"), of.reference, count, bench.now)
    page = thu.press(path, **SIGNED)
    after = cases.minutes_digest(bench.db(), of)
    assert (page.status_code, before == after) == (409, False)
    assert bench.stored(of).state is CaseState.MINUTES
    for said in (
        "Nội dung biên bản đã thay đổi",
        "in lại",
        after,
        "lần đếm người có mặt: 1",
        *SIGNED.values(),
    ):
        assert said in page.text
    assert before not in page.text
    assert thu.press(path, **SIGNED).status_code == 303
    assert bench.stored(of).minutes_digest == after


def test_sign__page_without_what_it_was_made_from__is_refused(bench: Any, tablet: Any) -> None:
    of, thu = bench.at_minutes(), tablet("thu")
    thu.open(f"/cases/{of.reference}/sign")
    assert thu.press(f"/cases/{of.reference}/sign", **SIGNED, made_from="").status_code == 409
    action = CaseAction(CaseStep.SIGN, of.revision, told=SIGNED)
    with pytest.raises(Conflict):
        cases.step(bench.store, bench.who("thu"), of.reference, action, bench.now)


def test_sign__another_team_meanwhile__keeps_what_was_typed(bench: Any, tablet: Any) -> None:
    of, thu = bench.at_minutes(), tablet("thu")
    thu.open(f"/cases/{of.reference}/sign")
    team = (Member("lan", Task.LEAD), Member("thu", Task.SECRETARY), Member("binh", Task.MEMBER))
    said = "Anh chuyển công tác sang đơn vị khác."
    cases.change_team(bench.store, bench.who("giam"), of.reference, team, said, of.revision, bench.now)
    page = thu.press(f"/cases/{of.reference}/sign", **SIGNED)
    assert page.status_code == 409
    assert "Trạng thái vẫn như cũ" in page.text
    assert SIGNED["opinion"] in page.text


def test_minutes__printed_to_be_signed__bear_the_digest_they_are_signed_with(bench: Any, tablet: Any) -> None:
    of, thu = bench.at_minutes(), tablet("thu")
    page = thu.open(f"/cases/{of.reference}/sign").text
    address = re.search(r'href="([^"]+inspection_minutes\.docx)"', page)
    assert address
    printed = Document(io.BytesIO(thu.open(address[1]).data))
    said = "\n".join(paragraph.text for paragraph in printed.paragraphs)
    thu.open(f"/cases/{of.reference}/sign")
    assert thu.press(f"/cases/{of.reference}/sign", **SIGNED).status_code == 303
    assert f"Mã băm SHA-256 của nội dung: {bench.stored(of).minutes_digest}." in said
    assert "hệ thống phải hiện đúng mã này" in said


def test_plan__a_case_added_under_the_page__is_not_signed_before_it_was_seen(bench: Any, tablet: Any) -> None:
    plan = cases.make_plan(bench.store, bench.who("thu"), NewPlan(bench.today.year, "Năm nay"), bench.now)
    first = bench.make(plan=plan.id)
    giam, path = tablet("giam"), f"/plans/{plan.id}/approve"
    assert first.reference in giam.open(path).text
    added = bench.make(plan=plan.id, unit="C2", kind=Kind.THEMATIC)
    said = {"number": "26/KH-UBND", "signed_on": bench.today.isoformat()}
    page = giam.press(path, **said)
    assert page.status_code == 409
    assert "cuộc kiểm tra trong kế hoạch" in page.text
    assert added.reference in page.text
    assert 'value="26/KH-UBND"' in page.text
    assert cases.plan(bench.db(), plan.id).state is PlanState.DRAFT
    assert giam.press(path, **said).status_code == 303


def test_scheme__another_made_meanwhile__is_said_and_nothing_lost(bench: Any, tablet: Any) -> None:
    giam, day = tablet("giam"), (bench.today + timedelta(1)).isoformat()
    giam.open("/schemes/new")
    said = {"name": "Cách chấm của tôi", "paper": "12/QĐ", "valid_from": day, "digits": "2"}
    said |= {"weight_N1": "5", "weight_N2": "3", "weight_N3": "1", "cap": "", "cap_label": ""}
    said["labels"] = "Đạt; Pass; 50; 100\nChưa đạt; Fail; 0; 50"
    other = replace(schemes.first().said, name="Cách khác", valid_from=bench.today + timedelta(1))
    scores.make_scheme(bench.store, "chief", other, bench.now)
    page = giam.press("/schemes/new", **said)
    assert page.status_code == 409
    assert "Cách chấm số 2" in page.text
    assert "Cách chấm của tôi" in page.text
    assert [one.number for one in scores.schemes(bench.db())] == [2, 1]
    assert giam.press("/schemes/new", **said).status_code == 303
