"""Where a table or document ends in places to sign, and who gets a copy: nothing of it is asked."""

import re
from collections.abc import Sequence

from forms.drafting.numbering import counted
from forms.drafting.source import Entry
from forms.drafting.vocabulary import plain

_SIGNS = re.compile(
    r"(dai dien|(pho )?truong doan|truong (phong|ban|nhom)|(pho )?thu truong|thu ky|thanh vien doan"
    r"|(pho )?giam doc|(pho )?chu tich|lanh dao|doan kiem tra|don vi duoc kiem tra|xac nhan cua|noi nhan"
    r"|nguoi (lap|kiem tra|cham|danh gia|ky|duoc kiem tra|phong van|tra loi|thuc hien|khao sat)"
    r"|can bo (kiem tra|danh gia|khao sat)|tm|kt|tl|signature|signed|head of|inspector)\b.{0,80}"
)
_SURE = re.compile(r".*\b(ky ten|dong dau|ghi ro ho( va)? ten|name and signature)\b.*|ky|noi nhan.*")
_DAY = re.compile(r"(.{0,40}\b)?ngay\b.{0,12}\bthang\b.{0,12}\bnam\b.{0,12}")
_MOST = 12  # rows of a place to sign


def signing_begins(entries: Sequence[Entry]) -> int:
    """The place of the first row that belongs to the signatures at the end; how many rows, when none does."""
    end = len(entries)
    for place in range(max(0, end - _MOST), end):
        rest = entries[place:]
        if any(_counted(entry) for entry in rest):
            continue
        if _is_sign(entries[place]) and any(_is_sure(entry) for entry in rest):
            return place
        if _is_sign(entries[place]) and all(map(_is_capital, _cells(entries[place]))):
            return place
    return end


def _cells(entry: Entry) -> list[str]:
    return [cell for cell in entry.cells if cell.strip(" .…_")]


def _is_sign(entry: Entry) -> bool:
    """Whether every cell of a row names who signs, where to, or the day."""
    cells = _cells(entry)
    return bool(cells) and all(
        any(pattern.fullmatch(plain(cell)) for pattern in (_SIGNS, _SURE, _DAY)) for cell in cells
    )


def _is_sure(entry: Entry) -> bool:
    return any(_SURE.fullmatch(plain(cell)) for cell in entry.cells)


def _is_capital(cell: str) -> bool:
    return cell.partition("\n")[0].isupper()


def _counted(entry: Entry) -> bool:
    """Whether a row is counted as questions are: then what stands above it is no signature."""
    number = counted(entry.cells[0]) if entry.cells and entry.cells[0] else None
    return number is not None and number.style != "bullet" and len(_cells(entry)) > 1
