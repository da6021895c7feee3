"""The cells that name a recording of the question, a file per language."""

import re

from forms.compile.cells import Context
from forms.compile.columns import AUDIO, Record
from forms.items import ItemType, Labels

# A name that is the same in every file system and needs no quoting in an address.
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,90}\.(mp3|m4a|ogg|oga|opus)", re.IGNORECASE)


def read_audio(record: Record, kind: ItemType | None, context: Context) -> Labels:
    """The names of the files by language; `kind` is None for a group, which plays nothing."""
    settings = context.settings
    files = record.said(AUDIO, settings.default_language)
    if files and kind in (None, ItemType.CALCULATE):
        context.findings.refuse("audio_misplaced", record.place(AUDIO, next(iter(files))))
        return {}
    for tag, name in files.items():
        if not _FILE.fullmatch(name):
            context.findings.refuse("audio_name", record.place(AUDIO, tag), found=name[:60])
    for tag in settings.languages:
        if files and tag not in files:
            place = record.place(AUDIO, tag)
            context.findings.warn("audio_language", place, language=settings.language_names[tag])
    return files
