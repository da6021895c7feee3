"""An office with a round open today, a phone without cookies, and an instance with a few units."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms import Compiled, check, compile_workbook, load_shipped
from survey_app import store, web
from survey_app.accounts.model import Person, Role
from survey_app.accounts.store import people as person_rows
from survey_app.app import create_app
from survey_app.cli import main
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode

NOW = web.now()
TODAY = local_day(NOW)

UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C1,Phường Một,Ward One,commune,01,2025-07-01,,,
T1,Trung tâm Một,Centre One,centre,C1,2025-07-01,,,
Q1,Quầy 1,Desk 1,counter,T1,2025-07-01,,,
Q2,Quầy 2,Desk 2,counter,T1,2025-07-01,2025-12-31,,
"""


@cache
def compiled(name: str) -> Compiled:
    """A shipped instrument; compiling starts a process, so once is enough."""
    return compile_workbook(load_shipped(name), f"{name}.md")


@dataclass(frozen=True)
class Office:
    """An office with `counter_rating` open at one counter."""

    store: store.Store
    today: date

    def collector(self, mode: Mode = Mode.QR_PHONE, round_: str = "R1") -> str:
        added = self.store.write(lambda db: rounds.add_collector(db, "Q1", round_, mode, self.today))
        return added.code

    def context(self, round_: str = "R1") -> Context:
        """Where a new response is given: today, at the counter."""
        return Context(
            uuid=str(uuid4()), round=round_, counter="Q1", mode="kiosk", tier="K", day=self.today, slot=4
        )

    def receive(self, count: int, round_: str = "R1") -> list[str]:
        """The ids of ``count`` responses that now wait to be sealed."""
        instrument = compiled("counter_rating").instrument
        contexts = [self.context(round_) for _ in range(count)]
        for number, context in enumerate(contexts):
            satisfied = {item.name: str(4 + number % 2) for item in instrument.items[:-1]}
            responses.accept(self.store, check(instrument, satisfied), context)
        return [context.uuid for context in contexts]

    def survey(self, *words: str, language: str = "vi") -> Result:
        """What the command does with ``words`` on this instance."""
        options = ["--instance", str(self.store.instance.root), "--lang", language]
        return CliRunner().invoke(main, [*options, *words])


def furnish_office(db: store.Database) -> None:
    """Open rounds of two questionnaires at the counters of `UNITS`."""
    places.load_provinces(db)
    places.import_units(db, places.read_units(UNITS.encode(), "units.csv"))
    for name in ("counter_rating", "sipas"):
        instruments.publish(db, compiled(name), load_shipped(name), f"{name}.md", NOW)
    around = (TODAY - timedelta(20), TODAY + timedelta(20))
    rounds.add_round(db, "R1", "counter_rating", *around)
    rounds.add_round(db, "S1", "sipas", *around)
    rounds.add_round(db, "OLD", "counter_rating", TODAY - timedelta(90), TODAY - timedelta(30))
    rounds.add_round(db, "NEXT", "counter_rating", TODAY + timedelta(3), TODAY + timedelta(9))


@pytest.fixture
def office(opened: store.Store, moulds: Any) -> Office:
    moulds.furnish(opened, furnish_office)
    return Office(opened, TODAY)


@pytest.fixture
def client(office: Office) -> FlaskClient:
    return create_app(office.store).test_client(use_cookies=False)


class Phone:
    """Fills a form as a person does: reads the page, picks answers, presses a button."""

    def __init__(self, client: FlaskClient, code: str, query: str = "") -> None:
        self.client, self.path = client, f"/k/{code}"
        self.page = client.get(self.path + query)

    def fields(self) -> dict[str, str]:
        """What the page carries hidden."""
        return _hidden(self.page.text)

    def press(self, button: str = "", value: str = "1", **answers: str) -> TestResponse:
        """Post the page with ``answers`` (field -> value) and ``button``."""
        data = {**self.fields(), **answers}
        if button:
            data[button] = value
        self.page = self.client.post(self.path, data=data)
        return self.page

    def answer_all(self, *values: str) -> TestResponse:
        """Answer one question a screen with ``values`` in turn."""
        for number, value in enumerate(values, start=1):
            self.press(**{f"f{number}": value})
        return self.end()

    def end(self) -> TestResponse:
        """Send what ended early, where the page says that it did."""
        return self.press() if 'id="end"' in self.page.text else self.page


class Staff:
    """A browser of somebody at a desk: it keeps cookies and sends back the token of a form."""

    password = "mật khẩu đủ dài"  # noqa: S105  # everybody's in these tests

    def __init__(self, client: FlaskClient, username: str) -> None:
        self.client, self.username = client, username

    def post(self, path: str, **fields: str) -> TestResponse:
        """Fill the form at ``path`` and send it."""
        return self.client.post(path, data={"csrf_token": self.token(path), **fields})

    def token(self, path: str) -> str:
        """The token of the form at ``path``."""
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.client.get(path).text)
        assert found, f"{path} has no form"
        return found[1]

    def sign_in(self, username: str, password: str = "", then: str = "") -> TestResponse:
        """Sign in, and go on to ``then``."""
        path = f"/sign-in?next={then}" if then else "/sign-in"
        return self.post(path, username=username, password=password or self.password)


def _hidden(html: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


@pytest.fixture
def phone(client: FlaskClient) -> Callable[..., Phone]:
    def scan(code: str, query: str = "") -> Phone:
        return Phone(client, code, query)

    return scan


def browser_of(opened: store.Store, app: Flask, role: str, quick_hash: Callable[[str], str]) -> Staff:
    """A browser of somebody new of that role, who is signed in."""
    browser = Staff(app.test_client(), f"{role}-{uuid4().hex[:8]}")
    person = Person(browser.username, "Nguyễn Thị Ánh", Role(role))
    hashed = quick_hash(Staff.password)
    opened.write(partial(person_rows.add, person=person, password_hash=hashed, created_at=""))
    assert browser.sign_in(browser.username).status_code == 303
    return browser


@pytest.fixture
def staff(office: Office, quick_hash: Callable[[str], str]) -> Callable[..., Staff]:
    """Browsers of people who were added: `staff()` nobody's, `staff('viewer')` signed in as one."""

    def open_browser(role: str = "", app: Flask | None = None) -> Staff:
        asked = app or create_app(office.store)
        return (
            browser_of(office.store, asked, role, quick_hash)
            if role
            else Staff(asked.test_client(), "nobody")
        )

    return open_browser


FEW_UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C,Xã C,,commune,01,2025-07-01,,,
Q,Quầy Q,,counter,C,2025-07-01,,,
gone,Quầy cũ,,counter,C,2025-07-01,2026-01-31,,
"""


def furnish_few(db: store.Database) -> None:
    """The units of `FEW_UNITS`, and two versions of an instrument."""
    places.load_provinces(db)
    places.import_units(db, places.read_units(FEW_UNITS.encode(), "units.csv"))
    # Rounds need no more of an instrument than that a version of it is published.
    for number, version in enumerate(("1", "2"), start=1):
        db.execute(
            "INSERT INTO instruments_version (id, version, number, digest, document, original,"
            " original_name, published_at) VALUES ('rating', ?, ?, '', '{}', x'', '', '')",
            [version, number],
        )


@pytest.fixture
def ready(opened: store.Store, moulds: Any) -> store.Store:
    moulds.furnish(opened, furnish_few)
    return opened
