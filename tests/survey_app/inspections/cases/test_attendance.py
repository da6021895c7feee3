"""Attendance: counted with sums that fit, withdrawn rather than changed, closed by the signed minutes."""

import sqlite3
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.inspections.model.attendance import NewCount, Totals, totals
from survey_app.inspections.model.cases import Kind
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import attendance, cases
from survey_app.places.model import LOCAL_TIME
from wording import say

REASON = "Đếm nhầm cả người đến giao dịch."


def counted(bench: Any, **changed: Any) -> NewCount:
    """A good count, a moment ago, with ``changed`` in place of its own."""
    at = bench.now.astimezone(LOCAL_TIME).replace(second=0, microsecond=0)
    values = {"place": "Quầy 1", "at": at, "due": 8, "present": 6, "excused": 1, "unexcused": 1}
    return NewCount(**{**values, **changed})


def add(bench: Any, of: Any, by: str = "anh", **changed: Any) -> Any:
    return attendance.add(bench.store, bench.who(by), of.reference, counted(bench, **changed), bench.now)


def standing(bench: Any, of: Any) -> list[Any]:
    return [one for one in attendance.counts(bench.db(), of) if one.stands]


def test_counts__of_several_places__are_summed(bench: Any) -> None:
    of = bench.on_site()
    add(bench, of)
    add(bench, of, place="Văn phòng", due=4, present=4, excused=0, unexcused=0)
    sums = totals(attendance.counts(bench.db(), of))
    assert sums == Totals(12, 10, 1, 1)
    assert sums.share == 10 / 12
    assert totals([]).share is None


def test_count__whose_parts_do_not_make_what_was_due__is_refused_with_all_sums(bench: Any) -> None:
    of = bench.on_site()
    with pytest.raises(Invalid) as caught:
        add(bench, of, due=8, present=5)
    assert caught.value.problem.code == "attendance_sum"
    assert caught.value.problem.values == {"due": 8, "present": 5, "excused": 1, "unexcused": 1, "sum": 7}
    assert attendance.counts(bench.db(), of) == []


def test_count__much_wrong__is_told_all_at_once(bench: Any) -> None:
    of = bench.on_site()
    with pytest.raises(Invalid) as caught:
        add(bench, of, place=" ", due=0, present=-1, at=bench.now + timedelta(hours=1), note="x" * 2001)
    assert [(one.code, one.place) for one in caught.value.problems] == [
        ("attendance_place", "place"),
        ("attendance_note", "note"),
        ("attendance_number", "due"),
        ("attendance_number", "present"),
        ("attendance_sum", "due"),
        ("attendance_in_future", "at"),
    ]
    with pytest.raises(Invalid) as caught:
        add(bench, of, at=bench.now - timedelta(days=1))
    assert [one.code for one in caught.value.problems] == ["attendance_too_early"]


def test_count__sent_twice__is_kept_once(bench: Any) -> None:
    of = bench.on_site()
    add(bench, of)
    with pytest.raises(Invalid) as caught:
        add(bench, of, place="QUẦY 1", due=9, present=7)
    assert caught.value.problem.code == "attendance_twice"
    assert len(standing(bench, of)) == 1


def test_withdrawn__stands_no_more_and_says_why(bench: Any) -> None:
    of = bench.on_site()
    first = add(bench, of)
    with pytest.raises(Invalid, match="reason_length"):
        attendance.withdraw(bench.store, bench.who("lan"), of.reference, first.id, " sai ", bench.now)
    attendance.withdraw(bench.store, bench.who("lan"), of.reference, first.id, REASON, bench.now)
    (kept,) = attendance.counts(bench.db(), of)
    assert (kept.said, kept.withdrawn_by, kept.reason) == (first.said, "lan", REASON)
    assert totals([kept]) == Totals(0, 0, 0, 0)
    with pytest.raises(Conflict, match="count_withdrawn_before"):
        attendance.withdraw(bench.store, bench.who("anh"), of.reference, first.id, REASON, bench.now)
    add(bench, of, due=7, present=5)  # the place and moment are free again


def test_count__in_the_database__is_never_changed(bench: Any) -> None:
    of = bench.on_site()
    add(bench, of)
    statement = "UPDATE inspections_attendance SET present = 7, unexcused = 0"
    with pytest.raises(sqlite3.IntegrityError, match="withdrawn, never changed"):
        bench.store.write(lambda db: db.execute(statement))


