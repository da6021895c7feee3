"""Publishing instruments and finding what was published."""

from datetime import datetime

from forms import Compiled, Instrument
from survey_app.errors import Conflict, NotFound
from survey_app.instruments import store as rows
from survey_app.instruments.model import Version
from survey_app.store import Database

# By content: a version never changes, and the judge keeps its plan with the object.
_thawed: dict[str, Instrument] = {}


def publish(db: Database, compiled: Compiled, original: bytes, original_name: str, now: datetime) -> Version:
    """The published version; the same content again gives the version it has.

    Raises Conflict when the version's name was published with other content: what was asked never changes
    under answers already given.
    """
    instrument = compiled.instrument
    earlier = rows.versions(db, instrument.id)
    for known in earlier:
        if known.version == instrument.version:
            if known.digest == instrument.digest:
                return known
            raise Conflict("version_taken", instrument=instrument.id, version=instrument.version)
    number = earlier[-1].number + 1 if earlier else 1
    version = Version(
        instrument.id, instrument.version, number, instrument.digest, now.isoformat(timespec="seconds")
    )
    rows.add(db, version, instrument.to_json(), original, original_name)
    return version


def versions(db: Database, instrument: str | None = None) -> list[Version]:
    """Published versions, oldest first."""
    return rows.versions(db, instrument)


def newest_version(db: Database, instrument: str) -> str:
    """The name of the newest version. Raises NotFound naming the instruments there are."""
    found = rows.versions(db, instrument)
    if not found:
        known = ", ".join(sorted({v.id for v in rows.versions(db)})) or "—"
        raise NotFound("no_such_instrument", instrument=instrument, known=known)
    return found[-1].version


def published(db: Database, instrument: str, version: str) -> Instrument:
    """The frozen instrument. Raises NotFound when that version was never published."""
    digest = rows.digest(db, instrument, version)
    if digest is None:
        raise NotFound("no_such_version", instrument=instrument, version=version)
    if digest not in _thawed:
        _thawed[digest] = Instrument.from_json(rows.document(db, instrument, version))
    return _thawed[digest]


def original(db: Database, instrument: str, version: str) -> tuple[str, bytes]:
    """File name and content of the workbook a version came from. Raises NotFound."""
    found = rows.original(db, instrument, version)
    if found is None:
        raise NotFound("no_such_version", instrument=instrument, version=version)
    return found
