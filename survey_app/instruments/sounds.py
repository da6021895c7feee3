"""What a sound file is, told by its content, and what is wrong with the files that came with a form."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from survey_app.errors import Problem
from survey_app.instruments.model import Attachment

FILE_BYTES = 2 * 2**20
ALL_BYTES = 20 * 2**20
_OGG_SOUND = re.compile(rb"OggS\x00.{20,80}?(OpusHead|\x01vorbis|Speex   |\x7fFLAC)", re.DOTALL)
_MP4_BRANDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash")
_MP4_PICTURES = re.compile(rb"hdlr.{8}vide", re.DOTALL)


def kind_of(content: bytes) -> str | None:
    """The media type of an mp3, ogg or m4a file; None for anything else, moving pictures among it."""
    if content.startswith(b"ID3") or _is_mp3_frame(content[:4]):
        return "audio/mpeg"
    if _OGG_SOUND.match(content[:200]):
        return "audio/ogg"
    if content[4:8] == b"ftyp" and content[8:12] in _MP4_BRANDS and not _MP4_PICTURES.search(content):
        return "audio/mp4"
    return None


def read_sounds(files: Mapping[str, bytes]) -> tuple[list[Attachment], list[Problem]]:
    """The files that can be kept, by name, and a problem for each that cannot."""
    kept, problems = [], []
    for name, content in sorted(files.items()):
        kind = kind_of(content)
        if len(content) > FILE_BYTES:
            problems.append(Problem("attachment_large", name, {"most": FILE_BYTES // 2**20}))
        elif kind is None:
            problems.append(Problem("attachment_kind", name))
        else:
            kept.append(Attachment(name, kind, content))
    if sum(map(len, files.values())) > ALL_BYTES:
        problems.append(Problem("attachments_large", values={"most": ALL_BYTES // 2**20}))
    return kept, problems


def missing_sounds(needed: Iterable[str], sent: Iterable[str]) -> list[Problem]:
    """A problem for each needed file that was not sent, with the name that is nearly right."""
    sent = list(sent)
    problems = []
    for name in sorted(set(needed).difference(sent)):
        nearest = get_close_matches(name, sent, 1, 0.75)
        if nearest:
            problems.append(Problem("attachment_missing_near", name, {"nearest": nearest[0]}))
        else:
            problems.append(Problem("attachment_missing", name))
    return problems


def _is_mp3_frame(head: bytes) -> bool:
    """Whether these four bytes begin a frame of MPEG layer III with a rate that exists."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] & 0xF0 not in (0x00, 0xF0) and head[2] & 0x0C != 0x0C
