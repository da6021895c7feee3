"""Another team after approval: with a reason, by the same guards; who leaves knows no more of the case."""

from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections.model.cases import Kind, Member, Task
from survey_app.inspections.service import cases

REASON = "Thu chuyển công tác theo Quyết định 15/QĐ-SNV."
BINH_FOR_ANH = (Member("lan", Task.LEAD), Member("thu", Task.SECRETARY), Member("binh", Task.MEMBER))
BINH_LEADS = (Member("binh", Task.LEAD), Member("thu", Task.SECRETARY), Member("anh", Task.MEMBER))


def change(bench: Any, of: Any, members: Any, by: str = "giam", **said: Any) -> Any:
    reason, revision = said.get("reason", REASON), said.get("revision", bench.stored(of).revision)
    who = bench.who(by)
    return cases.change_team(bench.store, who, of.reference, members, reason, revision, bench.now)


def test_team__of_a_secret_case__who_leaves_knows_no_more_and_who_joins_does(bench: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    changed = change(bench, of, BINH_FOR_ANH)
    assert changed.team == ("lan", "thu", "binh")
    with pytest.raises(NotFound):
        cases.case(bench.db(), bench.who("anh"), of.reference)
    assert cases.case(bench.db(), bench.who("binh"), of.reference) == changed
    move = cases.moves(bench.db(), changed)[-1]
    assert (move.step, move.who, move.note, move.start, move.end) == (
        *("change_team", "giam", REASON),
        *("approved", "approved"),
    )
    assert (move.data["left"], move.data["joined"]) == (["anh"], ["binh"])


def test_team__as_for_approval__is_guarded_and_all_is_told_at_once(bench: Any) -> None:
    of = bench.approved()
    with pytest.raises(Invalid) as caught:
        change(bench, of, (Member("inner", Task.MEMBER), Member("tham", Task.MEMBER)), reason="ngắn")
    assert [one.code for one in caught.value.problems] == [
        "reason_length",
        "case_needs_a_lead",
        "nobody_inspects_by_that_name",
        "case_member_of_unit",
    ]
    with pytest.raises(Invalid, match="team_unchanged"):
        change(bench, of, of.members[::-1])
    assert bench.stored(of) == of


def test_team__by_whom_and_until_when(bench: Any) -> None:
    draft = bench.make()
    with pytest.raises(Conflict, match="case_not_now"):
        change(bench, draft, BINH_FOR_ANH)
    of = bench.approved()
    for username in ("lan", "thu", "anh"):
        with pytest.raises(Refused):
            change(bench, of, BINH_FOR_ANH, username)
    with pytest.raises(Conflict, match="case_changed_meanwhile"):
        change(bench, of, BINH_FOR_ANH, revision=1)
    change(bench, of, BINH_FOR_ANH, "chief")
    signed = bench.signed()
    with pytest.raises(Conflict, match="case_not_now"):
        change(bench, signed, BINH_FOR_ANH)


def test_lead__replaced_after_something_was_found__hands_the_findings_on(bench: Any) -> None:
    inspector = "UPDATE accounts_person SET role = 'inspector' WHERE username = 'lan'"
    bench.store.write(lambda db: db.execute(inspector))
    of = bench.at_minutes()
    (found,) = findings.of_case(bench.db(), of.id)
    changed = change(bench, of, BINH_LEADS)
    assert changed.leader() == "binh"
    (led,) = findings.of_case(bench.db(), of.id)
    assert (led.team, led.lead, led.state) == ("lan", "binh", found.state)
    (event,) = findings.events(bench.db(), led)
    assert (event.step, event.who, event.data, event.note) == (Step.CHANGE_LEAD, "giam", {"lead": "binh"}, "")
    action = Action(Step.WITHDRAW, led.revision, note="Đơn vị đã chứng minh là có.")
    with pytest.raises(Refused):
        findings.take_step(bench.store, bench.who("lan"), led.reference, action, bench.now)
    assert Step.WITHDRAW in findings.steps_for(bench.db(), bench.who("binh"), led, bench.today)
    back = change(bench, of, (Member("lan", Task.LEAD), *BINH_LEADS[1:]))
    assert findings.of_case(bench.db(), of.id)[0].lead == back.leader() == "lan"


def test_lead__replaced__stands_in_the_history_of_what_was_found_without_the_reason(
    bench: Any, tablet: Any
) -> None:
    of = bench.at_minutes()
    change(bench, of, BINH_LEADS)
    (found,) = findings.of_case(bench.db(), of.id)
    page = tablet("thu").open(f"/findings/{found.reference}").text
    assert "Thay trưởng đoàn" in page
    assert 'Trưởng đoàn: <span class="said">Trần Văn Bình' in page
    assert REASON not in page


def test_pages__change_the_team(bench: Any, tablet: Any) -> None:
    of = bench.approved()
    page = f"/cases/{of.reference}/team"
    giam = tablet("giam")
    assert page in giam.open(f"/cases/{of.reference}").text
    giam.open(page)
    fields = {"lead": "lan", "deputy": "", "secretary": "thu", "members": ["binh"]}
    assert giam.press(page, **fields, note="").status_code == 422
    assert giam.press(page, **fields, note=REASON).status_code == 303
    shown = giam.open(f"/cases/{of.reference}").text
    assert REASON in shown
    assert "Vào đoàn: Trần Văn Bình" in shown
    thu = tablet("thu")
    assert thu.open(page).status_code == 403
    assert page not in thu.open(f"/cases/{of.reference}").text
