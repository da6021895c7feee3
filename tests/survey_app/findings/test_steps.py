"""The steps of a finding: which, with what said, and never two at once."""

import sqlite3
import threading
from datetime import timedelta
from typing import Any

import pytest

from survey_app.accounts.model import Asker
from survey_app.errors import Conflict, Invalid, Refused, SurveyError
from survey_app.findings import service
from survey_app.findings.model import MOST_NOTE, Step
from survey_app.findings.model import State as S
from tests.paper import sheet
from tests.survey_app.findings.conftest import LEAD, LEADER, SECRETARY, UNIT, VERIFIER


def test_finding__to_its_end__keeps_every_step_with_who_and_what(desk: Any) -> None:
    steps = [
        *(Step.ASK, Step.EXPLAIN, Step.UPHOLD, Step.ISSUE, Step.ACKNOWLEDGE, Step.PLAN, Step.START),
        *(Step.REPORT, Step.TAKE_UP, Step.FAIL, Step.REPORT, Step.PASS),
    ]
    found = desk.through(desk.one(), *steps)
    events = service.events(desk.store.read(), found)
    assert (found.state, found.revision, found.failures) == (S.CLOSED, len(steps), 1)
    assert [one.step for one in events] == steps
    assert [one.revision for one in events] == list(range(1, len(steps) + 1))
    assert [one.end for one in events[:-1]] == [one.start for one in events[1:]]
    assert {one.who for one in events} == {"truong", "daumoi", "hoa"}
    assert events[7].data == {"cause": desk.done, "measure": desk.done}
    assert events[7].files == (desk.photo(),)
    assert (found.ended_on, found.recommendation) == (desk.today, desk.done)


@pytest.mark.parametrize(
    ("steps", "end"),
    [
        ([Step.WITHDRAW], S.WITHDRAWN),
        ([Step.ASK], S.EXPLAINING),
        ([Step.ASK, Step.EXPLAIN, Step.EXPLAIN], S.EXPLAINING),
        ([Step.ASK, Step.WITHDRAW], S.WITHDRAWN),
        ([Step.ASK, Step.EXPLAIN, Step.UPHOLD, Step.WITHDRAW], S.WITHDRAWN),
        ([Step.ISSUE, Step.TRANSFER], S.TRANSFERRED),
        ([Step.ISSUE, Step.ACKNOWLEDGE, Step.REPORT], S.REPORTED),
        ([Step.ISSUE, Step.REPORT, Step.TAKE_UP, Step.PASS], S.CLOSED),
        ([Step.ISSUE, Step.REPORT, Step.FAIL], S.REMEDYING),
        ([Step.ISSUE, Step.REPORT, Step.TRANSFER], S.TRANSFERRED),
    ],
)
def test_steps__one_after_the_other__lead_where_the_table_says(desk: Any, steps: list[Step], end: S) -> None:
    assert desk.through(desk.one(), *steps).state is end


def test_remedy__that_must_be_seen_on_site__is_closed_only_there(desk: Any) -> None:
    found = desk.step(desk.one(), Step.ISSUE, site_check=True)
    found = desk.through(found, Step.REPORT, Step.PASS)
    assert (found.state, found.ended_on) == (S.RECHECKING, None)
    failed = desk.step(found, Step.RECHECK_FAIL)
    assert (failed.state, failed.failures) == (S.REMEDYING, 1)
    assert desk.through(failed, Step.REPORT, Step.PASS, Step.RECHECK_PASS).state is S.CLOSED


@pytest.mark.parametrize("by", ["lan", "hoa", "binh"])
def test_verifying__by_anybody_of_the_visit__is_refused(desk: Any, by: str) -> None:
    found = desk.reported(by=by, team=("hoa", "an"))
    for step in (Step.TAKE_UP, Step.PASS, Step.FAIL):
        with pytest.raises(Refused) as caught:
            desk.step(found, step)
        assert caught.value.problem.code == "finding_closed_by_its_finder"
    assert desk.again(found) == found


def test_verifying__by_who_recorded_the_remedy_from_paper__is_refused(desk: Any) -> None:
    found = desk.step(desk.issued(), Step.REPORT, LEAD)
    assert found.reported_by == "truong"
    with pytest.raises(Refused) as caught:
        desk.step(found, Step.PASS, LEAD)
    assert caught.value.problem.code == "finding_closed_by_its_remedier"
    again = desk.step(desk.step(found, Step.FAIL), Step.REPORT)
    assert desk.step(again, Step.PASS, LEAD).state is S.CLOSED  # whose report did not stand


def test_verifying__by_the_unit__is_refused(desk: Any) -> None:
    with pytest.raises(Refused) as caught:
        desk.step(desk.reported(), Step.PASS, UNIT)
    assert caught.value.problem.code == "finding_closed_by_its_unit"


def test_closed_finding__written_past_the_service__is_refused_by_the_database(desk: Any) -> None:
    desk.closed()
    for state in ("remedying", "issued", "closed"):
        with pytest.raises(sqlite3.IntegrityError, match="closed"):
            desk.store.write(lambda db, to=state: db.execute("UPDATE findings_finding SET state = ?", [to]))


@pytest.mark.parametrize("asker", [LEADER, VERIFIER])
def test_recheck__passed_without_a_word_or_file__is_not_closed(desk: Any, asker: Asker) -> None:
    found = desk.through(desk.step(desk.one(), Step.ISSUE, site_check=True), Step.REPORT, Step.PASS)
    for note in ("", "đã xem"):
        with pytest.raises(Invalid) as caught:
            desk.step(found, Step.RECHECK_PASS, asker, note=note)
        assert [(one.code, one.place) for one in caught.value.problems] == [("recheck_shows_nothing", "note")]
        assert desk.again(found) == found
    seen = desk.step(found, Step.RECHECK_PASS, asker, note="", files=(desk.picture(2),))
    assert seen.state is S.CLOSED


