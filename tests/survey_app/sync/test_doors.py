"""The table of docs/doors.md, every row of it played against the real doors."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from forms import load_shipped
from survey_app import media
from survey_app.accounts import service as accounts
from survey_app.inspections import service as inspections
from survey_app.instruments import service as instruments
from survey_app.sync import service
from tests.survey_app.inspections.conftest import NOW, PASSWORD, picture
from tests.survey_app.inspections.parts import shipped
from tests.survey_app.sync.records import made_on_tablet, put, record
from tests.survey_app.sync.sending import ask, digest_of, put_file, put_piece, put_record, record_of

DOC = Path(__file__).parents[3] / "docs" / "doors.md"
_ROW = re.compile(r"^\| ((?:PUT|GET|HEAD|PATCH|POST) \S+) \| (.+) \| (\d{3}) \| (.+) \|$", re.MULTILINE)
ROWS = [match.groups() for match in _ROW.finditer(DOC.read_text("utf-8"))]


@dataclass
class Scene:
    """A visit of Ánh and Bình, a tablet of Ánh, and the record or file it is about."""

    team: Any
    tablet: Any
    password: Callable[[str], str]
    uuid: str = field(default_factory=lambda: str(uuid4()))
    photo: bytes = field(default_factory=picture)

    def __post_init__(self) -> None:
        self.visit = self.team.make()

    def put(self, answers: Any = None, **changed: Any) -> Any:
        said = {"B01": "yes"} if answers is None else answers
        return put(self.tablet, record(self.visit.id, said) | changed, self.uuid)

    def get(self) -> Any:
        return self.tablet.call("GET", f"/api/v1/responses/{self.uuid}")

    def release(self) -> None:
        service.release(self.team.store, self.uuid, "", "chief", "vi", NOW)

    def remove(self) -> None:
        service.remove(self.team.store, self.uuid, "chief", "Gửi nhầm", "vi", NOW)

    def hand_in(self) -> None:
        self.visit = self.team.submit(self.team.fill(self.visit))

    def throw_away(self) -> None:
        visit = self.team.now(self.visit)
        inspections.discard(self.team.store, visit.id, self.team.anh, visit.revision, NOW)
        service.forget_gone(self.team.store, NOW)

    def of_another_form(self) -> str:
        """The digest of another form of staff."""
        other = shipped("mystery_visit")
        work = (other, load_shipped("mystery_visit"), "m.md", NOW)
        self.team.store.write(lambda db: instruments.publish(db, *work))
        return other.instrument.digest

    def name_photo(self) -> None:
        """Have a record name the photo."""
        put_record(self.tablet, record_of(self.visit, {}, {"_signed_paper[1]": self.photo}, finished=False))

    def lies(self) -> str:
        """Where the record is, in the words of the table."""
        db = self.team.store.read()
        query = """
            SELECT r.state, p.state FROM sync_record AS r LEFT JOIN inspections_part AS p ON p.record = r.uuid
            WHERE r.uuid = ?
        """
        kept = db.execute(query, [self.uuid]).fetchone() or ("", "")
        undecided = [one for one, made in service.conflicts(db) if not made or made.reason == "aside"]
        if self.uuid in {one.uuid for one in undecided}:
            return "both on the server"
        words = {
            ("stored", "merged"): "in its visit",
            ("stored", "late"): "beside its visit",
            ("quarantined", None): "in quarantine",
        }
        return words.get(tuple(kept), "on the tablet")

    def file_lies(self) -> str:
        """Where the photo is."""
        found = self.team.store.read().execute("SELECT name FROM sync_file").fetchall()
        if found:
            return "on the server" if found[0][0] else "refused"
        return "partly on the server" if media.arriving(self.team.store.instance) else "on the tablet"


def play_put(scene: Scene, outcome: str) -> Any:
    """The answer of the door for records."""
    if outcome.startswith("new"):
        return play_new(scene, outcome)
    if outcome.startswith(("the same", "other content", "the office")):
        return play_again(scene, outcome)
    headers = {
        "the app is too old": {"X-App-Version": "0"},
        "a token nobody has": {"Authorization": "Bearer x"},
    }
    if outcome in headers:
        return put(scene.tablet, record(scene.visit.id, {}), scene.uuid, **headers[outcome])
    if outcome == "more than 2 MB":
        return scene.put({"B05_note": "x" * 2**21})
    if outcome == "no JSON, or not of the shape of a record":
        return put(scene.tablet, b'{"format": 1', scene.uuid)
    if outcome == "the server cannot write":
        scene.team.store.close()
        return scene.put()
    return play_quarantine(scene, outcome)


def play_new(scene: Scene, outcome: str) -> Any:
    if outcome.endswith("handed in before"):
        scene.hand_in()
    if outcome.endswith("made on the tablet"):
        return scene.put(visit=str(uuid4()), new_visit=made_on_tablet())
    return scene.put({"B08": "rất nhiều"} if outcome.endswith("wrong") else None)


def play_quarantine(scene: Scene, outcome: str) -> Any:
    if outcome == "the tablet was revoked":
        scene.tablet.revoke()
    changes: dict[str, Callable[[], dict[str, Any]]] = {
        "the tablet was revoked": dict,
        "who sends it has not proved themselves on the tablet": lambda: {"by": "binh"},
        "the version of the form is not known": lambda: {"digest": "0" * 64},
        "there is no such visit, or it cannot be made": lambda: {
            "visit": str(uuid4()),
            "new_visit": made_on_tablet(round="OLD"),
        },
        "the visit asks another form": lambda: {"digest": scene.of_another_form()},
    }
    if outcome == "who sends it does not go on the visit":
        scene.tablet.prove("cuong")
        return scene.put(by="cuong")
    return scene.put(**changes[outcome]())


def play_again(scene: Scene, outcome: str) -> Any:
    waits = not outcome.startswith("other") and ("quarantine" in outcome or "office" in outcome)
    first = {"by": "binh"} if waits else {}
    scene.put(**first)
    if outcome == "other content under this id":
        return scene.put({"B01": "no"})
    if outcome.startswith("other content again"):
        return play_decided(scene, outcome)
    if "thrown away" in outcome:
        scene.throw_away()
    if "released" in outcome:
        scene.release()
    if "removed" in outcome:
        scene.remove()
    return scene.put(**first)


def play_decided(scene: Scene, outcome: str) -> Any:
    digest = scene.put({"B01": "no"}).json["digest"]
    if outcome.endswith("put aside by the office"):
        service.put_aside(scene.team.store, scene.uuid, digest, "chief", "Gửi thử", NOW)
    else:
        service.take(scene.team.store, scene.uuid, digest, "chief", "Máy đã khôi phục", "vi", NOW)
    return scene.put({"B01": "no"})


def play_get(scene: Scene, outcome: str) -> Any:
    if outcome == "it is known":
        scene.put()
    if outcome == "the tablet was revoked":
        scene.tablet.revoke()
    return scene.get()


def play_head(scene: Scene, outcome: str) -> Any:
    if outcome == "a part of it came":
        put_piece(scene.tablet, digest_of(scene.photo), 0, len(scene.photo), scene.photo[:99])
    return ask(scene.tablet, scene.photo)


def play_patch(scene: Scene, outcome: str) -> Any:
    if outcome == "whole, but no picture":
        scene.photo = b"<svg/>"
    scene.name_photo()
    whole, digest = scene.photo, digest_of(scene.photo)
    if outcome == "a piece, more is to come":
        return put_piece(scene.tablet, digest, 0, len(whole), whole[:99])
    if outcome == "a piece that begins elsewhere":
        return put_piece(scene.tablet, digest, 7, len(whole), whole[7:99])
    if outcome == "whole, but of another digest":
        return put_piece(scene.tablet, digest, 0, len(whole), b"x" * len(whole))
    return put_file(scene.tablet, whole)


def play_pack(scene: Scene, outcome: str) -> Any:
    first = scene.tablet.call("GET", "/api/v1/pack")
    if outcome == "first":
        return first
    return scene.tablet.call("GET", "/api/v1/pack", {"If-None-Match": first.headers["ETag"]})


def play_devices(scene: Scene, outcome: str) -> Any:
    code = accounts.invite(scene.team.store, "Máy 2", "chief", NOW)
    sent = {"code": code if outcome == "a good code" else "WRONG-CODE", "name": "Máy 2"}
    return scene.tablet.client.post("/api/v1/devices", json=sent)


def play_people(scene: Scene, outcome: str) -> Any:
    scene.password("binh")
    given = PASSWORD if outcome == "the right password" else "không đúng"
    return scene.tablet.call("POST", "/api/v1/people/binh", json={"password": given})


PLAYS: dict[str, Callable[[Scene, str], Any]] = {
    "PUT /api/v1/responses/ID": play_put,
    "GET /api/v1/responses/ID": play_get,
    "HEAD /api/v1/files/SHA256": play_head,
    "PATCH /api/v1/files/SHA256": play_patch,
    "GET /api/v1/pack": play_pack,
    "POST /api/v1/devices": play_devices,
    "POST /api/v1/people/NAME": play_people,
}


@pytest.fixture
def scene(team: Any, device: Callable[..., Any], password: Callable[[str], str]) -> Scene:
    return Scene(team, device("anh"), password)


def test_table__has_a_row_for_every_status_of_the_door_for_records() -> None:
    statuses = {row[2] for row in ROWS if row[0].startswith("PUT")}
    assert statuses == {"201", "200", "202", "401", "409", "410", "413", "422", "426", "503"}
    assert {row[0] for row in ROWS} == PLAYS.keys()


@pytest.mark.parametrize(("door", "outcome", "status", "lies"), ROWS)
def test_row__of_the_table__is_what_happens(
    scene: Scene, door: str, outcome: str, status: str, lies: str
) -> None:
    answer = PLAYS[door](scene, outcome)
    assert answer.status_code == int(status), answer.text
    if lies != "–":
        assert (scene.file_lies() if "files" in door else scene.lies()) == lies
