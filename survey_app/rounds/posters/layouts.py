"""Where each piece of a poster stands, in millimetres from the corner of its panel, by size."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey_app.rounds.model import Size


@dataclass(frozen=True, slots=True)
class Box:
    """A place for one text, with its largest and least size in points."""

    x: float
    y: float
    width: float
    height: float
    largest: float
    least: float
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A panel: its size, its QR square, its texts in the order they are read."""

    width: float
    height: float
    qr_x: float
    qr_y: float
    qr_side: float
    boxes: Mapping[str, Box]


def _wide(y: float, height: float, largest: float, least: float = 8, *, bold: bool = False) -> Box:
    return Box(12, y, 186, height, largest, least, bold, centred=True)


# Read from 1.5 m: the QR square is a tenth of that or more; likewise 0.5 m and 0.3 m below.
_A4 = Layout(
    210,
    297,
    30,
    73,
    150,
    {
        "demo": _wide(7, 6, 13, bold=True),
        "title": _wide(14, 11, 24, 14, bold=True),
        "title_en": _wide(25, 6, 13),
        "counter": _wide(31.5, 15, 19, 8, bold=True),
        "place": _wide(46.5, 6, 13, 7),
        "code": _wide(244, 12, 30, 20, bold=True),
        "address": _wide(256, 7, 14, 7),
        "how": _wide(263.5, 6.5, 14, 10),
        "anonymous": _wide(270, 6.5, 13, 10),
        "english": _wide(276.5, 5.5, 11, 8),
        "office": _wide(282, 6.5, 13, 7, bold=True),
    },
)
_A6 = Layout(
    148,
    105,
    13,
    26,
    58,
    {
        "demo": Box(7, 2.5, 134, 4, 8, 6, bold=True, centred=True),
        "title": Box(7, 7, 134, 7, 16, 9, bold=True, centred=True),
        "title_en": Box(7, 14, 134, 4.5, 9.5, 7, centred=True),
        "counter": Box(81, 22, 61, 17, 14, 7, bold=True),
        "place": Box(81, 39, 61, 9, 9, 6),
        "how": Box(81, 50, 61, 9.5, 10, 8),
        "anonymous": Box(81, 60, 61, 9.5, 10, 7),
        "english": Box(81, 70, 61, 8.5, 8, 6.5),
        "code": Box(7, 92.5, 70, 8.5, 20, 14, bold=True, centred=True),
        "address": Box(81, 80, 61, 9, 9.5, 6),
        "office": Box(81, 90, 61, 10.5, 9, 6, bold=True),
    },
)
_STICKER = Layout(
    105,
    74.25,
    11,
    18.5,
    40,
    {
        "demo": Box(5, 2, 95, 3.5, 7, 6, bold=True, centred=True),
        "title": Box(5, 5.5, 95, 5.5, 12, 8, bold=True, centred=True),
        "title_en": Box(5, 10.5, 42, 3.5, 7, 5),
        "counter": Box(58, 12, 42, 13, 11, 6, bold=True),
        "place": Box(58, 25, 42, 6, 7, 5),
        "how": Box(58, 32, 42, 6.5, 7.5, 6),
        "anonymous": Box(58, 39, 42, 6.5, 7.5, 5.5),
        "english": Box(58, 46.5, 42, 8, 6.5, 5),
        "code": Box(5, 64.5, 52, 7, 16, 11, bold=True, centred=True),
        "address": Box(58, 56, 42, 7, 7.5, 5),
        "office": Box(58, 63.5, 42, 8, 7, 5, bold=True),
    },
)
LAYOUTS: Mapping[Size, Layout] = {Size.A4: _A4, Size.A6: _A6, Size.STICKERS: _STICKER}
