"""The cells that name a recording or a picture of a question or a choice, a file per language."""

import re
from dataclasses import dataclass

from forms.compile.columns import AUDIO, IMAGE, Record
from forms.compile.findings import Findings
from forms.compile.settings import Settings
from forms.items import Labels

# A name that is the same in every file system and needs no quoting in an address.
_NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,90}"


@dataclass(frozen=True, slots=True)
class _Files:
    """The names files of a kind may have, and the codes for a wrong, a misplaced and a missing one."""

    names: re.Pattern[str]
    wrong: str
    misplaced: str
    missing: str


_KINDS = {
    AUDIO: _Files(
        re.compile(_NAME + r"\.(mp3|m4a|aac|ogg|oga|opus|wav|webm)", re.IGNORECASE),
        "audio_name",
        "audio_misplaced",
        "audio_language",
    ),
    IMAGE: _Files(
        re.compile(_NAME + r"\.(png|jpg|jpeg|webp)", re.IGNORECASE),
        "image_name",
        "image_misplaced",
        "image_language",
    ),
}


def read_media(record: Record, key: str, settings: Settings, findings: Findings) -> Labels:
    """The names of the files under `key` (AUDIO or IMAGE) by language."""
    files, kind = record.said(key, settings.default_language), _KINDS[key]
    spoken = any(heading.language for heading in record.columns.get(key, ()))
    if key == IMAGE and files and not spoken:  # a picture without a language is for all of them
        files = dict.fromkeys(settings.languages, next(iter(files.values())))
    for tag, name in files.items():
        if not kind.names.fullmatch(name):
            findings.refuse(kind.wrong, record.place(key, tag), found=name[:60])
    for tag in settings.languages:
        # One language may be read aloud and another not; a picture stands in for that of another.
        wanted = tag in (settings.pictured if key == IMAGE else settings.heard)
        if files and tag not in files and wanted:
            findings.warn(kind.missing, record.place(key, tag), language=settings.language_names[tag])
    return files


def refuse_media(record: Record, settings: Settings, findings: Findings) -> None:
    """Refuse files on a row that shows nothing of its own: a group, a calculation."""
    for key, kind in _KINDS.items():
        files = record.said(key, settings.default_language)
        if files:
            findings.refuse(kind.misplaced, record.place(key, next(iter(files))))
