"""The three kinds of file as tables of texts. Runs in the child process only.

Each reader takes the file and hands back sheet name -> rows of cells, the heading first; a blank row stays,
so that row numbers agree with what an editor sees. Of sheets that mean nothing here only the name is kept.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from forms.errors import Problem, WorkbookRefused
from forms.xlsform import limits
from forms.xlsform.foreign import package_kind
from forms.xlsform.sheets import cell_place
from wording import nfc

if TYPE_CHECKING:
    from openpyxl import Workbook as OpenpyxlWorkbook

Tables = dict[str, list[list[str]]]
XLSFORM = ("survey", "choices", "settings")
SHEETS = (*XLSFORM, "methods")

_TABLE_LINE = re.compile(r"\s*\|(?P<cells>.*)\|\s*(#[^|]*)?")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ERROR = re.compile(r"#(REF!|NAME\?|DIV/0!|VALUE!|N/A|NUM!|NULL!)")
_BARE_RULE = re.compile(r"[|-]+")


def read_xlsx(content: bytes) -> Tables:
    """The sheets of an .xlsx file. Formulas give the value the program last stored."""
    from openpyxl import load_workbook

    formulas = _looked_over(content)
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    # What a hidden sheet says would be asked although nobody who opens the workbook sees it.
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    unseen = [name for name in hidden if name.strip().lower() in SHEETS]
    if unseen:
        raise WorkbookRefused([Problem("sheet_hidden", name, {"found": name}) for name in unseen])
    tables: Tables = {}
    for sheet in book.worksheets:
        name = sheet.title.strip().lower()
        tables[name] = []
        if name in SHEETS:
            # The size a file declares for a sheet is often wrong; the rows themselves are counted instead.
            sheet.reset_dimensions()
            tables[name] = list(_bounded(name, sheet.iter_rows(values_only=True)))
    if formulas:
        _refuse_blank_formulas(load_workbook(BytesIO(content), read_only=True), tables)
    return tables


def _looked_over(content: bytes) -> bool:
    """Whether a sheet has formulas. Raises WorkbookRefused for what no reader should be given."""
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > limits.UNPACKED_BYTES or len(parts) > limits.PARTS:
            raise WorkbookRefused(
                [Problem("workbook_large", values={"most": limits.UNPACKED_BYTES // 10**6})]
            )
        if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
            raise WorkbookRefused([Problem("workbook_macros")])
        if found := package_kind([part.filename for part in parts]):
            raise WorkbookRefused([Problem("workbook_foreign", values={"found": found})])
        size = {part.filename: part.file_size for part in parts}
        if size.get("xl/styles.xml", 0) > limits.STYLES_BYTES:
            raise WorkbookRefused([Problem("workbook_styles")])
        if size.get("xl/sharedStrings.xml", 0) > limits.STRINGS_BYTES:
            raise WorkbookRefused([Problem("workbook_text", values={"most": limits.TEXT})])
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/sheet")]
        return any(_FORMULA.search(archive.read(part)) for part in sheets)


def _refuse_blank_formulas(book: "OpenpyxlWorkbook", tables: Tables) -> None:
    problems = []
    for sheet in book.worksheets:
        name = sheet.title.strip().lower()
        if name not in SHEETS:
            continue
        sheet.reset_dimensions()
        rows = sheet.iter_rows()
        for number, (row, values) in enumerate(zip(rows, tables[name], strict=False), start=1):
            for column, cell in enumerate(row):
                blank = column >= len(values) or not values[column]
                if cell.data_type == "f" and blank:
                    problems.append(Problem("workbook_formula", cell_place(name, number, column)))
    if problems:
        raise WorkbookRefused(problems)


def read_csv(text: str) -> Tables:
    """The sheets of a .csv file: the first column names the sheet, the table stands to its right."""
    tables = _sheets_of(csv.reader(StringIO(text)))
    for mark, name in ((";", ";"), ("\t", "tab")):
        if not tables.get("survey") and _sheets_of(csv.reader(StringIO(text), delimiter=mark)).get("survey"):
            raise WorkbookRefused([Problem("workbook_separator", values={"found": name})])
    return tables


def read_markdown(text: str) -> Tables:
    """The tables of a .md file: the first column names the sheet, the table stands to its right.

    Raises WorkbookRefused for a ruling line other tools would take for a sheet that swallows the questions.
    """
    lines: list[list[str]] = []
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _TABLE_LINE.fullmatch(line)
        if found is None or line.lstrip().startswith("#"):
            continue
        if _RULE.fullmatch(found["cells"]):
            if not _BARE_RULE.fullmatch(found["cells"]):
                problems.append(
                    Problem("workbook_ruling", values={"line": number, "found": line.strip()[:40]})
                )
            continue
        lines.append([cell.strip().replace(r"\|", "|") for cell in _BAR.split(found["cells"])])
    if problems:
        raise WorkbookRefused(problems)
    return _sheets_of(lines)


def _sheets_of(lines: Iterable[list[str]]) -> Tables:
    tables: Tables = {}
    rows: list[list[str]] | None = None
    for line in lines:
        name = line[0].strip().lower() if line else ""
        if name:
            rows = tables.setdefault(name, [])
            rows = rows if name in SHEETS else None
        if rows is not None and (any(cell.strip() for cell in line[1:]) or (rows and not name)):
            rows.append(line[1:])
    return {name: list(_bounded(name, rows)) for name, rows in tables.items()}


def _bounded(sheet: str, rows: Iterable[Iterable[object]]) -> Iterator[list[str]]:
    blank = seen = 0
    for number, row in enumerate(rows, start=1):
        cells = [_cell(value) for value in row]
        seen += len(cells)
        if number > limits.LAST_ROW or seen > limits.CELLS:
            _refuse("workbook_blank", cell_place(sheet, number, 0))
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.COLUMNS:
            _refuse("workbook_columns", cell_place(sheet, number, limits.COLUMNS), most=limits.COLUMNS)
        long = next((place for place, cell in enumerate(cells) if len(cell) > limits.CELL), None)
        if long is not None:
            _refuse("workbook_cell", cell_place(sheet, number, long), most=limits.CELL)
        fault = next((place for place, cell in enumerate(cells) if _ERROR.fullmatch(cell)), None)
        if fault is not None:
            _refuse("workbook_error", cell_place(sheet, number, fault), found=cells[fault])
        if not cells:
            blank += 1
            continue
        # Blank rows count only when something follows them: a sheet may be formatted far below its end.
        if number > limits.ROWS:
            _refuse("workbook_rows", cell_place(sheet, number, 0), most=limits.ROWS)
        yield from ([] for _ in range(blank))
        blank = 0
        yield cells


def _refuse(code: str, place: str, **values: object) -> None:
    raise WorkbookRefused([Problem(code, place, values)])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return nfc(str(value)).replace("\u00a0", " ").strip()
