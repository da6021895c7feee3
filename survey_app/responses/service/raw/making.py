"""Which files there are of a round, and having one made while the server answers others."""

from enum import StrEnum
from pathlib import Path
from typing import Final

from survey_app.jobs import Maker
from survey_app.responses.service.raw.media_files import parts_of
from survey_app.store import Database

SECONDS: Final = 300
_MAKER: Final = Maker(busy="file_making_busy", late="file_making_failed", failed="file_making_failed")


class Kind(StrEnum):
    """What is made: the answers as a table, or a part of their photos and files."""

    CSV = "csv"
    XLSX = "xlsx"
    MEDIA = "zip"


def media_parts(db: Database, round_: str) -> list[tuple[int, int]]:
    """How many files each part of a round's photos and files holds, and their bytes."""
    return [(len(part), sum(one.bytes for one in part)) for part in parts_of(db, round_)]


def made_file(root: Path, round_: str, kind: Kind, language: str, part: int = 1) -> bytes:
    """The file of a round of the instance at ``root``, ``part`` of its media.

    Raises Unavailable when two others are being made, or when it fails or takes longer than five minutes.
    """
    asked = {
        "root": str(root.absolute()),
        "round": round_,
        "kind": kind.value,
        "language": language,
        "part": part,
    }
    return _MAKER.make("survey_app.responses.service.raw.child", asked, SECONDS)
