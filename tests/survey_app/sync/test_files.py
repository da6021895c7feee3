"""Files in pieces: what is here, what is kept, what is refused and said so, what hands a visit in."""

import io
import shutil
import struct
import threading
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

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
    ask,
    digest_of,
    put_file,
    put_piece,
    put_record,
    record_of,
)
from wording import say

PHOTO = "B07_photo"
NOBODYS = "0" * 64


def noise(side: int = 60) -> bytes:
    """A photo that is not small: nothing in it repeats."""
    stream = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(stream, "JPEG", quality=90)
    return stream.getvalue()


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def waiting(team: Any) -> list[media.Arriving]:
    return media.arriving(team.store.instance)


def kept_photos(team: Any, visit: Any) -> set[str]:
    return {row[0] for row in team.store.read().execute("SELECT name FROM media_file")}


def test_file__sent_in_pieces__is_kept_and_hands_in_the_visit_that_waited_for_it(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), team.make(), noise()
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
    name = next(iter(kept_photos(team, visit)))
    assert media.kept(team.store, name)[:3] == b"\xff\xd8\xff"
    assert waiting(team) == []
    taken = part_rows.captured(team.store.read(), visit.id)[PHOTO][name]
    assert (taken.caption, taken.by, taken.device) == ("Bảng niêm yết", "anh", tablet.id)
    assert {"latitude": taken.latitude, "longitude": taken.longitude, "accuracy": taken.accuracy} == HERE


def test_file__that_is_complete__answers_at_once_whatever_is_sent(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), team.make(), picture()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    assert put_file(tablet, photo).status_code == 201
    for offset in (0, 5, len(photo)):
        again = put_piece(tablet, digest_of(photo), offset, len(photo), b"anything")
        assert (again.status_code, again.headers["Upload-Complete"]) == (201, "?1")
    looked = ask(tablet, photo)
    assert (looked.status_code, looked.headers["Upload-Offset"]) == (200, str(len(photo)))
    assert len(kept_photos(team, visit)) == 1


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


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "photo_is_none"),
        (noise()[:400], "photo_is_damaged"),
        (png_head(65535, 65535), "photo_has_too_many_pixels"),
        (png_head(3000, 3000), "photo_is_damaged"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "photo_is_heic"),
        (b"GIF89a" + bytes(40), "photo_is_moving"),
        (b"%PDF-1.7\n" + bytes(40), "photo_is_none"),
        (b"", "photo_is_empty"),
    ],
    ids=["svg", "truncated", "huge", "hollow", "heic", "gif", "pdf", "empty"],
)
def test_photo__that_is_none__is_422_in_words_and_remembered(
    team: Any, device: Callable[..., Any], content: bytes, code: str
) -> None:
    tablet, visit = device("anh"), team.make()
    record = put_record(tablet, record_of(visit, team.met, {PHOTO: content}))
    refused = put_file(tablet, content)
    assert (refused.status_code, refused.json["error"]) == (422, code)
    assert len(refused.json["message"]) > 20
    assert ask(tablet, content).status_code == 422
    again = put_file(tablet, content)
    assert again.json == refused.json
    said = tablet.call("GET", f"/api/v1/responses/{record}", headers={"Accept-Language": "en"}).json
    assert said["missing_files"] == []
    assert [(one["address"], one["digest"]) for one in said["refused_files"]] == [(PHOTO, digest_of(content))]
    assert (
        said["refused_files"][0]["message"] != refused.json["message"]
    )  # in the language that was asked for
    assert "{" not in said["refused_files"][0]["message"]
    assert team.now(visit).state is State.DRAFT
    assert waiting(team) == []
    assert kept_photos(team, visit) == set()


def test_photo__with_another_file_glued_to_it__is_kept_without(team: Any, device: Callable[..., Any]) -> None:
    tablet, visit, glued = device("anh"), team.make(), picture() + b"PK\x03\x04<script>alert(1)</script>"
    put_record(tablet, record_of(visit, team.met, {PHOTO: glued}))
    assert put_file(tablet, glued).status_code == 201
    (name,) = kept_photos(team, visit)
    assert b"script" not in media.kept(team.store, name)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_photo__of_another_form__is_kept_as_jpeg(team: Any, device: Callable[..., Any], form: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (50, 40), "green").save(stream, form)
    tablet, visit = device("anh"), team.make()
    put_record(tablet, record_of(visit, team.met, {PHOTO: stream.getvalue()}))
    assert put_file(tablet, stream.getvalue()).status_code == 201
    (name,) = kept_photos(team, visit)
    assert name.endswith(".jpg")


def test_photo__too_large_for_its_question__is_refused_before_it_is_sent(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), team.make(), picture()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    most = media.MOST_OF[media.Kind.IMAGE] * 2**20
    refused = put_piece(tablet, digest_of(photo), 0, most + 1, photo)
    assert (refused.status_code, refused.json["error"]) == (422, "file_is_large")
    assert waiting(team) == []
    assert ask(tablet, photo).status_code == 422


