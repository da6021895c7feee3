"""What the visit's page shows of photos and papers from tablets, and to whom."""

from collections.abc import Callable
from typing import Any

import pytest

from survey_app.inspections.model import Who
from survey_app.inspections.service import Told
from tests.survey_app.inspections.conftest import picture, tablet
from tests.survey_app.sync.sending import alone, digest_of, put_file, put_record, record_of, said_of

__all__ = ["tablet"]
PHOTO = "B07_photo"
PLACE = "21.02850, 105.85420"


@pytest.fixture
def brought(team: Any, device: Callable[..., Any]) -> Any:
    """A visit handed in from a tablet with a photo that knows its place, and a signed paper."""
    machine, visit = device("anh", name="Máy của Ánh"), team.make()
    photo, paper = picture(), picture("white")
    record = record_of(visit, team.met, {PHOTO: photo, "_signed_paper[2]": paper})
    record["files"]["_signed_paper[2]"] = said_of(paper, place=None, caption="", taken_at=None)
    put_record(machine, record)
    for content in (paper, photo):
        assert put_file(machine, content).status_code == 201
    return team.submit(visit)


def test_visit__with_photos_from_a_tablet__shows_the_team_when_where_and_of_what(
    brought: Any, tablet: Callable[..., Any]
) -> None:
    page = tablet("anh").open(f"/inspections/{brought.id}?lang=en").text
    assert "Bảng niêm yết" in page
    assert PLACE in page
    assert "within about 12 m" in page
    assert "(Máy của Ánh)" in page
    assert "Photo of the signed paper, sheet 2" in page
    assert page.index("Bảng niêm yết") < page.index("Photo of the signed paper")
    assert "the device noted no time" in page


def test_visit__its_papers__are_opened_by_the_team_and_nobody_else(
    brought: Any, tablet: Callable[..., Any], team: Any
) -> None:
    names = [row[0] for row in team.store.read().execute("SELECT DISTINCT name FROM inspections_capture")]
    assert len(names) == 2
    for username, status in (("binh", 200), ("chief", 200), ("cuong", 404)):
        browser = tablet(username)
        for name in names:
            answer = browser.open(f"/inspections/{brought.id}/photos/{name}")
            assert answer.status_code == status, username
            assert browser.open(f"/inspections/{brought.id}/thumbnails/{name}").status_code == status


def test_visit__without_tablets__says_nothing_of_them(team: Any, tablet: Callable[..., Any]) -> None:
    visit = team.fill(team.make())
    assert 'id="captured"' not in tablet("anh").open(f"/inspections/{visit.id}").text


def test_desk__is_told_when_and_by_which_device_but_never_where(brought: Any, team: Any) -> None:
    about = Told().about(team.store.read(), brought.id)
    assert {one.device for one in (about.captures or {}).values()} == {"Máy của Ánh"}
    assert "105.8" not in repr(about)


def test_place__is_in_no_dataset_row_of_the_response(brought: Any, team: Any) -> None:
    rows = team.store.read().execute("SELECT document FROM responses_response").fetchall()
    assert rows
    assert all("105.8" not in row[0] and "latitude" not in row[0] for row in rows)


def test_photo__of_an_answer_that_was_replaced__is_shown_no_more(
    team: Any, device: Callable[..., Any], tablet: Callable[..., Any]
) -> None:
    machine, visit, first, second = device("anh"), alone(team), picture(), picture("blue")
    put_record(machine, record_of(visit, team.met, {PHOTO: first}, finished=False))
    put_file(machine, first)
    put_record(machine, record_of(visit, team.met, {PHOTO: second}))
    put_file(machine, second)
    page = tablet("anh").open(f"/inspections/{visit.id}").text
    assert page[page.index('id="captured"') :].count("<li>") == 1
    assert digest_of(first) != digest_of(second)
    assert team.now(visit).open_to(Who("anh"))
