"""An office with a checklist open at one place, and a team that fills it in."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from forms import Compiled, ItemType, Screen, compile_workbook, load_shipped, screens
from forms.addresses import place_of
from forms.items import FILES
from survey_app import media, store, web
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.accounts.store import people as person_rows
from survey_app.app import create_app
from survey_app.inspections import service
from survey_app.inspections.model import Given, NewVisit, Visit, Who, section_digest
from survey_app.inspections.store import visits as visit_rows
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds
from tests.survey_app.inspections.parts import M4A, shipped, worst

PASSWORD = "mật khẩu đủ dài"  # noqa: S105
NOW = web.now()
TODAY = local_day(NOW)
ANH, BINH, STRANGER = Who("anh"), Who("binh"), Who("cuong")
CHIEF = Who("chief", administrator=True)
UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C1,Phường Một,Ward One,commune,01,2025-07-01,,,
Q1,Quầy 1,Desk 1,counter,C1,2025-07-01,,,
Q2,Quầy 2,Desk 2,counter,C1,2025-07-01,2025-12-31,,
"""
MET = {
    **dict.fromkeys(("B01", "B05", "B06_posted", "B06_answered", "B07"), "yes"),
    **dict.fromkeys(("C01", "C04", "C05", "C06", "C08_working", "C08_private", "D04"), "yes"),
    "B02_required": "20",
    "B02_displayed": "20",
    "B08": "0",
    "C05_days": "30",
    "C03": ["seats", "water", "cooling", "toilet", "desk"],
    "D01_due": "8",
    "D01_present": "8",
    "D01_excused": "0",
    "D01_unexcused": "0",
    "D02": "0",
    "D03": "0",
    "E03_checked": "5",
    "E03_violations": "0",
    "E08_checked": "5",
    "E08_violations": "0",
    "F03_total": "2",
    "F03_done": "2",
    "H02": ["desk", "intake", "return", "handed", "portal"],
}


@cache
def compiled() -> Compiled:
    """The checklist; compiling starts a process, so once is enough."""
    return compile_workbook(load_shipped("counter_check"), "counter_check.md")


def picture(colour: str = "red", size: tuple[int, int] = (60, 40)) -> bytes:
    """A small photo."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "JPEG")
    return stream.getvalue()


@dataclass(frozen=True)
class Team:
    """Two inspectors, a stranger and an administrator, and the round K1 they fill in."""

    store: store.Store
    today: date = TODAY
    anh: Who = ANH
    binh: Who = BINH
    stranger: Who = STRANGER
    chief: Who = CHIEF
    met: Mapping[str, Given] = field(default_factory=lambda: MET)

    @property
    def screens(self) -> tuple[Screen, ...]:
        return screens(compiled().instrument)

    def new(self, **changed: object) -> NewVisit:
        """A good new visit of Anh and Bình to Q1 today, with ``changed`` in place of its own."""
        values = {"round": "K1", "unit": "Q1", "day": self.today, "inspectors": ("binh",)}
        return NewVisit(**{**values, **changed})  # type: ignore[arg-type]

    def make(self, new: NewVisit | None = None, who: Who | None = None) -> Visit:
        """A visit that was made now."""
        made, asker = new or self.new(), who or self.anh
        return self.store.write(lambda db: service.make_visit(db, made, asker, uuid4(), self.today, NOW))

    def now(self, visit: Visit) -> Visit:
        """The visit as it is stored now."""
        return service.visit(self.store.read(), visit.id, self.chief)

    def save(self, visit: Visit, number: int, given: Mapping[str, Given], who: Who | None = None) -> Visit:
        """The visit with ``given`` on one screen, saved from the page as it is now."""
        screen, asker = self.screens[number - 1], who or self.anh
        made_from = section_digest(self.now(visit).draft, screen)
        return self.store.write(
            lambda db: service.save_section(db, visit.id, asker, screen, given, made_from)
        )

    def fill(self, visit: Visit, **changed: Given) -> Visit:
        """The visit with everything met, but for what ``changed`` says."""
        given = {**self.met, **changed}
        for screen in self.screens:
            self.save(visit, screen.number, given)
        return self.now(visit)

    def photograph(self, visit: Visit, colour: str = "red") -> str:
        """The name of a photo taken on the visit."""
        name = media.take_photo(self.store, picture(colour), NOW).name
        self.store.write(lambda db: service.keep_photos(db, visit.id, self.anh, [name]))
        return name

    def fields(self, number: int, **changed: Given) -> dict[str, Given]:
        """What the page of one screen posts when everything is met, but for ``changed`` (by item)."""
        values = {**self.met, **changed}
        return {one.field: values[one.name] for one in self.screens[number - 1].items if one.name in values}

    def field_of(self, name: str) -> str:
        """The field of the item called ``name``."""
        return compiled().instrument.item(name).field

    def section(self, visit: Visit, number: int) -> str:
        """The address of a section's page."""
        return f"/inspections/{visit.id}/sections/{number}"

    def submit(self, visit: Visit, who: Who | None = None, now: datetime = NOW) -> Visit:
        """The visit, handed in from a page as it is now."""
        return service.submit(self.store, visit.id, who or self.anh, self.now(visit).revision, "vi", now)


