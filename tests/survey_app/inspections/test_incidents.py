"""Incidents: for the few who may know, decided by somebody else than reported, every reading written down."""

import sqlite3
from typing import Any
from uuid import uuid4

import pytest

from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.inspections.model.cases import Kind
from survey_app.inspections.model.incidents import Incident, IncidentKind, IncidentState, NewIncident
from survey_app.inspections.service import incidents
from tests.survey_app.inspections.cases.conftest import Bench
from tests.survey_app.inspections.cases.conftest import bench as bench

TOLD = "Công chức đòi thêm giấy tờ ngoài quy định."
EVERYBODY = (
    *("lan", "thu", "anh", "giam", "chief", "binh", "tham"),
    *("head", "contact", "other", "inner", "viewer", "cuong"),
)


def report(bench: Bench, by: str = "anh", **changed: Any) -> Incident:
    """An incident that was reported now, at C1 unless told otherwise."""
    values = {"kind": IncidentKind.HARASSMENT, "unit": "C1", "happened_on": bench.today, "told": TOLD}
    new = NewIncident(**{**values, **changed})
    return incidents.report(bench.store, bench.who(by), new, bench.now)


def examine(bench: Bench, of: Incident, by: str, note: str = "Đã xem camera, sự việc có thật.") -> Incident:
    return incidents.examine(bench.store, bench.who(by), of.id, of.revision, note, bench.now)


def decide(bench: Bench, of: Incident, by: str, end: IncidentState = IncidentState.FOUNDED) -> Incident:
    said = "Chuyển cơ quan quản lý xem xét kỷ luật."
    return incidents.decide(bench.store, bench.who(by), of.id, of.revision, end, said, bench.now)


def seen_by(bench: Bench, of: Incident) -> set[str]:
    """Who learns of an incident by any way there is; the ways must agree."""
    found = set()
    for username in EVERYBODY:
        asker = bench.who(username)
        ways = {
            of.open_to(asker),
            of.id in [one.id for one in incidents.incidents(bench.db(), asker)],
            opens(bench, username, of),
        }
        assert len(ways) == 1, username
        found |= {username} if ways == {True} else set()
    return found


def opens(bench: Bench, username: str, of: Incident) -> bool:
    try:
        incidents.incident(bench.db(), bench.who(username), of.id)
    except NotFound:
        return False
    return True


def test_incident__of_a_case__is_known_to_administrators_leaders_its_lead_and_who_reported(
    bench: Bench,
) -> None:
    of = report(bench, inspection=bench.on_site().reference)
    assert seen_by(bench, of) == {"chief", "giam", "lan", "anh"}


def test_incident__of_no_case__is_known_to_administrators_leaders_and_who_reported(bench: Bench) -> None:
    assert seen_by(bench, report(bench, "tham")) == {"chief", "giam", "tham"}


def test_incident__of_another_unit__is_not_there_for_a_leader_of_one(bench: Bench) -> None:
    of = report(bench, unit="C2")
    scope = "INSERT INTO accounts_scope (username, unit) VALUES ('giam', 'C1')"
    bench.store.write(lambda db: db.execute(scope))
    assert seen_by(bench, of) == {"chief", "anh"}


def test_report__by_whom_it_is_not__or_of_a_case_that_is_not_theirs__is_refused(bench: Bench) -> None:
    for username in ("head", "contact", "viewer"):
        with pytest.raises(Refused, match="incident_by_others"):
            report(bench, username)
    secret = bench.approved(kind=Kind.UNANNOUNCED)
    with pytest.raises(NotFound):
        report(bench, "binh", inspection=secret.reference)


def test_report__much_wrong__is_told_all_at_once(bench: Bench) -> None:
    tomorrow = bench.later(1).today
    with pytest.raises(Invalid) as caught:
        report(bench, told=" ngắn ", officer="x" * 201, happened_on=tomorrow, unit="C99")
    assert [(one.code, one.place) for one in caught.value.problems] == [
        ("incident_text", "told"),
        ("incident_line", "officer"),
        ("incident_in_future", "happened_on"),
        ("no_unit_on_that_day", "unit"),
    ]
    with pytest.raises(Invalid, match="incident_unit_of_case"):
        report(bench, unit="C2", inspection=bench.on_site().reference)
    with pytest.raises(Invalid, match="no_unit_on_that_day"):
        report(bench, "inner")  # who acts for Q1 alone


def test_incident__examined_and_decided__by_others_than_who_reported(bench: Bench) -> None:
    of = report(bench, "lan", inspection=bench.on_site().reference)
    with pytest.raises(Refused, match="incident_not_by_reporter"):
        examine(bench, of, "lan")  # though she leads the case
    with pytest.raises(NotFound):
        examine(bench, of, "thu")
    with pytest.raises(Conflict):
        decide(bench, of, "giam")  # nobody examined it
    of = examine(bench, of, "chief")
    with pytest.raises(Refused, match="incident_not_by_reporter"):
        decide(bench, of, "lan")
    with pytest.raises(Invalid, match="incident_undecided"):
        decide(bench, of, "giam", IncidentState.EXAMINED)
    decided = decide(bench, of, "giam", IncidentState.UNFOUNDED)
    assert (decided.state, decided.decided_by, decided.revision) == ("unfounded", "giam", 3)
    assert incidents.incident(bench.db(), bench.who("chief"), of.id) == decided.__class__(
        **{name: getattr(decided, name) for name in Incident.__dataclass_fields__}
        | {"at": of.at.replace(microsecond=0), "decided_at": bench.now.replace(microsecond=0)}
    )


