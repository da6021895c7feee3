"""Pages of staff at the size of a country: 4,000 units, 10,000 counters, a million responses.

Server time is measured inside the process, from the request to the last byte, without the network.
"""

import csv
import shutil
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.costs import cost_of
from benchmarks.figures import Figure
from benchmarks.million import ROUND, filled_instance
from benchmarks.office import OUT
from benchmarks.servers import BIN
from survey_app import store
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.app import create_app
from survey_app.places.model import local_day
from survey_app.places.unit_file import COLUMNS
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode, Scope

_COMMUNES, _CENTRES, _COUNTERS, _POSTERS = 3_321, 600, 10_000, 200
_PROVINCES = ("01", "04", "08", "11", "12", "14", "15", "19", "20", "22")
_INSTANCE = OUT / "country"
_MOST_MS, _TIMES = 100, 7
_PASSWORD = "a password for measuring"  # noqa: S105  # of an instance thrown away
_PAGES = {
    "first page": "/",
    "units, a province": "/units?under=01",
    "units, search": "/units?q=xa+0123",
    "a unit": "/units/code/N00123",
    "rounds": "/rounds",
    "a round with 10,000 codes": f"/rounds/{ROUND}",
    "results, list": "/results",
    "results of a million": f"/results/{ROUND}",
    "visits": "/inspections",
    "responses": "/responses",
    "findings": "/findings",
    "imports": "/imports",
    "questionnaires": "/instruments",
    "people": "/people",
    "settings": "/settings",
    "backups": "/settings/backups",
    "state of the system": "/settings/health",
}


def run() -> list[Figure]:
    """Import of the country, posters of a district's counters, and each page's server time."""
    shutil.rmtree(_INSTANCE, ignore_errors=True)
    shutil.copytree(filled_instance(), _INSTANCE)
    imported = cost_of(_survey("units", "import", str(_units_file())))
    opened = store.open_store(store.Instance(_INSTANCE))
    try:
        _furnish(opened)
        pages = list(_pages(opened))
        codes = [found.code for found in rounds.collectors(opened.read())][:_POSTERS]
    finally:
        opened.close()
    printed = cost_of(
        _survey("collectors", "poster", *codes, "--size", "a4", "--out", str(OUT / "posters.pdf"))
    )
    return [
        Figure("import of 3,321 communes, 600 centres, 10,000 counters", imported.seconds, "s", most=10),
        Figure(f"posters of {_POSTERS} counters", printed.seconds, "s", most=30),
        *pages,
    ]


def _survey(*words: str) -> list[str]:
    return [str(BIN / "survey"), "--instance", str(_INSTANCE), *words]


def _units_file() -> Path:
    """Communes under ten provinces, centres in some of them, counters in all."""
    file = OUT / "country.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="")
        writer.writeheader()
        for number in range(_COMMUNES):
            province = _PROVINCES[number % len(_PROVINCES)]
            writer.writerow(_unit(f"N{number:05d}", f"Xã {number:04d}", "commune", province))
        for number in range(_CENTRES):
            writer.writerow(_unit(f"T{number:05d}", f"Trung tâm {number:04d}", "centre", f"N{number:05d}"))
        for number in range(_COUNTERS):
            commune = number % _COMMUNES
            parent = f"T{commune:05d}" if commune < _CENTRES else f"N{commune:05d}"
            writer.writerow(_unit(f"D{number:05d}", f"Quầy {number // _COMMUNES + 1}", "counter", parent))
    return file


def _unit(code: str, name: str, kind: str, parent: str) -> dict[str, str]:
    return {"code": code, "name_vi": name, "type": kind, "parent_code": parent, "valid_from": "2025-07-01"}


def _furnish(opened: store.Store) -> None:
    """Codes at every counter, an address to print, visits, somebody who looks."""
    now = datetime.now(UTC)
    today = local_day(now)

    def work(db: store.Database) -> None:
        store.put_setting(db, "public_url", "https://khaosat.example.vn")
        store.put_setting(db, "office_name", "Văn phòng đo")
        wave = rounds.round_(db, ROUND)
        for province in _PROVINCES:
            rounds.open_collectors(db, wave.code, province, Scope.BELOW, Mode.QR_PHONE, today)

    opened.write(work)
    people.add_person(opened, Person("measurer", "Người đo", Role.ADMINISTRATOR), _PASSWORD, now)


def _pages(opened: store.Store) -> Iterator[Figure]:
    client = create_app(opened).test_client()
    page = client.get("/sign-in").text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    client.post("/sign-in", data={"csrf_token": token, "username": "measurer", "password": _PASSWORD})
    for what, path in _PAGES.items():
        yield Figure(f"{what}: server time", _milliseconds(client, path), "ms", most=_MOST_MS)


def _milliseconds(client: FlaskClient, path: str) -> float:
    """The median of some visits after a first one, which computes what is kept."""
    client.get(path)
    took = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        status = client.get(path).status_code
        took.append(time.perf_counter() - started)
        assert status == 200, (path, status)
    return 1000 * statistics.median(took)
