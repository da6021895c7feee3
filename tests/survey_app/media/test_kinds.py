"""Recordings, films and documents are told by their content; what could harm whoever opens it is refused."""

import io
import os
import struct
import zipfile
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from PIL import Image

from forms import ItemType
from forms.answers.files import ENDINGS, file_of
from survey_app import media, store
from survey_app.errors import Invalid, NotFound
from survey_app.media.kinds import MEDIA_TYPES, ending_of
from tests.paper import sheet

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)
MOVING = b"hdlr" + bytes(8) + b"vide"
MP4 = M4A.replace(b"M4A ", b"isom") + MOVING
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(40)


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
OPEN = {"mimetype": b"application/vnd.oasis.opendocument.text"}
NOISE = os.urandom(60_000)
DOES_NOT_OPEN = "file_does_not_open"


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return out.getvalue()


def word(**further: bytes) -> bytes:
    return packed({**WORD, **further})


def locked() -> bytes:
    content = bytearray(word())
    listed = content.rindex(b"PK\x01\x02")
    content[listed + 8] |= 1
    return bytes(content)


SHEET = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"})
OPEN_TEXT = packed({**OPEN, "content.xml": b"<c/>"})
FORM_OF_LIKE_ROWS = word(**{"word/document.xml": b"<w>" + b"<w:tc><w:p/></w:tc>\n" * 40_000})


