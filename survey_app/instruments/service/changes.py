"""What changed between versions, and what of it somebody who publishes must hear."""

from collections.abc import Iterable

from forms import Instrument
from forms.versions import MEANING, Change, Effect, compare
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


def changed_meanings(changes: Iterable[Change]) -> list[Finding]:
    """A warning for every choice that counts for, or says, something else under the same name."""
    return [
        Finding(f"changes.{change.code}", ", ".join(change.items), change.values, grave=False)
        for change in changes
        if change.code in MEANING and change.effect is not Effect.NONE
    ]
