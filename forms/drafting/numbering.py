"""How rows are counted: 'II', 'A.', '1.2', 'b)', 'TC01', and what that says of their place."""

import re
from dataclasses import dataclass

_ROMAN = re.compile(r"[IVX]{1,6}")
_CAPITAL = re.compile(r"[A-HK-Z]")
_SMALL = re.compile(r"[a-zđ]")
_FIGURES = re.compile(r"\d{1,4}(?:\.\d{1,3}){0,4}")
_CODE = re.compile(r"[A-Za-zĐđ]{1,6}[ .-]?\d{1,4}(?:[.-]\d{1,3})*[a-z]?")
_PART = re.compile(r"(?:phần|chương|mục|part|section)\s+(?P<code>[IVXA-H]{1,5}|\d{1,2})", re.IGNORECASE)
_BULLET = re.compile(r"[-–—+•*▪■●◦]")
# A number before the words of its cell: 'I. ', '2.1) ', 'Câu 3: ', '- '.
_BEFORE = re.compile(
    r"(?:(?P<part>(?:Phần|Chương|Mục|Part|Section|PHẦN|CHƯƠNG|MỤC|PART|SECTION)\s+(?:[IVXA-H]{1,5}|\d{1,2}))[.:)\-–\s]+"
    r"|(?:Câu|CÂU|Question|Q)\s*(?P<asked>\d{1,3}(?:\.\d{1,3})*)[.:)]?\s+"
    r"|(?P<code>[IVX]{1,6}|[A-H]|[a-zđ]|\d{1,3}(?:\.\d{1,3}){0,4})[.)/:]\s*"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4})\s+"
    r"|(?P<bullet>[-–—+•*▪■●◦])\s+)(?=\S)",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number: as it stands without its dot, and its style ('roman', 'capital', 'figures2', 'code', ...)."""

    code: str
    style: str


def counted(cell: str) -> Counted | None:
    """What a cell of the column of numbers says; None for words."""
    text = cell.strip().rstrip(".):/ ").lstrip("(").strip()
    if _BULLET.fullmatch(text):
        return Counted(text, "bullet")
    part = _PART.fullmatch(text)
    if part:
        return Counted(part["code"].upper(), "part")
    for style, pattern in (("roman", _ROMAN), ("capital", _CAPITAL), ("small", _SMALL)):
        if pattern.fullmatch(text):
            return Counted(text, style)
    if _FIGURES.fullmatch(text):
        return Counted(text, f"figures{text.count('.') + 1}")
    return Counted(text, "code") if _CODE.fullmatch(text) else None


def split_number(text: str) -> tuple[Counted | None, str]:
    """The number a text begins with, and the words behind it."""
    found = _BEFORE.match(text)
    if found is None:
        return None, text
    said = next(value for value in found.groupdict().values() if value)
    return counted(said), text[found.end() :].strip()
