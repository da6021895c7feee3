"""Unicode as Vietnamese needs it: composed letters, dictionary order, a key for search without marks."""

import unicodedata

_LETTERS = {letter: 1000 + place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_LETTER_BEYOND, _DIGIT = 2000, 500


def nfc(text: str) -> str:
    """``text`` with composed letters: phones and old files send 'Hòa' in two Unicode spellings."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """A key for search: small letters without marks, đ as d ('Đồng Hòa' -> 'dong hoa')."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return bare.replace("đ", "d")


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
