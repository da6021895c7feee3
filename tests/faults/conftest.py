"""A real server on a real instance, citizens who post whole forms, and ways to hurt it."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from survey_app import store
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.token import FormToken, sign
from tests.ports import free_ports

SURVEY = Path(sys.executable).parent / "survey"
QUESTIONS = 6
# Seconds to wait for anything: a busy machine is slow, and only a fault takes this long.
PATIENCE = 60
_UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C1,Phường Một,Ward One,commune,01,2025-07-01,,,
Q1,Quầy 1,Desk 1,counter,C1,2025-07-01,,,
"""


@dataclass
class Server:
    """`survey serve` in a process group of its own, on a free port of this machine."""

    instance: store.Instance
    collector: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self, *prefix: str) -> float:
        """Start it, ``prefix`` in front of the command; the seconds until it answers."""
        (self.port,) = free_ports()
        command = [*prefix, str(SURVEY), "--instance", str(self.instance.root), "serve"]
        began = time.monotonic()
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)], stderr=subprocess.DEVNULL, start_new_session=True
        )
        while time.monotonic() - began < PATIENCE:
            with suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                connection.request("GET", "/")
                assert connection.getresponse().status == 200
                connection.close()
                return time.monotonic() - began
            assert self.process.poll() is None, "the server ended at once"
            time.sleep(0.02)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """Kill the whole group at once, as a power cut does to processes."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.ends(), "a killed process is still there"

    def ends(self, seconds: float = PATIENCE) -> bool:
        """Whether no process of the group is left within ``seconds``."""
        end = time.monotonic() + seconds
        while self.members() and time.monotonic() < end:
            time.sleep(0.02)
        return not self.members()

    def members(self) -> list[int]:
        """The processes of the group that are still there."""
        assert self.process is not None
        listed = subprocess.run(
            ["ps", "-o", "pid=,stat=", "-g", str(self.process.pid)], capture_output=True, text=True
        ).stdout
        lines = (line.split() for line in listed.splitlines())
        return [int(pid) for pid, state in lines if not state.startswith("Z")]

    def survey(self, *words: str, language: str = "vi") -> subprocess.CompletedProcess[str]:
        """What a command says that runs beside the server."""
        command = [SURVEY, "--instance", self.instance.root, "--lang", language, *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=2 * PATIENCE)

    def form(self) -> FormToken:
        """A form somebody has just opened."""
        return FormToken(self.collector, "1", "vi", int(time.time()), str(uuid4()))

    def stored(self) -> set[str]:
        """The ids of all stored responses, once the database was found whole."""
        opened = store.open_store(self.instance)
        try:
            db = opened.read()
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert responses.verify(db) == []
            return {row[0] for row in db.execute("SELECT uuid FROM responses_response")}
        finally:
            opened.close()


class Citizen:
    """Posts forms over one kept-alive connection and remembers what was acknowledged."""

    def __init__(self, server: Server, value: str = "5") -> None:
        self.server, self.value = server, value
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)

    def post(self, form: FormToken) -> tuple[int, str]:
        """Status and receipt of a whole form. Raises OSError or HTTPException without an answer."""
        fields = {f"f{number}": self.value for number in range(1, QUESTIONS + 1)}
        fields |= {"token": sign(form, self.server.instance.key("signing")), "screen": "99"}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", f"/k/{self.server.collector}", urlencode(fields), headers)
        answer = self.connection.getresponse()
        answer.read()
        location = answer.getheader("Location") or ""
        return answer.status, location.partition("?")[0].rpartition("/")[2]

    def page(self) -> http.client.HTTPResponse:
        """The empty form, to be read."""
        self.connection.request("GET", f"/k/{self.server.collector}")
        return self.connection.getresponse()


@dataclass
class Crowd:
    """Citizens posting at once until they are stopped or the server is gone."""

    server: Server
    size: int = 8
    acknowledged: dict[str, str] = field(default_factory=dict)
    unanswered: list[FormToken] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        self._stop.clear()
        self._threads = [threading.Thread(target=self._run) for _ in range(self.size)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        citizen = Citizen(self.server)
        while not self._stop.is_set():
            form = self.server.form()
            try:
                status, receipt = citizen.post(form)
            except (OSError, http.client.HTTPException):
                self.unanswered.append(form)
                break
            if status == 303:
                self.acknowledged[form.uuid] = receipt
            else:
                self.refused.append(status)
        citizen.connection.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An office's folder with one open round, and the code of its collector."""
    folder = tmp_path_factory.mktemp("furnished")
    (folder / "units.csv").write_text(_UNITS, "utf-8")
    today = local_day(datetime.now(UTC))
    days = ["--from", str(today - timedelta(5)), "--to", str(today + timedelta(5))]

    def survey(*words: str) -> str:
        command = [SURVEY, "--instance", folder / "office", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    survey("init")
    survey("units", "import", str(folder / "units.csv"))
    survey("rounds", "add", "R1", "--instrument", "counter_rating", *days)
    made = survey("collectors", "add", "--counter", "Q1", "--round", "R1", "--mode", "qr_phone")
    return folder / "office", made.split("\t")[0]


@pytest.fixture
def server(furnished: tuple[Path, str], tmp_path: Path) -> Iterator[Server]:
    """A server that is not started yet, on an instance of its own; nothing of it is left at the end."""
    folder, code = furnished
    shutil.copytree(folder, tmp_path / "office")
    server = Server(store.Instance(tmp_path / "office"), code)
    yield server
    if server.process is not None:
        server.kill()


@pytest.fixture
def crowd(server: Server) -> Crowd:
    return Crowd(server)


@pytest.fixture
def visit(server: Server) -> Iterator[Callable[..., Citizen]]:
    """Makes a citizen of the server as it runs now, who answers every question with one value."""
    citizens: list[Citizen] = []

    def arrive(value: str = "5") -> Citizen:
        citizens.append(Citizen(server, value))
        return citizens[-1]

    yield arrive
    for citizen in citizens:
        citizen.connection.close()


@pytest.fixture
def many_rows(tmp_path: Path) -> Path:
    """A file of so many responses that a small disk cannot hold them."""
    day = local_day(datetime.now(UTC))
    file = tmp_path / "many.csv"
    header = "counter,mode,completed_at,access,procedures,staff,results,feedback,overall\n"
    file.write_text(header + f"Q1,kiosk,{day},5,4,5,4,5,5\n" * 20_000, "utf-8")
    return file
