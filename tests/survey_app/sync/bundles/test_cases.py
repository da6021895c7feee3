"""Visits of a trip that belong to a case of the office: what they find is the case's once they are home."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from survey_app import store
from survey_app.accounts.store import people
from survey_app.errors import Conflict
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections.service import cases
from survey_app.sync.service import bundles
from tests.survey_app.inspections.cases.conftest import bench as bench
from tests.survey_app.inspections.cases.test_concluding import act
from tests.survey_app.inspections.conftest import NOW, PASSWORD, Team

FAILED = {"C01": "no", "C01_note": "Thiếu biển tên ở cửa vào."}


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[store.Store]:
    opened = store.create(store.Instance(tmp_path / "laptop"))
    yield opened
    opened.close()


@pytest.fixture
def away(
    bench: Any,
    laptop: store.Store,
    pack: Callable[..., bundles.Written],
    quick_hash: Callable[[str], str],
) -> Team:
    """Whoever goes, on a laptop that begins from the office's bundle."""
    hashed = quick_hash(PASSWORD)
    for username in ("anh", "binh"):  # who goes signs in there as here
        bench.store.write(partial(people.change_password, username=username, password_hash=hashed))
    asked = bundles.Asked(bundles.Purpose.TRIP, rounds=("K1",), people=("anh", "binh"))
    bundles.begin_trip(laptop, bundles.open_bundle(pack(bench.store, asked).files), "", NOW)
    return Team(laptop)


def bring_home(bench: Any, away: Team, pack: Callable[..., bundles.Written]) -> list[Any]:
    """What contradicts once the laptop's bundle is taken at the office."""
    home = bundles.open_bundle(pack(away.store).files)
    bundles.accept_sender(bench.store, home.manifest, home.manifest.fingerprint, "chief", NOW)
    return bundles.import_bundle(bench.store, home, "chief", NOW).conflicts


def test_visit__made_and_handed_in_on_a_trip__is_one_of_the_case_and_so_is_what_it_found(
    bench: Any, away: Team, pack: Any
) -> None:
    of = bench.on_site()
    visit = away.submit(away.fill(away.make(away.new()), **FAILED))
    assert bring_home(bench, away, pack) == []
    assert [one.id for one in cases.visits_of(bench.db(), of)] == [visit.id]
    (found,) = findings.of_case(bench.db(), of.id)
    assert (found.visit, found.team) == (visit.id, "lan")
    with pytest.raises(Conflict, match="finding_issued_by_its_conclusion"):
        act(bench, found, Step.ISSUE, "lan")
    assert bring_home(bench, away, pack) == []
    assert findings.of_case(bench.db(), of.id) == [found]


def test_visit__whose_findings_went_on_on_the_trip__stays_by_itself(
    bench: Any, away: Team, pack: Any
) -> None:
    of = bench.on_site()
    visit = away.submit(away.fill(away.make(away.new()), **FAILED))
    (found,) = findings.visit_findings(away.store.read(), visit.id)
    ask = Action(Step.ASK, found.revision, due_on=away.today + timedelta(5))
    asked = findings.take_step(away.store, bench.who("chief"), found.reference, ask, NOW)
    assert bring_home(bench, away, pack) == []
    assert cases.visits_of(bench.db(), of) == []
    assert findings.visit_findings(bench.db(), visit.id)[0].inspection == ""
    assert findings.visit_findings(bench.db(), visit.id)[0].state == asked.state


def test_finding__of_a_case_here_issued_by_itself_on_the_laptop__stays_and_is_listed(
    bench: Any, away: Team, pack: Any
) -> None:
    of = bench.on_site()
    visit = away.submit(away.fill(away.make(away.new()), **FAILED))
    assert bring_home(bench, away, pack) == []
    (found,) = findings.of_case(bench.db(), of.id)
    said = {"text": "Gắn biển tên ở cửa vào.", "due_on": away.today + timedelta(9)}
    (there,) = findings.visit_findings(away.store.read(), visit.id)
    issue = Action(Step.ISSUE, there.revision, **said)
    findings.take_step(away.store, bench.who("chief"), there.reference, issue, NOW)
    assert bring_home(bench, away, pack) == [("finding", found.id, "carried_finding_differs")]
    assert findings.of_case(bench.db(), of.id) == [found]
