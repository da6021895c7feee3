"""Fixtures shared by all tests: a real instance in a temporary folder."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from survey_app import store

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


Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}


@pytest.fixture(scope="session")
def quick_hash() -> Callable[[str], str]:
    """A real hash that is cheap to verify: hundreds of tests sign in, and none of them guards anything."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash


@pytest.fixture
def instance(tmp_path: Path) -> store.Instance:
    return store.Instance(tmp_path / "instance")


@pytest.fixture
def opened(instance: store.Instance) -> Iterator[store.Store]:
    opened = store.create(instance)
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
