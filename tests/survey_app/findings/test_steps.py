"""The steps of a finding: which, by whom, with what said, and never two at once."""

import sqlite3
import threading
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, Refused, SurveyError
from survey_app.findings import service
from survey_app.findings.model import MOST_NOTE, Finding, State, Step


def closed(desk: Any) -> Finding:
    found: Finding = desk.step(desk.step(desk.one(), Step.REMEDY), Step.CLOSE)
    return found


def test_finding__remedied_and_closed_by_somebody_else__keeps_who_did_what(desk: Any) -> None:
    found = closed(desk)
    assert (found.state, found.revision) == (State.CLOSED, 2)
    steps = [
        (event.revision, event.who, event.start, event.end)
        for event in service.events(desk.store.read(), found)
    ]
    assert steps == [(1, "minh", State.OPEN, State.REMEDIED), (2, "hoa", State.REMEDIED, State.CLOSED)]
    first = service.events(desk.store.read(), found)[0]
    assert (first.note, first.at) == (desk.done, desk.now)


def test_finding__remedy_fails_the_check__is_open_again_with_the_reason(desk: Any) -> None:
    again = desk.step(desk.step(desk.one(), Step.REMEDY), Step.REOPEN, note="Bảng mới vẫn thiếu ba thủ tục")
    assert again.state is State.OPEN
    assert service.events(desk.store.read(), again)[-1].note == "Bảng mới vẫn thiếu ba thủ tục"
    assert desk.step(again, Step.REMEDY).state is State.REMEDIED


def test_closing__of_what_one_found_oneself__is_refused(desk: Any) -> None:
    remedied = desk.step(desk.one(by="lan"), Step.REMEDY, who="lan")
    with pytest.raises(Refused) as caught:
        desk.step(remedied, Step.CLOSE, who="lan")
    assert caught.value.problem.code == "finding_closed_by_its_finder"
    assert desk.step(remedied, Step.CLOSE, who="minh").state is State.CLOSED


@pytest.mark.parametrize("who", ["lan", "anh", "binh"])
def test_closing__by_anybody_of_the_visit__is_refused(desk: Any, who: str) -> None:
    remedied = desk.step(desk.one(by="lan", team=("anh", "binh")), Step.REMEDY)
    with pytest.raises(Refused) as caught:
        desk.step(remedied, Step.CLOSE, who=who)
    assert caught.value.problem.code == "finding_closed_by_its_finder"
    assert service.finding(desk.store.read(), remedied.reference) == remedied


def test_closing__by_who_recorded_the_remedy_that_stands__is_refused(desk: Any) -> None:
    remedied = desk.step(desk.one(), Step.REMEDY, who="minh")
    assert remedied.remedied_by == "minh"
    with pytest.raises(Refused) as caught:
        desk.step(remedied, Step.CLOSE, who="minh")
    assert caught.value.problem.code == "finding_closed_by_its_remedier"
    again = desk.step(desk.step(remedied, Step.REOPEN, who="hoa"), Step.REMEDY, who="hoa")
    closed_ = desk.step(again, Step.CLOSE, who="minh")  # whose remedy did not stand
    assert (closed_.state, closed_.remedied_by) == (State.CLOSED, "")


def test_reopening__of_what_one_found_oneself__is_allowed(desk: Any) -> None:
    remedied = desk.step(desk.one(by="lan"), Step.REMEDY)
    assert desk.step(remedied, Step.REOPEN, who="lan").state is State.OPEN


@pytest.mark.parametrize("step", list(Step))
def test_closed_finding__any_step__is_a_conflict_and_changes_nothing(desk: Any, step: Step) -> None:
    found = closed(desk)
    with pytest.raises(Conflict):
        desk.step(found, step)
    assert service.finding(desk.store.read(), found.reference) == found


def test_closed_finding__written_past_the_service__is_refused_by_the_database(desk: Any) -> None:
    closed(desk)
    with pytest.raises(sqlite3.IntegrityError, match="closed"):
        desk.store.write(lambda db: db.execute("UPDATE findings_finding SET state = 'open'"))


@pytest.mark.parametrize("step", [Step.CLOSE, Step.REOPEN])
def test_open_finding__step_that_is_not_next__is_a_conflict(desk: Any, step: Step) -> None:
    with pytest.raises(Conflict) as caught:
        desk.step(desk.one(), step)
    assert caught.value.problem.code == "finding_step_not_now"


@pytest.mark.parametrize("note", ["", "   ", "đã xong", "a b c d e f g h i j k l m n", "\n" * 40])
def test_remedy__without_a_note_that_says_something__is_invalid(desk: Any, note: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.step(desk.one(), Step.REMEDY, note=note)
    assert [(p.code, p.place) for p in caught.value.problems] == [("remedy_needs_a_note", "note")]


def test_reopening__without_a_reason__is_invalid(desk: Any) -> None:
    with pytest.raises(Invalid) as caught:
        desk.step(desk.step(desk.one(), Step.REMEDY), Step.REOPEN, note="chưa đạt")
    assert caught.value.problem.code == "reopening_needs_a_reason"


def test_note__of_fifteen_letters__is_enough_and_closing_needs_none(desk: Any) -> None:
    remedied = desk.step(desk.one(), Step.REMEDY, note="a b c d e f g h i j k l m n o")
    assert desk.step(remedied, Step.CLOSE, note="").state is State.CLOSED


def test_note__too_long__is_invalid(desk: Any) -> None:
    with pytest.raises(Invalid):
        desk.step(desk.one(), Step.REMEDY, note="a" * (MOST_NOTE + 1))


def test_evidence__good_photo__belongs_to_the_event(desk: Any) -> None:
    found = desk.step(desk.one(), Step.REMEDY, photo=desk.picture())
    (event,) = service.events(desk.store.read(), found)
    assert event.photo == desk.photo()  # the same photo is the same name
    assert service.has_photo(desk.store.read(), found, event.photo)
    assert not service.has_photo(desk.store.read(), found, desk.photo(1))
    assert not service.has_photo(desk.store.read(), desk.one(), event.photo)


def test_evidence__bad_photo__leaves_the_finding_as_it_was(desk: Any) -> None:
    found = desk.one()
    with pytest.raises(Invalid) as caught:
        desk.step(found, Step.REMEDY, photo=b"<svg/>")
    assert (caught.value.problem.code, caught.value.problem.place) == ("photo_is_none", "photo")
    assert service.finding(desk.store.read(), found.reference) == found


def test_step__on_what_changed_meanwhile__is_a_conflict(desk: Any) -> None:
    seen = desk.one()
    desk.step(desk.step(seen, Step.REMEDY), Step.REOPEN)
    with pytest.raises(Conflict) as caught:
        desk.step(seen, Step.REMEDY)  # open as before, and yet not what this person saw
    assert caught.value.problem.code == "finding_changed_meanwhile"


def test_step__taken_by_many_at_once__is_taken_once(desk: Any) -> None:
    found, outcomes = desk.one(), []

    def act(number: int) -> None:
        try:
            outcomes.append(desk.step(found, Step.REMEDY, who=f"person{number}").state)
        except SurveyError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=act, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted([str(State.REMEDIED), *[str(Conflict)] * 5])
    assert len(service.events(desk.store.read(), found)) == 1


def test_event__once_written__cannot_be_changed(desk: Any) -> None:
    closed(desk)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        desk.store.write(lambda db: db.execute("UPDATE findings_event SET who = 'somebody'"))
