"""Visits made, filled in, handed in once, thrown away."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from survey_app.accounts import service as accounts
from survey_app.accounts.model import Person, Role
from survey_app.errors import Conflict, Gone, Invalid, NotFound, Refused, SurveyError
from survey_app.findings.model import NewFinding
from survey_app.findings.service import open_findings, visit_findings
from survey_app.inspections import service
from survey_app.inspections.model import Asked, Lack, State, Who, section_digest
from survey_app.places import service as places
from survey_app.responses import service as responses
from survey_app.rounds import service as rounds
from tests.survey_app.inspections.conftest import NOW

FAILED_N1 = "Bốn người vắng mặt không có lý do."


def refused(work: Callable[[], object], error: type[SurveyError] = Invalid) -> dict[str, str]:
    """The codes of what ``work`` is refused for, by place."""
    with pytest.raises(error) as raised:
        work()
    problems = raised.value.problems if isinstance(raised.value, Invalid) else (raised.value.problem,)
    return {problem.place: problem.code for problem in problems}


def test_make_visit__good__is_a_draft_with_its_maker_among_the_inspectors(team: Any) -> None:
    visit = team.make()
    assert (visit.state, visit.inspectors, visit.draft) == (State.DRAFT, ("anh", "binh"), {})
    assert replace(team.now(visit), made_at=visit.made_at) == visit


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"round": "none"}, {"round": "round_takes_no_visits"}),
        ({"round": "OLD"}, {"round": "round_takes_no_visits"}),
        ({"unit": "nowhere"}, {"unit": "no_unit_on_that_day"}),
        ({"unit": "Q2"}, {"unit": "no_unit_on_that_day"}),
        ({"unit": "01"}, {"unit": "province_takes_no_visit"}),
        ({"inspectors": ("viewer",)}, {"inspectors": "nobody_inspects_by_that_name"}),
        ({"inspectors": ("ghost",)}, {"inspectors": "nobody_inspects_by_that_name"}),
    ],
)
def test_make_visit__bad__is_refused_beside_its_field(
    team: Any, changed: dict[str, Any], expected: Any
) -> None:
    assert refused(lambda: team.make(team.new(**changed))) == expected


def test_make_visit__tomorrow_or_before_the_round__is_refused(team: Any) -> None:
    assert refused(lambda: team.make(team.new(day=team.today + timedelta(1)))) == {
        "day": "visit_day_in_future"
    }
    early = team.new(day=team.today - timedelta(21))
    assert refused(lambda: team.make(early)) == {"day": "visit_day_outside_round"}


def test_make_visit__day_and_place_wrong__names_the_day_alone(team: Any) -> None:
    far = team.new(day=team.today - timedelta(3000), unit="nowhere")
    assert refused(lambda: team.make(far)) == {"day": "visit_day_outside_round"}


def test_make_visit__with_somebody_who_left__is_refused(team: Any) -> None:
    binh = accounts.person(team.store.read(), "binh")
    accounts.change_person(
        team.store, binh, Person("binh", binh.name, Role.INSPECTOR, team.today), "anh", NOW
    )
    assert refused(team.make) == {"inspectors": "nobody_inspects_by_that_name"}


def test_lacking__step_by_step__names_what_is_missing_first(team: Any, opened: Any) -> None:
    assert service.lacking(team.store.read(), team.today) is None
    assert service.lacking(team.store.read(), team.today + timedelta(100)) is Lack.ROUND


def test_same_visits__there_is_one__is_found(team: Any) -> None:
    visit = team.make()
    assert [one.id for one in service.same_visits(team.store.read(), team.new(), team.anh)] == [visit.id]
    assert service.same_visits(team.store.read(), team.new(day=team.today - timedelta(1)), team.anh) == []


def test_visit__of_others__is_not_there_but_for_administrators(team: Any) -> None:
    visit = team.make()
    db = team.store.read()
    assert service.visit(db, visit.id, team.binh).id == visit.id
    assert service.visit(db, visit.id, team.chief).id == visit.id
    assert refused(lambda: service.visit(db, visit.id, team.stranger), NotFound) == {"": "no_such_visit"}
    assert refused(lambda: service.visit(db, "nothing", team.chief), NotFound) == {"": "no_such_visit"}
    assert service.listed(db, team.stranger, Asked(), 0, 10) == []
    assert service.count(db, team.chief, Asked()) == 1


def test_listed__own_drafts_first_and_filters__narrow(team: Any) -> None:
    handed_in = team.submit(team.fill(team.make()))
    earlier = team.make(team.new(day=team.today - timedelta(2)))
    others = team.make(team.new(unit="C1", inspectors=()), who=team.binh)
    db = team.store.read()
    assert [one.id for one in service.listed(db, team.anh, Asked(), 0, 10)] == [earlier.id, handed_in.id]
    assert [one.id for one in service.listed(db, team.binh, Asked(), 0, 1)] == [others.id]
    assert service.count(db, team.chief, Asked(state="submitted")) == 1
    assert service.count(db, team.chief, Asked(units=("C1", "zz"))) == 1
    assert service.count(db, team.chief, Asked(round="OLD")) == 0


def test_progress__half_a_section__counts_answers_and_failures(team: Any) -> None:
    visit = team.save(team.make(), 1, {"B01": "no", "B02_required": "twenty"})
    far = service.progress(team.store.read(), visit)
    assert far is not None
    first = far.sections[0]
    assert (first.answered, [failure.item.name for failure in first.failures]) == (1, ["B01"])
    assert {problem.code for problem in first.problems if problem.place == "B02_required"} == {
        "answer_integer"
    }
    assert far.resume is first
    assert not far.complete


def test_save_section__other_sections__stay_and_can_be_saved_by_two_at_once(team: Any) -> None:
    visit = team.make()
    empty = section_digest({}, team.screens[0])
    team.save(visit, 6, {"H02": ["none"]}, team.binh)
    saved = team.store.write(
        lambda db: service.save_section(db, visit.id, team.anh, team.screens[0], {"B01": "yes"}, empty)
    )
    assert saved.draft == {"B01": "yes", "H02": ["none"]}


def test_save_section__changed_meanwhile__is_a_conflict_and_keeps_what_is_stored(team: Any) -> None:
    visit = team.make()
    screen, empty = team.screens[0], section_digest({}, team.screens[0])
    team.save(visit, 1, {"B01": "yes"}, team.binh)
    late = lambda db: service.save_section(db, visit.id, team.anh, screen, {"B01": "no"}, empty)  # noqa: E731
    assert refused(lambda: team.store.write(late), Conflict) == {"": "section_changed_meanwhile"}
    assert team.now(visit).draft == {"B01": "yes"}
    same = lambda db: service.save_section(db, visit.id, team.anh, screen, {"B01": "yes"}, empty)  # noqa: E731
    assert team.store.write(same).draft == {"B01": "yes"}


def test_save_section__a_photo_of_another_visit__is_left_out(team: Any) -> None:
    visit, other = team.make(), team.make(team.new(unit="C1"))
    mine, theirs = team.photograph(visit), team.photograph(other, "blue")
    assert team.save(visit, 1, {"B01_photo": theirs}).draft == {}
    assert team.save(visit, 1, {"B01_photo": mine}).draft == {"B01_photo": mine}
    assert service.file_of(team.store, visit, mine).startswith(b"\xff\xd8")
    assert refused(lambda: service.file_of(team.store, visit, theirs), NotFound) == {"": "no_such_file_kept"}


def test_submit__complete__stores_seals_and_opens_findings_at_once(team: Any) -> None:
    visit = team.make()
    photo, unused = team.photograph(visit), team.photograph(visit, "blue")
    absent = {"D01_due": "12", "D01_unexcused": "4", "D01_photo": photo, "D01_note": FAILED_N1}
    done = team.submit(team.fill(visit, C01="no", **absent))
    db = team.store.read()
    assert (done.state, done.submitted_by, done.failed, done.draft) == (State.SUBMITTED, "anh", 2, {})
    stored = responses.response(db, visit.id)
    assert stored is not None
    assert (stored.mode, stored.tier, stored.counter, stored.slot) == ("staff_tablet", "I", "Q1", None)
    assert json.loads(stored.document)["answers"]["D01_photo"] == photo
    assert [batch.size for batch in responses.batches(db)] == [1]
    assert responses.verify(db) == []
    found = {one.item: one for one in visit_findings(db, visit.id)}
    assert found.keys() == {"C01", "D01"}
    grave = found["D01"]
    assert (grave.severity, grave.code, grave.unit, grave.finders) == ("N1", "CV04", "Q1", ("anh", "binh"))
    assert (grave.note, grave.photos, grave.found_on) == (FAILED_N1, (photo,), team.today)
    assert found["C01"].statement["vi"].endswith("biển chỉ dẫn: Không đạt")
    assert ": 12; " in grave.statement["vi"]
    assert grave.statement["vi"].endswith(": 4")
    assert service.photos(db, done) == {photo}
    assert unused != photo


def test_submit__again_and_by_the_other__gives_the_same_and_no_second(team: Any) -> None:
    visit = team.fill(team.make(), C01="no")
    first = team.submit(visit)
    again = service.submit(team.store, visit.id, team.binh, visit.revision, "en", first.submitted_at)
    assert again == first
    assert len(visit_findings(team.store.read(), visit.id)) == 1
    assert len(responses.batches(team.store.read())) == 1


def test_submit__a_finding_cannot_be_opened__undoes_everything(team: Any) -> None:
    visit = team.fill(team.make(), C01="no")
    taken = NewFinding("C01", "CS01", "N3", {"vi": "Đã có."}, "", "", ())
    team.store.write(lambda db: open_findings(db, visit.id, "Q1", ["binh"], team.today, [taken]))
    with pytest.raises(sqlite3.IntegrityError):
        team.submit(visit)
    db = team.store.read()
    assert (responses.response(db, visit.id), responses.batches(db)) == (None, [])
    assert team.now(visit) == visit


def test_submit__two_visits__are_a_chain_in_order(team: Any) -> None:
    one, two = team.fill(team.make()), team.fill(team.make(team.new(unit="C1")))
    team.submit(two)
    team.submit(one)
    db = team.store.read()
    assert [[row.uuid for row in responses.sealed(db, batch)] for batch in responses.batches(db)] == [
        [two.id],
        [one.id],
    ]


def test_submit__incomplete_or_changed_since__stores_nothing(team: Any) -> None:
    visit = team.make()
    assert refused(lambda: team.submit(visit)) == {"": "visit_incomplete"}
    seen = team.fill(visit).revision
    team.save(visit, 1, {**team.met, "B01": "no"}, team.binh)
    stale = lambda: service.submit(team.store, visit.id, team.anh, seen, "vi", visit.made_at)  # noqa: E731
    assert refused(stale, Conflict) == {"": "visit_changed_meanwhile"}
    db = team.store.read()
    assert responses.batches(db) == []
    assert visit_findings(db, visit.id) == []
    assert team.now(visit).state is State.DRAFT


def test_submit__after_the_round__is_taken_for_a_week(team: Any) -> None:
    visit, late = team.fill(team.make()), team.fill(team.make(team.new(unit="C1")))
    ends_on = rounds.round_(team.store.read(), "K1").ends_on
    last = service.takes_until(team.store.read(), visit)
    assert last == ends_on + timedelta(7)
    days = (last - team.today).days
    assert team.submit(visit, now=visit.made_at + timedelta(days)).state is State.SUBMITTED
    too_late = visit.made_at + timedelta(days + 1)
    assert refused(lambda: team.submit(late, now=too_late), Gone) == {"": "visit_too_late"}
    assert team.now(late).state is State.DRAFT


def test_submit__unit_ended_meanwhile__is_refused_only_when_it_ended_before_the_visit(team: Any) -> None:
    visit = team.fill(team.make())
    header = "code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act\n"

    def end(day: Any) -> None:
        line = f"Q1,Quầy 1,Desk 1,counter,C1,2025-07-01,{day},,\n"
        file = places.read_units((header + line).encode(), "units.csv")
        team.store.write(lambda db: places.import_units(db, file))

    end(team.today - timedelta(1))
    assert refused(lambda: team.submit(visit), NotFound) == {"": "no_such_unit_that_day"}
    assert team.now(visit).state is State.DRAFT
    end(team.today)
    assert team.submit(visit).state is State.SUBMITTED


def test_handed_in__save_photograph_delete__are_refused(team: Any) -> None:
    visit = team.submit(team.fill(team.make()))
    assert refused(lambda: team.save(visit, 1, {"B01": "no"}), Conflict) == {"": "visit_was_submitted"}
    assert refused(lambda: team.photograph(visit), Conflict) == {"": "visit_was_submitted"}
    gone = lambda: team.store.write(lambda db: service.delete(db, visit.id, team.chief, 99))  # noqa: E731
    assert refused(gone, Conflict) == {"": "visit_was_submitted"}


def test_progress__handed_in_and_purged__is_read_from_the_response(team: Any) -> None:
    visit = team.submit(team.fill(team.make(), C01="no"))
    far = service.progress(team.store.read(), visit)
    assert far is not None
    assert far.complete
    assert [failure.item.name for failure in far.failures] == ["C01"]
    responses.purge(team.store, [visit.id], team.today)
    assert service.progress(team.store.read(), visit) is None


def test_delete__by_the_maker_or_an_administrator__leaves_nothing(team: Any) -> None:
    visit = team.make()
    team.photograph(visit)

    def delete(who: Who, revision: int) -> None:
        team.store.write(lambda db: service.delete(db, visit.id, who, revision))

    assert refused(lambda: delete(team.binh, 1), Refused) == {"": "visit_deleted_by_maker"}
    assert refused(lambda: delete(team.anh, 7), Conflict) == {"": "visit_changed_meanwhile"}
    delete(team.chief, 1)
    assert refused(lambda: team.now(visit), NotFound) == {"": "no_such_visit"}