class Tablet:
    """A browser of an inspector: it fills the form that is open, and presses a button."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse

    def open(self, path: str) -> TestResponse:
        self.page = self.client.get(path)
        return self.page

    def press(self, path: str, **fields: Any) -> TestResponse:
        """Send the form of the open page; a file is given as (content, name)."""
        found = re.findall(r'<input[^>]* type="hidden"[^>]*>', self.page.text)
        data: dict[str, Any] = {}
        for tag in found:
            name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if name:
                data[name[1]] = unescape(value[1]) if value else ""
        for name, value in fields.items():
            data[name] = (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        self.page = self.client.post(path, data=data, content_type="multipart/form-data")
        return self.page


def furnish_team(db: store.Database) -> None:
    """A round of the checklist at the counters of `UNITS`, and people."""
    places.load_provinces(db)
    places.import_units(db, places.read_units(UNITS.encode(), "units.csv"))
    instruments.publish(db, compiled(), load_shipped("counter_check"), "counter_check.md", NOW)
    rounds.add_round(db, "K1", "counter_check", TODAY - timedelta(20), TODAY + timedelta(20))
    rounds.add_round(db, "OLD", "counter_check", TODAY - timedelta(40), TODAY - timedelta(30))
    for username, name, role in (
        ("anh", "Nguyễn Thị Ánh", Role.INSPECTOR),
        ("binh", "Trần Văn Bình", Role.INSPECTOR),
        ("cuong", "Lê Cường", Role.INSPECTOR),
        ("chief", "Phạm Chi", Role.ADMINISTRATOR),
        ("viewer", "Vũ Xuân", Role.VIEWER),
    ):
        # Nobody signs in with a password here: a hash would only take time.
        db.execute(
            "INSERT INTO accounts_person (username, name, role, password_hash, created_at)"
            " VALUES (?, ?, ?, '', '')",
            [username, name, role.value],
        )


@pytest.fixture
def team(opened: store.Store, moulds: Any) -> Team:
    moulds.furnish(opened, furnish_team)
    return Team(opened)


@pytest.fixture
def jpeg() -> Callable[[str], bytes]:
    """Makes small photos."""
    return picture


@pytest.fixture
def tablet(team: Team, quick_hash: Callable[[str], str]) -> Callable[..., Tablet]:
    """A tablet of whoever is signed in on it: one of the team by user name, or somebody new of a role."""
    app = create_app(team.store)

    def sign_in(username: str, role: Role = Role.INSPECTOR) -> Tablet:
        known = {person.username for person in people.people(team.store.read())}
        if username in known:  # nobody has a password there until they need one
            team.store.write(lambda db: person_rows.change_password(db, username, quick_hash(PASSWORD)))
        else:
            new = Person(username, "Đỗ Mới", role)
            team.store.write(lambda db: person_rows.add(db, new, quick_hash(PASSWORD), ""))
        browser = Tablet(app.test_client())
        browser.open("/sign-in")
        assert browser.press("/sign-in", username=username, password=PASSWORD).status_code == 303
        return browser

    return sign_in


@pytest.fixture
def carried(team: Any) -> Callable[..., Visit]:
    """Makes a draft of a shipped form, complete, with ``given`` and else the worst answers."""

    def carry(name: str, given: Mapping[str, Given]) -> Visit:
        instrument = shipped(name).instrument

        def publish(db: Any) -> None:
            if name not in {version.id for version in instruments.versions(db)}:
                instruments.publish(db, shipped(name), load_shipped(name), f"{name}.md", NOW)
            rounds.add_round(db, "S1", name, team.today - timedelta(5), team.today + timedelta(5))

        team.store.write(publish)
        visit = team.make(team.new(round="S1"))
        photo = team.photograph(visit)
        sound = media.take_file(team.store, media.Kind.AUDIO, M4A, NOW)
        team.store.write(lambda db: service.keep_photos(db, visit.id, team.anh, [sound]))
        kept: dict[ItemType, str] = {ItemType.IMAGE: photo, ItemType.AUDIO: sound}
        answers: dict[str, Given] = {}
        for item in instrument.items:
            if item.askable and item.type not in FILES:
                places = [item.name] if item.repeat is None else [f"{item.name}[1]", f"{item.name}[2]"]
                answers |= dict.fromkeys(places, worst(instrument, item))
        answers |= given
        for _ in range(3):
            far = service.judged(instrument, team.now(visit), answers)
            for problem in far.problems:
                item = instrument.item(place_of(problem.place)[0])
                low = problem.code == "answer_constraint" and item.type is ItemType.INTEGER
                answers[problem.place] = "1" if low else kept.get(item.type, worst(instrument, item))
        assert [(one.place, one.code, one.values) for one in far.problems] == []
        team.store.write(lambda db: visit_rows.save_draft(db, visit.id, answers))
        return team.now(visit)  # type: ignore[no-any-return]

    return carry


@pytest.fixture
def visited(team: Any) -> Any:
    """A visit of Anh and Bình handed in, with a photo and a finding."""
    visit = team.make()
    photo = team.photograph(visit)
    return team.submit(team.fill(visit, C01="no", C01_note="Thiếu biển.", C01_photo=photo))
