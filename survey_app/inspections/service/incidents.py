"""Incidents: reported, examined, decided by somebody else; whoever reads one is written down."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from survey_app.accounts.model import INSPECTING, Asker, Role
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.inspections.model.cases import Case
from survey_app.inspections.model.incidents import (
    ENDS,
    LEAST_TOLD,
    LONGEST,
    LONGEST_LINE,
    READ,
    Event,
    Incident,
    IncidentState,
    NewIncident,
)
from survey_app.inspections.service import cases
from survey_app.inspections.store import incidents as rows
from survey_app.places.model import local_day
from survey_app.store import Database, Store

REPORTING = INSPECTING | {Role.LEADER, Role.VERIFIER}
"""Who reports incidents, and so may look for those that are theirs to know of."""


def report(store: Store, asker: Asker, new: NewIncident, now: datetime, id_: UUID | None = None) -> Incident:
    """The incident, reported; the one there is when the same form is sent a second time under its ``id_``.

    Raises Invalid with every problem, NotFound for a case that is not theirs, Conflict when something else
    was reported under that id.
    """

    def work(db: Database) -> Incident:
        if asker.role not in REPORTING:
            raise Refused("incident_by_others")
        if id_ and (row := rows.find(db, str(id_))):
            if row.by == asker.username and _says(row, new):
                return _incident(db, row)
            raise Conflict("incident_reported_by_this_form")
        case = cases.case(db, asker, new.inspection) if new.inspection else None
        if problems := _problems(db, asker, new, case, local_day(now)):
            raise Invalid(problems)
        made = Incident(
            id=str(id_ or uuid4()),
            kind=new.kind,
            unit=new.unit,
            above=_path(db, new.unit, new.happened_on),
            happened_on=new.happened_on,
            place=new.place.strip(),
            officer=new.officer.strip(),
            told=new.told.strip(),
            state=IncidentState.REPORTED,
            revision=1,
            by=asker.username,
            at=now,
            inspection=case.id if case else "",
            lead=case.leader() if case else "",
        )
        rows.insert(db, made)
        rows.insert_event(db, made.id, Event(now, asker.username, made.state.value))
        return made

    return store.write(work)


def incidents(db: Database, asker: Asker) -> list[Incident]:
    """The incidents ``asker`` may know of, the latest day first."""
    return [one for one in (_incident(db, row) for row in rows.every(db)) if one.open_to(asker)]


def incident(db: Database, asker: Asker, id_: str) -> Incident:
    """The incident with that id. Raises NotFound, also when it is not for them."""
    try:
        row = rows.find(db, str(UUID(id_)))
    except ValueError:
        row = None
    found = _incident(db, row) if row else None
    if found is None or not found.open_to(asker):
        raise NotFound("no_such_incident")
    return found


def read(store: Store, asker: Asker, id_: str, now: datetime) -> Incident:
    """The incident for somebody to read, which is written down. Raises as `incident`."""

    def work(db: Database) -> Incident:
        found = incident(db, asker, id_)
        rows.insert_event(db, found.id, Event(now, asker.username, READ))
        return found

    return store.write(work)


def events(db: Database, asker: Asker, of: Incident) -> list[Event]:
    """What was done with an incident, the first first; who read it only for whom it is reported to."""
    found = rows.events(db, of.id)
    return found if of.handled_by(asker) else [one for one in found if one.what != READ]


def examine(store: Store, asker: Asker, id_: str, revision: int, note: str, now: datetime) -> Incident:
    """The incident, with what examining it brought. Raises NotFound, Refused, Conflict, Invalid."""

    def work(db: Database) -> Incident:
        found = incident(db, asker, id_)
        _check_turn(found, asker, revision, IncidentState.REPORTED)
        if problems := _text_problems("note", note):
            raise Invalid(problems)
        moved = replace(found, state=IncidentState.EXAMINED, revision=revision + 1)
        rows.save(db, moved)
        rows.insert_event(db, found.id, Event(now, asker.username, moved.state.value, note.strip()))
        return moved

    return store.write(work)


def decide(
    store: Store,
    asker: Asker,
    id_: str,
    revision: int,
    end: IncidentState,
    outcome: str,
    now: datetime,
) -> Incident:
    """The incident, founded or unfounded with what comes of it. Raises as `examine`."""

    def work(db: Database) -> Incident:
        found = incident(db, asker, id_)
        _check_turn(found, asker, revision, IncidentState.EXAMINED)
        problems = _text_problems("outcome", outcome)
        if end not in ENDS:
            problems.append(Problem("incident_undecided", "state"))
        if problems:
            raise Invalid(problems)
        decided = replace(
            found,
            state=end,
            revision=revision + 1,
            outcome=outcome.strip(),
            decided_by=asker.username,
            decided_at=now,
        )
        rows.save(db, decided)
        rows.insert_event(db, found.id, Event(now, asker.username, end.value))
        return decided

    return store.write(work)


def _says(row: rows.Row, new: NewIncident) -> bool:
    """Whether an incident is what ``new`` says; of a case it is known by its id."""
    said = (row.kind, row.unit, row.happened_on, row.told, row.place, row.officer)
    texts = (text.strip() for text in (new.told, new.place, new.officer))
    return said == (new.kind, new.unit, new.happened_on, *texts)


def _check_turn(of: Incident, asker: Asker, revision: int, awaited: IncidentState) -> None:
    if asker.username == of.by:
        raise Refused("incident_not_by_reporter")
    if not of.handled_by(asker):
        raise Refused("incident_by_others")
    if of.revision != revision or of.state is not awaited:
        raise Conflict("incident_changed_meanwhile")


def _problems(db: Database, asker: Asker, new: NewIncident, case: Case | None, today: date) -> list[Problem]:
    found = _text_problems("told", new.told)
    for name in ("place", "officer"):
        if len(getattr(new, name).strip()) > LONGEST_LINE:
            found.append(Problem("incident_line", name, {"most": LONGEST_LINE}))
    if new.happened_on > today:
        found.append(Problem("incident_in_future", "happened_on"))
    if case:
        return found if case.unit == new.unit else [*found, Problem("incident_unit_of_case", "unit")]
    try:
        above = cases.path_of(db, new.unit, new.happened_on)
    except NotFound:
        above = ""
    if not above or not asker.reaches(above):
        values = {"unit": new.unit, "day": new.happened_on}
        found.append(Problem("no_unit_on_that_day", "unit", values))
    return found


def _text_problems(place: str, text: str) -> list[Problem]:
    if LEAST_TOLD <= len(text.strip()) <= LONGEST:
        return []
    return [Problem("incident_text", place, {"least": LEAST_TOLD, "most": LONGEST})]


def _incident(db: Database, row: rows.Row) -> Incident:
    case = cases.unguarded(db, row.inspection) if row.inspection else None
    above = _path(db, row.unit, row.happened_on)
    return Incident(**row._asdict(), above=above, lead=case.leader() if case else "")


def _path(db: Database, unit: str, day: date) -> str:
    """The unit and what it stood under that day; of one that an import took away its code alone."""
    try:
        return cases.path_of(db, unit, day)
    except NotFound:
        return f"/{unit}/"
