"""What a visit leaves behind that was thrown away or purged: nothing of what tablets brought."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from survey_app import media
from survey_app.app import timed_tasks
from survey_app.inspections import service as inspections
from survey_app.inspections.model import State
from survey_app.responses import service as responses
from survey_app.sync import service
from tests.survey_app.inspections.conftest import NOW, picture
from tests.survey_app.sync.sending import kept, put_file, put_record, record_of

PHOTO = "B01_photo"
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def sent(team: Any, device: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a visit that a tablet filled in, with a photo and a paper; gives tablet, visit and record."""

    def send(finished: bool) -> Any:
        tablet, visit = device("anh"), team.make(team.new(inspectors=()))
        photo, paper = picture(), picture("blue")
        content = record_of(visit, team.met, {PHOTO: photo, "_signed_paper[1]": paper}, finished=finished)
        uuid = put_record(tablet, content)
        put_file(tablet, photo)
        put_file(tablet, paper)
        return tablet, team.now(visit), uuid, content

    return send


def sweep(team: Any) -> None:
    (task,) = [one for one in timed_tasks(team.store) if one.name == "photos"]
    task.run(LATER)


def left(team: Any) -> dict[str, int]:
    """How many rows there are of what tablets brought."""
    tables = (
        "inspections_part",
        "inspections_capture",
        "inspections_photo",
        "sync_record_file",
        "media_file",
    )
    query = "SELECT count(*) FROM {}"
    db = team.store.read()
    return {table: db.execute(query.format(table)).fetchone()[0] for table in tables}


@pytest.mark.parametrize("finished", [False, True])
def test_visit__thrown_away_or_purged__leaves_nothing_of_its_records(
    team: Any, sent: Callable[..., Any], finished: bool
) -> None:
    tablet, visit, uuid, content = sent(finished)
    assert min(left(team).values()) > 0
    if finished:
        assert visit.state is State.SUBMITTED
        other = tablet.call("PUT", f"/api/v1/responses/{uuid}", data=json.dumps({**content, "by": "binh"}))
        assert other.status_code == 409
        responses.purge(team.store, [visit.id], team.today)
    else:
        inspections.discard(team.store, visit.id, team.anh, visit.revision, LATER)
    sweep(team)
    assert set(left(team).values()) == {0}
    assert service.conflicts(team.store.read()) == []
    assert kept(team) == set()
    assert not [path for path in team.store.instance.media.rglob("*") if path.is_file()]
    assert media.examine(team.store) == []
    db = team.store.read()
    assert db.execute("SELECT state, body FROM sync_record").fetchall() == [("removed", None)]
    assert service.removed(db) == []
    again = tablet.call("PUT", f"/api/v1/responses/{uuid}", data=json.dumps(content, ensure_ascii=False))
    assert again.status_code == 410


def test_visit__that_stays__keeps_what_tablets_brought(team: Any, sent: Callable[..., Any]) -> None:
    sent(True)
    before = left(team)
    sweep(team)
    assert left(team) == before
