"""Paper keyed by two people: what agrees is stored once, what differs is settled, who keyed is forgotten."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import check, compile_workbook, load_shipped
from forms.answers import Given
from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.inspections.service import Told
from survey_app.places.model import local_day
from survey_app.responses import keying
from survey_app.responses import service as responses
from survey_app.responses.keying import Sheet, SheetState, Tally
from survey_app.responses.service import keying as service
from survey_app.responses.service import throwing
from survey_app.rounds import service as rounds

by_visit = partial(Told().hand_in, now=web.now())
GOOD: dict[str, Given] = {
    **dict.fromkeys(("access", "procedures", "staff", "results", "feedback", "overall"), "4"),
    "reason": "",
}
FORM = compile_workbook(load_shipped("counter_rating"), "counter_rating.md").instrument
TABLES = ("responses_sheet", "responses_sheet_entry", "responses_sheet_settled")


class Desk:
    """Keys sheets of round R1 at counter Q1."""

    def __init__(self, office: Any) -> None:
        self.office, self.store, self.today = office, office.store, office.today
        self.db = office.store.read()

    def first(self, serial: str = "P-1", by: str = "lan", **changed: str) -> Sheet:
        wave = rounds.round_(self.db, "R1")
        answers = GOOD | changed
        return service.key_first(self.store, uuid4(), wave, "Q1", self.today, serial, answers, by, self.today)

    def second(self, sheet: Sheet, by: str = "minh", **changed: str) -> list[keying.Difference]:
        return service.key_second(self.store, sheet.id, GOOD | changed, by, uuid4(), self.today, by_visit)

    def settle(self, sheet: Sheet, chosen: Mapping[str, Given], by: str = "chi") -> UUID:
        response = uuid4()
        service.settle(self.store, sheet.id, chosen, by, response, self.today, by_visit)
        return response

    def stored(self) -> list[dict[str, Any]]:
        return list(self.db.query("SELECT * FROM responses_response"))

    def count(self, table: str) -> int:
        return int(self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  # our own names


@pytest.fixture
def desk(office: Any) -> Desk:
    return Desk(office)


def test_first_entry__alone__is_in_no_figure(desk: Desk) -> None:
    sheet = desk.first()
    assert desk.stored() == []
    assert responses.received(desk.db, "R1") == 0
    assert sheet.state == SheetState.WAITING
    assert responses.open_sheets(desk.db, "R1") == 1


def test_second_entry__agreeing__is_stored_once_as_keyed_paper_of_the_day(desk: Desk) -> None:
    assert desk.second(desk.first()) == []
    (row,) = desk.stored()
    assert (row["mode"], row["counter"], row["round"], row["tier"]) == ("paper_keyed", "Q1", "R1", None)
    assert (row["day"], row["slot"]) == (desk.today.isoformat(), None)
    assert row["disposition"] == "complete"
    assert json.loads(row["document"])["answers"]["access"] == "4"
    assert responses.received(desk.db, "R1") == 1


def test_stored_sheet__of_a_citizen__leaves_sums_and_its_number_alone(desk: Desk) -> None:
    desk.second(desk.first())
    assert [desk.count(table) for table in TABLES] == [0, 0, 0]
    assert service.tallies(desk.db) == [Tally("lan", 1, 6, 0), Tally("minh", 1, 6, 0)]
    identity = desk.stored()[0]["uuid"]
    for table in ("responses_sheet_done", "responses_keyed"):
        assert identity not in str(list(desk.db[table].rows))
    naming = {
        table
        for table in desk.db.table_names()
        for row in desk.db[table].rows
        if {"lan", "minh"} & {value for value in row.values() if isinstance(value, str)}
    }
    assert naming == {"responses_keyed"}


def test_second_entry__by_the_same_person__is_refused(desk: Desk) -> None:
    sheet = desk.first()
    with pytest.raises(Refused):
        desk.second(sheet, by="lan")
    assert desk.stored() == []


def test_third_entry__is_refused(desk: Desk) -> None:
    sheet = desk.first()
    desk.second(sheet, access="1")
    with pytest.raises(Conflict):
        desk.second(sheet, by="chi")


def test_second_entry__after_the_sheet_was_stored__finds_none(desk: Desk) -> None:
    sheet = desk.first()
    desk.second(sheet)
    with pytest.raises(NotFound):
        desk.second(sheet, by="chi")
    assert len(desk.stored()) == 1


def test_entries__that_differ__wait_and_say_where(desk: Desk) -> None:
    sheet = desk.first(access="1", overall="2", reason="waiting")
    differ = desk.second(sheet)
    assert [(one.address, one.first, one.second) for one in differ] == [
        ("access", "1", "4"),
        ("overall", "2", "4"),
        ("reason", "waiting", ""),
    ]
    assert desk.stored() == []
    assert [one.state for one in service.sheets_differing(desk.db)] == [SheetState.DIFFERS]


@pytest.mark.parametrize("chosen", ["1", "4", "2", ""])
def test_settling__one_of_both_a_third_or_blank__is_what_is_stored(desk: Desk, chosen: str) -> None:
    sheet = desk.first(access="1")
    desk.second(sheet)
    response = desk.settle(sheet, {"access": chosen})
    (row,) = desk.stored()
    assert row["uuid"] == str(response)
    assert json.loads(row["document"])["answers"].get("access", "") == chosen
    wrong = {one.username: one.wrong for one in service.tallies(desk.db)}
    assert wrong == {"lan": int(chosen != "1"), "minh": int(chosen != "4")}
    assert [desk.count(table) for table in TABLES] == [0, 0, 0]


def test_settling__something_left_open__stores_nothing(desk: Desk) -> None:
    sheet = desk.first(access="1", staff="1")
    desk.second(sheet)
    with pytest.raises(Invalid):
        desk.settle(sheet, {"access": "1"})
    assert desk.stored() == []
    assert desk.count("responses_sheet_settled") == 0


def test_settling__twice__stores_once(desk: Desk) -> None:
    sheet = desk.first(access="1")
    desk.second(sheet)
    desk.settle(sheet, {"access": "1"})
    with pytest.raises(NotFound):
        desk.settle(sheet, {"access": "2"})
    assert len(desk.stored()) == 1


def test_settling__before_the_second_entry__is_refused(desk: Desk) -> None:
    with pytest.raises(Conflict):
        desk.settle(desk.first(), {})


def test_number__of_a_sheet_that_waits_or_is_stored__is_not_keyed_first_again(desk: Desk) -> None:
    sheet = desk.first("P-7")
    with pytest.raises(Conflict, match="sheet_known"):
        desk.first("P-7", by="chi")
    desk.second(sheet)
    with pytest.raises(Conflict, match="sheet_stored"):
        desk.first("P-7", by="chi")


def test_removed_sheet__is_keyed_anew(desk: Desk) -> None:
    sheet = desk.first("P-7")
    throwing.take_back(desk.store, sheet.id, "lan")
    assert [desk.count(table) for table in TABLES] == [0, 0, 0]
    assert desk.second(desk.first("P-7", by="minh"), by="lan") == []


def test_entries_of_others__are_thrown_away_with_a_reason_that_is_kept(desk: Desk) -> None:
    sheet = desk.first("P-7")
    desk.second(sheet, access="1")
    for why in ("", "  "):
        with pytest.raises(Invalid):
            throwing.throw_away(desk.store, sheet.id, "chi", why, desk.today)
    throwing.throw_away(desk.store, sheet.id, "chi", "Nhầm đơn vị", desk.today)
    assert desk.count("responses_sheet_entry") == 0
    (kept,) = throwing.thrown_away(desk.db)
    assert (kept.serial, kept.by, kept.why) == ("P-7", "chi", "Nhầm đơn vị")
    assert responses.open_sheets(desk.db, "R1") == 0
    assert service.sheets_waiting(desk.db, "minh") == ([], 0)
    assert service.sheets_differing(desk.db) == []
    with pytest.raises(NotFound):
        desk.second(sheet)
    again = desk.first("P-7", by="minh")
    assert service.sheets_waiting(desk.db, "lan") == ([again], 1)
    throwing.take_back(desk.store, again.id, "minh")
    assert [one.why for one in throwing.thrown_away(desk.db)] == ["Nhầm đơn vị"]
    assert desk.second(desk.first("P-7"), by="minh") == []
    assert len(desk.stored()) == 1


def test_answers__that_do_not_fit__are_stored_with_a_flag(desk: Desk) -> None:
    blank = dict.fromkeys(("access", "procedures"), "")
    desk.second(desk.first(**blank), **blank)
    (row,) = desk.stored()
    assert row["disposition"] == "partial"
    assert responses.flags(desk.db) == [(row["uuid"], "problems")]


def test_waiting_list__is_of_what_others_keyed(desk: Desk) -> None:
    sheet = desk.first()
    assert service.sheets_waiting(desk.db, "lan") == ([], 0)
    assert service.sheets_waiting(desk.db, "minh") == ([sheet], 1)


def test_round__with_sheets__says_that_it_is_used(desk: Desk) -> None:
    assert responses.open_sheets(desk.db, "R1") == 0
    desk.first()
    assert responses.open_sheets(desk.db, "R1") == 1


@pytest.mark.parametrize(("typed", "kept"), [(" a  1 ", "A 1"), ("số 9", "SỐ 9"), ("", "")])
def test_number__however_it_is_typed__is_one(typed: str, kept: str) -> None:
    assert service.serial_of(typed) == kept


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.sampled_from(["", "1", "4", " 4 ", "zz"])))
def test_differences__of_any_two_entries__are_the_same_either_way_and_none_of_one(
    changed: dict[str, str],
) -> None:
    form, today = FORM, local_day(web.now())
    one, other = keying.present(GOOD), keying.present(GOOD | changed)
    judged = {id(typed): keying.judged(form, typed, today) for typed in (one, other)}
    there = keying.differences(judged[id(one)], judged[id(other)], (one, other))
    back = keying.differences(judged[id(other)], judged[id(one)], (other, one))
    assert [(d.address, d.first, d.second) for d in there] == [(d.address, d.second, d.first) for d in back]
    assert keying.differences(judged[id(other)], judged[id(other)], (other, other)) == []
    merged = {**one, **{d.address: d.second for d in there}}
    assert check(form, keying.present(merged)).answers == check(form, other).answers
