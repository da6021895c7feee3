"""Makes the fonts of posters from DejaVu Sans 2.37: only what posters write, under another name.

    python docs/fonts.py FOLDER_OF_DEJAVU

The README beside the fonts has the digests of what went in and what came out.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_NAME = "Khao Sat Sans"
_FILES = {"DejaVuSans.ttf": "Regular", "DejaVuSans-Bold.ttf": "Bold"}
# Latin with its extensions (Vietnamese, and languages of Vietnam written in Latin), marks, punctuation.
_LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x300, 0x332),
    *range(0x1E00, 0x1F00),
    *range(0x2010, 0x2027),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AB, 0x20AC, 0x2116, 0x2190, 0x2192, 0x2212, 0x25A1),
]


def main(source: Path, target: Path) -> None:
    """Write both cut fonts to ``target``."""
    for name, style in _FILES.items():
        font = TTFont(source / name, recalcTimestamp=False)
        options = subset.Options(
            layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13]
        )
        options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=_LETTERS)
        cutter.subset(font)
        _rename(font, style)
        font.save(target / f"KhaoSatSans-{style}.ttf")


def _rename(font: TTFont, style: str) -> None:
    words = {1: _NAME, 2: style, 3: f"{_NAME} {style}, cut from DejaVu Sans 2.37", 4: f"{_NAME} {style}"}
    words[6] = f"{_NAME.replace(' ', '')}-{style}"
    for record in font["name"].names:
        if record.nameID in words:
            record.string = words[record.nameID]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "survey_app/rounds/posters/fonts")
