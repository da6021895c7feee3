"""What tablets send of a visit: merged, waited for, handed in by itself, kept when it comes too late."""

from dataclasses import replace
from typing import Any

import pytest

from forms import Instrument
from forms.items import FILES, ItemType
from survey_app import media
from survey_app.errors import Invalid
from survey_app.inspections import service
from survey_app.inspections.model import State
from survey_app.inspections.store import parts as rows
from tests.survey_app.inspections.conftest import NOW, compiled, picture
from tests.survey_app.inspections.sent import bring, send

PHOTO = next(item.name for item in compiled().instrument.items if item.type in FILES and not item.repeat)
PROMISED = "a" * 64 + ".jpg"


@pytest.fixture
def every(team: Any) -> list[int]:
    """The numbers of all sections."""
    return [screen.number for screen in team.screens]


def waits(team: Any, visit: Any) -> service.Waits:
    return service.waits_for(team.store.read(), team.now(visit))


def alone(team: Any) -> Any:
    """A visit on which nobody goes along."""
    visit = team.make()
    revision = team.now(visit).revision
    return team.store.write(lambda db: service.change_team(db, visit.id, team.anh, [], revision))


def flags(team: Any, visit: Any) -> set[str]:
    query = "SELECT flag FROM responses_flag WHERE uuid = ?"
    return {row[0] for row in team.store.read().execute(query, [visit.id])}


def test_visit__of_which_no_tablet_sent_anything__waits_for_nothing(team: Any) -> None:
    assert not waits(team, team.fill(team.make()))


def test_visit__of_two_tablets__hands_itself_in_with_the_last_section(team: Any, every: list[int]) -> None:
    visit = team.make()
    send(team, visit, team.met, every[:4])
    assert waits(team, visit).sections == tuple(every[4:])
    send(team, visit, team.met, every[4:], by="binh", device="t2")
    now = team.now(visit)
    assert (now.state, now.submitted_by) == (State.SUBMITTED, "binh")
    assert flags(team, visit) == set()


def test_section__sent_unfinished__is_waited_for(team: Any, every: list[int]) -> None:
    visit = alone(team)
    send(team, visit, team.met, every, finished=False)
    assert waits(team, visit).sections == tuple(every)
    send(team, visit, team.met, every, team.met)
    assert team.now(visit).state is State.SUBMITTED


def test_section__finished_by_one__is_not_waited_for_when_another_added_to_it(
    team: Any, every: list[int]
) -> None:
    visit = team.make()
    send(team, visit, {"B01": "yes"}, every[:1], by="binh", device="t2", finished=False)
    send(team, visit, team.met, every)
    assert team.now(visit).state is State.SUBMITTED


def test_visit__of_two__waits_for_who_has_sent_nothing(team: Any, every: list[int]) -> None:
    visit = team.make()
    send(team, visit, team.met, every)
    assert team.now(visit).state is State.DRAFT
    assert waits(team, visit) == service.Waits(people=("binh",))
    send(team, visit, {"B01": "no"}, every[:1], by="binh", device="t2")
    assert waits(team, visit) == service.Waits(differences=1)


def test_section__given_to_somebody__waits_for_them_whoever_else_sends_it(
    team: Any, every: list[int]
) -> None:
    visit = team.make()
    given = dict.fromkeys(every[:1], "anh") | dict.fromkeys(every[1:], "binh")
    revision = team.now(visit).revision
    team.store.write(lambda db: service.assign(db, visit.id, team.anh, given, revision))
    send(team, visit, team.met, every, by="binh", device="t2")
    assert waits(team, visit) == service.Waits(sections=(every[0],))
    send(team, visit, team.met, every[:1])
    assert team.now(visit).state is State.SUBMITTED


def test_section__its_own_person_goes_on_with__is_waited_for(team: Any, every: list[int]) -> None:
    visit = team.make()
    send(team, visit, team.met, every[:2])
    send(team, visit, team.met, every[:1], team.met, finished=False)
    assert waits(team, visit).sections == (every[0], *every[2:])


def test_visit__with_answers_that_differ__waits_until_they_are_settled(team: Any, every: list[int]) -> None:
    visit = team.make()
    send(team, visit, {"B01": "no"}, every[:1], by="binh", device="t2")
    send(team, visit, team.met, every)
    assert waits(team, visit) == service.Waits((), (), 1)
    assert team.now(visit).draft["B01"] == "no"


def test_answer_changed_on_the_web__is_overruled_by_no_tablet(team: Any) -> None:
    visit = team.make()
    team.save(visit, 1, {"B01": "no"})
    send(team, visit, {"B01": "yes"}, by="binh")
    assert team.now(visit).draft == {"B01": "no"}
    assert [one.answer for one in rows.open_differences(team.store.read(), visit.id)] == ["yes"]


