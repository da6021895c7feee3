"""What a tablet takes along: people, rounds, forms, units, and the visits of who is known on it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from forms import Instrument, screens
from survey_app.accounts import service as accounts
from survey_app.errors import NotFound
from survey_app.inspections import service as inspections
from survey_app.inspections.model import State, Visit, section_title
from survey_app.inspections.model.draws import Draw
from survey_app.inspections.service import Along, draws
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import Tree, UnitType, local_day
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round
from survey_app.store import Database
from survey_app.sync.model import APP_VERSION, OLDEST_APP

Json = dict[str, Any]
LANGUAGES = ("vi", "en")
# By the mark of the units, which no two instances share, and the day.
_units_kept: dict[tuple[str, date], str] = {}


def page_address(digest: str, language: str) -> str:
    """Where a tablet fetches, and later finds, the page of a form."""
    return f"/tablet/forms/{digest}/{language}"


def file_address(digest: str, name: str) -> str:
    """Where a tablet fetches, and later finds, a picture or recording of a form."""
    return f"/tablet/forms/{digest}/files/{name}"


def pack(db: Database, device: str, name: str, now: datetime) -> tuple[str, str]:
    """The pack of a tablet as JSON, and its digest, which is the same until something in it changes.

    Visits are those of the people who proved themselves on the tablet: a stolen token tells of no others.
    """
    today, proved = local_day(now), accounts.proved_on(db, device)
    along = inspections.taken_along(db, proved, now)
    drawn = draws.dossiers_for(db, [one.visit.id for one in along])
    open_ = inspections.checklists(db, today)
    needed = {wave.code: wave for wave in (*open_, *(rounds.round_(db, one.visit.round) for one in along))}
    asked = {code: instruments.published(db, one.instrument, one.version) for code, one in needed.items()}
    content: Json = {
        "app": {"version": APP_VERSION, "oldest": OLDEST_APP},
        "device": {"id": device, "name": name},
        "people": [
            {"username": one.username, "name": one.name, "proved": one.username in proved}
            for one in inspections.inspectors(db)
        ],
        "rounds": [_round(wave, asked[wave.code]) for wave in open_],
        "forms": _forms(asked.values()),
        "visits": [
            {
                **_visit(db, one, asked[one.visit.round]),
                "draws": [_draw(lot) for lot in drawn.get(one.visit.id, ())],
            }
            for one in along
        ],
    }
    rest = f'{_written(content)[1:-1]},"units":{_units(db, today)}}}'
    head = _written({"now": now.isoformat(timespec="milliseconds")})
    return f"{head[:-1]},{rest}", hashlib.sha256(rest.encode()).hexdigest()


def _written(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _round(wave: Round, instrument: Instrument) -> Json:
    return {
        "code": wave.code,
        "name": wave.code,
        "instrument": wave.instrument,
        "version": wave.version,
        "digest": instrument.digest,
        "starts_on": wave.starts_on.isoformat(),
        "ends_on": wave.ends_on.isoformat(),
    }


def _forms(asked: Iterable[Instrument]) -> list[Json]:
    """Each form once, by what it is called."""
    by_digest = {one.digest: one for one in asked}
    return [_form(one) for one in sorted(by_digest.values(), key=lambda one: (one.id, one.version))]


def _form(instrument: Instrument) -> Json:
    digest = instrument.digest
    return {
        "instrument": instrument.id,
        "version": instrument.version,
        "digest": digest,
        "title": {tag: instrument.text(instrument.title, tag) for tag in LANGUAGES},
        "languages": list(instrument.languages),
        "pages": {tag: page_address(digest, tag) for tag in instrument.languages},
        "media": [file_address(digest, name) for name in sorted(instrument.files)],
        "sections": [
            {
                "number": screen.number,
                "title": {tag: section_title(instrument, screen, tag) for tag in LANGUAGES},
            }
            for screen in screens(instrument)
        ],
    }


def _units(db: Database, today: date) -> str:
    """The units that may be visited on that day, by code, written; kept until some unit is changed."""
    key = (places.digest(db), today)
    written = _units_kept.get(key)
    if written is None:
        written = _written(list(_listed(places.tree(db, today))))
        _units_kept.clear()
        _units_kept[key] = written
    return written


def _listed(tree: Tree) -> Iterator[Json]:
    parents = {child.code: code for code in tree.units for child in tree.children(code)}
    for unit in tree.units.values():
        if unit.type is not UnitType.PROVINCE:
            yield {
                "code": unit.code,
                "name_vi": unit.name_vi,
                "name_en": unit.name_en,
                "type": unit.type.value,
                "parent": parents.get(unit.code, ""),
            }


def _visit(db: Database, one: Along, instrument: Instrument) -> Json:
    """A visit; what was handed in goes without its answers."""
    visit = one.visit
    answers: Mapping[str, object] = visit.draft if visit.state is State.DRAFT else {}
    return {
        "id": visit.id,
        "round": visit.round,
        "instrument": instrument.id,
        "version": instrument.version,
        "digest": instrument.digest,
        "unit": visit.unit,
        "unit_name": _unit_name(db, visit),
        "day": visit.day.isoformat(),
        "inspectors": list(visit.inspectors),
        "sections": {str(number): username for number, username in one.sections.items()},
        "cut": list(visit.cut),
        "answers": dict(answers),
        "revision": visit.revision,
        "state": visit.state.value,
        "differences": one.differences,
        "files_missing": one.files_missing,
    }


def _draw(lot: Draw) -> Json:
    """Which dossiers are looked at on a visit, by group, and which step in where one cannot be had."""
    return {
        "about": lot.about,
        "seed": lot.seed,
        "groups": [
            {"group": one.group, "codes": list(one.codes), "replacements": list(one.replacements)}
            for one in lot.drawn
        ],
    }


def _unit_name(db: Database, visit: Visit) -> dict[str, str]:
    """What the visited unit is called, also one that has ended since."""
    try:
        unit = places.unit(db, visit.unit, visit.day)
    except NotFound:  # its days were changed after the visit was made
        return dict.fromkeys(LANGUAGES, visit.unit)
    return {tag: unit.name(tag) for tag in LANGUAGES}
