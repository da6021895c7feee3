"""The demonstration's places: invented communes, centres and counters under today's provinces."""

import csv
import io

from survey_app.places import service as places
from survey_app.places.model import UnitType
from survey_app.store import Store

COUNTERS = 2  # in each commune's centre
_COMMUNES = 2  # in each province
# Code, name in Vietnamese and in English, type, what it stands under.
_Row = tuple[str, str, str, UnitType, str]


def add_units(store: Store) -> list[tuple[str, str]]:
    """The codes of each new counter: that of its province and its own."""
    provinces = [u for u in places.all_units(store.read()) if u.type is UnitType.PROVINCE and not u.valid_to]
    rows: list[_Row] = []
    counters: list[tuple[str, str]] = []
    for province in sorted(provinces, key=lambda unit: unit.code):
        for number in range(1, _COMMUNES + 1):
            code = f"{province.code}.{number:03d}"
            made = _commune(code, number, province.name_vi, province.name_en, province.code)
            rows += made
            counters += [(province.code, row[0]) for row in made if row[3] is UnitType.COUNTER]
    file = places.read_units(_as_csv(rows), "demo.csv")
    store.write(lambda db: places.import_units(db, file))
    return counters


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


def _as_csv(rows: list[_Row]) -> bytes:
    """``rows`` as the file an office would import."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(places.COLUMNS)
    for row in rows:
        writer.writerow((*row, "2025-07-01", "", "", "DỮ LIỆU GIẢ LẬP"))
    return stream.getvalue().encode()
