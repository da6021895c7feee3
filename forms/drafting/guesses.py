"""What a question asks for, by its words and by what stands in its cells."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from forms.drafting.understood import Answer, Kind
from forms.drafting.vocabulary import IDLE, answer_of, kind_said, plain
from wording import fold, nfc

_SQUARE = r"[☐☑☒□■◻◼○●❏❑]|\[\s?[xX]?\s?\]|\(\s\)"
BOX = re.compile(_SQUARE + r"|(?:(?<=\s)|^)o(?=\s+\S)")  # a small o is typed where a keyboard has no box
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
_HUNDREDTHS = re.compile(r"(ty le|ti le|phan tram|percent(age)?|share of)\b")
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
_NAMES = re.compile(r"so (dien thoai|hieu|nha|tay|quyet dinh|van ban so|cccd|cmnd|can cuoc|fax|tai khoan)\b")
_AGES = re.compile(r"(do )?tuoi\b.{0,30}|nam sinh\b.{0,30}|age\b.{0,30}|year of birth\b.*")
_PEOPLE = re.compile(
    r"(ho va ten|ho ten|so dien thoai|dien thoai|email|dia chi|nghe nghiep|dan toc|trinh do( hoc van)?"
    r"|gioi tinh|so (cccd|cmnd|can cuoc)|full name|phone|occupation|gender|sex)( cua\b.{0,40})?"
)
_REMARKS = re.compile(
    r"(cac )?y kien (khac|dong gop|gop y|de xuat)\b.*|.*\b(gop y|y kien|kien nghi|de xuat) (gi|them|khac)\b.*"
    r"|(gop y|kien nghi|de xuat)( cua( don vi| ong ba)?| voi\b.{0,40}| doi voi\b.{0,40})?"
    r"|nhan xet (chung|khac)|(other|further|any) (comments?|remarks|suggestions?)\b.*"
)
_RATIO = re.compile(r"(?<!\d)/\s*(tổng|Tổng|số|Số)\b|\btrên tổng\b")
_SHORT_TEXT = 5  # words of a row that can only be the name of something to write
_UNIT_COUNTS = re.compile(
    r"ho so|nguoi|luot|cuoc|van ban|tthc|thu tuc|lan|ngay|gio|phut|cai|bo|vu|don|phieu|quay|nhiem vu"
)
_UNIT_SHARES = re.compile(r".*%.*|dong|trieu dong|ty dong|trieu|vnd")


def guess_kind(text: str, otherwise: Kind) -> tuple[Kind, tuple[str, ...]]:
    """What a question of these words asks for, and what is not plain; ``otherwise`` where they do not say."""
    kind = is_about_people(text) or _by_words(text)
    if kind is not None:
        return kind, ()
    words = plain(text)
    if _QUESTION.fullmatch(words):
        asked = text.rstrip().endswith("?") or bool(re.search(r"\b(khong|chua)$", words))
        return Kind.YES_NO, () if asked else ("by_words",)
    return otherwise, ("no_clue",)


def kind_besides(text: str, scored: bool) -> tuple[Kind | None, tuple[str, ...]]:
    """What a row asks for that stands among rows answered by the table's choices; None: by these, too.

    ``scored``: the choices are a scale of opinions, on which figures and dates can be judged as well.
    """
    words = plain(text)
    if _REMARKS.fullmatch(words):
        return Kind.TEXT, ()
    own = is_about_people(text)
    if own is not None:
        return own, ("not_on_scale",)
    kind = _by_words(text)
    if kind is None or (kind is Kind.TEXT and len(words.split()) > _SHORT_TEXT):
        return None, ()
    if scored or kind is Kind.TEXT:
        return None, ("perhaps_not_on_scale",)
    return kind, ("not_on_scale", *(("ratio",) if _RATIO.search(text) else ()))


def is_share(text: str) -> bool:
    """Whether a text asks for so many of a hundred."""
    return "%" in text or bool(_HUNDREDTHS.match(plain(text)))


def has_box(text: str) -> bool:
    """Whether a box to tick stands in a text."""
    return bool(re.search(_SQUARE, text))


def is_about_people(text: str) -> Kind | None:
    """What is asked of a person: the age as a number, the name as text; None for other words."""
    words = plain(text)
    if _AGES.fullmatch(words):
        return Kind.INTEGER
    return Kind.TEXT if _PEOPLE.fullmatch(words) else None


def _by_words(text: str) -> Kind | None:
    words = plain(text)
    for kind, pattern in (
        (Kind.DECIMAL, _SHARES),
        (Kind.INTEGER, _COUNTS),
        (Kind.DATE, _DATES),
        (Kind.TEXT, _OPEN),
    ):
        if pattern.fullmatch(words) and (kind is not Kind.INTEGER or _counts(text, words)):
            return kind
    return None


def _counts(text: str, words: str) -> bool:
    """Whether 'so' is the word for a number, neither a book nor an office, nor the number of a thing."""
    if not words.startswith("so ") or text.isascii():
        return not _NAMES.match(words)
    return bool(re.match(r"\W*(số|\d+\W+số)\b", nfc(text).lower())) and not _NAMES.match(words)


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


def answers_in(cell: str, between: str = "") -> tuple[Answer, ...]:
    """The choices a cell offers: 'Tốt / Khá / Kém', '☐ Có ☐ Không', '1-5'; nothing for fewer than two.

    ``between``: what alone stands between them; without, boxes, bars, slashes, semicolons or ends of lines.
    """
    steps = _RANGE.fullmatch(cell)
    if steps and 0 <= int(steps[1]) < int(steps[2]) <= 10:
        return tuple(Answer(str(n), {"": str(n)}, n) for n in range(int(steps[1]), int(steps[2]) + 1))
    boxed = len(BOX.findall(cell)) > 1
    words = cell.split(between) if between else BOX.split(cell) if boxed else _BREAK.split(cell)
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
