"""Answers that differ, settled by somebody; sections shared out; the pages of both."""

from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.inspections import service
from survey_app.inspections.model import State, Visit
from survey_app.inspections.store import parts as rows
from tests.survey_app.inspections.conftest import NOW
from tests.survey_app.inspections.sent import bring, send
from wording import say


@pytest.fixture
def differing(team: Any) -> Visit:
    """A visit of whose E section Ánh and Bình answered two questions otherwise, all else there."""
    visit = team.make()
    every = [screen.number for screen in team.screens]
    send(team, visit, {"E03_checked": "6", "E08_checked": "6"})
    send(team, visit, team.met, every, by="binh", device="t2")
    return team.now(visit)  # type: ignore[no-any-return]


def record_of(team: Any, visit: Visit, address: str) -> str:
    differ = rows.open_differences(team.store.read(), visit.id)
    return next(one.record for one in differ if one.address == address)


def settle(team: Any, visit: Visit, **chosen: str) -> Visit:
    revision = team.now(visit).revision
    return service.settle(team.store, visit.id, team.anh, chosen, revision, "vi", NOW)


def test_disputed__question__tells_who_said_what(team: Any, differing: Visit) -> None:
    first, second = service.disputed(team.store.read(), differing)
    assert (first.address, first.stands, first.by, first.asked) == ("E03_checked", "6", "anh", True)
    assert [(one.answer, one.by) for one in first.others] == [("5", "binh")]
    assert second.address == "E08_checked"


def test_settled__by_what_the_other_said__takes_it_and_hands_in(team: Any, differing: Visit) -> None:
    settle(team, differing, E08_checked=service.STANDS)
    assert team.now(differing).state is State.DRAFT
    done = settle(team, differing, E03_checked=record_of(team, differing, "E03_checked"))
    assert (done.state, done.submitted_by) == (State.SUBMITTED, "anh")
    settled = service.settled(team.store.read(), done)
    assert [(one.difference.address, one.taken, one.by) for one in settled] == [
        ("E03_checked", True, "anh"),
        ("E08_checked", False, "anh"),
    ]


def test_answer_settled_against__sent_again_by_its_tablet__stays_settled(team: Any, differing: Visit) -> None:
    settle(team, differing, E03_checked=service.STANDS)
    send(team, differing, {"E03_checked": "5"}, by="binh", device="t2")
    assert [one.address for one in rows.open_differences(team.store.read(), differing.id)] == ["E08_checked"]


def test_settling__nothing__or_what_there_is_not__or_what_changed__is_refused(
    team: Any, differing: Visit
) -> None:
    with pytest.raises(Invalid):
        settle(team, differing)
    with pytest.raises(NotFound):
        settle(team, differing, E03_checked="no record")
    with pytest.raises(Conflict):
        service.settle(team.store, differing.id, team.anh, {"E03_checked": service.STANDS}, 1, "vi", NOW)
    assert len(service.disputed(team.store.read(), differing)) == 2


def test_page_of_differences__chosen_there__is_kept(team: Any, tablet: Any, differing: Visit) -> None:
    browser = tablet("anh")
    address = f"/inspections/{differing.id}/differences"
    page = browser.open(address)
    assert page.status_code == 200
    assert "Trần Văn Bình" in page.text
    assert browser.press(address).status_code == 422
    answer = browser.press(address, d0=record_of(team, differing, "E03_checked"), d1=service.STANDS)
    assert answer.status_code == 303
    assert team.now(differing).state is State.SUBMITTED


def test_page_of_differences__settled_one_by_one_by_two_people__shows_the_rest_to_both(
    team: Any, tablet: Any, differing: Visit
) -> None:
    anh, binh = tablet("anh"), tablet("binh")
    address = f"/inspections/{differing.id}/differences"
    anh.open(address)
    binh.open(address)
    taken = record_of(team, differing, "E03_checked")
    assert anh.press(address, d0=taken).status_code == 303
    page = anh.open(address)
    assert page.status_code == 200
    assert say("vi", "inspections.differences_settled") in page.text
    again = binh.press(address, d0=taken)  # on a page from before
    assert again.status_code == 422
    assert say("vi", "inspections.differences_settled") in again.text
    assert " checked" not in again.text  # that field stands for the other question by now
    assert [one.address for one in rows.open_differences(team.store.read(), differing.id)] == ["E08_checked"]
    assert binh.press(address, d0=service.STANDS).status_code == 303
    assert team.now(differing).state is State.SUBMITTED


