"""Frames as an Excel workbook: a sheet of notes, then a sheet per frame."""

import io
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from math import ceil

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.export.cells import Cell, is_formula, plain
from analysis.export.formulas import Formula
from wording import clean, say

ROWS, LETTERS = 1_048_576, 32_767
"""What a sheet and a cell can hold in Excel."""

_NAME_LENGTH, _NOT_IN_NAMES = 31, str.maketrans("[]:*?/\\", "       ")
_MORE = "…"  # where a name was cut
_RESERVED = "history"
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)  # of a file that need not say when it was made
_WIDEST_COLUMN, _NOTES_WIDTH = 400, 100  # pixels, letters
_LINE_HEIGHT, _A4 = 15.0, 9  # points; Excel's number for the paper


def to_xlsx(
    sheets: Mapping[str, pd.DataFrame],
    *,
    title: str,
    notes: Sequence[str],
    shares: Collection[str],
    scores: Collection[str] = (),
    language: str = "vi",
    author: str = "",
    created: datetime | None = None,
) -> bytes:
    """The workbook: ``title`` and ``notes`` on the first sheet, then each frame under its key.

    The columns named in ``shares`` (0 to 1) are shown as ``0.00%``, those in ``scores`` as ``0.00``. Figures
    have at most 12 significant digits, missing cells stay empty, no text becomes a formula or a link; a
    `Formula` in a frame computes over cells of other frames and carries its value for readers that do not
    compute. Sheet names are made legal and different where Excel asks for it. ``author`` and ``created``, the
    moment it is made, are what the file says of itself. Equal input gives equal bytes. Raises ValueError for
    an infinite figure and for what a sheet cannot hold: a row beyond 1,048,576 or a text beyond 32,767
    letters.
    """
    out = io.BytesIO()
    as_written = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    book = Workbook(out, {"in_memory": True, **dict.fromkeys(as_written, False)})
    at = (created or _CREATED).astimezone(UTC).replace(microsecond=0)
    book.set_properties({"title": clean(title), "author": clean(author), "created": at})
    names = sheet_names([say(language, "export.notes"), *sheets], empty=say(language, "export.sheet"))
    _write_notes(book, names[0], title, notes)
    named = dict(zip(sheets, names[1:], strict=True))
    patterns = {**dict.fromkeys(shares, "0.00%"), **dict.fromkeys(scores, "0.00")}
    for key, frame in sheets.items():
        _write_frame(book, named[key], _resolved(frame, named, sheets), patterns)
    book.close()
    return out.getvalue()


def sheet_names(wanted: Iterable[str], *, empty: str) -> list[str]:
    """The names Excel accepts for the ``wanted`` ones, in order, all different; ``empty`` for a blank one."""
    taken: list[str] = []
    for text in wanted:
        legal = unicodedata.normalize("NFC", text).translate(_NOT_IN_NAMES)
        legal = " ".join("".join(c for c in legal if c.isprintable()).split()).strip("' ") or empty
        name, times = _cut(legal, ""), 1
        while name.casefold() in {_RESERVED, *(other.casefold() for other in taken)}:
            times += 1
            name = _cut(legal, f" ({times})")
        taken.append(name)
    return taken


def _cut(name: str, ending: str) -> str:
    """``name`` shortened by whole words so that it fits with its ending; a single word is cut with a mark."""
    if _places(name + ending) <= _NAME_LENGTH:
        return name + ending
    words = name.split(" ")
    while len(words) > 1 and _places(" ".join(words) + _MORE + ending) > _NAME_LENGTH:
        words.pop()
    short = " ".join(words)
    while _places(short + _MORE + ending) > _NAME_LENGTH:
        short = short[:-1]
    return short.rstrip("' ,;–-") + _MORE + ending


def _places(text: str) -> int:
    """How many letters Excel counts: those beyond U+FFFF twice."""
    return len(text.encode("utf-16-le")) // 2


def _write_notes(book: Workbook, name: str, title: str, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, _NOTES_WIDTH)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14, "text_wrap": True}))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, note in enumerate(notes, start=2):
        sheet.write_string(row, 0, note, wrapped)
        # Whoever opens the file sees the height it was written with: nobody measures the text again.
        sheet.set_row(row, _LINE_HEIGHT * ceil(max(len(note), 1) / (_NOTES_WIDTH * 0.9)))
    _set_page(sheet)


def _resolved(
    frame: pd.DataFrame, names: Mapping[str, str], sheets: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """``frame`` with each formula as the pair of its text and its value."""

    def resolve(value: object) -> object:
        return (value.written(names, sheets), value.value) if isinstance(value, Formula) else value

    # A formula stands in a column of objects; figures alone need no look.
    return frame.map(resolve) if any(str(kind) == "object" for kind in frame.dtypes) else frame


def _set_page(sheet: Worksheet) -> None:
    """Let the sheet be printed as wide as an A4 page lies, its heading on every page."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_frame(book: Workbook, name: str, frame: pd.DataFrame, patterns: Mapping[str, str]) -> None:
    if len(frame) >= ROWS:
        raise ValueError(f"{len(frame)} rows do not fit on a sheet of {ROWS} with its heading")
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, label in enumerate(frame.columns):
        sheet.write_string(0, column, str(label), heading)
    as_text = book.add_format({"quote_prefix": True})
    made = {pattern: book.add_format({"num_format": pattern}) for pattern in sorted(set(patterns.values()))}
    formats = [made[patterns[label]] if label in patterns else None for label in frame.columns]
    for row, cells in enumerate(frame.itertuples(index=False, name=None), start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                formula, value = cell
                sheet.write_formula(row, column, formula, formats[column], plain(value))
            else:
                _write_cell(sheet, row, column, plain(cell), formats[column], as_text)
    _set_up(sheet, frame, formats)


def _write_cell(
    sheet: Worksheet, row: int, column: int, cell: Cell, form: Format | None, as_text: Format
) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case str():
            if len(cell) > LETTERS:
                raise ValueError(f"a text of {len(cell)} letters does not fit in a cell of {LETTERS}")
            # The mark keeps Excel from running the text when somebody opens the cell and presses Enter.
            sheet.write_string(row, column, cell, as_text if is_formula(cell) else None)
        case _:
            sheet.write_number(row, column, cell, form)


def _set_up(sheet: Worksheet, frame: pd.DataFrame, formats: Sequence[Format | None]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _set_page(sheet)
    if not len(frame.columns):
        return
    sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.autofit(_WIDEST_COLUMN)
    for column, form in enumerate(formats):
        if form is not None:
            # Fitted by what is shown, '83.94%', and not by the digits behind it.
            sheet.set_column(column, column, max(9, len(str(frame.columns[column])) + 4))
