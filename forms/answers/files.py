"""Answers that are files: the name a file is kept under, which is its content's sha-256 and an ending."""

import re
from collections.abc import Mapping

from forms.answers.given import Reader, Unreadable, single
from forms.expressions import Answer
from forms.items import PICTURES, ItemType

ENDINGS: Mapping[ItemType, tuple[str, ...]] = {
    ItemType.IMAGE: ("jpg",),
    ItemType.SIGNATURE: ("jpg",),
    ItemType.AUDIO: ("mp3", "m4a", "aac", "ogg", "wav", "webm"),
    ItemType.VIDEO: ("mp4", "mov", "3gp", "webm"),
    ItemType.FILE: ("jpg", "pdf", "docx", "xlsx", "pptx", "odt", "ods"),
}


def file_of(kind: ItemType) -> Reader:
    """A reader of the name of a kept file of this kind."""
    name = re.compile(rf"[0-9a-f]{{64}}\.(?:{'|'.join(ENDINGS[kind])})", re.ASCII)
    code = "answer_picture" if kind in PICTURES else "answer_file"

    def read(given: object) -> Answer | None:
        text = single(given)
        if text and not name.fullmatch(text):
            raise Unreadable(code)
        return text or None

    return read
