"""The pages of bundles: what an administrator sees, brings, takes in and deletes."""

import io
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from survey_app.app import create_app
from survey_app.inspections.model import State, Visit
from survey_app.sync.service import bundles
from tests.survey_app.conftest import Staff
from tests.survey_app.inspections.conftest import NOW, PASSWORD, Team
from tests.survey_app.sync.bundles.conftest import Office
from tests.survey_app.sync.bundles.test_schemes import follow
from wording import figures, say

Pack = Callable[..., bundles.Written]


@pytest.fixture
def chief(office: Office, quick_hash: Callable[[str], str]) -> Staff:
    """An administrator of the office, signed in."""
    office.store.write(
        lambda db: db.execute(
            "INSERT INTO accounts_person (username, name, role, password_hash, created_at)"
            " VALUES ('chief', 'Phạm Chi', 'administrator', ?, '')",
            [quick_hash(PASSWORD)],
        )
    )
    browser = Staff(create_app(office.store).test_client(), "chief")
    assert browser.sign_in("chief", PASSWORD).status_code == 303
    return browser


def waited(client: FlaskClient) -> str:
    """The page once the errand is done."""
    for _ in range(1200):
        answer = client.get("/bundles?lang=en")
        if "Refresh" not in answer.headers:
            return answer.text
        time.sleep(0.1)
    raise AssertionError("the errand does not end")


def send(chief: Staff, path: str, **fields: Any) -> Any:
    data = {"csrf_token": chief.token(path), **fields}
    return chief.client.post(path, data=data, content_type="multipart/form-data")


def test_pages__a_bundle_brought_looked_at_taken_in__stands_on_the_page(
    team: Team, office: Office, handed_in: Visit, pack: Pack, chief: Staff
) -> None:
    written = pack(team.store)
    (file,) = written.files
    sent = (io.BytesIO(file.read_bytes()), "trip-one.bundle")
    assert send(chief, "/bundles/bring", file=sent).status_code == 303
    again = (io.BytesIO(b"other"), "trip-one.bundle")
    assert send(chief, "/bundles/bring", file=again).status_code == 422
    assert bundles.shelved(office.store, "trip-one.bundle").read_bytes() == file.read_bytes()

    assert send(chief, "/bundles/take-in", files="trip-one.bundle", look="1").status_code == 303
    seen = waited(chief.client)
    fingerprint = bundles.spelled(written.manifest.fingerprint)
    assert fingerprint in seen
    assert "Q1 Quầy 1" in seen
    assert bundles.came(office.store.read()) == []

    fields = {"files": "trip-one.bundle", "fingerprint": fingerprint.lower(), "adds_units": "y"}
    assert send(chief, "/bundles/take-in", **fields).status_code == 303
    assert "Visits: 1 new, 0 known" in waited(chief.client)
    assert Team(office.store).now(handed_in).state is State.SUBMITTED
    (came,) = bundles.came(office.store.read())
    assert came.by == "chief"

    with chief.client.get("/bundles/files/trip-one.bundle") as answer:
        assert answer.data == file.read_bytes()
    fields = {"csrf_token": chief.token("/bundles")}
    chief.client.post("/bundles/files/trip-one.bundle/delete", data=fields)
    assert bundles.shelf(office.store) == []


def test_pages__writing_home_and_for_a_trip__leave_files_that_are_bundles(
    team: Team, office: Office, handed_in: Visit, pack: Pack, chief: Staff
) -> None:
    office.take(*pack(team.store).files)
    chief.client.post("/bundles", data={"csrf_token": chief.token("/bundles")})
    waited(chief.client)
    assert send(chief, "/bundles/trip", units="", people="chief").status_code == 422
    assert send(chief, "/bundles/trip", rounds="K1", units="C1", people="chief").status_code == 303
    waited(chief.client)
    purposes = {
        office.read(bundles.shelved(office.store, file.name)).manifest.purpose
        for file in bundles.shelf(office.store)
    }
    assert purposes == {"home", "trip"}


@pytest.mark.parametrize("name", ["../survey.db", "..", "a.txt", ".bundle", "x/y.bundle", "ế.bundle"])
def test_pages__names_that_are_no_bundle__reach_no_file(office: Office, chief: Staff, name: str) -> None:
    assert chief.client.get(f"/bundles/files/{name}").status_code == 404
    sent = (io.BytesIO(b"x"), name)
    answer = send(chief, "/bundles/bring", file=sent)
    assert answer.status_code == (303 if name == "x/y.bundle" else 422)
    assert {file.name for file in office.store.instance.bundles.glob("*")} <= {"y.bundle"}


