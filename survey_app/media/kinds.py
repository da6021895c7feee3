"""What a file somebody sent is, told by its content: what it is called and said to be counts for nothing.

A name of a kept file is the sha-256 of its content and an ending; the ending stands for one media type.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from survey_app.errors import Invalid, Problem
from survey_app.media.drawing import check_paper
from survey_app.media.folders import document_ending

MEBIBYTE: Final = 2**20


class Kind(StrEnum):
    """What is asked for; the words are those of the types of questions."""

    IMAGE = "image"
    SIGNATURE = "signature"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"


MEDIA_TYPES: Final[Mapping[str, str]] = {
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "3gp": "video/3gpp",
    "webm": "video/webm",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
ENDINGS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.IMAGE: frozenset({"jpg"}),
    Kind.SIGNATURE: frozenset({"jpg"}),
    Kind.AUDIO: frozenset({"mp3", "m4a", "aac", "ogg", "wav", "webm"}),
    Kind.VIDEO: frozenset({"mp4", "mov", "3gp", "webm"}),
    Kind.FILE: frozenset({"jpg", "pdf", "docx", "xlsx", "pptx", "odt", "ods"}),
}
# A browser shows or plays these where they stand; anything else is only ever saved.
PLAYED: Final = frozenset({"jpg"}) | ENDINGS[Kind.AUDIO] | ENDINGS[Kind.VIDEO]
MOST_OF: Final[Mapping[Kind, int]] = {
    Kind.IMAGE: 20,
    Kind.SIGNATURE: 20,
    Kind.AUDIO: 20,
    Kind.VIDEO: 50,
    Kind.FILE: 20,
}  # megabytes as sent

_OGG_SOUND = re.compile(rb"OggS\x00.{20,80}?(OpusHead|\x01vorbis|Speex   |\x7fFLAC)", re.DOTALL)
_MP4_PICTURES = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_WEBM = b"\x1a\x45\xdf\xa3"
_WEBM_PICTURES = re.compile(rb"V_(VP8|VP9|AV1|MPEG4)")
_HEAD = 64 * 1024  # of a WebM file: its tracks are named before the first of their content
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_FILM_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")


def media_type(name: str) -> str:
    """The media type of the kept file called ``name``."""
    return MEDIA_TYPES[name.rpartition(".")[2]]


def sound_type(ending: str) -> str:
    """The media type of a recording of that ending; a WebM file is a film by its ending alone."""
    return "audio/webm" if ending == "webm" else MEDIA_TYPES[ending]


def sound_ending(content: bytes) -> str | None:
    """'mp3', 'm4a', 'aac', 'ogg', 'wav' or 'webm' for a recording; None for anything else."""
    if content.startswith(b"ID3") or _is_mp3_frame(content[:4]):
        return "mp3"
    if len(content) > 7 and content[0] == 0xFF and content[1] & 0xF6 == 0xF0:
        return "aac"
    if _OGG_SOUND.match(content[:200]):
        return "ogg"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav"
    if content.startswith(_WEBM) and b"webm" in content[:64]:
        return None if _WEBM_PICTURES.search(content[:_HEAD]) else "webm"
    if _brand(content) in (*_SOUND_BRANDS, *_FILM_BRANDS) or _brand(content)[:2] == b"3g":
        return None if _MP4_PICTURES.search(content) else "m4a"
    return None


def film_ending(content: bytes) -> str | None:
    """'mp4', 'mov', '3gp' or 'webm' for moving pictures; None for anything else."""
    if content.startswith(_WEBM) and b"webm" in content[:64]:
        return "webm" if _WEBM_PICTURES.search(content[:_HEAD]) else None
    brand = _brand(content)
    if brand == b"qt  ":
        ending = "mov"
    elif brand[:2] == b"3g":
        ending = "3gp"
    elif brand in _FILM_BRANDS:
        ending = "mp4"
    else:
        return None
    return ending if _MP4_PICTURES.search(content) else None


def is_picture(content: bytes) -> bool:
    """Whether it begins as a picture does; only drawing it anew tells whether it is one."""
    return content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def ending_of(kind: Kind, content: bytes) -> str:
    """The ending ``content`` is kept under, for every kind but pictures, which are drawn anew.

    Raises Invalid with the one thing that is wrong: empty, too large, of another kind, or unsafe to hand on;
    Unavailable when the process that looks into PDFs does not start.
    """
    if not content:
        raise refusal("upload_is_empty")
    if len(content) > MOST_OF[kind] * MEBIBYTE:
        raise refusal("file_is_large", most=MOST_OF[kind])
    if kind is Kind.AUDIO:
        found = sound_ending(content)
    elif kind is Kind.VIDEO:
        found = film_ending(content)
    else:
        found = _paper_ending(content) if content.startswith(b"%PDF-") else document_ending(content)
    if found is None:
        raise refusal(f"file_is_no_{kind}")
    return found


def _paper_ending(content: bytes) -> str:
    check_paper(content)
    return "pdf"


def refusal(code: str, **values: object) -> Invalid:
    """That a file is not taken, and why."""
    return Invalid([Problem(code, place="file", values=values)])


def _brand(content: bytes) -> bytes:
    return content[8:12] if content[4:8] == b"ftyp" else b""


def _is_mp3_frame(head: bytes) -> bool:
    """Whether these four bytes begin a frame of MPEG layer III with a rate that exists."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] & 0xF0 not in (0x00, 0xF0) and head[2] & 0x0C != 0x0C