def test_counts__by_whom_and_when(bench: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    with pytest.raises(Conflict, match="attendance_not_now"):
        add(bench, of)
    of = bench.take(of, CaseStep.BEGIN, "anh", told=bench.check_in())
    for username in ("binh", "giam", "head"):
        with pytest.raises(Refused, match="attendance_by_team"):
            add(bench, of, username)
    with pytest.raises(NotFound):
        add(bench, of, "other")
    add(bench, of, "chief")


def test_counts__once_the_minutes_are_signed__are_closed_and_in_their_digest(bench: Any) -> None:
    of = bench.at_minutes()
    before = cases.minutes_digest(bench.db(), of)
    first = add(bench, of)  # seen while the minutes are drawn up
    assert cases.minutes_digest(bench.db(), of) != before
    add(bench, of, place="Văn phòng")
    told = {"for_team": "Hoàng Lan", "for_unit": "Lý Trưởng"}
    of = bench.take(of, CaseStep.SIGN, "thu", told=told)
    assert of.minutes_digest == cases.minutes_digest(bench.db(), of)
    with pytest.raises(Conflict, match="attendance_not_now"):
        add(bench, of, place="Tầng 2")
    with pytest.raises(Conflict, match="attendance_not_now"):
        attendance.withdraw(bench.store, bench.who("lan"), of.reference, first.id, REASON, bench.now)
    assert len(standing(bench, of)) == 2


def test_checklist__with_attendance__fills_the_form_until_it_was_counted(bench: Any) -> None:
    of = bench.on_site()
    visit = bench.team.make(bench.team.new())
    assert attendance.noted(bench.db(), of) == []
    bench.team.fill(visit)
    (noted,) = attendance.noted(bench.db(), of)
    assert (noted.due, noted.present, noted.excused, noted.unexcused, noted.at) == (8, 8, 0, 0, None)
    add(bench, of, present=8, excused=0, unexcused=0)
    assert attendance.noted(bench.db(), of) == []


def test_checklist__with_the_time_of_the_count__says_it(bench: Any) -> None:
    visit = replace(bench.team.make(bench.team.new()), day=bench.today)
    at = attendance._moment_of(visit, "07:15")
    assert at == datetime.combine(bench.today, time(7, 15), LOCAL_TIME)
    assert attendance._moment_of(visit, None) is None


def test_pages__count_withdraw_and_read(bench: Any, tablet: Any) -> None:
    of = bench.on_site()
    bench.team.fill(bench.team.make(bench.team.new()))
    page = f"/cases/{of.reference}/attendance"
    anh = tablet("anh")
    shown = anh.open(page).text
    assert "mục D01" in shown
    assert 'value="8"' in shown
    at = bench.now.astimezone(LOCAL_TIME).strftime("%Y-%m-%dT%H:%M")
    fields = {"place": "Quầy 1", "at": at, "due": "8", "present": "6", "excused": "1", "unexcused": "0"}
    wrong = anh.press(page, **fields)
    assert wrong.status_code == 422
    assert "6 có mặt + 1 vắng có lý do + 0 vắng không lý do = 7" in wrong.text
    strange = anh.press(page, **{**fields, "present": "\u0666", "unexcused": "1"})
    assert strange.status_code == 422
    assert say("vi", "web.field_integer") in strange.text
    assert "giờ đếm" in anh.press(page, **{**fields, "at": "sáng nay"}).text
    anh.open(page)
    assert anh.press(page, **{**fields, "unexcused": "1"}).status_code == 303
    shown = anh.open(page).text
    assert "75,0%" in shown
    (kept,) = standing(bench, of)
    withdraw = f"{page}/{kept.id}/withdraw"
    anh.open(withdraw)
    assert anh.press(withdraw, reason=REASON).status_code == 303
    assert REASON in anh.open(page).text
    stale = anh.press(withdraw, reason=REASON)
    assert stale.status_code == 422
    assert "đã được rút trước đó" in stale.text
    giam = tablet("giam")
    assert 'name="present"' not in giam.open(page).text
    assert tablet("head").open(page).status_code == 403
