"""What comes with a form: recordings and pictures told by their content, tables, and nothing else."""

import io

import pytest
from PIL import Image

from survey_app.instruments import attachments
from survey_app.media import sound_ending

MP3 = b"ID3\x04\x00" + bytes(60)
FRAME = b"\xff\xfb\x90\x64" + bytes(60)
OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(40)
VORBIS = b"OggS\x00\x02" + bytes(20) + b"\x01\x1e\x01vorbis" + bytes(40)
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 0, 0)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (MP3, "mp3"),
        (FRAME, "mp3"),
        (OGG, "ogg"),
        (VORBIS, "ogg"),
        (M4A, "m4a"),
        (M4A.replace(b"M4A ", b"isom"), "m4a"),
        (M4A + b"hdlr" + bytes(8) + b"soun", "m4a"),
    ],
)
def test_kind__of_a_sound_file__is_told_by_its_content(content: bytes, ending: str) -> None:
    assert sound_ending(content) == ending


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"\xff\xd8\xff\xe0 a picture",
        b"\xff\xfe\x00\x00 text in UTF-16",
        b"\xff\xff\xff\xff",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"<svg onload='alert(1)'>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"OggS\x00\x02" + bytes(20) + b"\x01\x2a\x80theora" + bytes(40),
        M4A.replace(b"M4A ", b"qt  "),
        M4A.replace(b"M4A ", b"isom") + b"hdlr" + bytes(8) + b"vide",
        b"PK\x03\x04",
    ],
)
def test_kind__of_anything_else__is_none(content: bytes) -> None:
    assert sound_ending(content) is None


def test_attachments__each_kind_of_fault__is_told_with_the_rest_kept() -> None:
    large = MP3 + bytes(attachments.FILE_BYTES)
    kept, problems = attachments.read_attachments(
        {
            "b.mp3": b"text",
            "a.mp3": MP3,
            "c.mp3": large,
            "d.svg": b"<svg/>",
            "e.png": picture()[:60],
            "f.csv": b"a\0b",
        }
    )
    assert [(file.name, file.kind) for file in kept] == [("a.mp3", "audio/mpeg")]
    assert [(problem.code, problem.place) for problem in problems] == [
        ("attachment_kind", "b.mp3"),
        ("attachment_large", "c.mp3"),
        ("attachment_kind", "d.svg"),
        ("photo_is_damaged", "e.png"),
        ("attachment_kind", "f.csv"),
    ]


def test_attachments__pictures_and_tables__are_kept_each_as_what_it_is() -> None:
    files = {"face.png": picture(), "street.jpg": picture("JPEG"), "wards.csv": b"name,label\na,A\n"}
    kept, problems = attachments.read_attachments(files)
    assert problems == []
    assert [(file.name, file.kind) for file in kept] == [
        ("face.png", "image/png"),
        ("street.jpg", "image/jpeg"),
        ("wards.csv", "text/csv"),
    ]
    assert attachments.tables_in(kept) == {"wards.csv": files["wards.csv"]}


def test_attachments__the_same_picture_again__is_the_same_file() -> None:
    first, again = (attachments.read_attachments({"p.webp": picture("WEBP")})[0] for _ in range(2))
    assert first == again


def test_attachments__too_much_altogether__is_refused() -> None:
    files = {f"{number}.mp3": MP3.ljust(attachments.FILE_BYTES, b"\0") for number in range(11)}
    _, problems = attachments.read_attachments(files)
    assert [problem.code for problem in problems] == ["attachments_large"]


def test_missing_files__name_nearly_right__is_proposed() -> None:
    problems = attachments.missing_files({"q1-vi.mp3", "other.ogg"}, ["q1_vi.mp3", "extra.m4a"])
    assert [(problem.code, problem.place) for problem in problems] == [
        ("attachment_missing", "other.ogg"),
        ("attachment_missing_near", "q1-vi.mp3"),
    ]
    assert problems[1].values == {"nearest": "q1_vi.mp3"}
