"""The demonstration's places: invented communes, centres and counters under today's provinces."""

import csv
import io
from datetime import date

from survey_app.places import service as places
from survey_app.places.model import UnitType
from survey_app.store import Store

COUNTERS = 2  # in each commune's centre
MERGED, SUCCESSOR = "01.003", "01.001"
_COMMUNES = 2  # in each province
_FIRST_DAY, _MADE_UP = "2025-07-01", "DỮ LIỆU GIẢ LẬP"
# Code, name in Vietnamese and in English, type, what it stands under.
_Row = tuple[str, str, str, UnitType, str]


def add_units(store: Store) -> list[tuple[str, str]]:
    """The codes of each new counter, those of the commune that merges left out: its province and its own."""
    provinces = [u for u in places.all_units(store.read()) if u.type is UnitType.PROVINCE and not u.valid_to]
    rows: list[_Row] = []
    counters: list[tuple[str, str]] = []
    for province in sorted(provinces, key=lambda unit: unit.code):
        for number in range(1, _COMMUNES + 1):
            code = f"{province.code}.{number:03d}"
            made = _commune(code, number, province.name_vi, province.name_en, province.code)
            rows += made
            counters += [(province.code, row[0]) for row in made if row[3] is UnitType.COUNTER]
    _import(store, [(*row, "") for row in (*rows, *_merging(store))])
    return counters


def merge_units(store: Store, last: date) -> None:
    """Let the commune that merges end with the day ``last``, and all below it."""
    _import(store, [(*row, last.isoformat()) for row in _merging(store)])


def _merging(store: Store) -> list[_Row]:
    province = places.periods(store.read(), MERGED.partition(".")[0])[-1]
    return _commune(MERGED, 3, province.name_vi, province.name_en, province.code)


def _commune(code: str, number: int, province_vi: str, province_en: str, above: str) -> list[_Row]:
    """A commune, its centre and the counters there."""
    name, english = f"Xã Minh họa {number} ({province_vi})", f"Minh Hoa {number} commune ({province_en})"
    centre = f"{code}.TT"
    rows = [
        (code, name, english, UnitType.COMMUNE, above),
        (centre, f"Trung tâm PVHCC – {name}", f"Public Service Centre, {english}", UnitType.CENTRE, code),
    ]
    for desk in range(1, COUNTERS + 1):
        names = (f"Quầy {desk} – {name}", f"Counter {desk}, {english}")
        rows.append((f"{code}.Q{desk}", *names, UnitType.COUNTER, centre))
    return rows


def _import(store: Store, rows: list[tuple[str, str, str, UnitType, str, str]]) -> None:
    """Import ``rows``, each with the last day of its unit or '', as the file an office would import."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(places.COLUMNS)
    for *row, last in rows:
        heir = str(row[0]).replace(MERGED, SUCCESSOR) if last else ""
        writer.writerow((*row, _FIRST_DAY, last, heir, _MADE_UP))
    file = places.read_units(stream.getvalue().encode(), "demo.csv")
    store.write(lambda db: places.import_units(db, file))
