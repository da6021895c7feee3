"""The store: one SQLite file, the one way to write it, its ledger, backups and settings.

Rooms read with `Store.read`, write with `Store.write`; nothing else opens the database.
"""

from survey_app.store.backup import back_up, restore
from survey_app.store.database import Database
from survey_app.store.instance import Instance
from survey_app.store.ledger import Entry, append, entries
from survey_app.store.settings import get_setting, put_setting
from survey_app.store.write import Store, create, open_store

__all__ = [
    "Database",
    "Entry",
    "Instance",
    "Store",
    "append",
    "back_up",
    "create",
    "entries",
    "get_setting",
    "open_store",
    "put_setting",
    "restore",
]