def test_pages__what_contradicts__is_listed_with_what_came(
    team: Team, office: Office, pack: Pack, chief: Staff
) -> None:
    visit = team.make()
    office.take(*pack(team.store).files)
    theirs = Team(office.store)
    screen = next(one.number for one in team.screens if "B08" in one.names)
    theirs.save(visit, screen, {"B08": "7"})
    team.fill(visit)
    team.submit(visit)
    office.take(*pack(team.store).files, now=NOW)
    page = chief.client.get("/bundles").text
    assert "Quầy 1" in page
    assert figures.day(visit.day, "vi") in page
    (one,) = bundles.contradictions(office.store.read())
    answer = chief.client.get(f"/bundles/conflicts/visit/{visit.id}/{one.digest}.json")
    assert answer.get_json()["visit"]["id"] == visit.id
    assert chief.client.get(f"/bundles/conflicts/visit/{visit.id}/other.json").status_code == 404


@pytest.fixture
def contradicted(team: Team, office: Office, pack: Pack) -> Visit:
    """A visit handed in there while the draft here says something else."""
    visit = team.make()
    office.take(*pack(team.store).files)
    theirs = Team(office.store)
    screen = next(one.number for one in team.screens if "B08" in one.names)
    theirs.save(visit, screen, {"B08": "7"})
    team.fill(visit)
    team.submit(visit)
    return visit


def test_contradiction__put_aside_with_a_reason__stays_aside_and_is_known_next_time(
    team: Team, office: Office, pack: Pack, chief: Staff, contradicted: Visit
) -> None:
    files = pack(team.store).files
    assert len(office.take(*files).conflicts) == 1
    (one,) = bundles.contradictions(office.store.read())
    path = f"/bundles/conflicts/visit/{contradicted.id}/{one.digest}"
    page = chief.client.get(path).text
    assert '<td class="said">7</td>' in page
    assert chief.post(path, decision="aside").status_code == 422
    assert chief.post(path, decision="aside", why="Bản ở đây đúng").status_code == 303
    assert "Bản ở đây đúng" in chief.client.get(path).text
    assert say("vi", "bundles.state_aside") in chief.client.get("/bundles").text
    assert office.take(*files).conflicts == []
    assert Team(office.store).now(contradicted).draft == {"B08": "7"}


def test_contradiction__taken__is_a_further_record_whose_differences_wait(
    team: Team, office: Office, pack: Pack, chief: Staff, contradicted: Visit
) -> None:
    office.take(*pack(team.store).files)
    (one,) = bundles.contradictions(office.store.read())
    path = f"/bundles/conflicts/visit/{contradicted.id}/{one.digest}"
    assert chief.post(path, decision="taken", why="Cùng một cuộc").status_code == 303
    draft = Team(office.store).now(contradicted).draft
    assert draft["B08"] == "7"
    assert len(draft) > 10
    count = "SELECT count(*) FROM inspections_difference WHERE visit = ? AND address = 'B08'"
    assert office.store.read().execute(count, [contradicted.id]).fetchone()[0] == 1
    assert chief.post(path, decision="aside", why="x").status_code in (200, 422)
    assert [made.what for made in bundles.contradictions(office.store.read())[0].decisions] == ["taken"]


def test_contradiction__of_a_scheme__is_read_and_put_aside(
    team: Team, office: Office, pack: Pack, chief: Staff, handed_in: Visit
) -> None:
    follow(team.store, 2, handed_in.day, "Cách chấm 1/2026")
    files = pack(team.store).files
    office.take(*files)
    listed = chief.client.get("/bundles").text
    assert "Cách chấm điểm 2 Cách chấm 1-2026" in " ".join(re.sub(r"<[^>]*>", " ", listed).split())
    (one,) = bundles.contradictions(office.store.read())
    path = f"/bundles/conflicts/scheme/{quote(one.id)}/{one.digest}"
    assert quote(one.id) in listed
    assert "có thể khác điểm ở nơi gửi" in chief.client.get(path).text
    assert chief.post(path, decision="aside", why="Nơi gửi dùng cách chấm riêng").status_code == 303
    assert office.take(*files).conflicts == []