@pytest.mark.parametrize(
    ("kind", "content", "ending"),
    [
        (media.Kind.AUDIO, b"ID3\x04\x00" + bytes(60), "mp3"),
        (media.Kind.AUDIO, b"\xff\xf1\x50\x80" + bytes(60), "aac"),
        (media.Kind.AUDIO, b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(40), "ogg"),
        (media.Kind.AUDIO, b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(20), "wav"),
        (media.Kind.AUDIO, M4A, "m4a"),
        (media.Kind.AUDIO, M4A.replace(b"M4A ", b"3gp4"), "m4a"),
        (media.Kind.AUDIO, WEBM + b"A_OPUS", "webm"),
        (media.Kind.VIDEO, MP4, "mp4"),
        (media.Kind.VIDEO, MP4.replace(b"isom", b"qt  "), "mov"),
        (media.Kind.VIDEO, MP4.replace(b"isom", b"3gp5"), "3gp"),
        (media.Kind.VIDEO, WEBM + b"V_VP9", "webm"),
        (media.Kind.FILE, sheet(), "pdf"),
        (media.Kind.FILE, word(), "docx"),
        (media.Kind.FILE, FORM_OF_LIKE_ROWS, "docx"),
        (media.Kind.FILE, word(**{"word/document.xml": "\ufeff<w/>".encode("utf-16-le")}), "docx"),
        (media.Kind.FILE, SHEET, "xlsx"),
        (media.Kind.FILE, OPEN_TEXT, "odt"),
    ],
)
def test_file__of_a_kind_that_is_taken__has_the_ending_of_its_content(
    kind: media.Kind, content: bytes, ending: str
) -> None:
    assert ending_of(kind, content) == ending
    assert ending in media.ENDINGS[kind]


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        (media.Kind.AUDIO, b"", "upload_is_empty"),
        (media.Kind.AUDIO, MP4, "file_is_no_audio"),
        (media.Kind.AUDIO, WEBM + b"V_VP8", "file_is_no_audio"),
        (media.Kind.VIDEO, M4A, "file_is_no_video"),
        (media.Kind.VIDEO, WEBM + b"A_OPUS", "file_is_no_video"),
        (media.Kind.VIDEO, b"<!doctype html><script>alert(1)</script>", "file_is_no_video"),
        (media.Kind.FILE, b"MZ\x90\x00" + bytes(80), "file_is_no_file"),
        (media.Kind.FILE, b"#!/bin/sh\nrm -rf /\n", "file_is_no_file"),
        (media.Kind.FILE, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_is_no_file"),
        (media.Kind.FILE, b"<html><script>alert(1)</script></html>", "file_is_no_file"),
        (media.Kind.FILE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(80), "file_is_no_file"),
        (media.Kind.FILE, packed({"a.txt": b"a"}), "file_is_no_file"),
        (media.Kind.FILE, word()[:-30], "file_is_no_file"),
        (media.Kind.FILE, b"PK\x03\x04" + b"PK\x05\x06" + bytes(18), "file_is_no_file"),
        (media.Kind.FILE, word(**{"word/vbaProject.bin": b"macro"}), "file_has_macros"),
        (media.Kind.FILE, word(**{"word/embeddings/setup.EXE": b"MZ"}), "file_has_programs"),
        (media.Kind.FILE, word(**{"word/embeddings/oleObject1.bin": b"ole"}), "file_has_programs"),
        (media.Kind.FILE, locked(), "file_is_locked"),
        (media.Kind.FILE, word(bomb=bytes(301 * 2**20)), "file_unpacks_to_too_much"),
        (media.Kind.FILE, word(zeros=bytes(9 * 2**20), stored=NOISE), "file_unpacks_to_too_much"),
        (media.Kind.FILE, packed({"[Content_Types].xml": b"", "word/document.xml": b"<w/>"}), DOES_NOT_OPEN),
        (media.Kind.FILE, packed({**WORD, "word/document.xml": bytes(2000)}), DOES_NOT_OPEN),
        (media.Kind.FILE, packed({**OPEN, "content.xml": b"MZ"}), DOES_NOT_OPEN),
        (media.Kind.FILE, packed({**OPEN, "text.xml": b"<c/>"}), "file_is_no_file"),
        (media.Kind.FILE, b"%PDF-1.4\n%%EOF", DOES_NOT_OPEN),
    ],
)
def test_file__of_another_kind_or_unsafe__is_refused_saying_why(
    kind: media.Kind, content: bytes, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        ending_of(kind, content)
    assert caught.value.problem.code == code


def test_document__whose_list_of_parts_is_said_to_be_huge__is_never_listed() -> None:
    content = bytearray(word())
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<I", 2**31)
    with pytest.raises(Invalid, match="file_is_no_file"):
        ending_of(media.Kind.FILE, bytes(content))


def test_file__larger_than_its_kind_may_be__is_refused() -> None:
    content = M4A + bytes(media.MOST_OF[media.Kind.AUDIO] * 2**20)
    with pytest.raises(Invalid) as caught:
        ending_of(media.Kind.AUDIO, content)
    assert caught.value.problem.values == {"most": media.MOST_OF[media.Kind.AUDIO]}


def test_recording__taken__is_kept_once_with_the_time_that_was_handed_in(opened: store.Store) -> None:
    content = M4A + b"hello"
    name = media.take_file(opened, media.Kind.AUDIO, content, NOW)
    assert (name, media.kept(opened, name)) == (f"{sha256(content).hexdigest()}.m4a", content)
    assert media.take_file(opened, media.Kind.AUDIO, content, NOW) == name
    assert media.examine(opened) == []
    path = opened.instance.media / name[:2] / name[2:4] / name
    for place in (path, *list(path.parents)[:3]):
        assert place.stat().st_mtime == NOW.timestamp()


def test_recording__is_no_photo_and_has_no_thumbnail(opened: store.Store) -> None:
    name = media.take_file(opened, media.Kind.AUDIO, M4A, NOW)
    for give in (media.photo, media.thumbnail):
        with pytest.raises(NotFound):
            give(opened, name)


def test_recording__that_nothing_names__is_swept(opened: store.Store) -> None:
    media.take_file(opened, media.Kind.AUDIO, M4A, datetime(2026, 3, 1, tzinfo=UTC))
    assert media.sweep(opened, lambda _: (), NOW) == 1
    assert not [path for path in opened.instance.media.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", [media.Kind.SIGNATURE, media.Kind.FILE])
def test_picture__drawn_as_signature_or_sent_as_file__is_made_anew_on_white(
    opened: store.Store, kind: media.Kind
) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (60, 20), (0, 0, 0, 0)).save(out, "PNG")
    name = media.take_file(opened, kind, out.getvalue(), NOW)
    with Image.open(io.BytesIO(media.kept(opened, name))) as drawn:
        assert (drawn.format, drawn.size, drawn.getpixel((5, 5))) == ("JPEG", (60, 20), (255, 255, 255))


def test_figure__of_a_question__is_made_small_and_keeps_what_shows_through() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2000, 100), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(media.draw_figure(out.getvalue()))) as drawn:
        assert (drawn.format, drawn.size, drawn.mode) == ("PNG", (1280, 64), "RGBA")
    out = io.BytesIO()
    Image.frombytes("RGB", (900, 900), os.urandom(900 * 900 * 3)).save(out, "PNG")
    with Image.open(io.BytesIO(media.draw_figure(out.getvalue()))) as drawn:
        assert drawn.format == "JPEG"
    with pytest.raises(Invalid):
        media.draw_figure(b"<svg/>")


@pytest.mark.parametrize("kind", list(media.Kind))
def test_names__of_kept_files__are_answers_to_questions_of_their_kind(kind: media.Kind) -> None:
    read = file_of(ItemType(kind))
    for ending in media.ENDINGS[kind]:
        assert read(f"{'0' * 64}.{ending}") == f"{'0' * 64}.{ending}"
    assert set(MEDIA_TYPES) == set().union(*media.ENDINGS.values())
    assert set(ENDINGS[ItemType(kind)]) == media.ENDINGS[kind]
