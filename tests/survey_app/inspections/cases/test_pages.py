"""Pages of plans and cases, played from a plan to the minutes; what stale pages hear; what is not there."""

import re
from datetime import timedelta
from typing import Any

from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections.model.cases import CaseFilters, CaseState, Kind, Member, Task
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases

ASKED = {
    **dict.fromkeys(("self_report", "deputy", "plan", "previous", "title"), ""),
    "kind": "planned",
    "place": "C1",
    "lead": "lan",
    "secretary": "thu",
    "members": ["anh", "binh"],
}


def fields(bench: Any, **changed: Any) -> dict[str, Any]:
    """What the form of a case sends."""
    day = bench.today.isoformat()
    days = {"planned_on": day, "period_first": day, "period_last": day}
    return {**ASKED, **days, "round": "K1", **changed}


def test_case__from_its_plan_to_its_minutes__is_played_on_pages(bench: Any, tablet: Any) -> None:
    thu, giam, anh = tablet("thu"), tablet("giam"), tablet("anh")
    thu.open("/plans/new")
    plan = thu.press("/plans/new", year=str(bench.today.year), title="Kế hoạch năm").location
    thu.open(f"/cases/new?plan={plan.rpartition('/')[2]}")
    made = thu.press("/cases/new", **fields(bench, plan=plan.rpartition("/")[2]))
    assert made.status_code == 303
    case = made.location
    page = thu.open(case).text
    assert "Chưa chọn" not in page
    assert "chưa được phê duyệt" in page  # its plan
    giam.open(f"{plan}/approve")
    day = bench.today.isoformat()
    assert giam.press(f"{plan}/approve", number="26/KH-UBND", signed_on=day).status_code == 303
    giam.open(f"{case}/approve")
    assert giam.press(f"{case}/approve", number="12/QĐ", day=day).status_code == 303
    thu.open(f"{case}/announce")
    assert thu.press(f"{case}/announce").status_code == 303
    anh.open(f"{case}/begin")
    assert anh.press(f"{case}/begin").status_code == 303
    reference = case.rpartition("/")[2]
    anh.open(f"/inspections/new?case={reference}&unit=Q1")
    sent = {"round": "K1", "place": "Q1", "day": day, "inspectors": ["anh"]}
    visit = anh.press(f"/inspections/new?case={reference}&unit=Q1", **sent)
    assert visit.status_code == 303
    assert reference in anh.open(visit.location).text
    assert visit.location.rpartition("/")[2] in anh.open(case).text
    thu.open(f"{case}/draw_up")
    refused = thu.press(f"{case}/draw_up")
    assert refused.status_code == 422
    assert "chưa nộp" in refused.text
    assert bench.stored(cases.unguarded(bench.db(), reference)).state is CaseState.ON_SITE


def test_case_form__much_wrong__says_all_and_keeps_what_was_typed(bench: Any, tablet: Any) -> None:
    thu = tablet("thu")
    thu.open("/cases/new")
    wrong = fields(
        bench,
        members=["lan"],
        title="x" * 201,
        round="K1",
        period_first="2026-02-01",
        period_last="2026-01-01",
    )
    page = thu.press("/cases/new", **wrong)
    assert page.status_code == 422
    page = thu.press("/cases/new", **{**wrong, "title": "Tên tôi gõ"})
    assert page.status_code == 422
    for said in ("Mỗi người chỉ có một nhiệm vụ", "kết thúc trước khi bắt đầu", "Tên tôi gõ"):
        assert said in page.text
    assert cases.cases(bench.db(), bench.who("chief"), CaseFilters()) == []


