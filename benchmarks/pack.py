"""What a tablet takes along: 4,000 units and 200 visits, half of them filled in, of a long checklist.

Server time is measured inside the process, from the request to the last byte, without the network.
"""

import statistics
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from flask.testing import FlaskClient

from benchmarks.figures import Figure
from benchmarks.office import counter_codes, new_office
from forms import Instrument, compile_workbook, load_shipped, screens
from forms.items import FILES
from survey_app import store
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.app import create_app
from survey_app.inspections import service as inspections
from survey_app.inspections.model import NewVisit, Who, section_digest
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds

_COUNTERS, _VISITS, _TIMES = 3_640, 200, 9  # with a commune for ten counters: 4,004 units
_MOST_MS = 100
_FORM, _ROUND = "cchc_checklist", "checks"
_PASSWORD = "a password for measuring"  # noqa: S105  # of an instance thrown away


def run() -> list[Figure]:
    """Server time and size of the pack; of the page of its form, in one language."""
    with new_office("pack", 5, _COUNTERS) as opened:
        instrument = _furnish(opened)
        client, headers = _tablet(opened)
        whole, small = (_size(client, "/api/v1/pack", headers, takes) for takes in ("identity", "gzip"))
        page = f"/tablet/forms/{instrument.digest}/vi"
        return [
            Figure("pack, 4,004 units, 200 visits: server time", _took(client, headers), "ms", most=_MOST_MS),
            Figure("the same, as it is read", whole / 1000, "kB"),
            Figure("the same, as it travels", small / 1000, "kB"),
            Figure("page of the checklist, as it is read", _size(client, page, headers, "") / 1000, "kB"),
            Figure("the same, as it travels", _size(client, page, headers, "gzip") / 1000, "kB"),
        ]


def _furnish(opened: store.Store) -> Instrument:
    """A round of the checklist, and visits to counters; every second one answered all through."""
    source = load_shipped(_FORM)
    compiled, now = compile_workbook(source, f"{_FORM}.md"), datetime.now(UTC)
    instrument, today = compiled.instrument, local_day(now)
    people.add_person(opened, Person("measurer", "Người đo", Role.INSPECTOR), _PASSWORD, now)
    who = Who("measurer")

    def work(db: store.Database) -> None:
        instruments.publish(db, compiled, source, f"{_FORM}.md", now)
        rounds.add_round(db, _ROUND, _FORM, today, today + timedelta(30))
        for number, counter in enumerate(counter_codes(_VISITS)):
            new = NewVisit(_ROUND, counter, today)
            visit = inspections.make_visit(db, new, who, uuid4(), today, now)
            if number % 2:
                _fill(db, visit.id, who, number)

    opened.write(work)
    return instrument


def _fill(db: store.Database, visit: str, who: Who, number: int) -> None:
    """Answer every section; the answers of one visit are not those of another."""
    found = inspections.visit(db, visit, who)
    instrument = inspections.instrument_of(db, found)
    for screen in screens(instrument):
        given = {}
        for item in screen.items:
            choices = instrument.choices(item)
            if item.askable and item.type not in FILES:
                given[item.name] = choices[number % len(choices)].name if choices else f"Ghi {number}"
        made_from = section_digest(found.draft, screen)
        found = inspections.save_section(db, visit, who, screen, given, made_from)


def _tablet(opened: store.Store) -> tuple[FlaskClient, dict[str, str]]:
    """A tablet on which the inspector proved who they are, and what its calls carry."""
    now = datetime.now(UTC)
    device, token = people.enrol(opened, people.invite(opened, "Máy đo", "measurer", now), "here", now)
    people.prove(opened, device.id, "measurer", _PASSWORD, now)
    return create_app(opened).test_client(), {"Authorization": f"Bearer {token}", "X-App-Version": "1"}


def _size(client: FlaskClient, path: str, headers: dict[str, str], takes: str) -> int:
    answer = client.get(path, headers={**headers, "Accept-Encoding": takes})
    assert answer.status_code == 200, (path, answer.status_code)
    return len(answer.data)


def _took(client: FlaskClient, headers: dict[str, str]) -> float:
    """The median of some calls after a first one, which reads the form."""
    took = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        _size(client, "/api/v1/pack", headers, "gzip")
        took.append(time.perf_counter() - started)
    return 1000 * statistics.median(took[1:])
