"""An office in this process whose clock the play turns on, and its people at their browsers."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from socketserver import BaseServer
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler

from forms import compile_workbook, load_shipped
from survey_app import store
from survey_app.accounts.model import Person, Role, Scope
from survey_app.accounts.store import people as person_rows
from survey_app.app import create_app, timed_tasks
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.rounds import service as rounds

PASSWORD = "mot mat khau dai"  # noqa: S105  # everybody's in this year
UNITS = Path(__file__).parent.parent / "week" / "units.csv"
COMMUNE, CENTRE, ROUND = "X1", "X1.TT", "kiem-tra"
PEOPLE = {
    "giam": ("Đặng Giám", Role.LEADER),
    "lan": ("Hoàng Lan", Role.TEAM_LEAD),
    "thu": ("Ngô Thu", Role.SECRETARY),
    "anh": ("Trần Anh", Role.INSPECTOR),
    "tham": ("Bùi Thẩm", Role.VERIFIER),
    "head": ("Lý Trưởng", Role.UNIT_HEAD),
    "quan": ("Vũ Quản", Role.ADMINISTRATOR),
}
_DRAWN = 180_000  # milliseconds: a busy machine takes its time to draw a document


@dataclass
class Clock:
    """What time it is in the office."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Player:
    """Somebody of the office at a browser of their own."""

    url: str
    username: str
    page: Page

    def open(self, path: str, status: int = 200) -> Page:
        """The page at ``path``, signed in for it anew when the last time is too long ago."""
        answer = self.page.goto(self.url + path)
        if "/sign-in" in self.page.url:
            self.page.fill("[name=username]", self.username)
            self.page.fill("[name=password]", PASSWORD)
            press(self.page, "main form button.button:not([type=button])")
            answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.status == status, (self.username, path, self.text())
        return self.page

    def read(self, path: str) -> str:
        """What the page at ``path`` says."""
        self.open(path)
        return self.text()

    def text(self) -> str:
        """What the page says that is open."""
        return self.page.locator("main").inner_text()

    def take(self, path: str, **said: Any) -> str:
        """Open the form at ``path``, say this in it, send it; what the page says that comes then."""
        self.open(path)
        return self.send(**said)

    def send(self, **said: Any) -> str:
        """Say this in the form that is open and send it; what the page says that comes then."""
        for name, value in said.items():
            say(self.page, name, value)
        press(self.page, "main form button.button:not([type=button])")
        expect(self.page.locator(".done")).to_be_visible()
        return self.text()

    def follow(self, link: str) -> str:
        """Take the link to ``link``, which must be there; what the page says it leads to."""
        press(self.page, f"main a[href*='{link}']")
        return self.text()

    def download(self, path: str, link: str, folder: Path) -> Path:
        """The file that a link on the page at ``path`` gives."""
        self.open(path)
        with self.page.expect_download(timeout=_DRAWN) as waited:
            self.page.click(f"main a[href*='{link}']", no_wait_after=True)
        kept = folder / waited.value.suggested_filename
        assert not kept.exists()
        waited.value.save_as(kept)
        return kept


def press(page: Page, what: str) -> None:
    """Press a button or link and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(what).first.click()


def say(page: Page, name: str, value: Any) -> None:
    """Put ``value`` into the field called ``name``, as its kind wants it."""
    fields = page.locator(f"main [name={name}]")
    kind = fields.first.evaluate("field => field.type")
    if kind in ("radio", "checkbox"):
        for each in value if isinstance(value, tuple) else (value,):
            (fields.first if each is True else _choice(fields, each)).check()
    elif kind == "file":
        fields.set_input_files(value)
    elif kind.startswith("select"):
        fields.select_option(str(value))
    else:
        fields.fill(str(value))


def _choice(fields: Locator, value: object) -> Locator:
    return fields.and_(fields.page.locator(f"[value='{value}']"))


@dataclass(frozen=True)
class Paper:
    """A document somebody downloaded, and what pages said that it must say too."""

    file: Path
    says: tuple[str, ...]
    hides: tuple[str, ...] = ()


@dataclass
class Stage:
    """The office: its store, its clock, its people, and what was downloaded."""

    store: store.Store
    clock: Clock
    players: Mapping[str, Player]
    folder: Path
    papers: list[Paper] = field(default_factory=list)

    def __getitem__(self, username: str) -> Player:
        return self.players[username]

    def turn(self, day: date, hour: int = 9) -> None:
        """Make it that hour of ``day`` in the office; what comes round in the background comes round."""
        self.clock.now = at(day, hour)
        for task in timed_tasks(self.store):
            task.run(self.clock.now)

    def keep(
        self, username: str, path: str, link: str, says: Iterable[str], hides: Iterable[str] = ()
    ) -> None:
        """Let somebody download a document; it is opened when the year is over, and must say all of that."""
        file = self[username].download(path, link, self.folder)
        self.papers.append(Paper(file, tuple(says), tuple(hides)))


def at(day: date, hour: int) -> datetime:
    """That hour of ``day`` in Việt Nam."""
    return datetime.combine(day, time(hour), UTC) - timedelta(hours=7)


@contextmanager
def staged(
    opened: store.Store, chromium: Browser, folder: Path, begins: date, quick_hash: Callable[[str], str]
) -> Iterator[Stage]:
    """The office on the morning of that day, everybody's browser open and nobody signed in."""
    clock = Clock(at(begins, 8))
    opened.write(lambda db: _furnish(db, clock.now, quick_hash(PASSWORD)))
    with _served(create_app(opened, clock=clock)) as url:
        contexts = {name: chromium.new_context(viewport={"width": 1280, "height": 900}) for name in PEOPLE}
        players = {name: Player(url, name, context.new_page()) for name, context in contexts.items()}
        yield Stage(opened, clock, players, folder)
        for context in contexts.values():
            context.close()


def _furnish(db: store.Database, now: datetime, password_hash: str) -> None:
    """A commune with its centre and two counters, the people, and a checklist to be filled in all year."""
    store.put_setting(db, "office_name", "Sở Nội vụ")
    places.load_provinces(db)
    places.import_units(db, places.read_units(UNITS.read_bytes(), "units.csv"))
    for username, (name, role) in PEOPLE.items():
        person_rows.add(db, Person(username, name, role), password_hash, now.isoformat())
    person_rows.change_scopes(db, "head", [Scope(COMMUNE)])
    checklist = load_shipped("counter_check")
    compiled = compile_workbook(checklist, "counter_check.md")
    instruments.publish(db, compiled, checklist, "counter_check.md", now)
    rounds.add_round(db, ROUND, "counter_check", date(now.year, 1, 1), date(now.year, 12, 31))


class _Answers(WSGIRequestHandler):
    """One request of a browser; a line that a browser opened and never used is given up."""

    timeout = 30

    def log(self, type: str, message: str, *args: object) -> None:
        pass


class _Server(BaseWSGIServer):
    """Several requests beside each other, by the same few threads all year."""

    multithread = True

    def __init__(self, application: Any) -> None:
        super().__init__("127.0.0.1", 0, application, _Answers)
        self.pool = ThreadPoolExecutor(48)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.pool.submit(self._answer, request, client_address)

    def _answer(self, request: Any, client_address: Any) -> None:
        try:
            BaseServer.finish_request(self, request, client_address)
        finally:
            self.shutdown_request(request)


@contextmanager
def _served(application: Any) -> Iterator[str]:
    server = _Server(application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.pool.shutdown()
        server.server_close()
