"""What a record says, and who and what it names, in the words of the office."""

from datetime import date, datetime

from forms import Instrument, name_place
from forms.addresses import place_of
from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.errors import NotFound
from survey_app.inspections import service as inspections
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.sync.record import Record, SentFile
from survey_app.sync.service import Kept
from survey_app.sync.service.files import has_come
from wording import FALLBACK, say


def read_answers(sent: Record) -> dict[str, tuple[str, str]]:
    """Address -> question and answer of all that was answered, in words where the version is known here."""
    language, asked = web.language(), _instrument(sent.digest)
    lines = {}
    for place, given in sorted(sent.answers.items()):
        item = next((one for one in asked.items if one.name == place_of(place)[0]), None) if asked else None
        plain = given if isinstance(given, str) else "; ".join(given)
        if asked is None or item is None:
            lines[place] = (place, plain)
        elif place in sent.files:
            label = name_place(asked, place, language, sent.answers)
            lines[place] = (label, _file_words(sent.files[place]))
        else:
            said = inspections.Told().word(asked, item, given, language)
            lines[place] = (name_place(asked, place, language, sent.answers), said)
    return lines


def called(username: str) -> str:
    """The name of whoever has that user name, or the user name when nobody has it."""
    known = {one.username: one.name for one in accounts.people(web.current_store().read())}
    return known.get(username, username)


def decided_at(kept: Kept | None) -> datetime | None:
    """When somebody decided about a record, or None."""
    return datetime.fromisoformat(kept.decided_at) if kept and kept.decided_at else None


def device_name(id_: str) -> str:
    """What the office calls a tablet; its id when it is none of ours."""
    known = {one.id: one.name for one in accounts.devices(web.current_store().read())}
    return known.get(id_, id_)


def unit_name(code: str, on: date) -> str:
    """What the unit was called that day; its code when there is none."""
    try:
        unit = places.unit(web.current_store().read(), code, on)
    except NotFound:
        return code
    return unit.name_vi if web.language() == FALLBACK else unit.name_en or unit.name_vi


def _file_words(sent: SentFile) -> str:
    """Whether a file has come, and what was written beside it."""
    came = has_come(web.current_store(), sent.digest)
    words = say(web.language(), "sync.file_came" if came else "sync.file_coming")
    return f"{words}: {sent.caption}" if sent.caption else words


def _instrument(digest: str) -> Instrument | None:
    db = web.current_store().read()
    try:
        version = instruments.with_digest(db, digest)
    except NotFound:
        return None
    return instruments.published(db, version.id, version.version)
