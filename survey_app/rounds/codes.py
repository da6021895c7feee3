"""Short codes people can type from a poster: no letters that look alike, and a check character.

Letters count as the numbers 0-30 in the order of the alphabet. The last letter makes the sum of
place x letter divisible by 31, places counted from the end. As 31 is prime and the places differ, one wrong
letter or two letters swapped always change the remainder.
"""

import secrets
from enum import StrEnum

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 7
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


class CodeFault(StrEnum):
    """Why a text cannot be a code."""

    WRONG_LETTERS = "wrong_letters"
    WRONG_LENGTH = "wrong_length"
    WRONG_CHECK = "wrong_check"


def new_code() -> str:
    """A random code of six letters and their check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def normalise(text: str) -> str:
    """``text`` as codes are stored: capitals without spaces and dashes."""
    return "".join(text.upper().replace("-", "").split())


def check(text: str) -> CodeFault | None:
    """What is wrong with a normalised ``text``, or None when it can be a code."""
    if not _VALUES.keys() >= set(text):
        return CodeFault.WRONG_LETTERS
    if len(text) != LENGTH:
        return CodeFault.WRONG_LENGTH
    return None if check_character(text[:-1]) == text[-1] else CodeFault.WRONG_CHECK


def check_character(body: str) -> str:
    """The last letter of the code that begins with ``body``."""
    total = sum(place * _VALUES[letter] for place, letter in enumerate(reversed(body), start=2))
    return ALPHABET[-total % len(ALPHABET)]