def test_case_form__day_that_is_over__is_made_with_a_warning_until_it_is_approved(
    bench: Any, tablet: Any
) -> None:
    thu = tablet("thu")
    thu.open("/cases/new")
    over = (bench.today - timedelta(1)).isoformat()
    case = thu.press("/cases/new", **fields(bench, planned_on=over)).location
    assert "đã qua" in thu.open(case).text
    thu.open(f"{case}/change")
    far = fields(bench, planned_on="2062-01-01", revision="1")
    refused = thu.press(f"{case}/change", **far)
    assert refused.status_code == 422
    assert f"từ năm {bench.today.year - 2} đến năm {bench.today.year + 2}" in refused.text
    thu.open(f"{case}/change")
    assert thu.press(f"{case}/change", **fields(bench, revision="1")).status_code == 303
    assert "đã qua" not in thu.open(case).text


def test_case_form__pressed_twice__makes_one_and_changed_then_another_when_pressed_again(
    bench: Any, tablet: Any
) -> None:
    thu = tablet("thu")
    key = re.search(r'name="key"[^>]*value="([^"]+)"', thu.open("/cases/new").text)[1]
    first = thu.press("/cases/new", **fields(bench))
    thu.open("/cases/new")
    second = thu.press("/cases/new", **fields(bench, key=key))
    assert (second.status_code, second.location) == (303, first.location)
    thu.open("/cases/new")
    refused = thu.press("/cases/new", **fields(bench, key=key, title="Kiểm tra lần hai"))
    assert refused.status_code == 422
    assert "Biểu mẫu này đã lập một cuộc kiểm tra" in refused.text
    third = thu.press("/cases/new", **fields(bench, title="Kiểm tra lần hai"))
    assert (third.status_code, third.location == first.location) == (303, False)
    assert len(cases.cases(bench.db(), bench.who("chief"), CaseFilters())) == 2


def test_step__on_a_stale_page__says_where_the_case_stands_and_keeps_the_words(
    bench: Any, tablet: Any
) -> None:
    of, giam = bench.approved(), tablet("giam")
    giam.open(f"/cases/{of.reference}/suspend")
    bench.take(of, CaseStep.ANNOUNCE, "thu")
    page = giam.press(f"/cases/{of.reference}/suspend", note="Đoàn bận họp cả tuần này.")
    assert page.status_code == 409
    assert "trạng thái đã khác" in page.text
    assert "Đã thông báo" in page.text
    assert "Đoàn bận họp cả tuần này." in page.text
    assert bench.stored(of).state is CaseState.ANNOUNCED
    assert giam.open(f"/cases/{of.reference}/approve").status_code == 409


def test_step__on_a_page_older_than_another_team__says_that_only_something_else_changed(
    bench: Any, tablet: Any
) -> None:
    of, thu = bench.approved(), tablet("thu")
    thu.open(f"/cases/{of.reference}/announce")
    members = (Member("lan", Task.LEAD), Member("thu", Task.SECRETARY), Member("binh", Task.MEMBER))
    said, revision = "Anh chuyển công tác sang đơn vị khác.", bench.stored(of).revision
    cases.change_team(bench.store, bench.who("giam"), of.reference, members, said, revision, bench.now)
    page = thu.press(f"/cases/{of.reference}/announce")
    assert page.status_code == 409
    assert "trạng thái đã khác" not in page.text
    assert "Trạng thái vẫn như cũ" in page.text
    assert f'href="/cases/{of.reference}/announce"' in page.text
    thu.open(f"/cases/{of.reference}/announce")
    assert thu.press(f"/cases/{of.reference}/announce").status_code == 303


def test_unannounced__for_whoever_must_not_know__is_nowhere(bench: Any, tablet: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED, title="Bí mật tuyệt đối")
    for username in ("head", "contact", "binh", "tham"):
        reader = tablet(username)
        for path in (
            f"/cases/{of.reference}",
            f"/cases/{of.id}",
            f"/cases/{of.reference}/begin",
            f"/inspections/new?case={of.reference}",
        ):
            assert reader.open(path).status_code in ((404,) if "new?" not in path else (403, 404)), path
        page = reader.open("/cases").text
        assert of.reference not in page
        assert "Bí mật tuyệt đối" not in page
    assert of.reference in tablet("anh").open("/cases").text


