"""What a template is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

SHIPPED = 0


class Kind(StrEnum):
    """The documents that are made from a template; each kind has one for every language."""

    ROUND_REPORT_VI = "round_report.vi"
    ROUND_REPORT_EN = "round_report.en"


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it is used: ``number`` is `SHIPPED` for the one the program brings along.

    ``by`` and ``at`` say who put it there and when; blank and None for one that was always there.
    """

    kind: Kind
    number: int
    name: str
    content: bytes
    by: str = ""
    at: datetime | None = None
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a template's history, the latest first; ``shipped`` where the program's own was restored."""

    number: int
    name: str
    by: str
    at: datetime
    shipped: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a kind of document: its name, what it could say, and whether no template may leave it out.

    ``sample`` has the shape of the value: a text, a list of such, or a mapping of names.
    """

    name: str
    sample: Any
    needed: bool = False
