"""A PDF somebody sent: whether it has a page to look at and nothing in it that acts.

PDFium reads it as a viewer would and writes it down once more in memory, without its packed objects, its
escapes in names and its password for printing; that copy and the content as sent are both looked through, for
programs read a file in different ways. Nothing is run, and what is kept is the file as it was sent.
"""

import io
import re
import struct
import zipfile
from typing import Final

import pypdfium2
import pypdfium2.raw

from survey_app.errors import Invalid, Problem
from survey_app.media.folders import PROGRAMS

_ENDS: Final = rb"(?=[\0\t\n\f\r /<>\[\](){}%]|\Z)"  # of a name
# Kinds of actions and forms that run something. An address of a web page may hold such a word; there it
# follows other signs.
_ACTS: Final = re.compile(
    rb"(?:[\0\t\n\f\r ]|/S|obj)/(?:JavaScript|Launch|ImportData|RichMedia|Rendition)"
    + _ENDS
    + rb"|/XFA"
    + _ENDS
)
_PINNED: Final = re.compile(rb"/FileAttachment" + _ENDS)  # files on a page, which PDFium does not list
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ELF: Final = re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01")
_MOST_ATTACHED: Final = 50
_PASSWORD: Final = pypdfium2.raw.FPDF_ERR_PASSWORD


def check_paper(content: bytes) -> None:
    """Raise Invalid unless the PDF in ``content`` opens, has a page, and neither acts nor brings programs."""
    if _has_program(content):
        raise _refusal("file_has_programs")
    try:
        with pypdfium2.PdfDocument(content) as document:
            if not len(document):
                raise _refusal("file_does_not_open")
            document[0].close()
            _check_attached(document)
            rewritten = io.BytesIO()
            document.save(rewritten, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise _refusal("file_is_locked" if locked else "file_does_not_open") from error
    for text in (content, rewritten.getvalue()):
        plain = _ESCAPED.sub(_unescaped, text)
        if _ACTS.search(plain):
            raise _refusal("pdf_acts")
        if _PINNED.search(plain):
            raise _refusal("file_has_programs")


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode())


def _check_attached(document: pypdfium2.PdfDocument) -> None:
    """Raise Invalid when a file attached to the document is a program by its name or its content."""
    count = document.count_attachments()
    if count > _MOST_ATTACHED:
        raise _refusal("file_has_programs")
    for attached in map(document.get_attachment, range(count)):
        if PROGRAMS.search(attached.get_name().lower().strip(" .\0")) or _has_program(_data(attached)):
            raise _refusal("file_has_programs")


def _data(attached: pypdfium2.PdfAttachment) -> bytes:
    try:
        return bytes(attached.get_data())
    except pypdfium2.PdfiumError:  # nothing in it
        return b""


def _has_program(content: bytes) -> bool:
    """Whether a program of Windows or Linux lies anywhere in ``content``, or it is an archive as well."""
    if _ELF.search(content):
        return True
    at = content.find(b"MZ")
    while at >= 0:
        head = content[at + 0x3C : at + 0x40]
        if len(head) == 4:
            signed = at + struct.unpack("<I", head)[0]
            if content[signed : signed + 4] == b"PE\0\0":
                return True
        at = content.find(b"MZ", at + 1)
    return content.startswith(b"%PDF-") and zipfile.is_zipfile(io.BytesIO(content))


def _refusal(code: str) -> Invalid:
    return Invalid([Problem(code, place="file")])
