import pytest

from survey_app.instruments import sounds

MP3 = b"ID3\x04\x00" + bytes(60)
FRAME = b"\xff\xfb\x90\x64" + bytes(60)
OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(40)
VORBIS = b"OggS\x00\x02" + bytes(20) + b"\x01\x1e\x01vorbis" + bytes(40)
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (MP3, "audio/mpeg"),
        (FRAME, "audio/mpeg"),
        (OGG, "audio/ogg"),
        (VORBIS, "audio/ogg"),
        (M4A, "audio/mp4"),
        (M4A.replace(b"M4A ", b"isom"), "audio/mp4"),
        (M4A + b"hdlr" + bytes(8) + b"soun", "audio/mp4"),
    ],
)
def test_kind__of_a_sound_file__is_told_by_its_content(content: bytes, kind: str) -> None:
    assert sounds.kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"\xff\xd8\xff\xe0 a picture",
        b"\xff\xfe\x00\x00 text in UTF-16",
        b"\xff\xff\xff\xff",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
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
    assert sounds.kind_of(content) is None


def test_read_sounds__each_kind_of_fault__is_told_with_the_rest_kept() -> None:
    large = MP3 + bytes(sounds.FILE_BYTES)
    kept, problems = sounds.read_sounds({"b.mp3": b"text", "a.mp3": MP3, "c.mp3": large})
    assert [(file.name, file.kind) for file in kept] == [("a.mp3", "audio/mpeg")]
    assert [(problem.code, problem.place) for problem in problems] == [
        ("attachment_kind", "b.mp3"),
        ("attachment_large", "c.mp3"),
    ]


def test_read_sounds__too_much_altogether__is_refused() -> None:
    files = {f"{number}.mp3": MP3.ljust(sounds.FILE_BYTES, b"\0") for number in range(11)}
    _, problems = sounds.read_sounds(files)
    assert [problem.code for problem in problems] == ["attachments_large"]


def test_missing_sounds__name_nearly_right__is_proposed() -> None:
    problems = sounds.missing_sounds({"q1-vi.mp3", "other.ogg"}, ["q1_vi.mp3", "extra.m4a"])
    assert [(problem.code, problem.place) for problem in problems] == [
        ("attachment_missing", "other.ogg"),
        ("attachment_missing_near", "q1-vi.mp3"),
    ]
    assert problems[1].values == {"nearest": "q1_vi.mp3"}
