"""The parent's side: photos and PDFs are decoded in a child process; a hostile one takes nothing down."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from survey_app.errors import Invalid, Problem, Unavailable
from survey_app.media import limits

_HOUSE = Path(__file__).parents[2]
# A decoded picture takes some hundred megabytes; two at a time keep a small server standing.
_AT_ONCE = threading.Semaphore(2)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A photo made anew: the JPEG, its thumbnail, (width, height) in pixels."""

    photo: bytes
    thumbnail: bytes
    pixels: tuple[int, int]


def draw(content: bytes) -> Drawn:
    """The photo in ``content`` made anew, with its thumbnail.

    Raises Invalid with what is wrong with the file and what to do, Unavailable when no process starts.
    """
    head, rest = _drawn_apart(content, "photo")
    width, height, length = head
    return Drawn(rest[:length], rest[length:], (width, height))


def draw_thumbnail(photo: bytes) -> bytes:
    """The thumbnail of a kept ``photo``. Raises as `draw`."""
    return _drawn_apart(photo, "thumbnail")[1]


def draw_figure(content: bytes) -> bytes:
    """The picture of a question in ``content`` made anew, as PNG or JPEG. Raises as `draw`."""
    return _drawn_apart(content, "figure")[1]


def check_paper(content: bytes) -> None:
    """Raise Invalid unless the PDF in ``content`` opens, has a page, and neither acts nor brings programs.

    Raises Unavailable when no process starts.
    """
    _answered_apart(content, "paper", place="file", heavy="file_does_not_open")


def _drawn_apart(content: bytes, wanted: str) -> tuple[list[int], bytes]:
    head, _, rest = _answered_apart(content, wanted, place="photo", heavy="photo_is_heavy").partition(b"\n")
    return json.loads(head), rest


def _answered_apart(content: bytes, wanted: str, *, place: str, heavy: str) -> bytes:
    try:
        with _AT_ONCE:
            done = subprocess.run(  # noqa: S603  # our own module on our own interpreter
                [sys.executable, "-m", "survey_app.media.child", wanted],
                input=content,
                capture_output=True,
                timeout=limits.CLOCK_SECONDS,
                cwd=_HOUSE,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise _refusal(heavy, place) from None
    except OSError as error:
        raise Unavailable("photo_not_drawn", detail=error.strerror or str(error)) from error
    if done.returncode == limits.REFUSED:
        code, values = json.loads(done.stderr)
        raise _refusal(code, place, **values)
    if done.returncode:
        raise _refusal(heavy, place)  # a decoder that crashed, or was ended at its limits
    return done.stdout


def _refusal(code: str, place: str, **values: object) -> Invalid:
    return Invalid([Problem(code, place=place, values=values)])
