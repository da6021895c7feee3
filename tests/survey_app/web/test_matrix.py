"""The matrix whole: every address, every role, one's own unit and another; denied by default."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from survey_app import store, web
from survey_app.accounts.model import OF_UNIT, Person, Role, Scope
from survey_app.accounts.service.sessions import digest
from survey_app.accounts.store import people, sessions
from survey_app.app import create_app
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Finding, Step
from survey_app.inspections.model.attendance import Count, NewCount
from survey_app.inspections.model.cases import Kind
from survey_app.inspections.model.incidents import IncidentKind, NewIncident
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import draws, incidents
from survey_app.inspections.store import attendance as counts
from survey_app.inspections.store import cases as case_rows
from tests.survey_app.inspections.cases.conftest import Bench, end_unit
from tests.survey_app.inspections.cases.conftest import bench as bench
from tests.survey_app.inspections.conftest import team as team
from tests.survey_app.inspections.test_draws import new as new_draw
from tests.survey_app.web import matrix

HERE, ELSEWHERE = "C1", "C2"
NOT_THERE, NOT_ALLOWED = 404, 403
# Where more than the unit decides: a visit is for who goes on it, the team of its case and leaders; an
# incident for those it was reported to.
BY_MEMBERS = {"visit": frozenset({Role.ADMINISTRATOR, Role.LEADER}), "incident": {Role.ADMINISTRATOR}}
# Whose own thing has none of what the address asks for.
NONE_OF_THAT = {
    "cases.score",
    "cases.score_file",  # a case nobody went to has no score yet
    "inspections.form_file",
    "self_reports.photo",
    "self_reports.thumbnail",
}
# Files made by a child process take a second each: these two ask for them, for all.
MADE, WHO_HAS_THEM_MADE = (".docx", ".xlsx"), (Role.LEADER, Role.UNIT_HEAD)
Things = dict[str, dict[str, str]]


@dataclass
class World:
    """An app, a thing of each kind here and elsewhere, and what a list must not name."""

    app: Flask
    here: Things
    elsewhere: Things
    secret: Things

    def client(self, username: str) -> FlaskClient:
        """A browser of whoever has that name."""
        client = self.app.test_client()
        with client.session_transaction() as session:
            session[web.SESSION_TOKEN] = username
        return client

    def addresses(self, things: Things) -> Iterator[tuple[Rule, frozenset[str], str]]:
        """Every address that names one of ``things``, with its roles."""
        for rule, roles in matrix.guarded_rules(self.app):
            if named := things.get(matrix.thing_of(rule)):
                yield rule, roles, matrix.address_of(rule, named)


def near(role: Role) -> str:
    """Who has that role and acts for the one unit; administrators act everywhere."""
    return f"near-{role}"


def far(role: Role) -> str:
    """Who has that role and acts everywhere."""
    return f"far-{role}"


@pytest.fixture
def world(bench: Bench) -> World:
    def furnish(db: store.Database) -> None:
        for role in Role:
            for username in (near(role), far(role)):
                people.add(db, Person(username, f"Người {role}", role), "", "")
                # The token is the user name: nobody signs in here with a password.
                sessions.start(db, digest(username), username, web.now().isoformat(), "", waits=False)
            people.change_scopes(db, near(role), [] if role is Role.ADMINISTRATOR else [Scope(HERE)])

    bench.store.write(furnish)
    here, elsewhere = things_at(bench, HERE, "Q1"), things_at(bench, ELSEWHERE, "Q9")
    app = create_app(bench.store)
    app.config["WTF_CSRF_ENABLED"] = False  # what a guard lets through must meet the view
    return World(app, here, elsewhere, secrets_at(bench))


def things_at(bench: Bench, unit: str, counter: str) -> Things:
    """One thing of each kind at a unit, by the parameters of its addresses."""
    visit = bench.team.make(bench.team.new(unit=counter))
    photo = bench.team.photograph(visit)
    failed = {"C01": "no", "C01_note": "Thiếu biển tên ở cửa vào.", "C01_photo": photo}
    bench.team.submit(bench.team.fill(visit, **failed))
    found = findings.visit_findings(bench.db(), visit.id)[0]
    issue(bench, found)
    case = bench.take(bench.approved(unit=unit), CaseStep.ANNOUNCE, "thu")
    bench.store.write(lambda db: case_rows.tie(db, visit.id, case.id))
    draw = draws.make_draw(bench.store, bench.who("anh"), new_draw(inspection=case.id), bench.now)
    told = NewIncident(IncidentKind.DISCIPLINE, counter, bench.today, "Bỏ quầy trong giờ làm việc.")
    incident = incidents.report(bench.store, bench.who("anh"), told, bench.now)
    count = Count(str(uuid4()), NewCount("Quầy", bench.now, 1, 1, 0, 0), "anh", bench.now)
    bench.store.write(lambda db: counts.insert(db, case.id, count))
    return {
        "case": {"reference": case.reference, "step": "suspend", "count_id": count.id},
        "draw": {"draw_id": draw.id},
        "finding": {"reference": found.reference, "name": photo, "step": "report"},
        "incident": {"incident_id": incident.id},
        "visit": {"visit_id": visit.id, "name": photo},
    }


def secrets_at(bench: Bench) -> Things:
    """What the unit `HERE` must not hear of: a case that is to surprise it, a finding it was not told of."""
    visit = bench.team.make(bench.team.new())
    bench.team.submit(bench.team.fill(visit, C01="no", C01_note="Thiếu biển tên ở cửa vào."))
    found = findings.visit_findings(bench.db(), visit.id)[0]
    case = bench.approved(kind=Kind.UNANNOUNCED)
    return {
        "case": {"reference": case.reference},
        "finding": {"reference": found.reference, "name": "photo.jpg"},
    }


def issue(bench: Bench, found: Finding) -> None:
    """Let the unit know of a finding: as a recommendation."""
    said = {"text": "Gắn biển tên ở cửa vào, chụp ảnh gửi kèm.", "due_on": bench.today + timedelta(15)}
    action = Action(Step.ISSUE, found.revision, **said)
    findings.take_step(bench.store, bench.who("lan"), found.reference, action, bench.now)


def test_addresses__every_parameter__is_known_as_a_unit_s_thing_or_not(world: World) -> None:
    unknown = {
        (rule.endpoint, name)
        for rule, _ in matrix.guarded_rules(world.app)
        for name in matrix.unknown_arguments(rule)
    }
    assert unknown == set()
    assert set(matrix.OF_UNITS.values()) == set(world.here)


def test_things__of_another_unit__are_not_there_by_any_address(world: World) -> None:
    offences = []
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client = world.client(near(role))
        for rule, roles, address in world.addresses(world.elsewhere):
            wanted = NOT_THERE if role in roles else NOT_ALLOWED
            for method in matrix.methods_of(rule):
                status = client.open(address, method=method).status_code
                offences += [(near(role), method, address, status)] if status != wanted else []
    assert not offences, "\n".join(map(str, offences))


def test_things__of_one_s_own_unit__are_there(world: World) -> None:
    offences = []
    for role in Role:
        for username, things in (
            (near(role), world.here),
            (far(role), world.here),
            (far(role), world.elsewhere),
        ):
            if username == far(role) and role in OF_UNIT:
                continue  # who speaks for no unit has none of their own
            client = world.client(username)
            for rule, roles, address in world.addresses(things):
                if role in roles and "GET" in matrix.methods_of(rule) and is_there(rule, role):
                    status = client.get(address).status_code
                    offences += [(username, address, status)] if status == NOT_THERE or status >= 500 else []
    assert not offences, "\n".join(map(str, offences))


def test_things__of_a_unit_nobody_gave__are_not_there(world: World) -> None:
    offences = []
    for things in (world.here, world.elsewhere):
        for rule, roles, address in world.addresses(things):
            for role in OF_UNIT & roles:
                client = world.client(far(Role(role)))
                for method in matrix.methods_of(rule):
                    status = client.open(address, method=method).status_code
                    offences += [(far(Role(role)), method, address, status)] if status != NOT_THERE else []
    assert not offences, "\n".join(map(str, offences))


def test_things__of_a_unit_that_ended__are_there_for_who_speaks_for_its_heir_alone(
    world: World, bench: Bench
) -> None:
    end_unit(bench, ELSEWHERE, HERE)
    offences = []
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client = world.client(near(role))
        for rule, roles, address in world.addresses(world.elsewhere):
            if role in roles and "GET" in matrix.methods_of(rule) and is_there(rule, role):
                there = client.get(address).status_code != NOT_THERE
                offences += [(role, address)] if there is not (role in OF_UNIT) else []
    assert not offences, "\n".join(map(str, offences))


def test_case_that_is_to_surprise__for_who_is_not_of_its_few__is_not_there(world: World) -> None:
    few = {Role.ADMINISTRATOR, Role.LEADER}
    offences = found_anyway(world, {"case": world.secret["case"]}, set(Role) - few)
    assert not offences, offences


def test_finding_its_unit_was_not_told_of__for_that_unit__is_not_there(world: World) -> None:
    offences = found_anyway(world, {"finding": world.secret["finding"]}, OF_UNIT)
    assert not offences, offences


def found_anyway(world: World, things: Things, roles: Iterable[Role]) -> str:
    """Where people of ``roles`` do not hear that there are no such ``things``."""
    offences = []
    for username in [name(role) for role in roles for name in (near, far)]:
        client, role = world.client(username), username.partition("-")[2]
        for rule, allowed, address in world.addresses(things):
            for method in matrix.methods_of(rule) if role in allowed else ():
                status = client.open(address, method=method).status_code
                offences += [f"{username} {method} {address} {status}"] if status != NOT_THERE else []
    return "\n".join(offences)


def test_lists__of_every_role__name_nothing_of_another_unit_and_nothing_secret(world: World) -> None:
    away = [values["reference"] for values in world.elsewhere.values() if "reference" in values]
    offences = []
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client = world.client(near(role))
        case, finding = (world.secret[thing]["reference"] for thing in ("case", "finding"))
        hidden = [*away, *([] if role is Role.LEADER else [case]), *([finding] if role in OF_UNIT else [])]
        for address in [*lists(world.app, role), "/"]:
            said = text_of(client.get(address).data)
            offences += [(near(role), address, one) for one in hidden if one in said]
    assert not offences, "\n".join(map(str, offences))


def test_page_of_roles__is_made_from_the_addresses_there_are(world: World) -> None:
    text = matrix.PAGE.read_text("utf-8")
    again = "run `python -m tests.survey_app.web.matrix`"
    assert text == matrix.page_with(text, matrix.table(world.app)), again


def is_there(rule: Rule, role: Role) -> bool:
    """Whether what the address names is there for that role wherever the unit is theirs."""
    always = BY_MEMBERS.get(matrix.thing_of(rule), set(Role))
    return role in always and rule.endpoint not in NONE_OF_THAT and is_asked_by(rule, role)


def lists(app: Flask, role: Role) -> Iterator[str]:
    """The addresses of pages and files that name nothing and are open to ``role``."""
    for rule, roles in matrix.guarded_rules(app):
        shown = not rule.arguments and "GET" in matrix.methods_of(rule)
        if shown and role in roles and is_asked_by(rule, role):
            yield rule.rule


def is_asked_by(rule: Rule, role: Role) -> bool:
    """Whether this test lets that role ask for it."""
    return not rule.rule.endswith(MADE) or role in WHO_HAS_THEM_MADE


def text_of(content: bytes) -> str:
    """What stands in a page or file; of a workbook or a document in all its parts."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
