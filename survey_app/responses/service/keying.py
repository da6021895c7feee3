"""Keying paper: once by each of two people, settled where they differ, then stored once."""

import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from forms import Checked, Instrument
from forms.answers import Given
from forms.items import Audience
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.instruments import service as instruments
from survey_app.responses import keying
from survey_app.responses.keying import Difference, Entry, Paper, Settled, Sheet, SheetState, Tally
from survey_app.responses.model import Context
from survey_app.responses.service.accept import accept_within
from survey_app.responses.store import keying as rows
from survey_app.rounds.model import Mode, Round, Tier
from survey_app.store import Database, Store
from wording import nfc

MOST_SHOWN = 200
# What hands in a sheet of staff within the caller's write, with the key of digests, what it says and of whom.
HandIn = Callable[[Database, bytes, Checked, Context, Paper], None]
PROBLEMS = "problems"
# Letters and figures that are not taken for one another when they are read from paper.
_LETTERS = "ACDEFHJKLMNPRTUVWXY34679"
_LENGTH = 6


def serial_of(text: str) -> str:
    """A number of a paper form as it is compared: no blanks around, one between, capitals."""
    return " ".join(nfc(text).upper().split())[: keying.MOST_SERIAL]


def new_serial() -> str:
    """A number for a sheet that bears none; random, so that it tells no order."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def known_sheet(db: Database, round_: str, serial: str) -> Sheet | None:
    """The sheet of that number in a round, keyed and not yet stored; None for one to be keyed first.

    Raises Conflict when it is stored already.
    """
    found = rows.sheet_of_serial(db, round_, serial)
    if rows.is_done(db, round_, serial) or (found and found.state == SheetState.STORED):
        raise Conflict("sheet_stored", "serial", serial=serial)
    return found if found and rows.entries(db, found.id) else None


def sheet(db: Database, id_: str) -> Sheet:
    """The sheet. Raises NotFound, also for one whose response is stored or whose entries were thrown away."""
    found = rows.sheet(db, id_)
    if found is None or found.state == SheetState.STORED or not rows.entries(db, id_):
        raise NotFound("no_such_sheet")
    return found


def sheet_to_key(db: Database, id_: str, by: str) -> Sheet:
    """The sheet that ``by`` is to key a second time.

    Raises NotFound, Refused when ``by`` keyed it the first time, Conflict when it was keyed twice.
    """
    found = sheet(db, id_)
    if any(entry.by == by for entry in rows.entries(db, id_)):
        raise Refused("sheet_keyed_by_you")
    if found.state != SheetState.WAITING:
        raise Conflict("sheet_keyed_twice")
    return found


def instrument_of(db: Database, found: Sheet) -> Instrument:
    """The form of a sheet, in the version it was keyed with."""
    return instruments.published(db, found.instrument, found.version)


def key_first(
    store: Store,
    id_: UUID,
    wave: Round,
    unit: str,
    day: date,
    serial: str,
    given: Mapping[str, Given],
    by: str,
    today: date,
) -> Sheet:
    """The sheet, keyed once and waiting for somebody else. Raises Conflict when its number is taken."""
    form = instruments.published(store.read(), wave.instrument, wave.version)
    staff = int(form.audience is Audience.STAFF)
    new = Sheet(
        str(id_),
        wave.code,
        unit,
        day.isoformat(),
        serial,
        wave.instrument,
        wave.version,
        staff,
        SheetState.WAITING,
        None,
    )

    def work(db: Database) -> Sheet:
        if known_sheet(db, wave.code, serial) is not None:
            raise Conflict("sheet_known", "serial", serial=serial)
        emptied = rows.sheet_of_serial(db, wave.code, serial)
        taken = new._replace(id=emptied.id) if emptied else new
        if emptied:
            rows.renew(db, taken)
        else:
            rows.add_sheet(db, taken)
        rows.add_entry(db, _entry(taken.id, 1, by, today, given))
        return taken

    return store.write(work)


def key_second(
    store: Store,
    id_: str,
    given: Mapping[str, Given],
    by: str,
    response: UUID,
    today: date,
    hand_in: HandIn,
) -> list[Difference]:
    """Where the second entry differs from the first; without any the sheet is stored as ``response``.

    A sheet of staff is handed in by ``hand_in``, in the same write.

    Raises as `sheet_to_key` does.
    """
    key = store.key("digest")

    def work(db: Database) -> list[Difference]:
        found = sheet_to_key(db, id_, by)
        try:
            rows.add_entry(db, _entry(id_, 2, by, today, given))
        except sqlite3.IntegrityError as error:
            raise Conflict("sheet_keyed_twice") from error
        differ = _differences(db, found)
        if differ:
            rows.set_differs(db, id_)
        else:
            _store(db, key, found, rows.entries(db, id_)[0].given, response, hand_in)
        return differ

    return store.write(work)


def disputed(db: Database, found: Sheet) -> list[Difference]:
    """Where the entries of a sheet differ. Raises Conflict while it was keyed but once."""
    if found.state != SheetState.DIFFERS:
        raise Conflict("sheet_waits_for_second")
    return _differences(db, found)


def merged(db: Database, found: Sheet, chosen: Mapping[str, Given]) -> dict[str, Given]:
    """What both entries say alike, with what was chosen where they differ."""
    differ = {one.address for one in _differences(db, found)}
    first, second = (entry.given for entry in rows.entries(db, found.id))
    alike = {place: one for place, one in {**second, **first}.items() if place not in differ}
    return keying.present({**alike, **chosen})


def settle(
    store: Store,
    id_: str,
    chosen: Mapping[str, Given],
    by: str,
    response: UUID,
    today: date,
    hand_in: HandIn,
) -> None:
    """Store the sheet as ``response`` with what was chosen at each address its entries differ at.

    A sheet of staff is handed in by ``hand_in``, in the same write.

    Raises Invalid when something is left open, Conflict when somebody else settled it, NotFound.
    """
    key = store.key("digest")

    def work(db: Database) -> None:
        found = sheet(db, id_)
        differ = [one.address for one in disputed(db, found)]
        left = sum(place not in chosen for place in differ)
        if left:
            raise Invalid([Problem("sheet_left_open", values={"n": left})])
        for place in differ:
            said = json.dumps(chosen[place], ensure_ascii=False)
            rows.add_settled(db, Settled(id_, place, said, by, today.isoformat()))
        _store(db, key, found, merged(db, found, chosen), response, hand_in)

    store.write(work)


def paper_of(db: Database, response: str) -> Paper | None:
    """The paper form a response of staff was keyed from; None for what was not keyed."""
    found = rows.of_response(db, response)
    return _paper(db, found) if found else None


def responses_of(db: Database, serial: str) -> list[str]:
    """The ids of the responses of staff that were keyed from paper of that number."""
    return rows.responses_of(db, serial_of(serial))


def sheets_waiting(db: Database, by: str) -> tuple[list[Sheet], int]:
    """The sheets ``by`` may key a second time, the first 200 by round, unit and number; their count."""
    return rows.waiting_for(db, by, MOST_SHOWN)


def sheets_of(db: Database, by: str) -> list[Sheet]:
    """The sheets ``by`` keyed that wait for a second person, the first 200."""
    return rows.waiting_of(db, by, MOST_SHOWN)


def sheets_differing(db: Database) -> list[Sheet]:
    """The sheets somebody has to settle, the first 200."""
    return rows.differing(db, MOST_SHOWN)


def sheets_in(db: Database) -> dict[str, int]:
    """State -> how many sheets are in it."""
    return rows.counts(db)


def open_sheets(db: Database, round_: str) -> int:
    """How many sheets of a round are keyed but not stored."""
    return rows.count_open(db, round_)


def tallies(db: Database) -> list[Tally]:
    """How much everybody keyed, and how much of it turned out otherwise: sums alone."""
    return rows.tallies(db)


def _entry(id_: str, number: int, by: str, today: date, given: Mapping[str, Given]) -> Entry:
    text = json.dumps(keying.present(given), ensure_ascii=False, sort_keys=True)
    return Entry(id_, number, by, today.isoformat(), text)


def _differences(db: Database, found: Sheet) -> list[Difference]:
    form, day = instrument_of(db, found), date.fromisoformat(found.day)
    first, second = (entry.given for entry in rows.entries(db, found.id))
    judged = keying.judged(form, first, day), keying.judged(form, second, day)
    return keying.differences(*judged, (first, second))


def _paper(db: Database, found: Sheet) -> Paper:
    settled = {one.by for one in rows.settled(db, found.id)}
    return Paper(
        serial=found.serial,
        keyed_by=tuple(entry.by for entry in rows.entries(db, found.id)),
        settled_by=", ".join(sorted(settled)),
        thrown=tuple(rows.thrown(db, MOST_SHOWN, found.id)),
    )


def _store(
    db: Database, key: bytes, found: Sheet, given: Mapping[str, Given], response: UUID, hand_in: HandIn
) -> None:
    """Within a write: the response of a sheet, the sums of who keyed it, and the sheet's end."""
    form, day = instrument_of(db, found), date.fromisoformat(found.day)
    checked = keying.judged(form, given, day)
    context = Context(
        uuid=str(response),
        round=found.round,
        counter=found.unit,
        mode=Mode.PAPER_KEYED,
        tier=Tier.INSPECTION if found.by_staff else None,
        day=day,
        slot=None,
        language=form.default_language,
        flags=frozenset({PROBLEMS} if checked.problems else ()),
    )
    for entry in rows.entries(db, found.id):
        rows.add_to_tally(db, _tally(form, entry, given, day))
    if found.by_staff:
        hand_in(db, key, checked, context, _paper(db, found))
        rows.keep_stored(db, found.id, str(response))
    else:
        accept_within(db, key, checked, context)
        rows.forget_stored(db, found)


def _tally(form: Instrument, entry: Entry, given: Mapping[str, Given], day: date) -> Tally:
    """How much of an entry is not as it was stored."""
    mine, final = keying.judged(form, entry.given, day), keying.judged(form, given, day)
    asked = keying.answered(mine, entry.given) | keying.answered(final, given)
    wrong = keying.differences(mine, final, (entry.given, given))
    return Tally(entry.by, 1, len(asked), len(wrong))
