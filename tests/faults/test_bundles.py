"""A day's bundle taken in by a process that is killed over and over: all of it once, nothing doubled."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from forms import check
from survey_app import media, store
from survey_app.inspections import service as visits
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.rounds import service as rounds
from survey_app.sync.service import bundles
from tests.survey_app.conftest import NOW, TODAY, compiled
from tests.survey_app.inspections.conftest import Team, picture, team

__all__ = ["team"]

SURVEY = Path(sys.executable).parent / "survey"
# `make faults` asks for the long form.
FULL = os.environ.get("SURVEY_FAULTS") == "full"
RESPONSES, PHOTOS, KILLS = (1000, 600, 30) if FULL else (60, 12, 3)


def gather(of: Team) -> None:
    """Let an instance hold responses of citizens and a visit with photos."""

    def furnish(db: store.Database) -> None:
        form = compiled("counter_rating")
        instruments.publish(db, form, b"", "counter_rating.md", NOW)
        rounds.add_round(db, "R1", "counter_rating", TODAY - timedelta(9), TODAY + timedelta(9))

    of.store.write(furnish)
    form = compiled("counter_rating").instrument
    given = check(form, {item.name: "4" for item in form.items[:-1]})
    yesterday = TODAY - timedelta(1)

    def context() -> Context:
        return Context(
            uuid=str(uuid4()), round="R1", counter="Q1", mode="kiosk", tier="K", day=yesterday, slot=4
        )

    many = [(given, context()) for _ in range(RESPONSES)]
    responses.accept_sealed(of.store, "R1", many, TODAY)
    visit = of.make()
    for number in range(PHOTOS):
        colour = f"#{number * 7919 % 0xFFFFFF:06x}"
        name = media.take_photo(of.store, picture(colour), NOW).name
        of.store.write(partial(visits.keep_photos, id_=visit.id, who=of.anh, names=[name]))
    of.fill(visit)


def counted(of: store.Store) -> dict[str, int]:
    """How many rows the tables have that a bundle fills."""
    tables = ("responses_response", "responses_part", "inspections_visit", "inspections_photo", "media_file")
    return {
        table: of.read().execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in tables
    }


def spoilt(file: Path) -> Path:
    """A copy in which five lines are not what was signed."""
    lines = file.read_bytes().splitlines(keepends=True)
    for number in random.Random(7).sample(range(1, len(lines) - 1), 5):
        lines[number] = lines[number][:30] + b"?" + lines[number][31:]
    broken = file.with_name("broken.bundle")
    broken.write_bytes(b"".join(lines))
    return broken


@pytest.mark.parametrize("altered", [False, True], ids=["whole", "altered"])
def test_bundle__import_killed_over_and_over__everything_is_there_once(
    team: Team, tmp_path: Path, altered: bool, record_testsuite_property: Any
) -> None:
    gather(team)
    (file,) = bundles.write_bundle(team.store, tmp_path / "home.bundle", bundles.Asked(), uuid4(), NOW).files
    broken = spoilt(file) if altered else file
    office = store.Instance(tmp_path / "office")
    store.create(office).close()
    trust = bundles.spelled(bundles.open_bundle([file]).manifest.fingerprint)
    command = [str(SURVEY), "--instance", str(office.root), "bundle", "import", "--add-units"]
    chance = random.Random(11)
    for _ in range(KILLS):
        running = subprocess.Popen(
            [*command, "--trust", trust, str(broken)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.5, 3.0))
        running.send_signal(signal.SIGKILL)
        running.wait()
    for last in (broken, file, file):
        done = subprocess.run([*command, "--trust", trust, str(last)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    opened = store.open_store(office)
    there, here = counted(opened), counted(team.store)
    assert there == here
    assert there["responses_response"] == RESPONSES
    assert there["media_file"] == PHOTOS
    assert responses.verify(opened.read()) == []
    assert media.examine(opened) == []
    assert bundles.came(opened.read())[0].missing == []
    opened.close()
    shutil.rmtree(office.root)
    record_testsuite_property(f"bundle_kills_{altered}", KILLS)
