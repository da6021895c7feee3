"""Where the parts of a form stand in the workbook it came from: the form itself knows no cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.compile.columns import Record, read_records
from forms.compile.findings import Findings
from forms.xlsform import Workbook

_SHEETS = ("survey", "choices", "settings", "methods")
_BETWEEN = " "  # no name holds one


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows by sheet and name ('choices scale good'), letters of columns by sheet, key and language."""

    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    def place(self, sheet: str, names: tuple[str, ...], column: str, language: str = "") -> str:
        """The cell ('survey!C7'), in the row's first column where its own is not there; the sheet alone where
        the row is not known."""
        row = self.rows.get(_BETWEEN.join((sheet, *names)))
        if row is None:
            return sheet
        known = (self.columns.get(_BETWEEN.join((sheet, column, tag))) for tag in (language, ""))
        return f"{sheet}!{next(filter(None, known), 'A')}{row}"


def cells_of(workbook: Workbook) -> Cells:
    """Where everything of a workbook stands; of two rows with one name the first."""
    rows: dict[str, int] = {}
    columns: dict[str, str] = {}
    for name in _SHEETS:
        records = read_records(workbook.sheets[name], Findings()) if name in workbook.sheets else []
        for record in records:
            rows.setdefault(_BETWEEN.join((name, *_names(record))), record.row.number)
        for heading in records[0].headings if records else ():
            letters = records[0].place(heading.key, heading.language).partition("!")[2].rstrip("0123456789")
            for tag in (heading.language, ""):
                columns.setdefault(_BETWEEN.join((name, heading.key, tag)), letters)
    return Cells(rows, columns)


def _names(record: Record) -> tuple[str, ...]:
    """What a row is known by in its sheet."""
    if record.sheet == "choices":
        return record.get("list_name"), record.get("name")
    if record.sheet == "methods":
        return tuple(filter(None, (record.get("method"), record.get("factor"))))
    return (record.get("name"),) if record.sheet == "survey" else ()