def test_page_of_differences__photo_not_come_yet__says_so_until_it_comes(team: Any, tablet: Any) -> None:
    visit, first, second = team.make(), "a" * 64 + ".jpg", "b" * 64 + ".jpg"
    send(team, visit, {"B01_photo": first})
    send(team, visit, {"B01_photo": second}, by="binh", device="t2")
    browser, address = tablet("anh"), f"/inspections/{visit.id}/differences"
    coming = say("vi", "inspections.file_coming")
    assert browser.open(address).text.count(coming) == 2
    photo = team.photograph(visit, "red")
    bring(team, visit, "B01_photo", second, photo, by="binh")
    page = browser.open(address).text
    assert page.count(coming) == 1
    assert f"/thumbnails/{photo}" in page
    settle(team, visit, B01_photo=service.STANDS)
    kept = team.photograph(visit, "green")
    bring(team, visit, "B01_photo", first, kept)
    assert coming not in browser.open(address).text


def test_page_of_a_visit__that_waits__says_for_what(tablet: Any, differing: Visit) -> None:
    page = tablet("anh").open(f"/inspections/{differing.id}").text
    assert say("vi", "inspections.waits_differences", n=2) in page
    assert say("vi", "inspections.from_tablets") in page


def test_review__of_what_waits__hands_in_when_that_is_ticked(
    team: Any, tablet: Any, differing: Visit
) -> None:
    browser = tablet("anh")
    address = f"/inspections/{differing.id}/review"
    browser.open(address)
    assert browser.press(address).status_code == 422
    assert team.now(differing).state is State.DRAFT
    assert browser.press(address, anyway="y").status_code == 303
    assert team.now(differing).state is State.SUBMITTED


def test_late_part__on_the_page__says_what_it_would_have_changed(team: Any, tablet: Any) -> None:
    visit = team.fill(team.make())
    team.submit(visit)
    send(team, visit, {"B01": "no"}, by="binh")
    page = tablet("anh").open(f"/inspections/{visit.id}").text
    assert say("vi", "inspections.came_late") in page


def test_sections__shared_out__stay_with_who_is_on_the_visit(team: Any) -> None:
    visit = team.make()
    give = {1: "anh", 2: "binh", 3: ""}
    now = team.store.write(lambda db: service.assign(db, visit.id, team.anh, give, visit.revision))
    assert service.assigned(team.store.read(), now) == {1: "anh", 2: "binh"}
    with pytest.raises(Invalid):
        team.store.write(lambda db: service.assign(db, visit.id, team.anh, {1: "cuong"}, now.revision))
    with pytest.raises(Conflict):
        team.store.write(lambda db: service.assign(db, visit.id, team.anh, {}, visit.revision))
    with pytest.raises(Refused):
        team.store.write(lambda db: service.assign(db, visit.id, team.binh, {}, now.revision))
    team.store.write(lambda db: service.change_team(db, visit.id, team.anh, [], now.revision))
    assert service.assigned(team.store.read(), now) == {1: "anh"}


def test_page_that_shares_out__keeps_what_was_chosen(team: Any, tablet: Any) -> None:
    visit, browser = team.make(), tablet("anh")
    address = f"/inspections/{visit.id}/sharing"
    assert browser.open(address).status_code == 200
    assert browser.press(address, s1="binh").status_code == 303
    assert service.assigned(team.store.read(), team.now(visit)) == {1: "binh"}
    assert "Trần Văn Bình" in browser.open(f"/inspections/{visit.id}").text


def test_page_that_shares_out__offers_sections_that_answers_will_open(team: Any, tablet: Any) -> None:
    visit = team.make()
    page = tablet("anh").open(f"/inspections/{visit.id}/sharing").text
    assert [one.number for one in team.screens if f'name="s{one.number}"' not in page] == []


def test_page_that_shares_out__offers_no_section_the_team_has_cut(team: Any, tablet: Any) -> None:
    visit = team.make()
    team.store.write(lambda db: service.cut_visit(db, visit.id, team.anh, ["part_premises"], visit.revision))
    page = tablet("anh").open(f"/inspections/{visit.id}/sharing").text
    assert [one.number for one in team.screens if f'name="s{one.number}"' not in page] == [2]


def test_section__with_a_photo_still_on_a_tablet__says_so_and_keeps_its_place(team: Any, tablet: Any) -> None:
    visit, name = team.make(), "a" * 64 + ".jpg"
    send(team, visit, {"B01_photo": name}, finished=False)
    browser, address = tablet("anh"), f"/inspections/{visit.id}/sections/1"
    assert say("vi", "inspections.files_on_tablets") in browser.open(address).text
    drawn = browser.client.get(f"/inspections/{visit.id}/thumbnails/{name}")
    assert drawn.status_code == 302
    with browser.client.get(drawn.location) as picture:
        assert picture.mimetype == "image/svg+xml"
    browser.press(address, **{team.field_of("B01"): "yes"})
    assert team.now(visit).draft == {"B01": "yes", "B01_photo": name}
