"""A record as a tablet sends it: read whole, or every part of it named that cannot be read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from survey_app.errors import Invalid, Problem
from survey_app.sync.shape import Shape, mended

FORMAT = 1
MOST_BYTES = 2 * 2**20
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KEPT_NAME = re.compile(r"(?P<digest>[0-9a-f]{64})\.[a-z0-9]{1,5}", re.ASCII)
Given = str | list[str]


@dataclass(frozen=True, slots=True)
class MadeOnTablet:
    """What is said of a visit that was made on the tablet."""

    round: str
    unit: str
    day: date
    inspectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a photo was taken, and within how many metres."""

    latitude: float
    longitude: float
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that answers something: its digest and size on the tablet, and how it was taken."""

    digest: str
    bytes: int
    type: str
    taken_at: str | None
    caption: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Clock:
    """What the tablet's clock said, and how many seconds the server's was ahead at the last contact."""

    begun_at: datetime | None
    finished_at: datetime | None
    offset_seconds: float | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Record:
    """What one tablet sends of one visit."""

    visit: str
    new_visit: MadeOnTablet | None
    instrument: str
    version: str
    digest: str
    by: str
    language: str
    sections: frozenset[int]
    answers: Mapping[str, Given]
    base: Mapping[str, Given]
    files: Mapping[str, SentFile]
    finished: bool
    clock: Clock

    def digests_named(self) -> dict[str, str]:
        """Name that stands for a file -> its digest, of every answer that looks like one."""
        every = [*self.answers.values(), *self.base.values()]
        found = {one: _KEPT_NAME.fullmatch(one) for one in every if isinstance(one, str)}
        return {name: match["digest"] for name, match in found.items() if match}


def read_record(body: bytes) -> Record:
    """The record in ``body``. Raises Invalid with everything that cannot be read."""
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Invalid([Problem("record_not_json")]) from error
    shape = Shape(content)
    record = _record(shape)
    if shape.problems:
        raise Invalid(shape.problems)
    return record


def _record(shape: Shape) -> Record:
    made = shape.inside_or_none("new_visit")
    clock = shape.inside("clock")
    if shape.number("format") != FORMAT:
        shape.wrong("format", "record_wants_format", format=FORMAT)
    return Record(
        visit=_uuid(shape, "visit"),
        new_visit=_made(made) if made else None,
        instrument=shape.text("instrument"),
        version=shape.text("version"),
        digest=_digest(shape, "digest"),
        by=shape.text("by"),
        language=shape.text("language"),
        sections=frozenset(int(one) for one in shape.numbers("sections")),
        answers=shape.answers("answers"),
        base=shape.answers("base"),
        files={mended(at): _file(one) for at, one in shape.insides("files").items()},
        finished=shape.truth("finished"),
        clock=Clock(
            clock.moment_or_none("begun_at"),
            clock.moment_or_none("finished_at"),
            clock.number_or_none("offset_seconds"),
            max(0, int(clock.number("sequence"))),
        ),
    )


def _made(shape: Shape) -> MadeOnTablet:
    return MadeOnTablet(
        shape.text("round"), shape.text("unit"), shape.day("day"), tuple(shape.texts("inspectors"))
    )


def _file(shape: Shape) -> SentFile:
    place, taken_at = shape.inside_or_none("place"), shape.moment_or_none("taken_at")
    return SentFile(
        digest=_digest(shape, "digest"),
        bytes=int(shape.number("bytes")),
        type=shape.text("type"),
        taken_at=taken_at.isoformat() if taken_at else None,
        caption=shape.text_or_blank("caption"),
        place=_place(place) if place else None,
    )


def _place(shape: Shape) -> Place | None:
    latitude, longitude = shape.number("latitude"), shape.number("longitude")
    accuracy = shape.number_or_none("accuracy")
    if abs(latitude) > 90 or abs(longitude) > 180 or (accuracy or 0) < 0:
        return None  # a place that is none: the photo stays
    return Place(latitude, longitude, accuracy)


def _uuid(shape: Shape, name: str) -> str:
    text = shape.text(name)
    try:
        return str(UUID(text))
    except ValueError:
        shape.wrong(name, "record_wants_uuid")
        return ""


def _digest(shape: Shape, name: str) -> str:
    text = shape.text(name)
    if not _DIGEST.fullmatch(text):
        shape.wrong(name, "record_wants_digest")
    return text


def _no_number(text: str) -> Any:
    raise ValueError(text)
