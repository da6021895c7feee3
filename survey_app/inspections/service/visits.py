"""Making visits, finding them, and what they say."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from forms import Instrument
from survey_app import media
from survey_app.accounts import service as accounts
from survey_app.accounts.model import INSPECTING, Person
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.inspections.model import (
    Asked,
    Lack,
    NewVisit,
    State,
    Visit,
    Who,
    is_for_staff,
)
from survey_app.inspections.service.cases.lookups import case_of_visit
from survey_app.inspections.service.cases.making import path_of
from survey_app.inspections.service.cases.visiting import tie
from survey_app.inspections.store import parts
from survey_app.inspections.store import visits as rows
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import UnitType
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round
from survey_app.rounds.model import State as RoundState
from survey_app.store import Database, Store


def checklists(db: Database, today: date) -> dict[Round, Instrument]:
    """The rounds open on ``today`` that staff fill in, the earliest first, each with what it asks."""
    return {
        found: instruments.published(db, found.instrument, found.version)
        for found in rounds.rounds(db)
        if found.state(today) is RoundState.OPEN and rounds.is_for_visits(db, found)
    }


def inspectors(db: Database) -> list[Person]:
    """Who may go on a visit, by user name."""
    return [one for one in accounts.people(db) if one.role in INSPECTING and one.left_on is None]


def make_visit(
    db: Database, new: NewVisit, who: Who, visit: UUID, today: date, now: datetime, case: str = ""
) -> Visit:
    """The new visit under the id ``visit``, its maker among its inspectors.

    It belongs to the ``case`` of that reference, or to the one its maker is on site with at that unit; else
    somebody who was given units visits only those.
    Raises Invalid with every problem of round, unit, day and inspectors, each in the place of that name; the
    unit is judged once the day is right.
    """
    if problems := visit_problems(db, new, today):
        raise Invalid(problems)
    made = Visit(
        id=str(visit),
        round=new.round,
        unit=new.unit,
        day=new.day,
        state=State.DRAFT,
        made_by=who.username,
        made_at=now,
        revision=1,
        inspectors=tuple(sorted({*new.inspectors, who.username})),
    )
    rows.insert(db, made)
    if tie(db, made, case, today) is None and not _reached(db, made, today):
        rows.delete(db, made.id)  # the write around this one may go on
        raise Invalid([Problem("unit_beyond_reach", "unit", {"unit": made.unit})])
    return made


def visit_problems(db: Database, new: NewVisit, today: date) -> list[Problem]:
    """What is wrong with making that visit, each problem in the place of what it is about."""
    problems = day_problems(db, new.round, new.day, today)
    problems += [] if problems else _unit_problems(db, new)
    return problems + _stranger_problems(db, new.inspectors)


def day_problems(db: Database, round_: str, day: date, today: date) -> list[Problem]:
    """What is wrong with visiting for that round on that day, at 'round' and 'day'."""
    wave = next((found for found in checklists(db, today) if found.code == round_), None)
    if wave is None:
        return [Problem("round_takes_no_visits", "round", {"round": round_})]
    if day > today:
        return [Problem("visit_day_in_future", "day")]
    if not wave.starts_on <= day <= wave.ends_on:
        return [Problem("visit_day_outside_round", "day", {"start": wave.starts_on, "end": wave.ends_on})]
    return []


def lacking(db: Database, today: date) -> Lack | None:
    """The first thing that must be there before a visit can be made, or None when nothing is missing."""
    if checklists(db, today):
        return Lack.PLACE if places.only_provinces(db) else None
    published = {version.id: version for version in instruments.versions(db)}
    asked = (instruments.published(db, one.id, one.version) for one in published.values())
    return Lack.ROUND if any(map(is_for_staff, asked)) else Lack.CHECKLIST


def change_team(db: Database, id_: str, who: Who, usernames: Iterable[str], revision: int) -> Visit:
    """The draft with ``usernames`` and its maker as inspectors; who left may stay, nobody new who left.

    Raises Conflict when it was handed in or changed meanwhile, Invalid naming who cannot go.
    """
    found = visit(db, id_, who)
    check_draft(db, found)
    if found.revision != revision:
        raise Conflict("visit_changed_meanwhile")
    chosen = {*usernames, found.made_by}
    problems = _stranger_problems(db, chosen - {*found.inspectors, found.made_by})
    if problems:
        raise Invalid(problems)
    rows.change_inspectors(db, id_, sorted(chosen))
    parts.keep_assigned_to(db, id_, chosen)
    return replace(found, inspectors=tuple(sorted(chosen)), revision=found.revision + 1)


def same_visits(db: Database, new: NewVisit, who: Who) -> list[Visit]:
    """The visits to that unit in that round on that day, without those that are secret from ``who``."""
    return [one for one in rows.at(db, new.round, new.unit, new.day) if not is_secret_from(db, one, who)]


def is_secret_from(db: Database, of: Visit, who: Who) -> bool:
    """Whether a visit would tell ``who`` of a surprise whose team has not checked in yet."""
    case = case_of_visit(db, of.id)
    return case is not None and case.secret and not may_read(db, of, who)


def visit(db: Database, id_: str, who: Who) -> Visit:
    """The visit with that id, to work on. Raises as `visit_to_read`, Refused for those who only read it."""
    found = visit_to_read(db, id_, who)
    if not found.open_to(who):
        raise Refused("visit_of_others", maker=called(db, found.made_by))
    return found


def visit_to_read(db: Database, id_: str, who: Who) -> Visit:
    """The visit with that id, for those who go on it, the team of its case and leaders for its unit.

    Raises NotFound, also when it is not for them.
    """
    found = rows.find(db, id_)
    if found is None or not may_read(db, found, who):
        raise NotFound("no_such_visit")
    return found


def may_read(db: Database, of: Visit, who: Who) -> bool:
    """Whether ``who`` goes on the visit, is of the team of its case, or may know of that as a leader."""
    if of.open_to(who):
        return True
    case = case_of_visit(db, of.id)
    if case is None:
        return False
    return who.username in case.team or (who.leader is not None and case.open_to(who.leader))


def listed(db: Database, who: Who, asked: Asked, start: int, most: int) -> list[Visit]:
    """At most ``most`` visits from number ``start``: own first, drafts before the rest, newest first."""
    return rows.listed(db, who, asked, start, most)


def count(db: Database, who: Who, asked: Asked) -> int:
    """How many visits `listed` has in all."""
    return rows.count(db, who, asked)


def rounds_visited(db: Database) -> list[str]:
    """The codes of the rounds that have visits."""
    return rows.rounds_visited(db)


def check_draft(db: Database, found: Visit) -> None:
    """Raise Conflict when the visit was handed in: nothing of it changes any more."""
    if found.state is State.SUBMITTED:
        raise Conflict("visit_was_submitted", by=called(db, found.submitted_by))


def check_deletable(db: Database, found: Visit, who: Who) -> None:
    """Raise Refused when the visit is not theirs to delete, Conflict when it was handed in."""
    check_draft(db, found)
    if not found.led_by(who):
        raise Refused("visit_deleted_by_maker", maker=called(db, found.made_by))


def delete(db: Database, id_: str, who: Who, revision: int) -> Visit:
    """The draft that was thrown away. Raises as `check_deletable`, and Conflict when it changed meanwhile."""
    found = visit(db, id_, who)
    check_deletable(db, found, who)
    if found.revision != revision:
        raise Conflict("visit_changed_meanwhile")
    rows.delete(db, id_)
    return found


def round_ended(db: Database, of: Visit, today: date) -> bool:
    """Whether the visit's round is over."""
    return today > rounds.round_(db, of.round).ends_on


