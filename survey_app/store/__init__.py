"""The store: one SQLite file, the one way to write it, its ledger, backups and settings.

Rooms read with `Store.read`, write with `Store.write`; nothing else opens the database.
"""

from survey_app.store.backup import Backup, back_up, backups, check_backup, examine, restore
from survey_app.store.carrying import (
    Carried,
    Table,
    bring,
    carried,
    known,
    put_instead,
    schema_number,
)
from survey_app.store.connect import fault_code, store_faults
from survey_app.store.database import Database
from survey_app.store.instance import KEY_NAMES, Instance, sole_use
from survey_app.store.ledger import (
    FIRST_LINK,
    Entry,
    append,
    chain,
    count_parts,
    entries,
    head,
    holds,
)
from survey_app.store.settings import get_setting, put_setting
from survey_app.store.spool import Spool
from survey_app.store.write import Store, create, open_store

__all__ = [
    "FIRST_LINK",
    "KEY_NAMES",
    "Backup",
    "Carried",
    "Database",
    "Entry",
    "Instance",
    "Spool",
    "Store",
    "Table",
    "append",
    "back_up",
    "backups",
    "bring",
    "carried",
    "chain",
    "check_backup",
    "count_parts",
    "create",
    "entries",
    "examine",
    "fault_code",
    "get_setting",
    "head",
    "holds",
    "known",
    "open_store",
    "put_instead",
    "put_setting",
    "restore",
    "schema_number",
    "sole_use",
    "store_faults",
]
