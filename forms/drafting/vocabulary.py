"""The words that head the columns of checklists, in Vietnamese and English, and the answers they offer.

Patterns are matched against `plain` text: small letters without marks, words between single blanks.
"""

import re
from collections.abc import Iterable

from forms.drafting.understood import Answer, Kind, Use
from wording import fold

# What heads a column alone, and what may stand anywhere in its heading; the first use that fits counts.
_USES: tuple[tuple[Use, str, str], ...] = (
    (
        Use.NUMBER,
        "stt, tt, so tt, so thu tu, thu tu, ma so, ma, ma cau, ma tieu chi, ma noi dung, ma so tieu chi, "
        "no, nr, ref, item no, code, id, number",
        "",
    ),
    (
        Use.FINDING,
        "ma ton tai, ma loi, ma vi pham, finding, finding code",
        "",
    ),
    (
        Use.SEVERITY,
        "muc do, muc, muc do loi, muc do uu tien, severity, risk, risk level",
        "muc do nghiem trong, muc do vi pham, muc do rui ro",
    ),
    (
        Use.TYPE,
        "kieu, loai, dang, kieu cau, loai cau, kieu cau hoi, loai cau hoi, dang cau hoi, kieu du lieu, "
        "loai du lieu, kieu tra loi, kieu cau tra loi, dang cau tra loi, hinh thuc tra loi, type, "
        "question type, answer type, data type",
        "",
    ),
    (
        Use.OPTIONS,
        "phuong an, lua chon, phuong an tra loi, cac phuong an tra loi, phuong an lua chon, cac lua chon, "
        "muc danh gia, cac muc danh gia, thang do, thang danh gia, cac muc, option, options, choices, "
        "scale, rating scale, answer scale, answer options",
        "",
    ),
    (
        Use.MOST,
        "",
        "diem toi da, diem chuan, thang diem, khung diem, diem tran, maximum score, max score, maximum "
        "points, max points",
    ),
    (
        Use.POINTS,
        "",
        "diem, score, scores, point, points, mark, marks",
    ),
    (
        Use.ENGLISH,
        "tieng anh, noi dung tieng anh, english, in english, content en, label english en",
        "",
    ),
    (
        Use.PHOTO,
        "",
        "hinh anh, anh, anh chup, photo, photos, picture, pictures",
    ),
    (
        Use.NOTE,
        "",
        "ghi chu, nhan xet, giai trinh, ghi ro, dien giai, luu y, note, notes, remark, remarks, comments",
    ),
    (
        Use.BASIS,
        "",
        "can cu, co so phap ly, van ban quy dinh, quy dinh tai, legal basis",
    ),
    (
        Use.SOURCE,
        "nguon, nguon du lieu, nguon tai lieu, source",
        "",
    ),
    (
        Use.HINT,
        "hint",
        "minh chung, kiem chung, bang chung, chung minh, tai lieu, cach kiem tra, cach cham, cach danh "
        "gia, cach xac dinh, huong dan, phuong phap, thoi han, evidence, means of verification, guidance, "
        "how to check",
    ),
    (
        Use.PART,
        "linh vuc, nhom, phan, chuong, chuyen de, muc lon, nhom tieu chi, nhom noi dung, linh vuc kiem "
        "tra, area, section, part, category, domain",
        "",
    ),
    (
        Use.TEXT,
        "items, item, description",
        "noi dung, tieu chi, tieu chuan, cau hoi, chi tieu, hang muc, yeu cau, van de, criterion, "
        "criteria, question, questions, item, check point, checkpoint, requirement, requirements, "
        "content, indicator, indicators",
    ),
    (
        Use.ANSWER,
        "",
        "ket qua, tra loi, so lieu, so luong, gia tri, thuc trang, thuc te, don vi, don vi tinh, dvt, "
        "hien trang, danh gia, result, answer, finding, value, unit, status, response",
    ),
)


def _pattern(alone: str, within: str) -> re.Pattern[str]:
    """A pattern for whole headings: one of ``alone``, or any with words of ``within``."""
    found = [word.strip() for word in alone.split(",") if word.strip()]
    found += [rf"(.*\b)?{word.strip()}(\b.*)?" for word in within.split(",") if word.strip()]
    return re.compile("|".join(found))


_USE = tuple((use, _pattern(alone, within)) for use, alone, within in _USES)
_ENGLISH = re.compile(
    r"\b(no|item|items|question|questions|criteria|yes|score|result|notes?|remarks?|check)\b"
)

