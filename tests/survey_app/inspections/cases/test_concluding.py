"""From signed minutes to the end: explanations, the conclusion that makes recommendations, what may end."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, Refused
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections.model.cases import CaseAction, CaseState, Kind, Recommended
from survey_app.inspections.model.scores import Scheme
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases, scores
from survey_app.inspections.store import schemes
from tests.survey_app.inspections.conftest import picture


def act(bench: Any, one: Any, step: Step, by: str, **said: Any) -> Any:
    """A finding after a step."""
    now = findings.of_case(bench.db(), one.inspection)
    stored = next(other for other in now if other.id == one.id)
    action = Action(step, stored.revision, **said)
    return findings.take_step(bench.store, bench.who(by), one.reference, action, bench.now)


def explaining(bench: Any) -> tuple[Any, Any]:
    """A case whose unit agreed to the one finding, and that."""
    of = bench.heard(bench.signed())
    (found,) = findings.of_case(bench.db(), of.id)
    return of, found


def recommended(bench: Any, found: Any, **changed: Any) -> Recommended:
    good = Recommended(
        found.id, "Lắp lại biển tên trước cửa vào.", "C1", bench.today + timedelta(15), site_check=True
    )
    return replace(good, **changed)


def conclude(bench: Any, of: Any, *said: Recommended, **more: Any) -> Any:
    values = {"number": "45/TB-SNV", "day": bench.today, **more}
    return bench.take(of, CaseStep.CONCLUDE, "giam", recommended=said, **values)


def test_findings_of_a_case__name_it_and_its_lead(bench: Any) -> None:
    of = bench.at_minutes()
    (found,) = findings.of_case(bench.db(), of.id)
    assert (found.inspection, found.team) == (of.id, "lan")


def test_sign__keeps_a_digest_of_what_was_found(bench: Any) -> None:
    of = bench.at_minutes()
    digest = cases.minutes_digest(bench.db(), of)
    signed = bench.take(of, CaseStep.SIGN, "thu", told={"for_team": "Lan", "for_unit": "Trưởng"})
    assert signed.minutes_digest == digest == cases.minutes_digest(bench.db(), signed)
    assert len(digest) == 64


def test_minutes__scored_by_another_scheme_now__do_not_agree_any_more(bench: Any) -> None:
    of, first = bench.signed(), scores.scheme(bench.db(), 1)
    (scored,) = cases.minutes_content(bench.db(), of)["score"]["visits"]
    assert scored[1:3] == [1, first.name]
    assert scored[-1] in [label.text("vi") for label in first.said.labels]
    assert cases.minutes_cover(bench.db(), of) is cases.Cover.SCORE
    # No page makes one for a day that was scored already.
    begun = replace(first.said, name="Cách chấm khác", valid_from=bench.today)
    bench.store.write(lambda db: schemes.insert(db, Scheme(2, begun, bench.today, "giam", bench.now)))
    assert cases.minutes_cover(bench.db(), of) is cases.Cover.DIFFERS


def test_minutes__signed_before_their_digest_held_the_score__still_agree(bench: Any, tablet: Any) -> None:
    of = bench.signed()
    content = cases.minutes_content(bench.db(), of)
    del content["score"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    bench.store.write(
        lambda db: db.execute("UPDATE inspections_case SET minutes_digest = ? WHERE id = ?", [digest, of.id])
    )
    assert cases.minutes_cover(bench.db(), bench.stored(of)) is cases.Cover.NO_SCORE
    assert "không tính trên điểm" in tablet("lan").open(f"/cases/{of.reference}").text


def test_sign__refused__needs_a_reason_and_two_witnesses(bench: Any) -> None:
    of = bench.at_minutes()
    told = {"for_team": "Lan", "refused": "1", "witness_1": "Ông A", "witness_2": "ông a"}
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.SIGN, "thu", told=told)
    assert {one.code for one in error.value.problems} == {"reason_length", "witness_twice"}
    told["witness_2"] = "Bà B"
    note = "Thủ trưởng đơn vị không đồng ý với tồn tại."
    assert bench.take(of, CaseStep.SIGN, "thu", told=told, note=note).state is CaseState.SIGNED


def test_draw_up__visit_still_open__is_refused(bench: Any) -> None:
    of = bench.on_site()
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.DRAW_UP, "thu")
    assert [one.code for one in error.value.problems] == ["case_without_visit"]
    bench.team.make(bench.team.new())
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.DRAW_UP, "thu")
    assert [one.code for one in error.value.problems] == ["case_visits_open"]


def test_ask_explanations__asks_about_everything_found(bench: Any) -> None:
    of, found = explaining(bench)
    assert found.state == "explaining"
    assert cases.findings_for(bench.db(), bench.who("head"), of) == [found]
    assert cases.findings_for(bench.db(), bench.who("other"), of) == []


@pytest.mark.parametrize("days", [0, 61])
def test_ask_explanations__by_a_day_that_leaves_no_time_or_blocks_for_long__is_refused(
    bench: Any, days: int
) -> None:
    of = bench.signed()
    with pytest.raises(Invalid) as caught:
        bench.take(of, CaseStep.ASK_EXPLANATIONS, "thu", due=bench.today + timedelta(days))
    assert [(one.code, one.place) for one in caught.value.problems] == [("explain_day_out_of_time", "due")]
    assert bench.stored(of).state is CaseState.SIGNED


def test_conclude__before_the_unit_answered_or_its_day_passed__finds_nothing_upheld(bench: Any) -> None:
    of = bench.take(bench.signed(), CaseStep.ASK_EXPLANATIONS, "thu", due=bench.today + timedelta(3))
    (found,) = findings.of_case(bench.db(), of.id)
    for by in ("lan", "chief"):
        with pytest.raises(Conflict, match="finding_not_heard_yet"):
            act(bench, found, Step.UPHOLD, by)
    with pytest.raises(Invalid, match="findings_not_decided"):
        conclude(bench, of, recommended(bench, found))
    later = bench.later(4)
    act(later, found, Step.UPHOLD, "lan")
    assert conclude(later, of, recommended(later, found)).state is CaseState.FOLLOWED


def test_uphold__by_who_found_it_and_does_not_lead__is_refused(bench: Any) -> None:
    _, found = explaining(bench)
    for by in ("anh", "thu"):
        with pytest.raises(Refused):
            act(bench, found, Step.UPHOLD, by)
    assert act(bench, found, Step.UPHOLD, "lan").state == "upheld"


def test_conclude__findings_nobody_decided__are_named(bench: Any) -> None:
    of, found = explaining(bench)
    with pytest.raises(Invalid) as error:
        conclude(bench, of)
    assert error.value.problems[0].code == "findings_not_decided"
    assert found.reference in str(error.value.problems[0].values)
    signed = bench.signed(Kind.PLANNED)
    with pytest.raises(Invalid):  # nobody was even asked
        conclude(bench, signed)


def test_conclude__upheld__makes_recommendations_and_follows_them(bench: Any) -> None:
    of, found = explaining(bench)
    act(bench, found, Step.UPHOLD, "lan")
    concluded = conclude(bench, of, recommended(bench, found))
    (issued,) = findings.of_case(bench.db(), of.id)
    assert concluded.state is CaseState.FOLLOWED
    assert (concluded.conclusion_number, concluded.conclusion_on) == ("45/TB-SNV", bench.today)
    assert (issued.state, issued.owner, issued.due_on) == ("issued", "C1", bench.today + timedelta(15))
    assert issued.site_check
    assert findings.lines(bench.db(), [issued])[0].conclusion == "45/TB-SNV"
    steps = [move.step for move in cases.moves(bench.db(), of)]
    assert steps[-2:] == ["conclude", "follow"]


def test_conclude__wrong_recommendations__all_named_and_nothing_done(bench: Any) -> None:
    of, found = explaining(bench)
    act(bench, found, Step.UPHOLD, "lan")
    wrong = recommended(bench, found, text="Sửa.", owner="C0", due_on=bench.today)
    with pytest.raises(Invalid) as error:
        conclude(bench, of, wrong, number="", day=bench.today - timedelta(1))
    assert {one.place.partition("/")[0] for one in error.value.problems} == {"text", "owner", "number", "day"}
    with pytest.raises(Invalid) as error:
        conclude(bench, of, wrong)
    assert "due_not_after_conclusion" in {one.code for one in error.value.problems}
    with pytest.raises(Invalid):
        conclude(bench, of)
    assert bench.stored(of).state is CaseState.EXPLAINING
    assert findings.of_case(bench.db(), of.id)[0].state == "upheld"


def test_end__open_recommendation__is_named_and_withdrawn_ones_count_as_ended(bench: Any) -> None:
    of, found = explaining(bench)
    act(bench, found, Step.UPHOLD, "lan")
    followed = conclude(bench, of, recommended(bench, found))
    with pytest.raises(Invalid) as error:
        bench.take(followed, CaseStep.END, "giam")
    assert found.reference in str(error.value.problems[0].values)
    with pytest.raises(Invalid):
        bench.take(followed, CaseStep.RECHECK, "lan")  # nothing waits to be seen again


def test_recheck__nothing_waits_to_be_seen_again__is_not_offered_and_the_page_says_why(
    bench: Any, tablet: Any
) -> None:
    of, found = explaining(bench)
    act(bench, found, Step.UPHOLD, "lan")
    followed = conclude(bench, of, recommended(bench, found))
    page = tablet("lan").open(f"/cases/{followed.reference}").text
    assert f"/cases/{followed.reference}/recheck" not in page
    assert "Chưa có kiến nghị nào chờ phúc tra" in page
    act(
        bench,
        found,
        Step.REPORT,
        "head",
        cause="Chưa phân công người gắn biển.",
        measure="Đã gắn biển tên ở cửa vào.",
        files=(picture(),),
    )
    act(bench, found, Step.PASS, "tham", note="Ảnh cho thấy biển tên ở cửa vào.")
    assert CaseStep.RECHECK in cases.steps_for(bench.db(), bench.who("lan"), followed)
    page = tablet("lan").open(f"/cases/{followed.reference}").text
    assert f"/cases/{followed.reference}/recheck" in page
    assert "Chưa có kiến nghị nào chờ phúc tra" not in page


def test_end__everything_withdrawn__ends(bench: Any) -> None:
    of, found = explaining(bench)
    act(bench, found, Step.WITHDRAW, "lan", note="Đơn vị đã chứng minh có biển tên.")
    ended = bench.take(conclude(bench, of), CaseStep.END, "giam")
    assert ended.state is CaseState.ENDED
    assert cases.steps_for(bench.db(), bench.who("giam"), ended) == ()


def test_cancel__once_something_was_found__wants_it_withdrawn_first(bench: Any) -> None:
    of = bench.at_minutes()
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.CANCEL, "giam", note="Không còn cần kiểm tra nữa.")
    assert [one.code for one in error.value.problems] == ["case_cancelled_with_findings"]


def test_suspend__then_resume__goes_on_where_it_was(bench: Any) -> None:
    of = bench.on_site()
    held = bench.take(of, CaseStep.SUSPEND, "giam", note="Bão số 5, cả tỉnh nghỉ làm việc.")
    assert (held.state, held.reached) == (CaseState.SUSPENDED, CaseState.ON_SITE)
    assert bench.take(held, CaseStep.RESUME, "giam").state is CaseState.ON_SITE
    with pytest.raises(Invalid):
        bench.take(of, CaseStep.SUSPEND, "giam", note="ngắn")


def test_step__stale_or_of_others_or_out_of_turn__is_refused(bench: Any) -> None:
    of = bench.approved()
    stale = CaseAction(CaseStep.ANNOUNCE, of.revision - 1)
    with pytest.raises(Conflict):
        cases.step(bench.store, bench.who("thu"), of.reference, stale, bench.now)
    with pytest.raises(Refused):
        bench.take(of, CaseStep.ANNOUNCE, "binh")
    with pytest.raises(Conflict):
        bench.take(of, CaseStep.BEGIN, "anh")  # it is announced first


def test_conclude__nothing_found__needs_no_explanations_and_may_end(bench: Any) -> None:
    of = bench.on_site()
    bench.team.submit(bench.team.fill(bench.team.make(bench.team.new())))
    bench.take(of, CaseStep.DRAW_UP, "thu")
    bench.take(of, CaseStep.SIGN, "thu", told={"for_team": "Lan", "for_unit": "Trưởng"})
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.ASK_EXPLANATIONS, "thu", due=bench.today + timedelta(1))
    assert [one.code for one in error.value.problems] == ["nothing_to_explain"]
    assert conclude(bench, of).state is CaseState.FOLLOWED
    assert bench.take(of, CaseStep.END, "giam").state is CaseState.ENDED


def test_by_report__read_at_the_desk__needs_no_visit(bench: Any) -> None:
    of = bench.approved(kind=Kind.BY_REPORT, round="")
    bench.take(of, CaseStep.ANNOUNCE, "thu")
    bench.take(of, CaseStep.AWAIT_REPORT, "thu", due=bench.today)
    with pytest.raises(Refused):
        bench.take(of, CaseStep.RECEIVE_REPORT, "contact")
    with pytest.raises(Invalid):  # nothing was handed in
        bench.take(of, CaseStep.RECEIVE_REPORT, "head")
    bench.take(of, CaseStep.BEGIN, "anh")
    assert bench.take(of, CaseStep.DRAW_UP, "thu").state is CaseState.MINUTES
