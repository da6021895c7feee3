import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import survey_app.rounds.posters as posters

FONTS = Path(posters.__file__).parent / "fonts"
BOTH = ("KhaoSatSans-Regular.ttf", "KhaoSatSans-Bold.ttf")


@pytest.mark.parametrize("name", BOTH)
def test_font__of_posters__is_the_one_its_readme_describes(name: str) -> None:
    said = re.search(rf"{name} \| `([0-9a-f]{{64}})`", (FONTS / "README.md").read_text("utf-8"))
    assert said is not None
    assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == said[1]


@pytest.mark.parametrize("name", BOTH)
def test_font__of_posters__has_every_vietnamese_letter(name: str) -> None:
    marks = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    letters = {unicodedata.normalize("NFC", v + m) for v in "aăâeêioôơuưy" for m in marks}
    letters |= {letter.upper() for letter in letters} | set("đĐ₫…–“”‘’ČčŎŏƀ")
    known = TTFont(FONTS / name).getBestCmap()
    assert {letter for letter in letters if ord(letter) not in known} == set()


@pytest.mark.parametrize("name", BOTH)
def test_font__cut__carries_neither_the_old_name_nor_loses_its_licence(name: str) -> None:
    family = TTFont(FONTS / name)["name"].getDebugName(1)
    assert family == "Khao Sat Sans"
    assert "Bitstream Vera Fonts Copyright" in (FONTS / "LICENSE_DEJAVU").read_text("utf-8")