def test_file__larger_than_any_may_be__is_refused_though_no_record_names_it(
    device: Callable[..., Any], team: Any
) -> None:
    tablet, photo = device(), picture()
    refused = put_piece(tablet, digest_of(photo), 0, files.MOST_BYTES + 1, photo)
    assert (refused.status_code, refused.json["error"]) == (422, "file_is_large")
    assert ask(tablet, photo).status_code == 404


def test_file__before_its_record__waits_whole_and_is_taken_with_it(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, photo = device("anh"), team.make(), picture()
    assert put_file(tablet, photo).status_code == 201
    looked = ask(tablet, photo)
    assert (looked.status_code, looked.headers["Upload-Complete"]) == (200, "?1")
    assert kept_photos(team, visit) == set()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    assert team.now(visit).state is State.SUBMITTED
    assert waiting(team) == []


def test_file__named_by_two_records__comes_once_for_both(team: Any, device: Callable[..., Any]) -> None:
    tablet, one, other, photo = device("anh"), team.make(), team.make(), picture()
    put_record(tablet, record_of(one, team.met, {PHOTO: photo}))
    put_file(tablet, photo)
    put_record(tablet, record_of(other, team.met, {PHOTO: photo}))
    assert [team.now(visit).state for visit in (one, other)] == [State.SUBMITTED] * 2
    assert len(kept_photos(team, one)) == 1


def test_paper__photographed__is_kept_with_the_visit_and_answers_nothing(
    team: Any, device: Callable[..., Any]
) -> None:
    tablet, visit, paper, drawn = device("anh"), team.make(), picture("white"), picture("black")
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
    tablet, visit, photo = device(), team.make(), picture()  # nobody proved themselves on it
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


def test_clock__comes_round__sweeps_leftovers(
    team: Any, device: Callable[..., Any]
) -> None:
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
    tablet, visit, photo = device("anh"), team.make(), picture()
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}, finished=False))
    put_file(tablet, photo)
    assert media.sweep(team.store, lambda _: set(), NOW + timedelta(days=1)) == 1
    assert ask(tablet, photo).status_code == 404
    other = team.make()
    put_record(tablet, record_of(other, team.met, {PHOTO: photo}))
    assert team.now(other).state is State.DRAFT
    assert put_file(tablet, photo).status_code == 201
    assert team.now(other).state is State.SUBMITTED


def test_door__to_a_stranger__is_shut(device: Callable[..., Any], app: Any) -> None:
    client = app.test_client(use_cookies=False)
    assert client.patch(f"/api/v1/files/{NOBODYS}", data=b"x").status_code == 401
    assert client.head(f"/api/v1/files/{NOBODYS}").status_code == 401


def test_revoked_tablet__sends_only_what_a_record_names(team: Any, device: Callable[..., Any]) -> None:
    tablet, visit, photo, other = device("anh"), team.make(), picture(), picture("blue")
    put_record(tablet, record_of(visit, team.met, {PHOTO: photo}))
    tablet.revoke()
    assert put_file(tablet, photo).status_code == 201
    refused = put_file(tablet, other)
    assert (refused.status_code, refused.json["error"]) == (403, "device_revoked")
    assert waiting(team) == []


def test_piece__whose_headers_are_no_numbers__is_422_and_names_each(device: Callable[..., Any]) -> None:
    answer = put_piece(device(), NOBODYS, "-1", "many", b"x")
    assert answer.status_code == 422
    assert [one["place"] for one in answer.json["problems"]] == ["Upload-Offset", "Upload-Length"]


@pytest.mark.parametrize("digest", ["x", "0" * 63, "F" * 64, "..%2f..%2fkeys%2fdigest.key", "０" * 64])
def test_file__of_no_digest__is_404(device: Callable[..., Any], digest: str) -> None:
    assert put_piece(device(), digest, 0, 1, b"x").status_code == 404


def test_piece__larger_than_one_may_be__is_413(device: Callable[..., Any], team: Any) -> None:
    large = bytes(256 * 1024 + 1)
    assert put_piece(device(), NOBODYS, 0, len(large), large).status_code == 413
    assert waiting(team) == []


def test_piece__beyond_the_end_or_of_nothing__is_422(device: Callable[..., Any]) -> None:
    tablet = device()
    assert put_piece(tablet, NOBODYS, 0, 3, b"four").json["error"] == "file_longer_than_said"
    assert put_piece(tablet, NOBODYS, 0, 3, b"").json["error"] == "file_piece_is_empty"
    assert tablet.call("HEAD", f"/api/v1/files/{NOBODYS}").status_code == 404


def test_disk__nearly_full__takes_no_file_and_says_why(
    device: Callable[..., Any], team: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(team.store.instance.root)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=media.LEAST_FREE))
    refused = put_file(device(), picture())
    assert (refused.status_code, refused.json["error"]) == (503, "disk_nearly_full")
    assert waiting(team) == []


def test_file__sent_by_two_tablets_at_once__is_kept_once(team: Any, device: Callable[..., Any]) -> None:
    tablets, visit, photo = [device("anh"), device("anh", name="Máy 2")], team.make(), noise(120)
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
    assert len(kept_photos(team, visit)) == 1
    assert team.now(visit).state is State.SUBMITTED
