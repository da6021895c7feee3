"""Answers that stand in the question's own words: boxes to tick, lists, grades, and lines to write on."""

import re
from dataclasses import dataclass

from forms.drafting.guesses import BOX, answers_in, guess_kind, is_about_people, kind_of_unit
from forms.drafting.understood import Answer, Kind
from forms.drafting.vocabulary import plain

_BLANK = re.compile(r"(?:[….]\s?){3,}|…+|_{3,}")
_LETTERS = re.compile(r"(?:(?<=\s)|^)([a-hđ])[.)]\s+")
_FIGURES = re.compile(r"(?:(?<=\s)|^)(\d)[.)]\s+")
_DATE = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b.*")
_SEVERAL = re.compile(r".*\b(chon nhieu|nhieu (lua chon|phuong an|dap an)|tick all|all that apply|moi y)\b.*")
_OTHER = re.compile(r"(y kien |ly do )?khac( ghi ro| neu ro)?|other( please specify| specify)?")
_GRADE = re.compile(
    r"(rat )?(tot|kha|trung binh|kem|yeu|xau|cao|thap|nhanh|cham|thuan tien|day du|good|fair|poor|average)"
    r"|xuat sac|hoan thanh( tot)?|nam|nu|male|female|co|khong|yes|no|(chua |khong )?dat|binh thuong"
)
_EDGES = " .,;:?!\n\t-–*"


@dataclass(frozen=True, slots=True)
class Written:
    """What a text offers: its words without the answers, the kind, the choices, and what is not plain."""

    text: str
    kind: Kind
    answers: tuple[Answer, ...] = ()
    doubts: tuple[str, ...] = ()


def written_answer(text: str) -> Written | None:
    """The answer that is written into a question; None for words that leave it open."""
    return _boxes(text) or _listed(text) or _grades(text) or _blank(text)


def _boxes(text: str) -> Written | None:
    found = list(BOX.finditer(text))
    if len(found) < 2:
        return None
    before, *pieces = BOX.split(text)
    if not pieces[-1].strip(_EDGES):  # the boxes stand behind: 'Giới tính: Nam ☐ Nữ ☐'
        asked = re.match(r".*[:?]", before, re.DOTALL)
        before, pieces = (asked[0], [before[asked.end() :], *pieces]) if asked else ("", [])
    if not before.strip(_EDGES):  # what the boxes answer is not said here
        return None
    return _chosen(before.strip(), pieces, text, ())


def _listed(text: str) -> Written | None:
    """Choices counted a, b, c, or 1, 2, 3."""
    for pattern, marks, doubts in ((_LETTERS, "abcdefgh", ()), (_FIGURES, "123456789", ("figures_listed",))):
        found = list(pattern.finditer(text))
        if len(found) < 2 or "".join(each[1] for each in found) != marks[: len(found)]:
            continue
        before = text[: found[0].start()].strip()
        if before.strip(_EDGES):
            ends = [each.start() for each in found[1:]] + [len(text)]
            pieces = [text[each.end() : end] for each, end in zip(found, ends, strict=True)]
            return _chosen(before, pieces, text, doubts)
    return None


def _grades(text: str) -> Written | None:
    """'Thái độ: Tốt/Khá/Kém', 'Thái độ (Tốt, Khá, Kém)': grades that are known, or three and more others."""
    found = re.fullmatch(r"(.{3,}?)(?::|\?|\()\s*([^:?()]{3,200}?)\)?[ .]*", text, re.DOTALL)
    if found is None:
        return None
    before, said = found[1], found[2]
    pieces = [piece.strip(_EDGES) for piece in re.split(r"(?<!\d)/(?!\d)", said)]
    if len(pieces) < 2:
        pieces = [piece.strip(_EDGES) for piece in re.split(r"[,;]|\s[-–]\s", said)]
        if not all(_GRADE.fullmatch(plain(piece)) for piece in pieces):
            return None
    if len(pieces) < 2 or not all(pieces) or any(len(piece) > 40 for piece in pieces):
        return None
    known = all(_GRADE.fullmatch(plain(piece)) for piece in pieces)
    if not known and len(pieces) < 3:
        return None
    return _chosen(before, pieces, text, () if known else ("slashes",))


def _chosen(before: str, pieces: list[str], text: str, doubts: tuple[str, ...]) -> Written | None:
    words = [_BLANK.sub("", piece).strip(_EDGES).replace("\n", " ") for piece in pieces]
    answers = answers_in("\n".join(word.replace(";", ",") for word in words if word), "\n")
    if not answers:
        return None
    if any(_OTHER.fullmatch(plain(word)) for word in words):
        doubts = (*doubts, "other_words")
    kind = Kind.SEVERAL if _SEVERAL.fullmatch(plain(text)) else Kind.OPTIONS
    return Written(before.strip().rstrip(":").strip(), kind, answers, doubts)


def _blank(text: str) -> Written | None:
    """A line to write on, and what is to be written there by the words before and the unit behind."""
    if not _BLANK.search(text):
        return None
    words = " ".join(_BLANK.sub(" ", text).split())
    before, behind = _BLANK.split(text)[0].strip(_EDGES), _BLANK.split(text)[-1].strip(_EDGES)
    if not before:
        return None
    if _DATE.fullmatch(plain(words)):
        label = re.split(r"[\s,:]*\bngày\b[\s/]*\btháng\b", words, flags=re.IGNORECASE)[0].strip(_EDGES)
        return Written(label or words, Kind.DATE)
    if len(_BLANK.findall(text)) > 1:
        return Written(words, Kind.TEXT, doubts=("blanks",))
    kind = kind_of_unit(behind) or _asked_by(before)
    unit = f" ({behind})" if kind_of_unit(behind) else f" {behind}" if behind else ""
    shown = before if text.strip()[len(before) :].lstrip()[:1] != "?" else f"{before}?"
    return Written(shown + unit, kind)


def _asked_by(words: str) -> Kind:
    kind, _ = guess_kind(words, Kind.TEXT)
    if kind is Kind.YES_NO:
        return Kind.TEXT
    return is_about_people(words) or kind
