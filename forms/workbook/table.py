"""A sheet to be written: its heading, its rows, and what a person who opens it is helped by."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `offered` are the values a column's cells are chosen from, by heading; others may be typed.

    `strong` are the rows, from 0, that head a part. `fast` columns stay in sight.
    """

    name: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    offered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    strong: frozenset[int] = frozenset()
    fast: int = 0

    def plain(self) -> dict[str, Any]:
        """As JSON has it, for the process that writes."""
        return {**asdict(self), "strong": sorted(self.strong)}

    @classmethod
    def from_plain(cls, read: Mapping[str, Any]) -> Self:
        """What `plain` gave."""
        rows = tuple(map(tuple, read["rows"]))
        return cls(
            **{**read, "heading": tuple(read["heading"]), "rows": rows, "strong": frozenset(read["strong"])}
        )
