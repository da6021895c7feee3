"""Rounds with sealed responses of known counts, and a reader who is signed in."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms import Compiled, check, compile_workbook, load_shipped
from survey_app import store, web
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.app import create_app
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.rounds import service as rounds
from survey_app.web.guards import SESSION_TOKEN

# Two communes in Hà Nội, one in three more provinces, a counter in each.
UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C1,Phường Một,Ward One,commune,01,2025-07-01,,,
HN2,Phường Hai,Ward Two,commune,01,2025-07-01,,,
A1,Quầy A1,Desk A1,counter,C1,2025-07-01,,,
A2,Quầy A2,Desk A2,counter,HN2,2025-07-01,,,
HP,Phường Hải,Ward Hai,commune,31,2025-07-01,,,
B1,Quầy B1,Desk B1,counter,HP,2025-07-01,,,
DN,Phường Đà,Ward Da,commune,48,2025-07-01,,,
D1,Quầy D1,Desk D1,counter,DN,2025-07-01,,,
HU,Phường Huế,Ward Hue,commune,46,2025-07-01,,,
E1,Quầy E1,Desk E1,counter,HU,2025-07-01,,,
"""


@cache
def compiled() -> Compiled:
    """The rating form; compiling starts a process, so once is enough."""
    return compile_workbook(load_shipped("counter_rating"), "counter_rating.md")


@cache
def compiled_sipas() -> Compiled:
    return compile_workbook(load_shipped("sipas"), "sipas.md")


@dataclass(frozen=True)
class Field:
    """An instance that receives responses as told."""

    store: store.Store
    today: date

    def receive(
        self,
        counter: str,
        count: int,
        *,
        satisfied: int,
        mode: tuple[str, str | None] = ("kiosk", "K"),
        day: date | None = None,
        round_: str = "R1",
    ) -> None:
        """``count`` responses to every question, of which ``satisfied`` with 'satisfied', else neutral."""
        instrument = compiled().instrument
        asked = [item.name for item in instrument.items if item.name != "reason"]
        for number in range(count):
            answers = dict.fromkeys(asked, "4" if number < satisfied else "3")
            context = Context(
                uuid=str(uuid4()),
                round=round_,
                counter=counter,
                mode=mode[0],
                tier=mode[1],
                day=day or self.today,
                slot=4,
            )
            responses.accept(self.store, check(instrument, answers), context)

    def seal(self, round_: str = "R1") -> None:
        """Seal what waits."""
        responses.seal_round(self.store, round_, self.today)

    def fill(self) -> None:
        """120 sealed responses: two provinces well filled, two with so few that they must not be shown."""
        self.receive("A1", 32, satisfied=24)
        self.receive("A1", 21, satisfied=12, mode=("qr_phone", "C"))
        self.receive("A2", 20, satisfied=11)
        self.receive("B1", 31, satisfied=26)
        self.receive("D1", 7, satisfied=7)
        self.receive("E1", 9, satisfied=9)
        self.seal()


def make_field(root: Path) -> Field:
    """An instance with the counters of `UNITS` and four rounds, nothing received yet."""
    opened = store.create(store.Instance(root))
    now = web.now()
    today = local_day(now)

    def furnish(db: store.Database) -> None:
        places.load_provinces(db)
        places.import_units(db, places.read_units(UNITS.encode(), "units.csv"))
        for form in (compiled(), compiled_sipas()):
            instruments.publish(db, form, b"", "form.md", now)
        around = (today - timedelta(20), today + timedelta(20))
        rounds.add_round(db, "R1", "counter_rating", *around)
        rounds.add_round(db, "S1", "sipas", *around)
        rounds.add_round(db, "OLD", "counter_rating", today - timedelta(90), today - timedelta(30))
        rounds.add_round(db, "NEXT", "counter_rating", today + timedelta(3), today + timedelta(9))

    opened.write(furnish)
    return Field(opened, today)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Field]:
    """Four rounds that have received nothing."""
    made = make_field(tmp_path / "instance")
    yield made
    made.store.close()


@pytest.fixture
def filled(place: Field) -> Field:
    """The responses of `Field.fill`, for a test that adds to them."""
    place.fill()
    return place


class Tables(HTMLParser):
    """The tables of a page: by the file name in their caption's id, the texts of their lines."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._table: list[list[str]] = []
        self._text: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "caption":
            name = str(dict(attrs)["id"]).removeprefix("caption-")
            self._table = self.tables.setdefault(name, [])
        elif tag == "tr":
            self._table.append([])
        elif tag in {"th", "td"}:
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"} and self._text is not None:
            self._table[-1].append("".join(self._text).strip())
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


@dataclass
class Reader:
    """Somebody signed in who looks at results."""

    client: FlaskClient
    app: Flask
    query: dict[str, str] = field(default_factory=lambda: {"lang": "vi"})

    def asking(self, **query: str) -> "Reader":
        """The same reader with other filters."""
        return replace(self, query={**self.query, **query})

    def get(self, path: str = "/results/R1") -> TestResponse:
        return self.client.get(path, query_string=self.query)

    def tables(self, round_: str = "R1") -> dict[str, list[list[str]]]:
        """The tables of the round's page."""
        answer = self.get(f"/results/{round_}")
        assert answer.status_code == 200, answer.text
        return Tables(answer.text).tables

    def csv(self, name: str) -> list[list[str]]:
        """The lines of one CSV file of the page."""
        answer = self.get(f"/results/R1/{name}.csv")
        assert answer.status_code == 200, answer.text
        return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


SignIn = Callable[..., Reader]


def signed_in(opened: store.Store, role: Role) -> Reader:
    """A reader of that role on an application of their own."""
    app = create_app(opened)
    person = Person(f"{role}-{uuid4()}", "Người đọc", role)
    people.add_person(opened, person, "mot mat khau dai", web.now())
    client = app.test_client()
    with client.session_transaction() as session:
        session[SESSION_TOKEN] = people.sign_in(opened, person.username, "mot mat khau dai", web.now())
    return Reader(client, app)


@pytest.fixture
def sign_in() -> Iterator[SignIn]:
    """Makes readers whose workers end with the test."""
    yield from _signing()


@pytest.fixture(scope="module")
def sign_in_once() -> Iterator[SignIn]:
    """Makes readers for all tests of a file: a worker takes seconds to start."""
    yield from _signing()


def _signing() -> Iterator[SignIn]:
    made: list[Reader] = []

    def add(opened: store.Store, role: Role = Role.ANALYST) -> Reader:
        made.append(signed_in(opened, role))
        return made[-1]

    yield add
    for reader in made:
        reader.app.extensions["results"].close()


@pytest.fixture
def reader(place: Field, sign_in: SignIn) -> Reader:
    """An analyst on the instance of `place` or `filled`."""
    return sign_in(place.store)


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """An analyst on an instance with the responses of `Field.fill` that nothing is added to."""
    field = make_field(tmp_path_factory.mktemp("results") / "instance")
    field.fill()
    made = signed_in(field.store, Role.ANALYST)
    yield made
    made.app.extensions["results"].close()
    field.store.close()
