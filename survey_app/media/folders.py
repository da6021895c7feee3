"""Office documents are folders packed as one file: which kind it is, and whether it is safe to hand on.

Only the list of what is inside is read, bounded before it is, the one small part that names the kind and the
first bytes of the text itself. Nothing else is unpacked here or anywhere in the server.
"""

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from typing import Final

from survey_app.errors import Invalid, Problem

_MOST_LISTED: Final = 512 * 1024  # bytes of the list of parts
_MOST_UNPACKED: Final = 300 * 2**20
_MOST_TIMES: Final = (
    300  # what it is packed: an empty table of 2,000 rows in Word comes to 130, a bomb to 1,000
)
_SMALL: Final = 8 * 2**20  # unpacked: so little harms nobody, however tightly it was packed
_MOST_NAMING: Final = 256 * 1024  # of the part that names the kind
_END: Final = b"PK\x05\x06"
_LARGE_END: Final = b"PK\x06\x07"  # of a form for files over 4 GB, which no document needs
_END_REACHES: Final = 22 + 65535
_MAIN_PARTS: Final[Mapping[str, str]] = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_OPEN_DOCUMENTS: Final[Mapping[bytes, str]] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_XML: Final = re.compile(rb"(\xef\xbb\xbf)?\s*<[?!A-Za-z_]|\xff\xfe<\0|\xfe\xff\0<")
PROGRAMS: Final = re.compile(
    r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|sh|py|apk|zip|rar|7z)$|oleobject"
)


def document_ending(content: bytes) -> str | None:
    """'docx', 'xlsx', 'pptx', 'odt' or 'ods'; None for what is no such document.

    Raises Invalid for one with macros or programs in it, for one that unpacks to too much and for one whose
    text is none.
    """
    if not content.startswith(b"PK\x03\x04") or not _is_listable(content):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            ending = _ending(folder)
            if ending is not None:
                _check(folder, len(content))
            return ending
    except Invalid:
        raise
    # The list of a hostile file may be anything; whatever reading it raises, it is no document.
    except Exception:
        return None


def _is_listable(content: bytes) -> bool:
    tail = content[-_END_REACHES:]
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22 or _LARGE_END in tail:
        return False
    listed: int = struct.unpack("<I", tail[at + 12 : at + 16])[0]
    return listed <= _MOST_LISTED


def _ending(folder: zipfile.ZipFile) -> str | None:
    names = set(folder.namelist())
    if "mimetype" in names:
        part = folder.getinfo("mimetype")
        named = folder.read(part) if part.file_size <= 100 else b""
        return _OPEN_DOCUMENTS.get(named.strip())
    if "[Content_Types].xml" not in names:
        return None
    return next((ending for part, ending in _MAIN_PARTS.items() if part in names), None)


def _check(folder: zipfile.ZipFile, size: int) -> None:
    parts = folder.infolist()
    unpacked = sum(part.file_size for part in parts)
    sizes = [(unpacked, size), *((part.file_size, part.compress_size) for part in parts)]
    if unpacked > _MOST_UNPACKED or any(much > max(_SMALL, _MOST_TIMES * packed) for much, packed in sizes):
        raise _refusal("file_unpacks_to_too_much")
    names = [part.filename.lower() for part in parts]
    if any("vbaproject" in name or name.startswith("basic/") or "/basic/" in name for name in names):
        raise _refusal("file_has_macros")
    if any(part.flag_bits & 1 for part in parts):
        raise _refusal("file_is_locked")
    if any(map(PROGRAMS.search, names)):
        raise _refusal("file_has_programs")
    if "[content_types].xml" in names:
        kinds = folder.getinfo("[Content_Types].xml")
        if kinds.file_size > _MOST_NAMING or b"macroEnabled" in folder.read(kinds):
            raise _refusal("file_has_macros")
    _check_texts(folder)


def _check_texts(folder: zipfile.ZipFile) -> None:
    """Raise Invalid unless the parts a document cannot be opened without begin as XML."""
    names = set(folder.namelist())
    needed = (
        ["content.xml"] if "mimetype" in names else ["[Content_Types].xml", *(names & _MAIN_PARTS.keys())]
    )
    for name in needed:
        with folder.open(name) as part:
            if not _XML.match(part.read(200)):
                raise _refusal("file_does_not_open")


def _refusal(code: str) -> Invalid:
    return Invalid([Problem(code, place="file")])
