"""How much text a post of a form may hold, and whether it came as text at all."""

from functools import lru_cache
from urllib.parse import unquote_to_bytes

from flask import Request

from forms import Instrument, ItemType
from forms.addresses import MOST_OCCURRENCES
from forms.answers import LONGEST_TEXT

_LEAST, _MOST = 256 * 1024, 2 * 2**20
_BESIDE = 32_000  # bytes: names of fields, the token, what is no text
_BYTES_A_LETTER = 9  # of a Vietnamese letter with its marks, as a browser writes it
_LOST = "\N{REPLACEMENT CHARACTER}"
_URLENCODED = "application/x-www-form-urlencoded"


@lru_cache(maxsize=128)
def room_of(instrument: Instrument) -> int:
    """The bytes a post may have without its files: room for every text of the form, within bounds."""
    texts = sum(
        MOST_OCCURRENCES if item.repeat else 1 for item in instrument.items if item.type is ItemType.TEXT
    )
    return min(max(_LEAST, _BESIDE + texts * LONGEST_TEXT * _BYTES_A_LETTER), _MOST)


def letters_in(room: int) -> int:
    """The letters that fit into so many bytes in any case, in thousands."""
    return max(room - _BESIDE, 0) // _BYTES_A_LETTER // 1000 * 1000


def keep_as_sent(request: Request) -> None:
    """Keep the bytes of a post for `is_damaged`; to be called before its fields are read."""
    if request.mimetype == _URLENCODED:
        request.get_data()


def is_damaged(request: Request) -> bool:
    """Whether some text of the post is no UTF-8: its fields then hold something else than was sent."""
    if request.mimetype != _URLENCODED:
        return any(_LOST in text for texts in request.form.listvalues() for text in texts)
    try:
        unquote_to_bytes(request.get_data()).decode()
    except UnicodeDecodeError:
        return True
    return False