def test_incident__dealt_with_by_two_at_once__takes_the_first(bench: Bench) -> None:
    of = report(bench)
    examine(bench, of, "giam")
    with pytest.raises(Conflict, match="incident_changed_meanwhile"):
        examine(bench, of, "chief")


def test_incident__decided__is_never_changed_in_the_database(bench: Bench) -> None:
    of = decide(bench, examine(bench, report(bench), "giam"), "chief")
    for statement in (
        "UPDATE inspections_incident SET outcome = ''",
        "UPDATE inspections_incident_event SET who = 'binh'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            bench.store.write(lambda db, text=statement: db.execute(text))
    assert opens(bench, "anh", of)


def test_reading__is_written_down_for_those_it_was_reported_to(bench: Bench) -> None:
    of = report(bench)
    for username in ("giam", "anh"):
        incidents.read(bench.store, bench.who(username), of.id, bench.now)
    with pytest.raises(NotFound):
        incidents.read(bench.store, bench.who("binh"), of.id, bench.now)
    for_chief = incidents.events(bench.db(), bench.who("chief"), of)
    assert [(one.what, one.who) for one in for_chief] == [
        ("reported", "anh"),
        ("read", "giam"),
        ("read", "anh"),
    ]
    assert [one.what for one in incidents.events(bench.db(), bench.who("anh"), of)] == ["reported"]


def test_pages__from_the_report_to_the_decision(bench: Bench, tablet: Any) -> None:
    case = bench.on_site()
    anh, lan, giam = tablet("anh"), tablet("lan"), tablet("giam")
    new = f"/incidents/new?reference={case.reference}"
    assert new in anh.open(f"/cases/{case.reference}").text
    day = bench.today.isoformat()
    anh.open(new)
    short = anh.press(new, kind="harassment", happened_on=day, told="ngắn")
    assert short.status_code == 422
    sent = anh.press(new, kind="harassment", happened_on=day, told=TOLD, officer="Trần Đòi")
    assert sent.status_code == 303
    page = sent.location
    assert TOLD in anh.open(page).text
    assert "examine" not in anh.page.text
    assert anh.open(f"{page}/examine").status_code == 303
    anh.open(new)  # a page with a form's token
    assert anh.press(f"{page}/examine", note="Tự xác minh việc mình báo.").status_code == 403
    lan.open(f"{page}/examine")
    giam.open(f"{page}/examine")
    assert lan.press(f"{page}/examine", note="Đã xem camera, đúng như báo cáo.").status_code == 303
    late = giam.press(f"{page}/examine", note="Tôi cũng đã xem camera rồi.")
    assert late.status_code == 409
    assert "Tôi cũng đã xem camera rồi." in late.text
    giam.open(f"{page}/decide")
    assert giam.press(f"{page}/decide", state="founded", outcome="").status_code == 422
    done = giam.press(f"{page}/decide", state="founded", outcome="Chuyển xem xét kỷ luật.")
    assert done.status_code == 303
    said = giam.open(page).text
    assert "Kết luận: có vi phạm" in said
    assert "Mở xem – Nguyễn Thị Ánh" in said
    assert "Mở xem" not in anh.open(page).text
    thu = tablet("thu")
    assert thu.open(page).status_code == 404
    assert page not in thu.open("/incidents").text
    assert page in giam.open("/incidents").text
    assert tablet("head").open(page).status_code == 403


def test_report__of_a_unit_looked_for_by_name__is_of_the_one_chosen(bench: Bench, tablet: Any) -> None:
    anh = tablet("anh")
    fields = {"kind": "discipline", "happened_on": bench.today.isoformat(), "told": TOLD}
    anh.open("/incidents/new")
    choice = anh.press("/incidents/new", office="phường", **fields)
    assert choice.status_code == 200
    assert 'value="C2"' in choice.text
    sent = anh.press("/incidents/new", office="phường", unit="C2", **fields)
    assert sent.status_code == 303
    (found,) = incidents.incidents(bench.db(), bench.who("anh"))
    assert found.unit == "C2"
    anh.open("/incidents/new")
    nowhere = anh.press("/incidents/new", office="không có nơi này", **fields)
    assert nowhere.status_code == 422


def test_report__sent_twice_from_one_form__is_reported_once(bench: Bench, tablet: Any) -> None:
    anh = tablet("anh")
    sent = {"kind": "harassment", "office": "C1", "happened_on": bench.today.isoformat(), "told": TOLD}
    sent |= {"place": "Quầy\x0b1\x00 ", "officer": "", "key": str(uuid4())}

    def press(**changed: str) -> Any:
        anh.open("/incidents/new")
        return anh.press("/incidents/new", **{**sent, **changed})

    first, second = press(), press()
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    other = press(place="Quầy 2")
    assert other.status_code == 422
    assert "đã báo cáo một sự việc khác" in other.text
    assert [one.place for one in incidents.incidents(bench.db(), bench.who("anh"))] == ["Quầy 1"]
