"""What a tablet takes along, and the pages of forms it keeps."""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from forms import compile_workbook, load_shipped
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker, Role
from survey_app.inspections.service import draws
from survey_app.instruments import service as instruments
from survey_app.instruments.model import Attachment
from survey_app.places import service as places
from survey_app.rounds import service as rounds
from tests.survey_app.inspections.conftest import NOW, TODAY, compiled
from tests.survey_app.inspections.test_draws import new, unannounced

Make = Callable[..., Any]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def taken(tablet: Any) -> Any:
    """The pack of the tablet."""
    answer = tablet.call("GET", "/api/v1/pack")
    assert answer.status_code == 200
    return answer.json


def test_pack__of_a_new_tablet__tells_all_but_visits(device: Make, team: Any) -> None:
    team.make()
    tablet = device()
    pack = taken(tablet)
    assert pack["device"] == {"id": tablet.id, "name": "Máy 1"}
    assert pack["app"] == {"version": 1, "oldest": 1}
    names = [(one["username"], one["proved"]) for one in pack["people"]]
    assert names == [("anh", False), ("binh", False), ("chief", False), ("cuong", False)]
    (wave,) = pack["rounds"]
    assert (wave["code"], wave["digest"]) == ("K1", compiled().instrument.digest)
    assert [(one["code"], one["parent"]) for one in pack["units"]] == [("C1", "01"), ("Q1", "C1")]
    assert pack["visits"] == []


def test_pack__form__names_its_pages_and_sections(device: Make, team: Any) -> None:
    (form,) = taken(device())["forms"]
    instrument = compiled().instrument
    assert form["digest"] == instrument.digest
    assert form["pages"] == {tag: f"/tablet/forms/{instrument.digest}/{tag}" for tag in instrument.languages}
    assert [one["number"] for one in form["sections"]] == [screen.number for screen in team.screens]
    assert all(one["title"]["vi"] and one["title"]["en"] for one in form["sections"])


def test_pack__visits__are_those_of_who_proved_themselves(device: Make, team: Any) -> None:
    mine, others = team.make(), team.make(team.new(inspectors=()), team.stranger)
    assert [one["id"] for one in taken(device("binh"))["visits"]] == [mine.id]
    assert {one["id"] for one in taken(device("anh", "cuong"))["visits"]} == {mine.id, others.id}


def test_pack__draft__brings_its_answers_and_what_is_left_out(device: Make, team: Any) -> None:
    visit = team.make()
    number = next(one.number for one in team.screens if "B01" in one.names)
    team.save(visit, number, {"B01": "yes"})
    (one,) = taken(device("anh"))["visits"]
    assert one["answers"]["B01"] == "yes"
    assert (one["state"], one["round"], one["unit"], one["day"]) == (
        "draft",
        "K1",
        "Q1",
        TODAY.isoformat(),
    )
    assert one["unit_name"] == {"vi": "Quầy 1", "en": "Desk 1"}
    assert one["inspectors"] == ["anh", "binh"]
    assert one["digest"] == compiled().instrument.digest
    assert (one["sections"], one["cut"], one["differences"], one["files_missing"]) == ({}, [], 0, 0)


def test_pack__visit_of_a_case__brings_the_dossiers_drawn_for_it(device: Make, team: Any) -> None:
    visit, other = team.make(), team.make()
    of = unannounced(team)
    tie = "INSERT INTO inspections_case_visit (visit, inspection) VALUES (?, ?)"
    team.store.write(lambda db: db.execute(tie, [visit.id, of]))
    assert [one["draws"] for one in taken(device("anh"))["visits"]] == [[], []]
    lot = draws.make_draw(team.store, Asker("chief", Role.ADMINISTRATOR), new(inspection=of), NOW)
    brought = {one["id"]: one["draws"] for one in taken(device("anh"))["visits"]}
    assert brought[other.id] == []
    (told,) = brought[visit.id]
    assert (told["about"], told["seed"]) == (lot.about, lot.seed)
    assert [(one["group"], one["codes"]) for one in told["groups"]] == [
        (one.group, list(one.codes)) for one in lot.drawn
    ]


@pytest.mark.parametrize(("days", "there"), [(6, True), (8, False)])
def test_pack__visit_handed_in__stays_seven_days_without_its_answers(
    device: Make, team: Any, days: int, there: bool
) -> None:
    visit = team.fill(team.make())
    team.submit(visit, now=NOW - timedelta(days=days))
    found = taken(device("anh"))["visits"]
    assert [(one["state"], one["answers"]) for one in found] == ([("submitted", {})] if there else [])


def test_pack__draft_of_a_round_that_just_ended__is_there_with_its_form(device: Make, team: Any) -> None:
    visit = team.make()
    end = "UPDATE rounds_round SET ends_on = ? WHERE code = 'K1'"
    for days, there in ((3, True), (9, False)):
        last = (TODAY - timedelta(days=days)).isoformat()
        team.store.write(lambda db, last=last: db.execute(end, [last]))
        pack = taken(device("anh"))
        assert pack["rounds"] == []
        assert [one["id"] for one in pack["visits"]] == ([visit.id] if there else [])
        assert len(pack["forms"]) == there


def test_pack__unit_whose_days_were_changed__still_has_a_visit(device: Make, team: Any) -> None:
    team.make()
    later = (TODAY + timedelta(days=2)).isoformat()
    team.store.write(lambda db: db.execute("UPDATE places_unit SET valid_from = ?, valid_to = ''", [later]))
    (one,) = taken(device("anh"))["visits"]
    assert one["unit_name"]["vi"] == "Q1"


