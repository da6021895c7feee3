"""The tables of a filled document: columns as wide as the template drew them, rows that stay together."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# A table of up to so many rows stays on one page where it fits on one.
_SHORT: Final = 9


def fit(tree: Any) -> None:
    """Set right every table of ``tree`` in which a loop changed the columns; hold its rows together."""
    for table in tree.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        _set_widths(table, rows)
        if rows and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            _hold(rows)


def _set_widths(table: Any, rows: Sequence[Any]) -> None:
    """Columns get the width of their cells: what is left over goes to the first, what lacks all give."""
    grid = table.find(qn("w:tblGrid"))
    lines = {tuple(_widths(row)) for row in rows}
    if grid is None or len(lines) != 1:
        return
    (wanted,) = lines
    columns = [int(column.get(qn("w:w")) or 0) for column in grid]
    if 0 in wanted or len(wanted) != len(columns) or list(wanted) == columns:
        return
    room = sum(columns)
    widths = [width * min(1, room / sum(wanted)) for width in wanted]
    widths[0] += room - sum(widths)
    for place, width in enumerate(widths):
        grid[place].set(qn("w:w"), str(round(width)))
        for row in rows:
            cell = row.findall(qn("w:tc"))[place]
            cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").set(qn("w:w"), str(round(width)))


def _widths(row: Any) -> Iterator[int]:
    """The widths of the cells; 0 for one that says none or spans columns."""
    for cell in row.findall(qn("w:tc")):
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        plain = width is not None and width.get(qn("w:type")) == "dxa"
        spans = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") is not None
        yield int(width.get(qn("w:w"))) if plain and not spans else 0


def _hold(rows: Sequence[Any]) -> None:
    """No row stands alone: heading and first row, the last two, and all of a short table keep together."""
    kept = rows[:-1] if len(rows) <= _SHORT else [*rows[:2], rows[-2]]
    for row in kept:
        for paragraph in row.iter(qn("w:p")):
            _keep_with_next(paragraph)


def _keep_with_next(paragraph: Any) -> None:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = OxmlElement("w:pPr")
        paragraph.insert(0, properties)
    if properties.find(qn("w:keepNext")) is None:
        styled = properties.find(qn("w:pStyle")) is not None
        # Word wants them in this order.
        properties.insert(1 if styled else 0, OxmlElement("w:keepNext"))