def photos(db: Database, of: Visit) -> set[str]:
    """The names of the photos and files taken on a visit."""
    return rows.photos(db, of.id)


def file_of(store: Store, of: Visit, name: str) -> bytes:
    """The photo or file called ``name``. Raises NotFound when none of that name was taken on the visit."""
    _check_taken(store.read(), of, name)
    return media.kept(store, name)


def thumbnail_of(store: Store, of: Visit, name: str) -> bytes:
    """The photo called ``name``, small. Raises NotFound when none of that name was taken on the visit."""
    _check_taken(store.read(), of, name)
    return media.thumbnail(store, name)


def _check_taken(db: Database, of: Visit, name: str) -> None:
    if name not in rows.photos(db, of.id):
        raise NotFound("no_such_file_kept", file=name[:80])


def called(db: Database, username: str) -> str:
    """What somebody is called; the user name when nobody has it any more."""
    return next((one.name for one in accounts.people(db) if one.username == username), username)


def _reached(db: Database, made: Visit, today: date) -> bool:
    maker = next((one for one in inspectors(db) if one.username == made.made_by), None)
    if maker is None:
        return True  # who may go at all was judged before
    asker = accounts.asker(db, maker.username, maker.role, today)
    return asker.units is None or asker.reaches(path_of(db, made.unit, made.day))


def _stranger_problems(db: Database, chosen: Iterable[str]) -> list[Problem]:
    known = {person.username for person in inspectors(db)}
    strangers = sorted(set(chosen) - known)
    values = {"names": ", ".join(strangers)}
    return [Problem("nobody_inspects_by_that_name", "inspectors", values)] if strangers else []


def _unit_problems(db: Database, new: NewVisit) -> list[Problem]:
    try:
        unit = places.unit(db, new.unit, new.day)
    except NotFound:
        return [Problem("no_unit_on_that_day", "unit", {"unit": new.unit, "day": new.day})]
    if unit.type is UnitType.PROVINCE:
        return [Problem("province_takes_no_visit", "unit", {"unit": unit.name_vi})]
    return []
