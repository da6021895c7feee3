"""What in a list names a person: told by the head of a column and by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey_app.spreadsheets import NumberCell
from wording import fold


class Personal(StrEnum):
    """What a column says of a person."""

    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"
    ADDRESS = "address"
    EMAIL = "email"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class Sign:
    """Why a column counts as personal: what it says of people, by its head or else by its cells."""

    kind: Personal
    by_head: bool


# Without marks and in small letters; the first that fits counts.
_HEADS: tuple[tuple[Personal, str], ...] = (
    (Personal.EMAIL, r"e ?mail|thu dien tu|hop thu"),
    (Personal.PHONE, r"dien thoai|\bs?dt\b|\bsdt\b|di dong|phone|mobile|\btel\b|zalo|so lien he"),
    (
        Personal.IDENTITY,
        r"\bcccd\b|\bcmnd\b|\bcmt\b|can cuoc|chung minh|ho chieu|passport|dinh danh|identity"
        r"|\bbhxh\b|ma so thue",
    ),
    (Personal.BIRTH, r"ngay sinh|nam sinh|sinh ngay|birth|\bdob\b"),
    (Personal.ADDRESS, r"dia chi|thuong tru|tam tru|noi o\b|cho o\b|que quan|address|ho khau"),
    (
        Personal.NAME,
        r"ho (va )?(chu )?(dem )?ten|ho ten|\bten (nguoi|chu|cong dan|khach|ca nhan|doanh nghiep|to chuc)"
        r"|chu ho so|nguoi (nop|nhan|yeu cau|dai dien|lien he|dung don|de nghi)"
        r"|nguoi dan|khach hang|cong dan|applicant|full ?name|surname|\bowner\b"
        r"|\bname of (the )?(person|citizen|applicant)|^(ten|name|ho)$",
    ),
)
_SURNAME = re.compile(
    r"nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|luong|mai|trinh|doan|dao"
    r"|truong|lam|phung|to|ta|chu|chau|cao|thai|luu|ha|vuong|quach|nong|trieu|giang|ma|lo|lu|quang|cam"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# A phone number of Viet Nam, its digits perhaps parted; what a workbook took for a number has lost its 0.
_PHONE = re.compile(r"(?<![\w.-])(?:\+?84|0)[ .-]?(?:2\d|[35789])(?:[ .-]?\d){7,8}(?![\w-])")
_PHONE_WITHOUT_ZERO = re.compile(r"[35789]\d{8}")
_IDENTITY = re.compile(r"(?<![\w.-])0\d{11}(?![\w-])")
_WHEN = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}(:\d{2})?")
_ADDRESS = re.compile(
    r"\b(thon|xom|to dan pho|khu pho|ap|ban|duong|pho|phuong|xa|thi tran|quan|huyen|tinh"
    r"|so nha|ngo|ngach|kp|tdp)\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.5  # of the cells that are filled: so many names or addresses make the column one of them


def sign_of(head: str, cells: Sequence[str]) -> Sign | None:
    """Why the column with that head and those cells is personal; None where nothing says so.

    One e-mail address, phone or identity number is enough; of names and addresses it takes half the cells.
    """
    plain = _plain(head)
    for kind, words in _HEADS:
        if re.search(words, plain):
            return Sign(kind, by_head=True)
    told = _kind_of(cells)
    return Sign(told, by_head=False) if told else None


def _kind_of(cells: Sequence[str]) -> Personal | None:
    filled = [cell for cell in cells if cell]
    undated = [_WHEN.sub("|", cell) for cell in filled]
    for kind, pattern in ((Personal.EMAIL, _EMAIL), (Personal.PHONE, _PHONE), (Personal.IDENTITY, _IDENTITY)):
        if any(map(pattern.search, undated)):
            return kind
    most = len(filled) * _SHARE
    if sum(map(_is_phone_number, filled)) > most:
        return Personal.PHONE
    if sum(map(_is_name, filled)) > most:
        return Personal.NAME
    return Personal.ADDRESS if sum(map(_is_address, filled)) > most else None


def _is_phone_number(cell: str) -> bool:
    """Whether a workbook kept it as a number that may be a phone number without its 0; no round sum."""
    return (
        isinstance(cell, NumberCell)
        and bool(_PHONE_WITHOUT_ZERO.fullmatch(cell))
        and not cell.endswith("000")
    )


def _is_name(cell: str) -> bool:
    """Whether it reads as the name of a Vietnamese: a surname that is common, one to four words more."""
    words = cell.split()
    if not 2 <= len(words) <= 5 or not all(_WORD.fullmatch(word) for word in words):
        return False
    return all(word[0].isupper() for word in words) and bool(_SURNAME.fullmatch(_plain(words[0])))


def _is_address(cell: str) -> bool:
    """Whether it names at least two kinds of place, as addresses do."""
    return len(set(_ADDRESS.findall(_plain(cell)))) >= 2


def _plain(text: str) -> str:
    """``text`` in small letters without marks, one space between words."""
    return " ".join(re.sub(r"[_./\\:()*-]+", " ", fold(text)).split())
