"""Fixtures shared by all tests: a real instance in a temporary folder."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from filelock import FileLock
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from forms.xlsform import limits
from survey_app import store, web
from survey_app.accounts.service import passwords
from survey_app.store import connect
from survey_app.web import frame
from tests.clock import of_one_day

# How long an example takes says something of the machine, nothing of the program. The suite tries the same
# examples each time, so that what fails fails again; ``SURVEY_FAULTS=full`` looks for new ones.
settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("SURVEY_FAULTS") != "full",
)
settings.load_profile("suite")


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all applications of this process: most tests make one of their own."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


class CompiledRule(Rule):
    """An address with what writes it compiled once for all applications of this process."""

    _known: ClassVar[dict[object, Any]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        key = (*self._trace, repr(self.defaults), append_unknown)
        if key not in self._known:
            self._known[key] = super()._compile_builder(append_unknown)
        return self._known[key]


Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}
Flask.url_rule_class = CompiledRule


# Tests know TODAY from when they were loaded, the program asks its clock: of a run that goes on past midnight
# both must say the same. Whatever makes an application is loaded after this and takes this clock.
web.utc_now = frame.utc_now = of_one_day(frame.utc_now(), frame.utc_now)


# Hundreds of tests sign in and thousands write: what makes both slow on purpose is tested where it matters.
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
DURABLE, connect._PRAGMAS = connect._PRAGMAS, connect._PRAGMAS.replace("= FULL", "= OFF")
# What readers of workbooks may use by the clock is for one at a time; tests share the machine with many.
limits.ODK_SECONDS, limits.WALL_SECONDS = 60, 120

Furnish = Callable[[store.Database], object]


class Moulds:
    """Instances made and furnished once in this process: a copy costs a tenth of making another.

    Whoever furnishes is a function of a module, and does the same whenever it is called.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[Furnish, ...], Path] = {}

    def copy(self, root: Path, *furnish: Furnish) -> store.Store:
        """A store in ``root`` as those who furnish, one after the other, leave it."""
        shutil.copytree(self._mould(furnish), root, dirs_exist_ok=True)
        return store.Store(store.Instance(root))

    def furnish(self, opened: store.Store, *furnish: Furnish) -> None:
        """Let ``opened``, which all but the last have furnished, be furnished by the last, too."""
        database = opened.instance.database
        if database.with_name(f"{database.name}-wal").exists():  # somebody has written or read there
            opened.write(furnish[-1])
        else:
            shutil.copyfile(self._mould(furnish) / database.name, database)

    def _mould(self, furnish: tuple[Furnish, ...]) -> Path:
        if furnish not in self._made:
            root = self._folder / f"{len(self._made)}-{len(furnish)}"
            opened = self.copy(root, *furnish[:-1]) if furnish else store.create(store.Instance(root))
            if furnish:
                opened.write(furnish[-1])
            opened.close()
            self._made[furnish] = root
        return self._made[furnish]


@pytest.fixture(scope="session")
def moulds(tmp_path_factory: pytest.TempPathFactory) -> Moulds:
    return Moulds(tmp_path_factory.mktemp("moulds"))


@dataclass(frozen=True)
class Demonstration:
    """An instance as `survey demo` makes it, and what the command said. It is for all: copy it before use."""

    root: Path
    responses: int
    port: int
    said: str


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration that is made once for all processes of a run: that takes seconds."""
    from survey_app.cli import main

    folder, responses, port = tmp_path_factory.getbasetemp(), 600, 8712
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    root, said = folder / "demonstration", folder / "demonstration.txt"
    with FileLock(folder / "demonstration.lock"):
        if not said.exists():
            words = ("demo", "--no-serve", "--responses", str(responses), "--port", str(port))
            made = CliRunner().invoke(main, ["--instance", str(root), "--lang", "en", *words])
            assert made.exit_code == 0, made.output
            said.write_text(made.stdout, "utf-8")
    return Demonstration(root, responses, port, said.read_text("utf-8"))


@pytest.fixture(scope="session")
def quick_hash() -> Callable[[str], str]:
    """A real hash that is cheap to verify: none of those who sign in here guards anything."""
    return passwords._hasher.hash


@pytest.fixture
def instance(tmp_path: Path) -> store.Instance:
    return store.Instance(tmp_path / "instance")


@pytest.fixture
def opened(instance: store.Instance, moulds: Moulds) -> Iterator[store.Store]:
    opened = moulds.copy(instance.root)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def libreoffice() -> Callable[[Path, str], str] | None:
    """What LibreOffice makes of a file in another format ('txt:Text'); None where there is none."""
    if shutil.which("soffice") is None:
        return None

    def convert(file: Path, form: str) -> str:
        out = file.with_name(f"{file.stem}-opened")
        profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return "\n".join(made.read_text(encoding="utf-8-sig") for made in out.iterdir() if made.is_file())

    return convert