def test_case__of_another_unit__is_not_there(bench: Any, tablet: Any) -> None:
    of = bench.on_site()
    assert tablet("other").open(f"/cases/{of.reference}").status_code == 404
    page = tablet("head").open(f"/cases/{of.reference}")
    assert page.status_code == 200
    assert "Quầy 1" not in page.text  # where the team checked in is the office's


def test_case__after_its_check_in__says_when_the_team_came_as_days_are_written(
    bench: Any, tablet: Any
) -> None:
    of = bench.on_site()
    page = tablet("lan").open(f"/cases/{of.reference}").text
    assert f"Có mặt tại Quầy 1, {bench.today:%d/%m/%Y} 00:15" in page


def test_case__for_its_unit__says_what_is_asked_of_it_and_by_when(bench: Any, tablet: Any) -> None:
    of = bench.take(bench.approved(), CaseStep.ANNOUNCE, "thu")
    of = bench.take(of, CaseStep.AWAIT_REPORT, "thu", due=bench.today + timedelta(5))
    head = tablet("head")
    day = (bench.today + timedelta(5)).strftime("%d/%m/%Y")
    page = head.open(f"/cases/{of.reference}").text
    assert f"nộp báo cáo tự kiểm tra trước hết ngày {day}" in page
    assert f'href="/cases/{of.reference}/self-report"' in page
    due = bench.today + timedelta(5)
    asked = bench.take(bench.signed(), CaseStep.ASK_EXPLANATIONS, "thu", due=due)
    assert "Trả lời từng tồn tại" in head.open(f"/cases/{asked.reference}").text
    assert "Trả lời từng tồn tại" not in tablet("thu").open(f"/cases/{asked.reference}").text


def test_step__of_somebody_else__is_refused(bench: Any, tablet: Any) -> None:
    of = bench.make()
    page = tablet("thu").open(f"/cases/{of.reference}/approve")
    assert page.status_code == 403


def test_conclusion__on_its_page__names_what_is_wrong_at_its_finding_and_then_issues(
    bench: Any, tablet: Any
) -> None:
    of = bench.heard(bench.signed())
    (found,) = findings.of_case(bench.db(), of.id)
    action = Action(Step.UPHOLD, found.revision)
    findings.take_step(bench.store, bench.who("lan"), found.reference, action, bench.now)
    giam, path = tablet("giam"), f"/cases/{of.reference}/conclude"
    page, key = giam.open(path).text, f"{found.year}_{found.number}"
    assert found.reference in page
    assert f'name="due_on_{key}"' in page
    day = bench.today.isoformat()
    wrong = giam.press(
        path, number="", day=day, **{f"text_{key}": "Sửa", f"owner_{key}": "C1", f"due_on_{key}": day}
    )
    assert wrong.status_code == 422
    for field in ("number", f"text_{key}", f"due_on_{key}"):
        assert f'id="{field}-error"' in wrong.text
    assert f'<a href="#text_{key}">{found.reference} – ' in wrong.text  # the list says of which finding
    assert '<a href="#number">Số' in wrong.text
    nobody = giam.press(path, number="45/TB", day=day, **{f"owner_{key}": ""})
    assert "Hãy chọn đơn vị phải thực hiện kiến nghị này." in nobody.text
    assert "Không có đơn vị" not in nobody.text
    good = {f"text_{key}": "Lắp lại biển tên trước cửa vào.", f"owner_{key}": "C1"}
    good[f"due_on_{key}"] = "2099-01-01"
    late = giam.press(path, number="45/TB", day=day, **good)
    assert late.status_code == 422  # later than anybody plans
    good[f"due_on_{key}"] = (bench.today + timedelta(15)).isoformat()
    assert giam.press(path, number="45/TB", day=day, **good).status_code == 303
    assert bench.stored(of).state is CaseState.FOLLOWED
    assert "45/TB" in tablet("head").open(f"/cases/{of.reference}").text
