"""What staff entered in a round as a table: a line a response as it stands, a column a question."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms import Instrument, ItemType
from forms.addresses import place_of
from forms.items import FILES, Audience
from survey_app.errors import NotFound
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses.model import Row
from survey_app.responses.service.raw.media_files import called
from survey_app.responses.store import changes
from survey_app.responses.store import desk as rows
from survey_app.responses.store import responses as stored
from survey_app.store import Database, get_setting

Cell = str | int | float | None
_FIXED = ("response", "round", "unit", "unit_name", "day", "mode", "tier", "language", "disposition")
_DONE = ("state", "excluded", "revision", "flags")
_MARK_COLUMN, _MARK = "du_lieu", "DỮ LIỆU GIẢ LẬP"
# Of a citizen whose paper or words staff keyed in no place and no circumstances leave the store.
_KEPT_BACK = {ItemType.GEOPOINT, ItemType.METADATA}


def table(db: Database, round_: str, language: str) -> Iterator[list[Cell]]:
    """The names of the columns, then a line a response: questions by name, choices by theirs, in the form's
    order; of a file what it is called in the archive. A demonstration says so in a last column."""
    found = list(changes.newest_of_round(db, round_))
    forms: dict[tuple[str, str], Instrument] = {}
    for row in found:
        key = (row.instrument, row.version)
        if key not in forms:
            forms[key] = instruments.published(db, *key)
    columns = _columns(found, forms)
    mark = get_setting(db, "demo") == "yes"
    yield [*_FIXED, *_DONE, *columns, *([_MARK_COLUMN] if mark else [])]
    names: dict[tuple[str, str], str] = {}
    for row in found:
        form, answers = forms[row.instrument, row.version], json.loads(row.document)["answers"]
        files = {item.name for item in form.items if item.type in FILES}
        said = [
            called(row.uuid, place, str(answers[place]))
            if place in answers and place_of(place)[0] in files
            else _cell(answers.get(place))
            for place in columns
        ]
        yield [*_fixed(db, row, names, language), *_done(db, row), *said, *([_MARK] if mark else [])]


def _columns(found: list[Row], forms: Mapping[tuple[str, str], Instrument]) -> list[str]:
    """The addresses that any response answers at or any form asks at, in the order of the form."""
    order: dict[str, int] = {}
    hidden: set[str] = set()
    for form in forms.values():
        for item in form.items:
            order.setdefault(item.name, len(order))
            if form.audience is Audience.CITIZEN and item.type in _KEPT_BACK:
                hidden.add(item.name)
        for group in form.repeats:
            order.setdefault(group.name, len(order))
    asked = {item.name for form in forms.values() for item in form.items if item.askable and not item.repeat}
    for row in found:
        asked |= json.loads(row.document)["answers"].keys()
    kept = [place for place in asked if place_of(place)[0] not in hidden]
    return sorted(kept, key=lambda place: (place_of(place)[1], order.get(place_of(place)[0], 0), place))


def _fixed(db: Database, row: Row, names: dict[tuple[str, str], str], language: str) -> list[Cell]:
    key = (row.counter, row.day)
    if key not in names:
        try:
            names[key] = places.unit(db, row.counter, date.fromisoformat(row.day)).name(language)
        except NotFound:
            names[key] = ""
    return [
        row.uuid,
        row.round,
        row.counter,
        names[key],
        row.day,
        row.mode,
        row.tier,
        row.language,
        row.disposition,
    ]


def _done(db: Database, row: Row) -> list[Cell]:
    line = rows.line(db, row.uuid)
    assert line is not None  # noqa: S101  # the round's responses come from the desk
    return [line.state, line.excluded, line.revision, " ".join(stored.flags_of(db, row.uuid))]


def _cell(answer: Any) -> Cell:
    if isinstance(answer, list):
        return " ".join(map(str, answer))
    return answer if isinstance(answer, (str, int, float)) or answer is None else str(answer)
