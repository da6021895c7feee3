"""Draws by lot as they are kept, and what is said of one when it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class DrawKind(StrEnum):
    """What is drawn: units to inspect, or dossiers to look at."""

    UNITS = "units"
    DOSSIERS = "dossiers"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One thing that may be drawn: its code, and the group it is drawn within ('' where there are none)."""

    code: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many are drawn: ``take`` of all, shared out among the groups by size; or ``each`` of its group.

    ``replacements`` are so many more of every group that something is drawn of, in the order in which they
    step in.
    """

    take: int = 0
    replacements: int = 0
    each: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn of one group of ``listed`` lines: codes and replacements in the order of the lot."""

    group: str
    listed: int
    codes: tuple[str, ...]
    replacements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawList:
    """The list that is drawn from, without what names people.

    ``columns`` are the names of what stands in ``rows``; ``code`` and ``group`` those the lines were made of
    ('' where there are no groups). ``left_out`` and ``hashed`` name the personal columns and what was done
    with them.
    """

    lines: tuple[Line, ...]
    columns: tuple[str, ...] = ()
    rows: Sequence[Sequence[str]] = ()
    code: str = ""
    group: str = ""
    left_out: tuple[str, ...] = ()
    hashed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewDraw:
    """What is said of a draw when it is made; ``inspection`` and ``plan`` are ids, '' for neither."""

    kind: DrawKind
    about: str
    source: str
    seed: str
    seed_from: str
    wanted: Wanted
    listed: DrawList
    inspection: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw as it was made; it never changes. ``drawn`` is its result group by group."""

    id: str
    kind: DrawKind
    about: str
    source: str
    digest: str
    seed: str
    seed_from: str
    method: str
    wanted: Wanted
    code: str
    group: str
    left_out: tuple[str, ...]
    hashed: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    made_by: str
    made_at: datetime
    inspection: str = ""
    plan: str = ""

    @property
    def digests_groups(self) -> bool:
        """Whether ``digest`` is of the codes with their groups, as the first method took it."""
        return self.method == "sha256_order@1"

    @property
    def listed(self) -> int:
        """How many lines its list has."""
        return sum(one.listed for one in self.drawn)

    @property
    def taken(self) -> int:
        """How many were drawn, replacements not counted."""
        return sum(len(one.codes) for one in self.drawn)


@dataclass(frozen=True, slots=True)
class Check:
    """A draw done again: whether list and result are the same, and which codes the lists do not share."""

    same_list: bool
    same_result: bool
    missing: tuple[str, ...] = field(default=())
    added: tuple[str, ...] = field(default=())
    regrouped: tuple[str, ...] = field(default=())

    @property
    def holds(self) -> bool:
        return self.same_list and self.same_result
