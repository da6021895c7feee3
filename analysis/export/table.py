"""A frame as CSV, JSON, or a table on a terminal."""

import csv
import io
import json
import unicodedata

import pandas as pd

from analysis.export.cells import DIGITS, Cell, guarded, plain, rows
from wording import say
from wording.figures import number

_SHOWN = 4
"""Decimals of a figure on a terminal."""


def to_csv(frame: pd.DataFrame, *, decimals: str = ".") -> bytes:
    """CSV in UTF-8 with a byte order mark: the columns of ``frame`` in order, a line per row, CRLF ends.

    Figures have at most 12 significant digits, missing cells are blank, truth values ``true`` and
    ``false``. A text that a spreadsheet could run is put behind an apostrophe; no other text is touched,
    no figure ever. With ``decimals=","`` the fields are parted by semicolons, as Excel expects under
    Vietnamese settings. Raises ValueError for an infinite figure.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if decimals == "," else ",", lineterminator="\r\n")
    writer.writerow(guarded(str(name)) for name in frame.columns)
    for row in rows(frame):
        writer.writerow(_field(cell, decimals) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def to_json(frame: pd.DataFrame) -> bytes:
    """A JSON list in UTF-8 with one record a line, in the frame's order; missing cells are null.

    Raises ValueError for an infinite figure.
    """
    names = [str(name) for name in frame.columns]
    records = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in rows(frame)]
    return ("[\n" + ",\n".join(records) + "\n]\n").encode() if records else b"[]\n"


def to_text(frame: pd.DataFrame, language: str) -> str:
    """An aligned table for a terminal: figures right, in the language's form, with 4 decimals at most.

    A column of whole numbers has none. Letters that take two places are counted as two, marks as none, and
    control characters, which could steer the terminal, are shown as spaces.
    """
    columns = [_column(frame.iloc[:, i], language) for i in range(frame.shape[1])]
    return "".join("  ".join(cells).rstrip() + "\n" for cells in zip(*columns, strict=True))


def _field(cell: Cell, decimals: str) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return guarded(cell)
        case float():
            return f"{cell:.{DIGITS}g}".replace(".", decimals)
        case _:
            return str(cell)


def _column(series: pd.Series, language: str) -> list[str]:
    """A column's heading, rule and cells, all of one width."""
    cells = [plain(value) for value in series]
    figures = [cell for cell in cells if isinstance(cell, (int, float))]
    decimals = 0 if all(float(figure).is_integer() for figure in figures) else _SHOWN
    texts = [_printable(str(series.name)), *(_shown(cell, language, decimals) for cell in cells)]
    width = max(_places(text) for text in texts)
    texts.insert(1, "-" * width)
    right = any(not isinstance(figure, bool) for figure in figures)
    pads = [" " * (width - _places(text)) for text in texts]
    return [pad + text if right else text + pad for text, pad in zip(texts, pads, strict=True)]


def _shown(cell: Cell, language: str, decimals: int) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return say(language, "export.yes" if cell else "export.no")
        case str():
            return _printable(cell)
        case _:
            return number(cell, language, decimals)


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)


def _places(text: str) -> int:
    return sum(_letter_places(c) for c in text)


def _letter_places(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
