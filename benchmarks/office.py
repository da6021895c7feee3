"""Instances to measure on: made through the same services an office uses."""

import csv
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.questionnaire import compiled
from survey_app import store
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.places.unit_file import COLUMNS
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode

OUT = Path(__file__).parent / "out"
INSTRUMENT, ROUND = "speed", "speed"
_COUNTERS_IN_COMMUNE = 10
_AROUND = timedelta(60)


def counter_codes(count: int) -> list[str]:
    """The codes of so many counters."""
    return [f"Q{number:04d}" for number in range(count)]


@contextmanager
def new_office(name: str, questions: int, counters: int) -> Iterator[store.Store]:
    """An open, new instance under `OUT` with one round of so many ``questions`` at so many ``counters``."""
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    opened = store.create(store.Instance(folder))
    try:
        instrument, source = compiled(INSTRUMENT, questions)
        now = datetime.now(UTC)
        today = local_day(now)
        units = places.read_units(_units(counters), "units.csv")

        def furnish(db: store.Database) -> None:
            places.load_provinces(db)
            places.import_units(db, units)
            instruments.publish(db, instrument, source, f"{INSTRUMENT}.md", now)
            rounds.add_round(db, ROUND, INSTRUMENT, today - _AROUND, today + _AROUND)

        opened.write(furnish)
        yield opened
    finally:
        opened.close()


def add_collector(opened: store.Store) -> str:
    """The code of a new collector at the first counter, as a poster carries it."""
    today = local_day(datetime.now(UTC))
    counter = counter_codes(1)[0]
    return opened.write(lambda db: rounds.add_collector(db, counter, ROUND, Mode.QR_PHONE, today)).code


def _units(counters: int) -> bytes:
    """Communes of Hà Nội with ten counters each, as a file of units."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    for number, code in enumerate(counter_codes(counters)):
        commune = f"X{number // _COUNTERS_IN_COMMUNE:03d}"
        if number % _COUNTERS_IN_COMMUNE == 0:
            writer.writerow(_unit(commune, f"Xã {commune}", "commune", "01"))
        writer.writerow(_unit(code, f"Quầy {code}", "counter", commune))
    return stream.getvalue().encode()


def _unit(code: str, name: str, kind: str, parent: str) -> dict[str, str]:
    return {"code": code, "name_vi": name, "type": kind, "parent_code": parent, "valid_from": "2025-07-01"}
