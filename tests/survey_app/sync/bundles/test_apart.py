"""What went on in both places: continued where one follows the other, listed where they went apart."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forms import load_shipped
from survey_app.accounts.model import Asker, Role
from survey_app.errors import Invalid
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Finding, Step
from survey_app.inspections import service as visits
from survey_app.inspections.model import Visit
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses import service as responses
from survey_app.responses.desk import State
from survey_app.rounds import service as rounds
from survey_app.store import Store
from survey_app.sync.service import bundles
from tests.survey_app.conftest import compiled as shipped
from tests.survey_app.inspections.conftest import NOW, TODAY, Team
from tests.survey_app.sync.bundles.conftest import Office

Pack = Callable[..., bundles.Written]
NOTE = "Đã niêm yết lại đầy đủ danh mục thủ tục"


def issue(of: Store, found: Finding, who: str) -> None:
    action = Action(Step.ISSUE, found.revision, text=NOTE, due_on=TODAY + timedelta(15))
    findings.take_step(of, Asker(who, Role.ADMINISTRATOR), found.reference, action, NOW)


def the_finding(of: Store, visit: Visit) -> Finding:
    return findings.visit_findings(of.read(), visit.id)[0]


def test_finding__issued_away_after_it_came__is_issued_here_too(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    office.take(*pack(team.store).files)
    issue(team.store, the_finding(team.store, handed_in), "cuong")
    done = office.take(*pack(team.store).files)
    assert done.conflicts == []
    assert the_finding(office.store, handed_in) == the_finding(team.store, handed_in)


def test_finding__issued_on_both_sides_otherwise__stays_and_is_listed(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    office.take(*pack(team.store).files)
    issue(team.store, the_finding(team.store, handed_in), "cuong")
    issue(office.store, the_finding(office.store, handed_in), "chief")
    before = the_finding(office.store, handed_in)
    done = office.take(*pack(team.store).files)
    assert done.conflicts == [("finding", before.id, "carried_finding_differs")]
    assert the_finding(office.store, handed_in) == before


def test_finding__whose_number_is_taken__gets_the_next(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    office.take(*pack(team.store).files)
    other = team.make()
    team.fill(other, B05="no", B05_photo=team.photograph(other, "blue"))
    team.submit(other)
    at_office = Team(office.store)
    at_office.store.write(
        lambda db: db.execute("UPDATE accounts_person SET left_on = NULL WHERE username IN ('anh', 'binh')")
    )
    own = at_office.make()
    at_office.fill(own, B05="no", B05_photo=at_office.photograph(own, "green"))
    at_office.submit(own)
    done = office.take(*pack(team.store).files)
    assert done.conflicts == []
    assert the_finding(team.store, other).number == the_finding(office.store, own).number == 2
    assert the_finding(office.store, other).number == 3


def test_review_and_exclusion__made_away__follow_and_are_sealed(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    office.take(*pack(team.store).files)
    responses.exclude(team.store, handed_in.id, True, "chief", "Trùng lượt kiểm tra", 0, NOW, TODAY)
    done = office.take(*pack(team.store).files)
    assert done.conflicts == []
    assert responses.excluded(office.store.read()) == {handed_in.id}
    assert responses.verify(office.store.read()) == []
    responses.exclude(team.store, handed_in.id, False, "chief", "Không trùng", 1, NOW, TODAY)
    changes = responses.line(office.store.read(), handed_in.id).changes
    responses.review(office.store, handed_in.id, State.APPROVED, "chief", "", changes, NOW)
    done = office.take(*pack(team.store).files)
    assert done.conflicts == []
    assert responses.excluded(office.store.read()) == set()
    assert responses.verify(office.store.read()) == []


def test_form__same_name_other_content__bars_its_round_and_names_all(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    def other(db: Any) -> None:
        form = shipped("counter_rating")
        text = form.instrument.to_json().replace('"counter_rating"', '"counter_check"', 1)
        made = type(form.instrument).from_json(text)
        db.execute(
            "INSERT INTO instruments_version (id, version, number, digest, document, original,"
            " original_name, published_at) VALUES ('counter_check', '2', 1, ?, ?, ?, 'x', '')",
            [made.digest, text, load_shipped("counter_rating")],
        )

    office.store.write(other)
    done = office.take(*pack(team.store).files)
    assert ("instrument", "counter_check 2", "carried_version_taken") in done.conflicts
    assert ("round", "K1", "carried_round_form") in done.conflicts
    assert ("visit", handed_in.id, "carried_round_barred") in done.lacking
    assert visits.rounds_visited(office.store.read()) == []
    assert rounds.rounds(office.store.read()) == []


def test_person__same_user_name_somebody_else__stays(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    office.store.write(
        lambda db: db.execute(
            "INSERT INTO accounts_person (username, name, role, password_hash, created_at)"
            " VALUES ('anh', 'Hoàng Anh', 'viewer', 'x', '')"
        )
    )
    done = office.take(*pack(team.store).files)
    assert done.conflicts == [("person", "anh", "carried_person_differs")]
    kept = office.store.read().execute("SELECT name, password_hash FROM accounts_person WHERE username='anh'")
    assert kept.fetchall() == [("Hoàng Anh", "x")]


def test_units__that_do_not_fit_the_tree_here__are_named_before_anything_is_stored(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    table = (
        "code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act\n"
        "C1,Phường Một,,commune,01,2025-08-01,,,\n"
    )

    def furnish(db: Any) -> None:
        places.load_provinces(db)
        places.import_units(db, places.read_units(table.encode(), "u.csv"))

    office.store.write(furnish)
    with pytest.raises(Invalid) as refused:
        office.take(*pack(team.store).files)
    assert refused.value.problems
    assert bundles.came(office.store.read()) == []
    assert instruments.versions(office.store.read()) == []


def test_records__of_tablets__come_once_and_other_content_is_kept_beside(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    uuid = "8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11"
    insert = (
        "INSERT INTO sync_record (uuid, digest, device, by, visit, instrument, version, state, reason, body,"
        " receipt, status, came_at)"
        " VALUES (?, ?, 'd', 'anh', ?, 'counter_check', '2', 'stored', '', ?, '', 201, ?)"
    )
    body = json.dumps({"answers": {}})
    at = (NOW - timedelta(hours=1)).isoformat()
    team.store.write(lambda db: db.execute(insert, [uuid, "a" * 64, handed_in.id, body, at]))
    files = pack(team.store).files
    assert office.take(*files).new["record"] == 1
    assert office.take(*files).known["record"] == 1
    office.store.write(lambda db: db.execute("UPDATE sync_record SET digest = ?", ["b" * 64]))
    assert office.take(*files).conflicts == [("record", uuid, "carried_record_differs")]
    kept = office.store.read().execute("SELECT uuid, digest, body FROM sync_conflict").fetchall()
    assert kept == [(uuid, "a" * 64, body)]
