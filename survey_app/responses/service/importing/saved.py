"""What is kept of imports: mappings by name, and who imported what."""

from datetime import datetime

from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.responses.model import ImportRow, SavedMapping
from survey_app.responses.service.importing.mapping import FileMapping
from survey_app.responses.store import responses as rows
from survey_app.store import Database

_LONGEST_NAME = 80


def mappings(db: Database) -> list[SavedMapping]:
    """Every saved mapping, by name."""
    return rows.mappings(db)


def mapping(db: Database, name: str) -> SavedMapping:
    """The saved mapping of that name. Raises NotFound."""
    found = next((one for one in rows.mappings(db) if one.name == name), None)
    if found is None:
        raise NotFound("no_such_mapping", name[:80])
    return found


def save_mapping(db: Database, name: str, new: FileMapping, seen: int, by: str, now: datetime) -> int:
    """The revision it now has; ``seen`` is the revision it was made from, 0 for a new name.

    Raises Invalid for a name that cannot be one, Conflict when somebody saved under it meanwhile.
    """
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or "/" in name:
        raise Invalid([Problem("mapping_name", "save_as", {"most": _LONGEST_NAME})])
    row = SavedMapping(name, new.to_json(), seen + 1, now.isoformat(timespec="seconds"), by)
    if not rows.put_mapping(db, row):
        if seen:
            raise Conflict("mapping_saved_meanwhile", "save_as", name=name)
        raise Conflict("mapping_name_taken", "save_as", name=name)
    return row.revision


def drop_mapping(db: Database, name: str) -> None:
    """Forget a saved mapping. Raises NotFound."""
    mapping(db, name)
    rows.drop_mapping(db, name)


def imports(db: Database, most: int) -> list[ImportRow]:
    """The latest imports, the latest first."""
    return rows.imports(db, most)


def imported(db: Database, id_: str) -> ImportRow | None:
    """The import of that id, or None while there is none."""
    return rows.find_import(db, id_)
