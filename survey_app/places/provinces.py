"""The 34 provinces since 1 July 2025 and the 63 they came from, shipped as data."""

import csv
from collections.abc import Iterator
from pathlib import Path

from survey_app.places.model import Unit, UnitType
from wording import fold, nfc

_FILE = Path(__file__).parent / "data" / "provinces_2025.csv"
_FIRST_DAY, _LAST_DAY_BEFORE = "2025-07-01", "2025-06-30"
# The act the list is known by. Its text has not been compared with ours, and every reader is told so.
_ACT = "Quyết định 19/2025/QĐ-TTg (chưa đối chiếu)"
_CITY = "Thành phố "


def provinces() -> Iterator[Unit]:
    """The 34 provinces under their official codes, each followed by its predecessors under codes of ours."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            name = nfc(row["name_vi"])
            yield Unit(row["code"], _FIRST_DAY, "", name, _english(name), UnitType.PROVINCE, legal_act=_ACT)
            for predecessor in row["predecessors"].split(";"):
                yield _predecessor(nfc(predecessor.strip()), row["code"])


def _predecessor(name: str, successor: str) -> Unit:
    """A province that ended with 30 June 2025. 'CU' (former) in its code says the code is ours."""
    words = fold(name.removeprefix(_CITY)).replace("-", " ").split()
    return Unit(
        "-".join(["CU", *words]).upper(),
        "",
        _LAST_DAY_BEFORE,
        name,
        _english(name),
        UnitType.PROVINCE,
        successor_code=successor,
        legal_act=_ACT,
        code_is_ours=True,
    )


def _english(name: str) -> str:
    """The name without marks; a city says so behind its name ('Thành phố Hà Nội' -> 'Ha Noi City')."""
    bare = fold(name.removeprefix(_CITY)).title()
    return f"{bare} City" if name.startswith(_CITY) else bare