def test_pack__unchanged__is_not_sent_again_until_something_changes(device: Make, team: Any) -> None:
    tablet = device("anh")
    mark = tablet.call("GET", "/api/v1/pack").headers["ETag"]
    known = {"If-None-Match": mark}
    again = tablet.call("GET", "/api/v1/pack", known)
    assert (again.status_code, again.data) == (304, b"")
    team.make()
    assert tablet.call("GET", "/api/v1/pack", known).status_code == 200


def test_pack__after_a_unit_was_renamed__names_it_anew(device: Make, team: Any) -> None:
    tablet = device()
    taken(tablet)
    team.store.write(lambda db: db.execute("UPDATE places_unit SET name_vi = 'Quầy Một' WHERE code = 'Q1'"))
    assert [one["name_vi"] for one in taken(tablet)["units"]] == ["Phường Một", "Quầy Một"]


def test_pack__for_who_takes_it_compressed__is_compressed(device: Make, team: Any) -> None:
    answer = device().call("GET", "/api/v1/pack", {"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data).startswith(b'{"now":"')


def test_pack__of_a_person_who_left__names_them_no_more(device: Make, team: Any) -> None:
    tablet = device("anh")
    team.make()
    anh = accounts.person(team.store.read(), "anh")
    accounts.change_person(team.store, anh, replace(anh, left_on=TODAY), "chief", NOW)
    pack = taken(tablet)
    assert "anh" not in [one["username"] for one in pack["people"]]
    assert pack["visits"] == []


@pytest.mark.parametrize("path", ["/api/v1/pack", "/tablet/forms/x/vi", "/tablet/forms/x/files/y"])
def test_doors__of_a_revoked_tablet__are_shut(device: Make, path: str) -> None:
    tablet = device("anh")
    tablet.revoke()
    assert tablet.call("GET", path).status_code == 403


def test_form_page__holds_the_whole_form_and_is_marked_by_its_digest(device: Make, team: Any) -> None:
    tablet, digest = device(), compiled().instrument.digest
    answer = tablet.call("GET", f"/tablet/forms/{digest}/vi")
    assert answer.status_code == 200
    assert answer.headers["ETag"].strip('"') == hashlib.sha256(answer.data).hexdigest()
    assert "Set-Cookie" not in answer.headers
    for screen in team.screens:
        assert f'data-screen="{screen.number}"' in answer.text
    scripts = re.search(r'data-scripts="([^"]+)"', answer.text)
    assert scripts is not None
    for address in scripts[1].split():
        assert tablet.client.get(address).mimetype == "text/javascript"
    known = {"If-None-Match": answer.headers["ETag"]}
    assert tablet.call("GET", f"/tablet/forms/{digest}/vi", known).status_code == 304


def test_form_page__in_english__is_in_english_whoever_asks(device: Make, team: Any) -> None:
    answer = device().call("GET", f"/tablet/forms/{compiled().instrument.digest}/en?lang=vi")
    assert '<html lang="en">' in answer.text


@pytest.mark.parametrize("path", ["{digest}/fr", "0000/vi", "{digest}/files/none.png", "0000/files/x"])
def test_form_page__of_nothing_there_is__is_not_found(device: Make, path: str) -> None:
    found = path.format(digest=compiled().instrument.digest)
    assert device().call("GET", f"/tablet/forms/{found}").status_code == 404


def test_form_page__of_what_citizens_fill_in__is_not_found(device: Make, team: Any) -> None:
    source = load_shipped("counter_rating")
    rating = compile_workbook(source, "counter_rating.md")
    team.store.write(lambda db: instruments.publish(db, rating, source, "counter_rating.md", NOW))
    path = f"/tablet/forms/{rating.instrument.digest}/vi"
    assert device().call("GET", path).status_code == 404


def test_form_file__of_the_form__is_handed_out_and_named_in_its_page(
    app: Flask, device: Make, team: Any
) -> None:
    source = (
        "| survey |\n| | type | name | label | audience | media::image |\n"
        "| | note | look | Xem hình | | map.png |\n| | text | seen | Thấy gì | | |\n"
        "| settings |\n| | form_id | version | form_title | audience |\n| | look | 1 | Xem | staff |\n"
    ).encode()
    form = compile_workbook(source, "look.md")
    publish = instruments.publish
    picture = Attachment("map.png", "image/png", PNG)
    team.store.write(lambda db: publish(db, form, source, "look.md", NOW, [picture]))
    tablet, digest = device(), form.instrument.digest
    address = f"/tablet/forms/{digest}/files/map.png"
    assert address in tablet.call("GET", f"/tablet/forms/{digest}/vi").text
    answer = tablet.call("GET", address)
    assert (answer.data, answer.mimetype) == (PNG, "image/png")
    assert answer.headers["ETag"].strip('"') == hashlib.sha256(PNG).hexdigest()
    team.store.write(lambda db: rounds.add_round(db, "L1", "look", TODAY, TODAY))
    assert address in [one for each in taken(tablet)["forms"] for one in each["media"]]


def test_pack__province_alone__offers_no_unit(device: Make, team: Any) -> None:
    team.store.write(lambda db: db.execute("DELETE FROM places_unit WHERE type <> 'province'"))
    assert places.units_as_of(team.store.read(), TODAY)
    assert taken(device())["units"] == []
