"""Whose bundles are taken: of an instance whose fingerprint was compared, of the office a trip began from."""

from datetime import datetime

from survey_app.accounts import service as people
from survey_app.errors import Invalid, Problem
from survey_app.rounds import service as rounds
from survey_app.store import Database, Store, get_setting, put_setting
from survey_app.sync.service.bundles import keys
from survey_app.sync.service.bundles.looking import check_mark
from survey_app.sync.service.bundles.manifest import TRIP, Kind, Manifest, Purpose
from survey_app.sync.service.bundles.reading import Catalogue
from survey_app.sync.service.bundles.storing import Imported, import_bundle
from survey_app.sync.store import bundles as rows


def own_fingerprint(store: Store) -> str:
    """The fingerprint of this instance, as people read it out."""
    return keys.spelled(keys.fingerprint(keys.public_key(store)))


def accept_sender(store: Store, manifest: Manifest, typed: str, by: str, now: datetime) -> None:
    """Take the bundles of an instance from now on. Raises Invalid when ``typed`` is not its fingerprint."""
    if not keys.is_same(typed, manifest.fingerprint):
        raise Invalid([Problem("bundle_fingerprint_wrong", "fingerprint")])
    _accept(store, manifest, by, now)


def begin_trip(store: Store, catalogue: Catalogue, by: str, now: datetime) -> Imported:
    """What came with the bundle an instance for a trip begins from; the office it comes from is accepted.

    An instance that holds nothing yet takes over the mark of simulated data. Raises as `check_trip` and as
    `import_bundle`.
    """
    check_trip(catalogue)
    manifest = catalogue.manifest
    if manifest.simulated and _holds_nothing(store.read()):
        store.write(lambda db: put_setting(db, "demo", "yes"))
    check_mark(store.read(), manifest)
    _accept(store, manifest, by, now)
    if manifest.name and not get_setting(store.read(), "office_name"):
        store.write(lambda db: put_setting(db, "office_name", manifest.name))
    trip = ", ".join([*(line.id for line in catalogue.whole(Kind.ROUND)), f"{manifest.made:%d/%m/%Y}"])
    store.write(lambda db: put_setting(db, TRIP, trip))
    return import_bundle(store, catalogue, by, now, adds_units=True)


def check_trip(catalogue: Catalogue) -> None:
    """Raise Invalid for a bundle no trip can begin from: of another purpose, or cut off."""
    if catalogue.cut:
        raise Invalid([Problem("bundle_cut", file) for file in catalogue.cut])
    if catalogue.manifest.purpose != Purpose.TRIP:
        raise Invalid([Problem("bundle_not_for_a_trip")])


def _holds_nothing(db: Database) -> bool:
    """Whether an instance was made and nobody began to work in it."""
    return not people.people(db) and not rounds.rounds(db)


def _accept(store: Store, manifest: Manifest, by: str, now: datetime) -> None:
    new = rows.Sender(manifest.fingerprint, manifest.name, by, now.isoformat(timespec="seconds"))
    store.write(lambda db: rows.accept(db, new))
