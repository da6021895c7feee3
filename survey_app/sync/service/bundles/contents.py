"""What goes into a bundle, thing by thing: the same twice from the same snapshot of the database."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from survey_app import media
from survey_app.accounts.service import carrying as people
from survey_app.errors import NotFound
from survey_app.inspections.service import carrying as visits
from survey_app.inspections.service import scheme_carrying as schemes
from survey_app.instruments.service import carrying as instruments
from survey_app.places import service as places
from survey_app.places.service import carrying as units
from survey_app.responses.service import carrying as responses
from survey_app.rounds import service as rounds
from survey_app.rounds.service import carrying as carried_rounds
from survey_app.store import Database, Store
from survey_app.sync.service.bundles.manifest import Kind, Purpose
from survey_app.sync.store import bundles as rows

# A damaged line costs at most so much of a photo.
_PIECE = 512 * 1024
Thing = tuple[Kind, str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to go: everything home, or for a trip the visits of ``rounds`` below ``units`` and who goes."""

    purpose: Purpose = Purpose.HOME
    rounds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(slots=True)
class Named:
    """What the things that went name, gathered as they go."""

    left: int = 0
    units: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    versions: set[tuple[str, str]] = field(default_factory=set)
    scored: set[str] = field(default_factory=set)


def things(store: Store, db: Database, asked: Asked, now: datetime, named: Named) -> Iterator[Thing]:
    """Kind, id and content of everything that goes; ``named`` is filled on the way. Raises NotFound."""
    codes = list(asked.rounds) or [wave.code for wave in rounds.rounds(db)]
    ids: set[str] = set()
    below = _below(db, asked)
    for id_, unit in visits.every_visit(db, codes):
        ids.add(id_)
        if asked.purpose is Purpose.HOME or (below is None or unit in below):
            yield from _visit(db, id_, asked, named)
    if asked.purpose is Purpose.HOME:
        yield from _responses(db, codes, ids, now, named)
        yield from _records(db, named)
    for code in codes:
        round_ = carried_rounds.carried_round(db, code)
        named.units.update(collector["counter"] for collector in round_["collectors"])
        named.versions.add((round_["round"]["instrument"], round_["round"]["version"]))
        yield Kind.ROUND, code, round_
    for instrument, version in sorted(named.versions):
        carried = instruments.carried_version(db, instrument, version)
        yield Kind.INSTRUMENT, f"{instrument} {version}", carried
    yield from _schemes(db, asked, named)
    for code, periods in units.carried_units(db, named.units | (below or set())).items():
        yield Kind.UNIT, code, periods
    yield from _people(db, asked, named)
    yield from _photos(store, named.files)


def _below(db: Database, asked: Asked) -> set[str] | None:
    """The codes of the units a trip goes to, None for all of them."""
    if not asked.units:
        return {unit.code for unit in places.all_units(db)} if asked.purpose is Purpose.TRIP else None
    found: set[str] = set()
    for code in asked.units:
        if not places.periods(db, code):
            raise NotFound("bundle_no_such_unit", unit=code)
        found.update(places.ever_below(db, code))
    return found


def _visit(db: Database, id_: str, asked: Asked, named: Named) -> Iterator[Thing]:
    came = visits.carried_visit(db, id_)
    if asked.purpose is Purpose.TRIP and came["response"]:
        return  # what was handed in stays where it is
    row = came["visit"]
    named.units.add(row["unit"])
    named.people.update(name for name in (row["made_by"], row["submitted_by"]) if name)
    named.people.update(one["username"] for one in came["inspectors"])
    named.people.update(one["by"] for one in (*came["parts"], *came["captures"]))
    named.people.update(visits.people_carried(came))
    named.units.update(one["finding"]["owner"] for one in came["findings"] if one["finding"]["owner"])
    named.files.update(visits.files_carried(came))
    if came["response"]:
        _name_response(came["response"], named)
        named.scored.add(row["day"])
    came["began"] = rows.thing_digest(db, Kind.VISIT, id_)
    yield Kind.VISIT, id_, came


def _responses(
    db: Database, codes: list[str], visited: set[str], now: datetime, named: Named
) -> Iterator[Thing]:
    found, named.left = responses.leaving(db, now, codes)
    for _, uuid in found:
        carried = None if uuid in visited else responses.carried_response(db, uuid)
        if carried is not None:
            named.units.add(carried["response"]["counter"])
            named.files.update(responses.files_carried(carried))
            _name_response(carried, named)
            yield Kind.RESPONSE, uuid, carried


def _records(db: Database, named: Named) -> Iterator[Thing]:
    for came in rows.carried_records(db):
        named.files.update(file["name"] for file in came["files"] if file["name"])
        yield Kind.RECORD, came["record"]["uuid"], came


def _schemes(db: Database, asked: Asked, named: Named) -> Iterator[Thing]:
    """To a trip what the office scores by, home what visits were scored by."""
    trip = asked.purpose is Purpose.TRIP
    for came in schemes.schemes_for_trip(db) if trip else schemes.schemes_of_days(db, named.scored):
        named.people.update(name for name in (came["by"],) if name)
        yield Kind.SCHEME, schemes.name_of(came), came


def _name_response(carried: Mapping[str, Any], named: Named) -> None:
    named.versions.add((carried["response"]["instrument"], carried["response"]["version"]))
    for done in (*carried["reviews"], *carried["revisions"], *carried["exclusions"]):
        named.people.add(done.by)


def _people(db: Database, asked: Asked, named: Named) -> Iterator[Thing]:
    signing_in = set(asked.people)
    for username in sorted(named.people | signing_in):
        person = people.carried_person(db, username, signs_in=username in signing_in)
        if person is None and username in signing_in:
            raise NotFound("no_such_person", username=username)
        if person is not None:
            yield Kind.PERSON, username, person


def _photos(store: Store, names: Iterable[str]) -> Iterator[Thing]:
    """The files, each in pieces; one that is gone from the disk is left out, as `verify` says here."""
    for name in sorted(names):
        try:
            content = media.kept(store, name)
        except NotFound:
            continue
        pieces = range(0, len(content), _PIECE)
        for number, start in enumerate(pieces):
            piece = base64.b64encode(content[start : start + _PIECE]).decode()
            yield Kind.PHOTO, f"{name}#{number}", {"of": len(pieces), "piece": piece}
