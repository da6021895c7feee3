"""What a bundle would bring, said before anything is stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused, SurveyError
from survey_app.inspections.service import carrying as visits
from survey_app.instruments import service as instruments
from survey_app.instruments.model import Version as Published
from survey_app.places import service as places
from survey_app.places.model import Unit
from survey_app.places.service import carrying as units
from survey_app.responses.service import carrying as responses
from survey_app.rounds import service as rounds
from survey_app.store import Database, get_setting
from survey_app.sync.service.bundles.keys import spelled
from survey_app.sync.service.bundles.manifest import Kind, Manifest, Version
from survey_app.sync.service.bundles.reading import Catalogue
from survey_app.sync.store import bundles as rows

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be known before a bundle is taken in.

    ``unknown`` units come with it and are new here, ``absent`` ones are named and neither here nor in it;
    ``differing`` ones stand here otherwise and stay. ``new_versions`` and ``new_rounds`` come with it.
    ``visits`` counts what would become of each, ``conflicts`` has unit, day and why of what contradicts;
    ``responses`` are how many are new and known.
    """

    accepted: bool
    unknown: Sequence[Unit]
    absent: Sequence[str]
    differing: Sequence[Unit]
    new_versions: Sequence[str]
    new_rounds: Sequence[str]
    visits: Counter[str]
    conflicts: Sequence[tuple[str, str, str]]
    responses: tuple[int, int]


def look_at(db: Database, catalogue: Catalogue) -> Look:
    """What taking ``catalogue`` in would mean here."""
    manifest = catalogue.manifest
    periods = [
        units.read_carried(one) for line in catalogue.whole(Kind.UNIT) for one in catalogue.content(line)
    ]
    unknown = units.unknown_units(db, periods)
    coming = {unit.code for unit in unknown}
    outcomes, conflicts = _visits(db, catalogue)
    uuids = [line.id for line in catalogue.whole(Kind.RESPONSE)]
    known = responses.count_here(db, uuids)
    return Look(
        accepted=rows.sender(db, manifest.fingerprint) is not None,
        unknown=unknown,
        absent=[code for code in manifest.units if code not in coming and not _has_unit(db, code)],
        differing=units.differing_units(db, periods),
        new_versions=[f"{one.instrument} {one.version}" for one in manifest.versions if not _here(db, one)],
        new_rounds=[line.id for line in catalogue.whole(Kind.ROUND) if not _has_round(db, line.id)],
        visits=outcomes,
        conflicts=conflicts,
        responses=(len(uuids) - known, known),
    )


def _visits(db: Database, catalogue: Catalogue) -> tuple[Counter[str], list[tuple[str, str, str]]]:
    """What would become of each visit, and unit, day and why of those that contradict."""
    outcomes: Counter[str] = Counter()
    conflicts = []
    for line in catalogue.whole(Kind.VISIT):
        came = catalogue.content(line)
        try:
            sender = visits.Sender(catalogue.manifest.fingerprint, came["began"])
            outcomes[visits.foresee(db, came, sender)] += 1
        except Conflict as error:
            conflicts.append((came["visit"]["unit"], came["visit"]["day"], error.problem.code))
    return outcomes, conflicts


def check_mark(db: Database, manifest: Manifest) -> None:
    """Raise Conflict where simulated data would come among real data, or real among simulated."""
    if manifest.simulated != (get_setting(db, "demo") == "yes"):
        raise Conflict("bundle_simulated" if manifest.simulated else "bundle_real")


def check_takable(manifest: Manifest, look: Look, *, adds_units: bool) -> None:
    """Raise Refused for a sender nobody accepted; Invalid for units that are nowhere, or that are new and
    nobody confirmed."""
    if not look.accepted:
        raise Refused(
            "bundle_sender_unknown", name=manifest.name or "—", fingerprint=spelled(manifest.fingerprint)
        )
    if look.absent:
        raise _listed("bundle_units_absent", look.absent)
    if look.unknown and not adds_units:
        raise _listed("bundle_units_new", [f"{one.code} {one.name_vi}" for one in look.unknown])


def _listed(code: str, names: Sequence[str]) -> Invalid:
    """How many there are, the first ones a line each, and the number of the rest."""
    listed = [Problem("bundle_unit", values={"unit": name}) for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        listed.append(Problem("bundle_units_more", values={"n": len(names) - _SHOWN}))
    return Invalid([Problem(code, values={"n": len(names)}), *listed])


def _here(db: Database, wanted: Version) -> bool:
    found = published(db, wanted)
    return found is not None and found.digest == wanted.digest


def published(db: Database, wanted: Version) -> Published | None:
    """What is published here under the name of a version, or None."""
    try:
        return instruments.version(db, wanted.instrument, wanted.version)
    except SurveyError:
        return None


def _has_unit(db: Database, code: str) -> bool:
    try:
        return bool(places.periods(db, code))
    except NotFound:
        return False


def _has_round(db: Database, code: str) -> bool:
    return any(wave.code == code for wave in rounds.rounds(db))
