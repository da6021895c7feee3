"""Unicode as Vietnamese needs it: composed letters, dictionary order, a key for search without marks."""

import re
import unicodedata
from functools import cache

_LETTERS = {letter: 1000 + place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PLAIN, _APOSTROPHE = re.compile("[a-z0-9]+"), re.compile("['’]")
_LETTER_BEYOND, _DIGIT = 2000, 500
_STEP = 16
_MANY = 15  # marks on one letter; languages have three or four
_LAST_PLANE_OF_MARKS = 0x20000


def nfc(text: str) -> str:
    """``text`` with composed letters: phones and old files send 'Hòa' in two Unicode spellings."""
    return unicodedata.normalize("NFC", _with_marks_in_order(text))


def clean(text: str) -> str:
    """``text`` without control characters: files hold none. What breaks a line or page becomes a space.

    Tabs and line ends stay.
    """
    return _CONTROL.sub("", _BREAK.sub(" ", text))


def fold(text: str) -> str:
    """A key for search: small letters without marks, đ as d ('Đồng Hòa' -> 'dong hoa')."""
    apart = unicodedata.normalize("NFD", _with_marks_in_order(text.casefold()))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return bare.replace("đ", "d")


def hyphened(text: str) -> str:
    """``text`` as part of the name of a file: letters and digits of ASCII ('Biên bản' -> 'bien-ban')."""
    return "-".join(_PLAIN.findall(_APOSTROPHE.sub("", fold(text))))


def vietnamese_key(text: str) -> tuple[list[int], list[int], str]:
    """A sort key in Vietnamese dictionary order: by letters, then tones, then small before capital."""
    text = nfc(text)
    ranks: list[int] = []
    tones: list[int] = []
    for character in text.casefold():
        tone, rest = 0, ""
        for part in unicodedata.normalize("NFD", character):
            if part in _TONES:
                tone = _TONES[part]
            else:
                rest += part
        ranks.append(_rank(nfc(rest) or " "))
        tones.append(tone)
    return ranks, tones, text.swapcase()


def _rank(letter: str) -> int:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter[0].isalpha():
        return _LETTER_BEYOND + ord(letter[0])
    if letter[0].isdigit():
        return _DIGIT + ord(letter[0])
    return ord(letter[0]) % 400


def _with_marks_in_order(text: str) -> str:
    """``text``, of equal meaning, that can be normalized in a time that grows as its length does.

    The library sorts the marks of a letter by exchanging neighbours: 80,000 of them on one letter take it
    seconds. Every so manyth character is looked at first; a run of marks that matters shows up in these.
    """
    if len(text) < _STEP * _MANY or text.isascii() or not _marks().search(text[::_STEP]):
        return text
    return _marks().sub(_sorted_marks, text)


def _sorted_marks(run: re.Match[str]) -> str:
    apart = (part for mark in run[0] for part in unicodedata.normalize("NFD", mark))
    return "".join(sorted(apart, key=unicodedata.combining))


@cache
def _marks() -> re.Pattern[str]:
    """Many characters in a row that are, or come apart into, marks on the letter before."""
    every = map(chr, range(0x300, _LAST_PLANE_OF_MARKS))
    found = [mark for mark in every if unicodedata.combining(unicodedata.normalize("NFD", mark)[0])]
    return re.compile(f"[{''.join(found)}]{{{_MANY},}}")
