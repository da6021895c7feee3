"""The strings that break programs, and what the judge keeps of them."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from forms.answers import Unreadable
from forms.answers.texts import read_text
from wording import nfc

CORPUS = Path(__file__).parent / "data" / "blns"
NAUGHTY: list[str] = json.loads((CORPUS / "blns.json").read_text(encoding="utf-8"))
_TEXT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")
# What a file of ours guards with an apostrophe.
_GUARDED = re.compile("'*[ \u00a0\u200b\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def stored(text: str) -> str:
    """What is kept of a text: one kind of line end, composed letters, no blanks around it."""
    return nfc(re.sub("\r\n|[\r\x0b\x0c\x85]", "\n", text)).strip()


def kept() -> list[str]:
    """Every naughty string that an answer can be, as it is stored."""
    found = [
        _kept(text)
        for text in (*NAUGHTY, "_x0041_", "'=1", "''+1", "a\ufffeb\uffff", "\u2028", "ế\U0001f600")
    ]
    return list(dict.fromkeys(text for text in found if text))


def unguarded(cell: str) -> str:
    """A cell of a CSV file without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def texts_of(workbook: bytes) -> set[str]:
    """Every text of a workbook without the escapes of its format (ECMA-376, ST_Xstring)."""
    with ZipFile(BytesIO(workbook)) as archive:
        parts = [name for name in archive.namelist() if name.endswith(("sharedStrings.xml", "sheet1.xml"))]
        texts = [text.text or "" for part in parts for text in fromstring(archive.read(part)).iter(_TEXT)]
    return {_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in texts}


def _kept(text: str) -> str | None:
    try:
        answer = read_text(text)
    except Unreadable:
        return None
    return str(answer) if answer else None
