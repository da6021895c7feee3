"""What changed between versions, and what of it somebody who publishes must hear."""

from forms import Instrument
from forms.gate.cells import Cells
from forms.gate.series import warned_changes
from forms.versions import Change, compare
from survey_app.instruments.model import Finding, Version
from survey_app.instruments.service.versions import published, versions
from survey_app.store import Database


def changes(db: Database, id: str, old: str, new: str) -> tuple[Change, ...]:
    """What changed from version ``old`` of an instrument to ``new``. Raises NotFound."""
    return compare(published(db, id, old), published(db, id, new))


def changes_since(db: Database, instrument: Instrument) -> tuple[Version | None, tuple[Change, ...]]:
    """The version published last and what changed since, to an instrument that need not be published."""
    earlier = [known for known in versions(db, instrument.id) if known.digest != instrument.digest]
    if not earlier:
        return None, ()
    return earlier[-1], compare(published(db, instrument.id, earlier[-1].version), instrument)


def warned_since(db: Database, instrument: Instrument, cells: Cells) -> list[Finding]:
    """A warning for every change since the version published last that ends a series of figures, or makes a
    choice mean something else."""
    found = warned_changes(changes_since(db, instrument)[1], instrument, cells)
    return [
        Finding(f"changes.{each.change.code}", each.place, each.change.values, False, each.change)
        for each in found
    ]
