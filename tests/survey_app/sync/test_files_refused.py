"""Files that are not taken: each refusal in words, remembered where sending it again would not help."""

import io
import shutil
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from survey_app import media
from survey_app.inspections.model import State
from survey_app.sync.service import files
from tests.survey_app.inspections.conftest import picture
from tests.survey_app.sync.sending import (
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

PHOTO = "B07_photo"
NOBODYS = "0" * 64


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


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
    assert kept(team) == set()


def test_photo__with_another_file_glued_to_it__is_kept_without(team: Any, device: Callable[..., Any]) -> None:
    tablet, visit, glued = device("anh"), team.make(), picture() + b"PK\x03\x04<script>alert(1)</script>"
    put_record(tablet, record_of(visit, team.met, {PHOTO: glued}))
    assert put_file(tablet, glued).status_code == 201
    (name,) = kept(team)
    assert b"script" not in media.kept(team.store, name)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_photo__of_another_form__is_kept_as_jpeg(team: Any, device: Callable[..., Any], form: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (50, 40), "green").save(stream, form)
    tablet, visit = device("anh"), team.make()
    put_record(tablet, record_of(visit, team.met, {PHOTO: stream.getvalue()}))
    assert put_file(tablet, stream.getvalue()).status_code == 201
    (name,) = kept(team)
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
