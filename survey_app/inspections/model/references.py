"""What a case is called by: running numbers, and letters by lot where a gap would tell of a surprise."""

from typing import Final
from uuid import UUID

RUNNING: Final = "KT"
SURPRISE: Final = "DX"
FIRST_DRAWN: Final = 1_000_000
"""The running numbers end below; from here on a number stands for letters."""
# No two that look alike: neither 0 and O nor 1, I and L nor U beside V.
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LONG: Final = 4
DRAWN: Final = len(_LETTERS) ** _LONG
"""How many there are to draw from."""


def lot_of(id_: UUID, taken: int = 0) -> int:
    """The number that the random id of a case draws; the one so many further when those before are taken."""
    return FIRST_DRAWN + (id_.int + taken) % DRAWN


def write_reference(year: int, number: int) -> str:
    """The reference: 'KT-2026-0001', of a drawn number 'DX-2026-7K4M'."""
    if number < FIRST_DRAWN:
        return f"{RUNNING}-{year}-{number:04d}"
    rest, letters = number - FIRST_DRAWN, ""
    for _ in range(_LONG):
        rest, place = divmod(rest, len(_LETTERS))
        letters = _LETTERS[place] + letters
    return f"{SURPRISE}-{year}-{letters}"


def read_reference(text: str) -> tuple[int, int] | None:
    """Year and number of a case's reference, or None for anything else."""
    parts = text.strip().upper().split("-")
    if len(parts) != 3:
        return None
    sort, year, rest = parts
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    if sort == SURPRISE and len(rest) == _LONG and set(rest) <= set(_LETTERS):
        number = 0
        for letter in rest:
            number = number * len(_LETTERS) + _LETTERS.index(letter)
        return int(year), FIRST_DRAWN + number
    if sort == RUNNING and rest.isascii() and rest.isdigit() and 4 <= len(rest) <= 6:
        return int(year), int(rest)
    return None