@pytest.mark.parametrize(
    ("step", "said", "wrong"),
    [
        (Step.WITHDRAW, {"note": "đã xong"}, ["note"]),
        (Step.ISSUE, {"text": "", "due_on": None}, ["text", "due_on"]),
        (Step.ISSUE, {"due_on": "today"}, ["due_on"]),
        (Step.ISSUE, {"day": "tomorrow"}, ["day"]),
        (Step.ISSUE, {"day": "long ago"}, ["day"]),
        (Step.ISSUE, {"owner": "Q2"}, ["owner"]),
        (Step.ISSUE, {"text": "a" * (MOST_NOTE + 1)}, ["text"]),
    ],
)
def test_step__something_missing_or_wrong__names_it_and_changes_nothing(
    desk: Any, step: Step, said: dict[str, Any], wrong: list[str]
) -> None:
    days = {"today": 0, "tomorrow": 1, "long ago": -900}
    given = {name: desk.today + timedelta(days[to]) if to in days else to for name, to in said.items()}
    found = desk.one()
    with pytest.raises(Invalid) as caught:
        desk.step(found, step, **given)
    assert [one.place for one in caught.value.problems] == wrong
    assert desk.again(found) == found


@pytest.mark.parametrize(
    ("step", "asker", "said", "wrong"),
    [
        (Step.REPORT, UNIT, {"cause": "", "measure": "x", "files": ()}, ["cause", "measure", "files"]),
        (Step.REPORT, SECRETARY, {"paper": " "}, ["paper"]),
        (Step.ACKNOWLEDGE, SECRETARY, {"paper": ""}, ["paper"]),
        (Step.ASK_EXTENSION, UNIT, {"until": None, "note": ""}, ["note", "until"]),
        (Step.TRANSFER, LEADER, {"to": "", "document": "", "note": ""}, ["to", "document", "note"]),
        (Step.REPORT, UNIT, {"paper": "a" * 301}, ["paper"]),
    ],
)
def test_step_of_what_was_issued__something_missing__names_all_of_it(
    desk: Any, step: Step, asker: Any, said: dict[str, Any], wrong: list[str]
) -> None:
    with pytest.raises(Invalid) as caught:
        desk.step(desk.issued(), step, asker, **said)
    assert [one.place for one in caught.value.problems] == wrong


def test_explanation__that_disagrees__says_why(desk: Any) -> None:
    asked = desk.step(desk.one(), Step.ASK)
    for said, wrong in (({"agrees": None}, "agrees"), ({"agrees": False}, "note")):
        with pytest.raises(Invalid) as caught:
            desk.step(asked, Step.EXPLAIN, **said)
        assert [one.place for one in caught.value.problems] == [wrong]
    explained = desk.step(asked, Step.EXPLAIN, agrees=False, note=desk.done)
    assert service.events(desk.store.read(), explained)[-1].data["agrees"] == "no"


def test_note__of_fifteen_letters__is_enough_and_passing_needs_none(desk: Any) -> None:
    failed = desk.step(desk.reported(), Step.FAIL, note="a b c d e f g h i j k l m n o")
    assert desk.through(failed, Step.REPORT, Step.PASS).state is S.CLOSED


def test_evidence__photo_and_document__belong_to_the_event_and_to_no_other(desk: Any) -> None:
    found = desk.step(desk.issued(), Step.REPORT, files=(desk.picture(), sheet()))
    event = service.events(desk.store.read(), found)[-1]
    assert [name.rpartition(".")[2] for name in event.files] == ["jpg", "pdf"]
    db = desk.store.read()
    assert all(service.has_file(db, found, name) for name in event.files)
    assert not service.has_file(db, found, desk.photo(1))
    assert not service.has_file(db, desk.one(), event.files[0])
    assert set(event.files) <= service.photos_named(db)


@pytest.mark.parametrize("content", [b"<svg/>", b"MZ\x90\x00" + b"\0" * 200, b"\x7fELF" + b"\0" * 200])
def test_evidence__that_is_none__leaves_the_finding_as_it_was(desk: Any, content: bytes) -> None:
    found = desk.issued()
    with pytest.raises(Invalid) as caught:
        desk.step(found, Step.REPORT, files=(desk.picture(), content))
    assert [(one.place, one.values["number"]) for one in caught.value.problems] == [("files", 2)]
    assert desk.again(found) == found


def test_evidence__more_files_than_are_taken__is_invalid(desk: Any) -> None:
    with pytest.raises(Invalid) as caught:
        desk.step(desk.issued(), Step.REPORT, files=(desk.picture(),) * 11)
    assert caught.value.problem.place == "files"


def test_step__on_what_changed_meanwhile__is_a_conflict(desk: Any) -> None:
    seen = desk.issued()
    desk.through(seen, Step.REPORT, Step.FAIL)
    with pytest.raises(Conflict) as caught:
        desk.step(seen, Step.REPORT)
    assert caught.value.problem.code == "finding_changed_meanwhile"


def test_step__taken_by_many_at_once__is_taken_once(desk: Any) -> None:
    found, outcomes = desk.reported(), []

    def act(step: Step) -> None:
        try:
            outcomes.append(desk.step(found, step, VERIFIER).revision)
        except SurveyError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=act, args=(step,)) for step in (Step.PASS, Step.FAIL) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted([str(found.revision + 1), *[str(Conflict)] * 5])
    assert len(service.events(desk.store.read(), found)) == found.revision + 1


def test_event__once_written__cannot_be_changed(desk: Any) -> None:
    desk.closed()
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        desk.store.write(lambda db: db.execute("UPDATE findings_event SET who = 'somebody'"))
