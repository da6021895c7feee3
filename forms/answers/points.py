"""Answers that are places on the earth: 'latitude longitude altitude accuracy', the last two where known."""

import re

from forms.answers.given import Unreadable, single
from forms.expressions import Answer

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{0,20})?", re.ASCII)
_PAIR = re.compile(r"(?P<lat>[+-]?\d{1,3}\.\d{1,20}),(?P<lon>[+-]?\d{1,3}\.\d{1,20})", re.ASCII)
_FIGURES = 7  # behind the point: a centimetre
_BOUNDS = ((-90, 90), (-180, 180), (-12_000, 100_000), (0, 1e7))


def read_geopoint(given: object) -> Answer | None:
    """Latitude and longitude in degrees, altitude and accuracy in metres, with blanks between.

    '21,0285 105,8542' and '21.0285, 105.8542' are taken too.
    """
    text = single(given)
    if not text:
        return None
    parts = [part.rstrip(",;") for part in _PAIR.sub(r"\g<lat> \g<lon>", text).split()]
    if not 2 <= len(parts) <= len(_BOUNDS) or not all(map(_NUMBER.fullmatch, parts)):
        raise Unreadable("answer_geopoint", given=text[:60])
    figures = [float(part.replace(",", ".")) for part in parts]
    if not all(least <= figure <= most for figure, (least, most) in zip(figures, _BOUNDS, strict=False)):
        raise Unreadable("answer_geopoint_bounds", given=text[:60])
    return " ".join(map(_written, figures))


def _written(figure: float) -> str:
    said = f"{figure:.{_FIGURES}f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said
