"""What an incident says leaves by no way there is: no dataset, bundle, document, list, page or tablet."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import duckdb
import pytest

from survey_app import store, web
from survey_app.accounts.model import Person, Role, Scope
from survey_app.accounts.service.sessions import digest
from survey_app.accounts.store import people, sessions
from survey_app.app import create_app
from survey_app.inspections.model import CaseStep
from survey_app.inspections.model.incidents import IncidentKind, IncidentState, NewIncident
from survey_app.inspections.papers.child import write
from survey_app.inspections.papers.offering import offered
from survey_app.inspections.service import cases, incidents
from survey_app.results.dataset import bring_up_to_date
from survey_app.sync.service import bundles
from tests.survey_app.inspections.cases.conftest import Bench
from tests.survey_app.inspections.cases.conftest import bench as bench
from tests.survey_app.inspections.papers.test_child import ask
from tests.survey_app.web import matrix

# Of letters that no file writes otherwise.
PLANTED = ("plantedplace", "plantedofficer", "plantedtold", "plantedexamined", "plantedoutcome")
FOUND = "plantedfinding"
BEGUN = "plantedt"  # what somebody might look for them with
# Who opens nearly every page there is, and who speaks for the unit.
LOOKING = (Role.ADMINISTRATOR, Role.UNIT_HEAD)
MADE = (".docx", ".xlsx")  # by a child process; a second each


@pytest.fixture
def case(bench: Bench) -> str:
    """The reference of a signed case with a finding, and with an incident that was decided."""
    of = bench.on_site()
    visit = bench.team.make(bench.team.new())
    bench.team.submit(bench.team.fill(visit, C01="no", C01_note=f"Thiếu biển tên, {FOUND}"))
    place, officer, told, examined, outcome = (f"{word} {word}" for word in PLANTED)
    new = NewIncident(
        *(IncidentKind.HARASSMENT, "C1", bench.today, told, place, officer, of.reference),
    )
    made = incidents.report(bench.store, bench.who("anh"), new, bench.now)
    made = incidents.examine(bench.store, bench.who("lan"), made.id, made.revision, examined, bench.now)
    end = IncidentState.FOUNDED
    incidents.decide(bench.store, bench.who("giam"), made.id, made.revision, end, outcome, bench.now)
    bench.take(of, CaseStep.DRAW_UP, "thu")
    told_ = {"for_team": "Hoàng Lan", "for_unit": "Lý Trưởng"}
    return bench.take(of, CaseStep.SIGN, "thu", told=told_).reference


def planted_in(text: str) -> list[str]:
    return [word for word in PLANTED if word in text]


def unpacked(content: bytes) -> str:
    """What stands in a file; of a workbook or a document in all its parts."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.mark.usefixtures("case")
def test_dataset__with_incidents_stored__has_none_of_their_words(bench: Bench, tmp_path: Path) -> None:
    bring_up_to_date(bench.store, tmp_path / "dataset")
    files = [one for one in (tmp_path / "dataset").rglob("*") if one.is_file()]
    said = [
        str(duckdb.sql(f"SELECT * FROM read_parquet('{one}')").fetchall())  # noqa: S608  # our own file
        if one.suffix == ".parquet"
        else one.read_text("utf-8", "replace")
        for one in files
    ]
    assert any(FOUND in text for text in said)  # what may be read is
    assert [one for text in said for one in planted_in(text)] == []


@pytest.mark.usefixtures("case")
def test_bundle__of_all_there_is__has_none_of_their_words(bench: Bench, tmp_path: Path) -> None:
    later = bench.later(1).now
    written = bundles.write_bundle(
        bench.store, tmp_path / "all.bundle", bundles.Asked(), uuid4(), later, None
    )
    said = "\n".join(one.read_bytes().decode("utf-8", "replace") for one in written.files)
    assert FOUND in said
    assert planted_in(said) == []


def test_documents__of_its_case__have_none_of_their_words(bench: Bench, case: str) -> None:
    of = bench.stored(cases.unguarded(bench.db(), case))
    documents = offered(bench.db(), of, bench.who("giam"))
    said = [unpacked(write(bench.store, ask(of, one, "giam", bench))) for one in documents]
    assert any(FOUND in text for text in said)
    assert [one for text in said for one in planted_in(text)] == []


def test_pages_and_files__of_office_and_unit__have_none_of_their_words(bench: Bench, case: str) -> None:
    def furnish(db: store.Database) -> None:
        for role in LOOKING:
            people.add(db, Person(f"any-{role}", "Người xem", role), "", "")
            sessions.start(db, digest(f"any-{role}"), f"any-{role}", web.now().isoformat(), "", waits=False)
        people.change_scopes(db, f"any-{Role.UNIT_HEAD}", [Scope("C1")])

    bench.store.write(furnish)
    app, offences, seen = create_app(bench.store), [], set()
    for role in LOOKING:
        client = app.test_client()
        with client.session_transaction() as session:
            session[web.SESSION_TOKEN] = f"any-{role}"
        for rule, roles in matrix.guarded_rules(app):
            for address in addresses(rule.rule, case) if role in roles else ():
                said = unpacked(client.get(address).data)
                offences += [(role, address, word) for word in planted_in(said)]
                seen |= {role} if FOUND in said else set()
    assert offences == []
    assert Role.ADMINISTRATOR in seen  # what may be read is


def addresses(rule: str, case: str) -> Iterator[str]:
    """The addresses of pages and files that name nothing, or the case alone; and looking for the words."""
    named = rule.replace("<reference>", case) if rule.startswith("/cases/") else rule
    if "<" in named or named.endswith(MADE):
        return
    yield named
    if named in ("/findings", "/cases", "/responses", "/inspections"):
        yield f"{named}?q={BEGUN}&unit={BEGUN}&place={BEGUN}"
