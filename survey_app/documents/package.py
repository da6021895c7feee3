"""What a .docx holds besides words: things that run, things that reach out, things that are too large."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from survey_app.errors import Problem

BYTES: Final = 10_000_000
_UNPACKED, _PARTS = 60_000_000, 2_000
_MAIN: Final = "word/document.xml"
_MACROS = re.compile(r"vbaProject|vbaData|macrosheets|customUI", re.IGNORECASE)
_OBJECTS = re.compile(r"word/(activeX|embeddings)/|\.(bin|ole|exe|dll|js|vbs|html?|mht)$", re.IGNORECASE)
_MACRO_TYPE = b"macroEnabled"
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""\b(Target|TargetMode|Type)\s*=\s*["']([^"']*)["']""")
# What lets XML name things outside itself, or grow when it is read; Word writes none.
_DECLARED = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_FIELD = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b")
_FIELD_TEXT = re.compile(r"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
# A link that does nothing until somebody clicks on it.
_CLICKED: Final = ("http", "https", "mailto")


def examine(name: str, content: bytes) -> list[Problem]:
    """Everything about the file itself that keeps it from being a template; none for a clean one."""
    if name.lower().endswith((".docm", ".dotm")):
        return [Problem("template_macros", values={"part": name[:100]})]
    if len(content) > BYTES:
        return [Problem("template_too_large", values={"most": BYTES // 1_000_000})]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _examine(archive)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return [Problem("template_not_docx")]


def _examine(archive: zipfile.ZipFile) -> list[Problem]:
    parts = archive.infolist()
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        return [Problem("template_too_large", values={"most": BYTES // 1_000_000})]
    names = [part.filename for part in parts]
    if _MAIN not in names or "[Content_Types].xml" not in names:
        return [Problem("template_not_docx")]
    found = [
        Problem("template_macros", values={"part": name[:100]}) for name in names if _MACROS.search(name)
    ]
    if not found and _MACRO_TYPE in archive.read("[Content_Types].xml"):
        found.append(Problem("template_macros", values={"part": "[Content_Types].xml"}))
    found += [
        Problem("template_object", values={"part": name[:100]}) for name in names if _OBJECTS.search(name)
    ]
    for name in names:
        if not name.endswith((".rels", ".xml")):
            continue
        xml = _text(archive.read(name))
        if _DECLARED.search(xml):
            found.append(Problem("template_doctype", values={"part": name[:100]}))
        if name.endswith(".rels"):
            found += _reaching_out(xml)
        elif name.startswith("word/"):
            found += _fields(xml)
    return found


def _text(part: bytes) -> str:
    """What an XML part says, whether its letters take one byte or two."""
    return part.replace(b"\x00", b"").decode("utf-8", "replace")


def _reaching_out(relationships: str) -> Iterator[Problem]:
    for element in _RELATIONSHIP.findall(relationships):
        said = dict(_ATTRIBUTE.findall(element))
        target = said.get("Target", "")
        if said.get("TargetMode", "").lower() != "external":
            continue
        clicked = said.get("Type", "").endswith("/hyperlink") and urlsplit(target).scheme in _CLICKED
        if not clicked:
            yield Problem("template_external", values={"target": target[:200]})


def _fields(xml: str) -> Iterator[Problem]:
    # Word cuts a field's words into pieces wherever it likes.
    text = "".join(first or second for first, second in _FIELD_TEXT.findall(xml))
    for field in sorted(set(_FIELD.findall(text))):
        yield Problem("template_field", values={"field": field})
