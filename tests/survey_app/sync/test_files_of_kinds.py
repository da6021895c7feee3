"""Recordings, films and documents come as photos do; what a question asks for decides what is taken."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from forms import Compiled, compile_workbook
from survey_app import media
from survey_app.instruments import service as instruments
from survey_app.rounds import service as rounds
from tests.paper import sheet
from tests.survey_app.inspections.conftest import NOW, picture
from tests.survey_app.inspections.parts import M4A
from tests.survey_app.sync.sending import ask, digest_of, kept, put_file, put_record, record_of, said_of

FORM = """
| survey | | | | |
| | type | name | label::Tiếng Việt (vi) | appearance |
| | audio | sound | Ghi âm | |
| | video | film | Phim | |
| | file | paper | Văn bản | |
| | image | signed | Chữ ký | signature |
| | begin_repeat | rooms | Phòng | |
| | image | photo | Ảnh | |
| | end_repeat | | | |
| settings | | | | |
| | form_id | version | form_title | audience | default_language |
| | every_file | 1 | Đủ loại tệp | staff | Tiếng Việt (vi) |
"""
PDF = sheet()
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@cache
def compiled() -> Compiled:
    return compile_workbook(FORM.encode(), "every_file.md")


@pytest.fixture
def visit(team: Any) -> Any:
    """A draft of a form with a question for every kind of file."""

    def publish(db: Any) -> None:
        instruments.publish(db, compiled(), FORM.encode(), "every_file.md", NOW)
        rounds.add_round(db, "F1", "every_file", team.today - timedelta(5), team.today + timedelta(5))

    team.store.write(publish)
    return team.make(team.new(round="F1", inspectors=()))


def send(device: Any, visit: Any, files: dict[str, tuple[bytes, str]], **answers: str) -> str:
    """The id of a record that answers with ``files``: address -> content and ending."""
    instrument = compiled().instrument
    named = {place: f"{digest_of(content)}.{ending}" for place, (content, ending) in files.items()}
    known = {"instrument": instrument.id, "version": "1", "digest": instrument.digest}
    said = {place: said_of(content, type="x/y") for place, (content, _) in files.items()}
    record = record_of(visit, {**answers, **named}, {}, **known)
    return put_record(device, {**record, "files": said})


@pytest.mark.parametrize(
    ("place", "content", "ending"),
    [("sound", M4A, "m4a"), ("paper", PDF, "pdf"), ("paper", picture(), "jpg"), ("signed", PNG, "jpg")],
    ids=["sound", "pdf", "picture", "signature"],
)
def test_file__of_the_kind_its_question_asks_for__is_taken(
    team: Any, device: Callable[..., Any], visit: Any, place: str, content: bytes, ending: str
) -> None:
    tablet = device("anh")
    send(tablet, visit, {place: (content, ending)})
    assert put_file(tablet, content).status_code == 201
    (name,) = kept(team)
    assert name.endswith(f".{ending}")
    if ending in ("m4a", "pdf"):
        assert media.kept(team.store, name) == content


@pytest.mark.parametrize(
    ("place", "content", "code"),
    [
        ("sound", PDF, "file_is_no_audio"),
        ("film", M4A, "file_is_no_video"),
        ("paper", b"MZ" + bytes(60), "file_is_no_file"),
        ("signed", PDF, "photo_is_none"),
        ("sound", picture(), "file_is_no_audio"),
    ],
    ids=["pdf as sound", "sound as film", "program", "pdf as signature", "picture as sound"],
)
def test_file__of_another_kind__is_refused_in_words(
    team: Any, device: Callable[..., Any], visit: Any, place: str, content: bytes, code: str
) -> None:
    tablet = device("anh")
    send(tablet, visit, {place: (content, "bin")})
    refused = put_file(tablet, content)
    assert (refused.status_code, refused.json["error"]) == (422, code)
    assert "{" not in refused.json["message"]
    assert ask(tablet, content).status_code == 422
    assert kept(team) == set()


def test_photo__in_an_entry_of_a_repeat__comes_to_its_address(
    team: Any, device: Callable[..., Any], visit: Any
) -> None:
    tablet, first, second = device("anh"), picture(), picture("blue")
    send(tablet, visit, {"photo[1]": (first, "jpg"), "photo[2]": (second, "jpg")}, rooms="2")
    for content in (second, first):
        assert put_file(tablet, content).status_code == 201
    document = team.store.read().execute("SELECT document FROM responses_response").fetchone()[0]
    assert all(name in document for name in kept(team))
    assert len(kept(team)) == 2


def test_large_film__is_taken_where_a_photo_of_that_size_is_not(
    team: Any, device: Callable[..., Any], visit: Any
) -> None:
    tablet, size = device("anh"), 30 * 2**20
    film, photo = bytes(100), bytes(99)
    send(tablet, visit, {"film": (film, "mp4"), "photo[1]": (photo, "jpg")}, rooms="1")
    said = {"Upload-Offset": "0", "Upload-Length": str(size)}
    path = f"/api/v1/files/{digest_of(film)}"
    assert tablet.call("PATCH", path, headers=said, data=film).status_code == 204
    refused = tablet.call("PATCH", f"/api/v1/files/{digest_of(photo)}", headers=said, data=photo)
    assert refused.json["error"] == "file_is_large"
