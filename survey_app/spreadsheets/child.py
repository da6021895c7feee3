"""The child process: a workbook on standard input, one sheet on standard output.

    python -m survey_app.spreadsheets.child SHEET ROWS

ROWS is how many at most, 0 for all. The first line of the answer says what the workbook has, every further
one is a row. A refusal goes to standard error. It limits itself before it reads a byte; a crash is its
parent's to explain.
"""

import json
import re
import sys
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, NoReturn
from zipfile import ZipFile

from survey_app.spreadsheets import limits
from survey_app.spreadsheets.cells import packed, packed_formula
from survey_app.spreadsheets.reading import REFUSED

_MACROS = "xl/vbaProject.bin"
_CHUNK = 1 << 20
# What defusedxml says of XML that builds itself up: no program that keeps tables writes such.
_UNSAFE = ("EntitiesForbidden", "DTDForbidden", "ExternalReferenceForbidden")
_OVERLAP = 200  # letters that a mark in the XML may take
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_HIDDEN = re.compile(rb'<(?:\w+:)?(row|col) ([^>]*?\bhidden="(?:1|true)"[^>]*)>')
_PLACE = re.compile(rb'\b(r|min|max)="(\d{1,7})"')


def main() -> None:
    """Read standard input and write the sheet that was asked for."""
    limit_resources()
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it for nothing
    warnings.simplefilter("ignore")  # styles it does not know are no matter of ours
    try:
        write_sheet(sys.stdin.buffer.read(limits.MAX_BYTES + 1), sys.argv[1], int(sys.argv[2]))
    except MemoryError:
        refuse("workbook_is_heavy")
    except Exception as fault:  # whatever a damaged file sets off has the one answer
        unsafe = type(fault).__name__ in _UNSAFE
        refuse("workbook_is_unsafe" if unsafe else "workbook_is_broken")


def limit_resources() -> None:
    """Cap memory, processor time and output where the platform can; the parent's clock holds everywhere."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.ROWS_BYTES, limits.ROWS_BYTES))


def refuse(code: str, place: str = "", **values: object) -> NoReturn:
    """End, saying why."""
    sys.stderr.write(json.dumps([code, place, values]))
    sys.stdout = None  # what waits to be written is worth nothing
    raise SystemExit(REFUSED)


def write_sheet(content: bytes, wanted: str, most: int) -> None:
    """Write what the workbook has and the rows of one sheet; refuses what is no sheet of rows."""
    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    # It would read every sheet to its end to learn a size that is often wrong and that nobody here asks for.
    ReadOnlyWorksheet._get_size = lambda _: None  # type: ignore[attr-defined]

    with ZipFile(BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > limits.UNPACKED_BYTES:
            refuse("file_too_large", megabytes=limits.UNPACKED_BYTES // 1_000_000)
        if _MACROS in archive.namelist():
            refuse("workbook_has_macros")
        if not any(name.startswith("xl/") for name in archive.namelist()):
            from forms.xlsform.foreign import package_kind  # which takes a while to load

            refuse("file_is_foreign", found=package_kind(archive.namelist()))
        values = load_workbook(BytesIO(content), read_only=True, data_only=True)
        names = [sheet.title for sheet in values.worksheets]
        hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
        shown = [name for name in names if name not in hidden]
        if wanted and wanted not in names:
            refuse("sheet_missing", sheet=wanted, known=", ".join(shown))
        if not shown:
            refuse("workbook_has_no_sheet")
        name = wanted or shown[0]
        marks = _marks(archive, values[name])
        formulas = marks.pop("formulas")
    about = {"name": name, "names": names, "hidden": hidden, **marks}
    sys.stdout.write(json.dumps(about) + "\n")
    written = load_workbook(BytesIO(content), read_only=True) if formulas else None
    rows = _rows(values[name], written and written[name])
    for number, row in enumerate(islice(rows, most or None), start=1):
        _check(row, number)
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _marks(archive: ZipFile, sheet: Any) -> dict[str, Any]:
    """Whether a sheet has formulas, its merged ranges, what is hidden: openpyxl reading by row tells none."""
    from openpyxl.utils import range_boundaries

    formulas, tail = False, b""
    merged: set[str] = set()
    hidden: dict[bytes, set[tuple[int, int]]] = {b"row": set(), b"col": set()}
    with archive.open(sheet._worksheet_path) as stream:
        while piece := stream.read(_CHUNK):
            text = tail + piece
            formulas = formulas or _FORMULA.search(text) is not None
            merged.update(found.decode() for found in _MERGED.findall(text))
            for kind, said in _HIDDEN.findall(text):
                place = {name: int(number) for name, number in _PLACE.findall(said)}
                if place:
                    hidden[kind].add((min(place.values()), max(place.values())))
            tail = text[-_OVERLAP:]
    ranges = []
    for found in merged:
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(found))
        ranges.append((top, left, bottom, right))
    return {
        "formulas": formulas,
        "merged": sorted(ranges),
        "hidden_rows": _joined(hidden[b"row"]),
        "hidden_columns": _joined(hidden[b"col"]),
    }


def _joined(ranges: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places in as few ranges as can be: a filter hides thousands of rows in one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _rows(values: Any, formulas: Any) -> Iterator[list[Any]]:
    """Packed rows; a formula gives the value last stored, without one itself."""
    values.reset_dimensions()
    if formulas is None:
        for row in values.iter_rows(values_only=True):
            yield _trimmed([packed(value) for value in row])
        return
    formulas.reset_dimensions()
    for row, written in zip(
        values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True
    ):
        yield _trimmed(
            [
                packed_formula(text) if value is None and text is not None else packed(value)
                for value, text in zip(row, written, strict=True)
            ]
        )


def _trimmed(cells: list[Any]) -> list[Any]:
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _check(row: list[Any], number: int) -> None:
    if number > limits.ROWS:
        refuse("too_many_rows", limit=limits.ROWS)
    if len(row) > limits.COLUMNS:
        refuse("too_many_columns", str(number), columns=len(row), limit=limits.COLUMNS)
    for cell in row:
        if isinstance(cell, str) and len(cell) > limits.CELL:
            refuse("cell_too_long", str(number), letters=len(cell), limit=limits.CELL)


if __name__ == "__main__":
    main()
