"""Small real documents, for whoever needs evidence that is taken."""

import io
from functools import cache
from zipfile import ZipFile

from fpdf import FPDF


@cache
def sheet(text: str = "Minh chung") -> bytes:
    """A PDF with ``text`` on its one page; another text is another file."""
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica")
    made.cell(text=text)
    return bytes(made.output())


def typed() -> bytes:
    """A Word file without a letter in it: no process is started to look into it."""
    out = io.BytesIO()
    with ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<w/>")
    return out.getvalue()
