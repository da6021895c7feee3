"""Files in pieces: what is here, what is kept, what hands a visit in, what is given up."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from survey_app import media
from survey_app.app import timed_tasks
from survey_app.inspections import service as inspections
from survey_app.inspections.model import State
from survey_app.inspections.store import parts as part_rows
from survey_app.office.service.health import look_over
from survey_app.sync.service import files
from tests.survey_app.inspections.conftest import NOW, picture
from tests.survey_app.sync.sending import (
    HERE,
    alone,
    ask,
    digest_of,
    kept,
    noise,
    put_file,
    put_piece,
    put_record,
    record_of,
    waiting,
)
from wording import say

PHOTO = "B07_photo"


def test_file__sent_in_pieces__is_kept_and_hands_in_the_visit_that_waited_for_it(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), alone(team), noise()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    assert team.now(visit).state is State.DRAFT
    third = len(photo) // 3
    first = put_piece(tablet, digest_of(photo), 0, len(photo), photo[:third])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, str(third))
    assert first.headers["Upload-Complete"] == "?0"
    looked = ask(tablet, photo)
    assert (looked.status_code, looked.headers["Upload-Offset"]) == (200, str(third))
    assert looked.headers["Upload-Complete"] == "?0"
    last = put_file(tablet, photo, start=third)
    assert (last.status_code, last.headers["Upload-Complete"]) == (201, "?1")
    assert last.headers["Upload-Offset"] == str(len(photo))
    assert team.now(visit).state is State.SUBMITTED
    name = next(iter(kept(team)))
    assert media.kept(team.store, name)[:3] == b"\xff\xd8\xff"
    assert waiting(team) == []
    taken = part_rows.captured(team.store.read(), visit.id)[PHOTO][name]
    assert (taken.caption, taken.by, taken.device) == ("Bảng niêm yết", "anh", tablet.id)
    assert {"latitude": taken.latitude, "longitude": taken.longitude, "accuracy": taken.accuracy} == HERE


def test_file__that_is_complete__answers_at_once_whatever_is_sent(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), alone(team), picture()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    assert put_file(tablet, photo).status_code == 201
    for offset in (0, 5, len(photo)):
        again = put_piece(tablet, digest_of(photo), offset, len(photo), b"anything")
        assert (again.status_code, again.headers["Upload-Complete"]) == (201, "?1")
    looked = ask(tablet, photo)
    assert (looked.status_code, looked.headers["Upload-Offset"]) == (200, str(len(photo)))
    assert len(kept(team)) == 1


def test_file__nothing_of_it_here__is_404(device: Callable[..., Any]) -> None:
    assert ask(device(), b"nothing").status_code == 404


def test_piece__at_another_offset__is_409_with_the_right_one(device: Callable[..., Any]) -> None:
    tablet, photo = device(), picture()
    put_piece(tablet, digest_of(photo), 0, len(photo), photo[:100])
    for offset in (0, 99, 101, len(photo)):
        wrong = put_piece(tablet, digest_of(photo), offset, len(photo), photo[100:200])
        assert (wrong.status_code, wrong.headers["Upload-Offset"]) == (409, "100")
        assert wrong.json["error"] == "file_offset_wrong"
    assert put_file(tablet, photo, start=100).status_code == 201


def test_file__of_another_digest__is_422_and_begins_anew(device: Callable[..., Any], team: Any) -> None:
    tablet, photo = device(), picture()
    wrong = put_piece(tablet, digest_of(photo), 0, len(photo), bytes(len(photo)))
    assert (wrong.status_code, wrong.headers["Upload-Offset"]) == (422, "0")
    assert wrong.json["error"] == "file_digest_wrong"
    assert ask(tablet, photo).status_code == 404
    assert waiting(team) == []
    assert put_file(tablet, photo).status_code == 201


def test_file__before_its_record__waits_whole_and_is_taken_with_it(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), alone(team), picture()
    assert put_file(tablet, photo).status_code == 201
    looked = ask(tablet, photo)
    assert (looked.status_code, looked.headers["Upload-Complete"]) == (200, "?1")
    assert kept(team) == set()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    assert team.now(visit).state is State.SUBMITTED
    assert waiting(team) == []


def test_file__named_by_two_records__comes_once_for_both(team: Any, device: Callable[..., Any]) -> None:
    tablet, one, other, photo = device("anh"), alone(team), alone(team), picture()
    put_record(tablet, record_of(one, team.met, {PHOTO: photo}))
    put_file(tablet, photo)
    put_record(tablet, record_of(other, team.met, {PHOTO: photo}))
    assert [team.now(visit).state for visit in (one, other)] == [State.SUBMITTED] * 2
    assert len(kept(team)) == 1


def test_paper__photographed__is_kept_with_the_visit_and_answers_nothing(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, paper, drawn = device("anh"), alone(team), picture("white"), picture("black")
    put_record(tablet, record_of(visit, team.met, {"_signed_paper[1]": paper, "_signature[1]": drawn}))
    assert put_file(tablet, paper).status_code == 201
    assert put_file(tablet, drawn).status_code == 201
    captured = part_rows.captured(team.store.read(), visit.id)
    assert captured.keys() == {"_signed_paper[1]", "_signature[1]"}
    assert media.sweep(team.store, lambda _: set(), NOW) == 0  # taken just now
    later = NOW + timedelta(days=1)
    assert inspections.sweep_photos(team.store, later) == 0


def test_file__of_a_record_in_quarantine__waits_for_whoever_decides(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device(), alone(team), picture()  # nobody proved themselves on it
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    assert put_file(tablet, photo).status_code == 201
    assert files.sweep(team.store, NOW + timedelta(days=30)) == 0
    assert [one.whole for one in waiting(team)] == [True]


def test_leftovers__of_seven_days__are_swept_and_those_before_are_not(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, photo, other = device(), picture(), picture("blue")
    put_piece(tablet, digest_of(photo), 0, len(photo), photo[:100])
    put_file(tablet, other)
    assert files.on_their_way(team.store.instance) == (2, 100 + len(other))
    assert files.sweep(team.store, NOW + timedelta(days=6)) == 0
    assert files.sweep(team.store, NOW + timedelta(days=8)) == 2
    assert files.on_their_way(team.store.instance) == (0, 0)
    assert ask(tablet, photo).status_code == 404


def test_clock__comes_round__sweeps_leftovers(team: Any, device: Callable[..., Any]) -> None:
    tablet, photo = device(), picture()
    put_piece(tablet, digest_of(photo), 0, len(photo), photo[:100])
    (sweep,) = [task for task in timed_tasks(team.store) if task.name == "photos"]
    sweep.run(NOW + timedelta(days=8))
    assert waiting(team) == []


def test_health__with_files_on_their_way__says_how_many(team: Any, device: Callable[..., Any]) -> None:
    tablet, photo = device(), picture()
    assert [one for one in look_over(team.store, NOW) if one.key == "office.health_arriving"] == []
    put_piece(tablet, digest_of(photo), 0, len(photo), photo[:100])
    (found,) = [one for one in look_over(team.store, NOW) if one.key == "office.health_arriving"]
    assert found.values == {"n": 1, "size": 1}
    assert "1" in say("vi", found.key, **found.values)


def test_file__whose_media_was_swept__is_asked_for_again(team: Any, device: Callable[..., Any]) -> None:
    tablet, visit, photo = device("anh"), alone(team), picture()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}, finished=False))
    put_file(tablet, photo)
    assert media.sweep(team.store, lambda _: set(), NOW + timedelta(days=1)) == 1
    assert ask(tablet, photo).status_code == 404
    other = alone(team)
    put_record(tablet, record_of(other, team.met, {PHOTO: photo}))
    assert team.now(other).state is State.DRAFT
    assert put_file(tablet, photo).status_code == 201
    assert team.now(other).state is State.SUBMITTED


def test_file__sent_by_two_tablets_at_once__is_kept_once(team: Any, device: Callable[..., Any]) -> None:
    tablets, visit, photo = [device("anh"), device("anh", name="Máy 2")], alone(team), noise(120)
    put_record(tablets[0], record_of(visit, team.met, {PHOTO: photo}))
    ends: list[int] = []

    def send(tablet: Any) -> None:
        offset, status = 0, 204
        while status in (204, 409):
            piece = photo[offset : offset + 500]
            answer = put_piece(tablet, digest_of(photo), offset, len(photo), piece)
            offset, status = int(answer.headers["Upload-Offset"]), answer.status_code
        ends.append(status)

    threads = [threading.Thread(target=send, args=(tablet,)) for tablet in tablets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ends == [201, 201]
    assert len(kept(team)) == 1
    assert team.now(visit).state is State.SUBMITTED


def test_record_and_last_piece__at_once__leave_no_visit_waiting(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, other = device("anh"), device("anh", name="Máy 2")
    for number in range(6):
        visit, photo = alone(team), noise(40 + number)
        record = record_of(visit, team.met, {PHOTO: photo})
        threads = [
            threading.Thread(target=put_record, args=(tablet, record)),
            threading.Thread(target=put_file, args=(other, photo)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert team.now(visit).state is State.SUBMITTED
        assert waiting(team) == []


def test_file__kept_but_not_cleared_away__is_complete_and_swept_later(
    team: Any, device: Callable[..., Any]
) -> None:
    """As when the server was killed between the row and the last step."""
    tablet, visit, photo = device("anh"), alone(team), picture()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    put_file(tablet, photo)
    media.append(team.store.instance, digest_of(photo), photo, len(photo))
    assert media.finish(team.store.instance, digest_of(photo))
    assert ask(tablet, photo).headers["Upload-Complete"] == "?1"
    assert files.sweep(team.store, NOW + timedelta(days=8)) == 1
    assert waiting(team) == []
    assert len(kept(team)) == 1


def test_file__whole_when_the_server_was_killed__is_taken_when_the_clock_comes_round(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), alone(team), picture()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    media.append(team.store.instance, digest_of(photo), photo, len(photo))
    assert media.finish(team.store.instance, digest_of(photo))
    assert team.now(visit).state is State.DRAFT
    files.sweep(team.store, NOW)
    assert team.now(visit).state is State.SUBMITTED
    assert waiting(team) == []


def test_file__whose_last_piece_was_never_judged__is_judged_when_asked_for(
    team: Any, device: Callable[..., Any]
) -> None:
    """As when the server was killed between the last piece and its digest."""
    tablet, photo = device(), picture()
    media.append(team.store.instance, digest_of(photo), photo, len(photo))
    looked = ask(tablet, photo)
    assert (looked.headers["Upload-Complete"], looked.headers["Upload-Offset"]) == ("?1", str(len(photo)))
    assert [one.whole for one in waiting(team)] == [True]
