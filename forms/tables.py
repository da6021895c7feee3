"""Tables that come with a form as CSV files: pulldata() and instance() look things up in them."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_ROWS = 20_000
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns and its rows of texts, '' for blank."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[Mapping[str, str]]:
        """The rows by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
