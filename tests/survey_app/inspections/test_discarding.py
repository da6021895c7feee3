"""Photos of a draft that is thrown away go with it, unless something else names them."""

from datetime import timedelta
from typing import Any

from survey_app import media
from survey_app.inspections import service


def kept(team: Any) -> set[str]:
    """The names of the photos that have a file."""
    folder = team.store.instance.media
    return {path.name for path in folder.rglob("*.jpg") if "thumbs" not in path.parts}


def rows(team: Any) -> set[str]:
    """The names of the photos that have a row."""
    return {row[0] for row in team.store.read().execute("SELECT name FROM media_file")}


def discard(team: Any, visit: Any, hours: int = 2) -> None:
    revision = team.now(visit).revision
    service.discard(team.store, visit.id, team.anh, revision, visit.made_at + timedelta(hours=hours))


def test_discard__photos_of_a_draft__go_but_for_one_that_another_visit_has(team: Any) -> None:
    mine, other = team.make(), team.make()
    own, shared = team.photograph(mine, "green"), team.photograph(mine, "red")
    assert team.photograph(other, "red") == shared
    discard(team, mine)
    assert kept(team) == rows(team) == {shared}
    assert service.file_of(team.store, other, shared) == media.photo(team.store, shared)
    assert media.examine(team.store) == []
    discard(team, other)
    assert kept(team) == rows(team) == set()
    assert own not in rows(team)


def test_discard__photo_that_a_finding_names__stays(team: Any) -> None:
    absent = {"D01_due": "12", "D01_present": "8", "D01_unexcused": "4", "D01_note": "Vắng mặt không lý do."}
    first, second = team.make(), team.make()
    photo = team.photograph(first, "blue")
    team.submit(team.fill(first, D01_photo=photo, **absent))
    assert team.photograph(second, "blue") == photo
    discard(team, second)
    assert kept(team) == rows(team) == {photo}


def test_discard__photo_of_the_last_hour__goes_with_a_later_sweep(team: Any) -> None:
    visit = team.make()
    photo = team.photograph(visit)
    discard(team, visit, hours=0)
    assert kept(team) == {photo}
    assert service.sweep_photos(team.store, visit.made_at + timedelta(hours=2)) == 1
    assert kept(team) == rows(team) == set()


def test_sweep__photo_replaced_in_a_draft_and_handed_in__goes(team: Any) -> None:
    visit = team.make()
    first, second = team.photograph(visit, "red"), team.photograph(visit, "blue")
    team.submit(team.fill(visit, B01_photo=second))
    service.sweep_photos(team.store, visit.made_at + timedelta(hours=2))
    assert kept(team) == rows(team) == {second}
    assert first not in rows(team)
