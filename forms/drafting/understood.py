"""What was made of a table: columns with their use, rows with their kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Use(StrEnum):
    """What a column of the table is for."""

    NUMBER = "number"
    PART = "part"
    TEXT = "text"
    ENGLISH = "english"
    CHOICE = "choice"
    ANSWER = "answer"
    TYPE = "type"
    OPTIONS = "options"
    POINTS = "points"
    MOST = "most"
    NOTE = "note"
    PHOTO = "photo"
    BASIS = "basis"
    SEVERITY = "severity"
    FINDING = "finding"
    SOURCE = "source"
    HINT = "hint"
    UNUSED = "unused"


class Kind(StrEnum):
    """What a row becomes."""

    COLUMNS = "columns"  # one of the choices that head the table's columns
    OPTIONS = "options"  # one of the choices that stand in its own cell
    SEVERAL = "several"  # any number of those
    YES_NO = "yes_no"
    MET = "met"
    SATISFIED = "satisfied"
    INTEGER = "integer"
    DECIMAL = "decimal"
    POINTS = "points"
    DATE = "date"
    TEXT = "text"
    PHOTO = "photo"
    FILE = "file"
    PART = "part"
    NOTE = "note"
    HINT = "hint"  # it is read with the question above
    STEP = "step"  # how the criterion above is given points: one of its choices
    UNUSED = "unused"


ASKED = frozenset(Kind) - {Kind.PART, Kind.NOTE, Kind.HINT, Kind.STEP, Kind.UNUSED}
CHOSEN = frozenset({Kind.COLUMNS, Kind.OPTIONS, Kind.SEVERAL, Kind.YES_NO, Kind.MET, Kind.SATISFIED})


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice: its name, its words by language, and what it counts for."""

    name: str
    label: Mapping[str, str]
    score: int | Decimal | None = None
    satisfied: bool | None = None
    missing: str = ""
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one block, its place from 0; ``answer`` where it is a choice.

    ``key`` names it among those of all blocks; ``example`` is the first text below the heading.
    """

    key: str
    place: int
    title: str
    use: Use
    answer: Answer | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What one row of the source was taken for.

    ``key`` counts the rows of all blocks from 1, ``style`` is how its number is written. ``depth`` is that of
    a part, from 1, or how many parts are around. ``column`` is the part a column names. ``more`` are the
    further questions of a row that asks several things; ``stepped``: its choices are the steps in the rows
    below. ``most`` is how many points there are, ``most_title`` what its column calls that; ``points``,
    ``noted`` and ``pictured`` are the headings of the columns for points given, a note and a photo. ``why``
    says why an unused row is not used, ``doubts`` why a person should look at the row again. No part from
    above goes on at a line that begins ``anew``.
    """

    key: int
    block: str
    number: int
    code: str
    text: str
    kind: Kind
    style: str = ""
    name: str = ""
    column: str = ""
    english: str = ""
    depth: int = 0
    more: tuple[Kind, ...] = ()
    answers: tuple[Answer, ...] = ()
    stepped: bool = False
    most: Decimal | None = None
    most_title: str = ""
    points: tuple[str, ...] = ()
    basis: str = ""
    severity: str = ""
    finding: str = ""
    source: str = ""
    hints: tuple[str, ...] = ()
    noted: str = ""
    pictured: str = ""
    why: str = ""
    doubts: tuple[str, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was recognised. ``language`` is that of the table, ``title`` what stands above it.

    ``bilingual``: it has a column in English. ``citizens``: it asks how satisfied people are.
    """

    language: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    bilingual: bool = False
    citizens: bool = False