def test_answer_made_alike_on_the_web__is_no_difference_any_more(team: Any) -> None:
    visit = team.make()
    team.save(visit, 1, {"B01": "no"})
    send(team, visit, {"B01": "yes"}, by="binh")
    team.save(visit, 1, {"B01": "yes"})
    assert rows.open_differences(team.store.read(), visit.id) == []


def test_flags_of_parts__stand_beside_the_response(team: Any, every: list[int]) -> None:
    visit = alone(team)
    send(team, visit, team.met, every[:1], flags=frozenset({"clock"}))
    send(team, visit, {**team.met, "B08": "nhiều"}, every[1:])
    assert flags(team, visit) == {"clock", "problems"}


def test_part__after_handing_in__is_kept_and_changes_nothing(team: Any) -> None:
    visit = team.fill(team.make())
    team.submit(visit)
    assert send(team, visit, {"B01": "no"}) == service.LATE
    came = service.sent_parts(team.store.read(), team.now(visit))
    assert [(one.part.answers, one.state) for one in came] == [({"B01": "no"}, "late")]


def test_visit__with_a_file_still_on_its_tablet__waits_for_it(team: Any, every: list[int]) -> None:
    visit = alone(team)
    send(team, visit, {**team.met, PHOTO: PROMISED}, every)
    assert waits(team, visit).files == (PHOTO,)
    kept = media.take_photo(team.store, picture(), NOW).name
    bring(team, visit, PHOTO, PROMISED, kept)
    now = team.now(visit)
    assert now.state is State.SUBMITTED
    assert service.photos(team.store.read(), now) == {kept}


def test_file_that_was_there_before_its_record__stands_under_its_kept_name(team: Any) -> None:
    visit = team.make()
    kept = media.take_photo(team.store, picture(), NOW).name
    send(team, visit, {PHOTO: PROMISED}, [team_section(PHOTO)], arrived=service.Arrived({PROMISED: kept}))
    assert team.now(visit).draft == {PHOTO: kept}
    assert not waits(team, visit).files


def test_file_promised__stays_when_the_section_is_saved_on_the_web(team: Any) -> None:
    visit, number = team.make(), team_section(PHOTO)
    send(team, visit, {PHOTO: PROMISED}, [number])
    team.save(visit, number, {PHOTO: PROMISED, **team.met})
    assert team.now(visit).draft[PHOTO] == PROMISED
    team.save(visit, number, {PHOTO: "b" * 64 + ".jpg"})
    assert PHOTO not in team.now(visit).draft


def test_handing_in__without_files_that_have_not_come__asks_and_flags(team: Any, every: list[int]) -> None:
    visit = team.fill(team.make())
    send(team, visit, {PHOTO: PROMISED}, [team_section(PHOTO)])
    with pytest.raises(Invalid) as refused:
        team.submit(visit)
    assert refused.value.problem.code == "visit_waits"
    revision = team.now(visit).revision
    done = service.submit(team.store, visit.id, team.anh, revision, "vi", NOW, anyway=True)
    assert done.state is State.SUBMITTED
    assert flags(team, visit) == {"photos"}
    kept = media.take_photo(team.store, picture(), NOW).name
    bring(team, visit, PHOTO, PROMISED, kept)  # it is kept beside what was handed in
    assert service.file_of(team.store, team.now(visit), kept)


def test_paper__comes_after_handing_in__and_before__stays(team: Any, every: list[int]) -> None:
    visit = alone(team)
    before, after = (media.take_photo(team.store, picture(colour), NOW).name for colour in ("red", "blue"))
    bring(team, visit, "_signed_paper[1]", "x", before)
    send(team, visit, team.met, every)
    bring(team, visit, "_signed_paper[2]", "y", after)
    now = team.now(visit)
    assert now.state is State.SUBMITTED
    assert service.photos(team.store.read(), now) == {before, after}


def other_version() -> Instrument:
    """The checklist with B01 as a number and a question that is not asked any more."""
    instrument = compiled().instrument
    items = tuple(
        replace(item, type=ItemType.INTEGER, list_name=None) if item.name == "B01" else item
        for item in instrument.items
    )
    return replace(instrument, version="0", items=items)


def test_part__of_another_version__is_merged_where_both_ask_alike(team: Any) -> None:
    visit = team.make()
    send(team, visit, {"B01": "7", "B05": "yes", "gone": "x"}, [1], sent=other_version())
    assert team.now(visit).draft == {"B05": "yes"}
    differ = rows.open_differences(team.store.read(), visit.id)
    assert [(one.address, one.answer) for one in differ] == [("B01", "7"), ("gone", "x")]
    assert 1 in waits(team, visit).sections


def team_section(name: str) -> int:
    return compiled().instrument.item(name).screen or 0
