"""What a question asks for, by its words and by what stands in its cells."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from forms.drafting.understood import Answer, Kind
from forms.drafting.vocabulary import IDLE, answer_of, kind_said, plain
from wording import fold

_BOX = re.compile(r"[☐☑☒□■◻◼○●❏❑]|\[\s?[xX]?\s?\]|\(\s\)")
_BREAK = re.compile(r"\s*(?:[;|\n]|(?<!\d)/(?!\d))\s*")
_TYPES = re.compile(r"\s*[+,;\n]\s*")
_TIMES = re.compile(r"(.+?)\s*[×x]\s*(\d{1,2})")
_BRACKET = re.compile(r"\(.*?\)")
_RANGE = re.compile(r"\s*(\d{1,2})\s*(?:[-–]|đến|to)\s*(\d{1,2})\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")
_MARKS = frozenset("xX✓✔√×vV-–…._/ \n☐☑☒□■")
_COUNTS = re.compile(
    r"(tong )?so (luong|ho so|luot|tthc|thu tuc|nguoi|cuoc|van ban|phieu|nhiem vu|lan|ngay|gio|phut|quay|may"
    r"|can bo|cong chuc|vu|don|don vi|ghe)\b.*|tong so\b.*|.*\bbao nhieu\b.*|so\b.{0,60}"
    r"|(how many|number of|total)\b.*"
)
_SHARES = re.compile(
    r"(ty le|ti le|phan tram|percent(age)?|share of|kinh phi|so tien|thoi gian trung binh)\b.*"
)
_DATES = re.compile(r"(ngay|thoi diem|date)\b.*")
_QUESTION = re.compile(
    r".*\bco\b.*\bkhong|.*\bda\b.*\b(chua|khong)|(co|da|viec|bao dam|dam bao|thuc hien)\b.*"
    r"|(is|are|does|do|has|have)\b.*"
)
_OPEN = re.compile(
    r"(ho va ten|ho ten|ten|dia chi|chuc vu|y kien|kien nghi|de xuat|nhan xet|ghi ro|neu ro|mo ta|ly do"
    r"|nguyen nhan|vi sao|tai sao|name|address|please describe|describe|comments?|remarks|why|suggestions?"
    r"|recommendations?)\b.*"
)
_UNIT_COUNTS = re.compile(
    r"ho so|nguoi|luot|cuoc|van ban|tthc|thu tuc|lan|ngay|gio|phut|cai|bo|vu|don|phieu|quay|nhiem vu"
)
_UNIT_SHARES = re.compile(r".*%.*|dong|trieu dong|ty dong|trieu|vnd")


def guess_kind(text: str, otherwise: Kind) -> Kind:
    """What a question of these words asks for; ``otherwise`` where they do not say."""
    words = plain(text)
    for kind, pattern in (
        (Kind.DECIMAL, _SHARES),
        (Kind.INTEGER, _COUNTS),
        (Kind.DATE, _DATES),
        (Kind.TEXT, _OPEN),
    ):
        if pattern.fullmatch(words):
            return kind
    return Kind.YES_NO if _QUESTION.fullmatch(words) else otherwise


def kind_of_unit(cell: str) -> Kind | None:
    """What is asked for in this unit ('hồ sơ', '%'); None for other words."""
    if _UNIT_SHARES.fullmatch(fold(cell).strip()):
        return Kind.DECIMAL
    return Kind.INTEGER if _UNIT_COUNTS.fullmatch(plain(cell)) else None


def kinds_said(cell: str) -> tuple[Kind, ...]:
    """The kinds a cell under 'Kiểu' names: 'yn+num', 'num×5'; nothing when one of them is not known."""
    found: list[Kind] = []
    for part in _TYPES.split(_BRACKET.sub("", cell).strip()):
        times = _TIMES.fullmatch(part)
        kind = kind_said(times[1] if times else part)
        if kind is None:
            return ()
        found += [kind] * (min(int(times[2]), 20) if times else 1)
    return tuple(found)


def answers_in(cell: str) -> tuple[Answer, ...]:
    """The choices a cell offers: 'Tốt / Khá / Kém', '☐ Có ☐ Không', '1-5'; nothing for fewer than two."""
    steps = _RANGE.fullmatch(cell)
    if steps and 0 <= int(steps[1]) < int(steps[2]) <= 10:
        return tuple(Answer(str(n), {"": str(n)}, n) for n in range(int(steps[1]), int(steps[2]) + 1))
    words = _BOX.split(cell) if len(_BOX.findall(cell)) > 1 else _BREAK.split(cell)
    parts = [word.strip(" .,;:\n\t-–") for word in words]
    parts = [part for part in dict.fromkeys(parts) if part]
    if not 2 <= len(parts) <= 60 or any(len(part) > 200 for part in parts):
        return ()
    return named_apart([_answer(part) for part in parts])


def named_apart(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The choices under names of which none comes twice."""
    names: set[str] = set()
    found = []
    for answer in answers:
        name, count = answer.name, 1
        while name in names:
            count += 1
            name = f"{answer.name}_{count}"
        names.add(name)
        found.append(replace(answer, name=name))
    return tuple(found)


def number_in(cell: str) -> Decimal | None:
    """The number of points a cell says ('1,5', '20 điểm'); None for other words."""
    found = _NUMBER.fullmatch(re.sub(r"(?i)\s*(điểm|points?|đ)\.?$", "", cell.strip()))
    try:
        return Decimal(found[0].replace(",", ".")).normalize() if found else None
    except InvalidOperation:
        return None


def is_mark(cell: str) -> bool:
    """Whether a cell under a choice only marks it, or is a line to write on."""
    return all(letter in _MARKS for letter in cell)


def _answer(words: str) -> Answer:
    known = answer_of(words)
    if known is not None and plain(words) in map(plain, known.label.values()):
        return known
    if known in (IDLE,):
        return replace(IDLE, label={"": words})
    name = "_".join(re.findall(r"[a-z0-9]+", fold(words)))[:30].strip("_")
    return Answer(name or "c", {"": words})