YES = Answer("yes", {"vi": "Có", "en": "Yes"})
NO = Answer("no", {"vi": "Không", "en": "No"}, fails=True)
MET = Answer("yes", {"vi": "Đạt", "en": "Met"})
UNMET = Answer("no", {"vi": "Không đạt", "en": "Not met"}, fails=True)
IDLE = Answer("na", {"vi": "Không áp dụng", "en": "Not applicable"}, missing="not_applicable")
UNKNOWN = Answer("dk", {"vi": "Không biết", "en": "Don't know"}, missing="dont_know")
SATISFIED = tuple(
    Answer(str(score), {"vi": vi, "en": en}, score, score > 3)
    for score, vi, en in (
        (1, "Rất không hài lòng", "Very dissatisfied"),
        (2, "Không hài lòng", "Dissatisfied"),
        (3, "Bình thường", "Neutral"),
        (4, "Hài lòng", "Satisfied"),
        (5, "Rất hài lòng", "Very satisfied"),
    )
)
AGREED = tuple(
    Answer(str(score), {"vi": vi, "en": en}, score)
    for score, vi, en in (
        (1, "Rất không đồng ý", "Strongly disagree"),
        (2, "Không đồng ý", "Disagree"),
        (3, "Bình thường", "Neutral"),
        (4, "Đồng ý", "Agree"),
        (5, "Rất đồng ý", "Strongly agree"),
    )
)
_YES = re.compile(r"co|yes|y|dung|da|da co|da thuc hien|thuc hien|day du|phu hop|correct|dam bao|bao dam")
_NO = re.compile(
    r"khong|no|n|chua|chua co|(khong|chua) (dung|thuc hien|day du|phu hop|dam bao|bao dam)|sai|incorrect"
)
_MET = re.compile(r"dat|dat yeu cau|met|pass(ed)?|ok|tot|complian(t|ce)")
_UNMET = re.compile(r"(khong|chua) (dat|tot)( yeu cau)?|kd|not met|fail(ed)?|not ok|non ?complian(t|ce)")
_IDLE = re.compile(r"khong (ap dung|co noi dung nay|phat sinh|danh gia)|kad|n a|na|not applicable")
_UNKNOWN = re.compile(r"(khong|chua) (biet|ro)|kb|dont know|don t know|khong y kien")
_SCALES = (
    (SATISFIED, re.compile(r".*\b(hai long|satisfied|dissatisfied)\b.*")),
    (AGREED, re.compile(r".*\b(dong y|agree|disagree)\b.*")),
)
_MIDDLE = re.compile(r"binh thuong|trung lap|trung binh|phan van|neutral|neither.*")
_JUDGING = re.compile(
    r"(ket qua )?((don vi|doan|hoi dong|to|co quan)\b.{0,30} )?"
    r"(tu )?(danh gia|cham|tham dinh|phuc tra)\b.{0,30}"
)
_GRADE = re.compile(r"(rat )?(tot|kha|yeu|kem)|xuat sac|trung binh (kha|yeu)|excellent|good|fair|poor")
_FIGURE = re.compile(r"(?:muc |diem )?(\d{1,2})(?: diem)?")


def plain(text: str) -> str:
    """Small letters without marks, words and figures between single blanks."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def use_of(title: str) -> Use | None:
    """What a column of this heading is for; None for words that say nothing."""
    words = plain(title)
    return next((use for use, pattern in _USE if pattern.fullmatch(words)), None) if words else None


def speaks_english(titles: Iterable[str]) -> bool:
    """Whether headings are English: words of it, and no letter that only Vietnamese has."""
    words = " ".join(titles)
    return bool(_ENGLISH.search(plain(words))) and words.isascii()


def answer_of(title: str) -> Answer | None:
    """The choice that a heading or a word is known as, for people to read as it was written."""
    words = plain(title)
    for known, pattern in ((IDLE, _IDLE), (UNKNOWN, _UNKNOWN), (MET, _MET), (UNMET, _UNMET)):
        if pattern.fullmatch(words):
            return known
    if _YES.fullmatch(words) or _NO.fullmatch(words):
        return YES if _YES.fullmatch(words) else NO
    if _MIDDLE.fullmatch(words):
        return SATISFIED[2]
    for scale, about in _SCALES:
        for answer in scale:
            if words in map(plain, answer.label.values()):
                return answer
        if about.fullmatch(words) and len(words.split()) <= 5:
            return scale[_strength(words)]
    return None


def is_judging(title: str) -> bool:
    """Whether a heading names who gives points, beside a column of points at most: 'Tự đánh giá'."""
    return bool(_JUDGING.fullmatch(plain(title)))


def is_grade(title: str) -> bool:
    """Whether a heading is a step of grades: 'Tốt', 'Khá', 'Kém'."""
    return bool(_GRADE.fullmatch(plain(title)))


def figure_of(title: str) -> int | None:
    """The step of a scale that a heading is ('Mức 3' -> 3); None for other words."""
    found = _FIGURE.fullmatch(plain(title))
    return int(found[1]) if found else None


def kind_said(word: str) -> Kind | None:
    """The kind that a cell under 'Kiểu câu trả lời' names; None for other words."""
    words = plain(word)
    return next((kind for kind, pattern in _KIND if re.fullmatch(pattern, words)), None)


_KIND: tuple[tuple[Kind, str], ...] = (
    (Kind.YES_NO, r"yn|y n|yes no|co khong|co hoac khong"),
    (Kind.MET, r"dat khong dat|dat chua dat|met|pass fail"),
    (Kind.INTEGER, r"num\d*|number|so|so luong|so nguyen|integer|count"),
    (Kind.DECIMAL, r"decimal|so thap phan|ty le|phan tram|percent|so tien"),
    (Kind.POINTS, r"diem|score|points?"),
    (Kind.DATE, r"date|ngay|ngay thang( nam)?"),
    (Kind.TEXT, r"text|txt|van ban|chu|tu luan|ghi chu|mo ta|dien giai|note"),
    (Kind.PHOTO, r"photo|picture|image|anh|hinh anh|anh chup"),
    (Kind.FILE, r"file|tep|tai lieu|document"),
    (Kind.SATISFIED, r"hai long|muc do hai long|likert|5 muc"),
    (Kind.OPTIONS, r"sel|select|select one|chon mot|chon 1|mot lua chon|single"),
    (Kind.SEVERAL, r"multi|select multiple|chon nhieu|nhieu lua chon"),
    (Kind.PART, r"phan|nhom|section|group"),
    (Kind.NOTE, r"loi dan|thong bao"),
)


def _strength(words: str) -> int:
    """The place on a scale of five of words like 'khá hài lòng', 'chưa hài lòng'."""
    against = bool(re.search(r"\b(khong|chua|dis\w+|not|un\w+)\b", words))
    strong = bool(re.search(r"\b(rat|hoan toan|very|strongly)\b", words))
    return {(True, True): 0, (True, False): 1, (False, False): 3, (False, True): 4}[against, strong]
