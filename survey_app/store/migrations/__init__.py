"""The history of the schema, a file each, in order. A released migration is never edited.

Migrations are the one place that may name tables of several rooms, and they import no room: what one does
must mean the same in five years.
"""

import importlib
import pkgutil

from survey_app.store.database import Migrations

MIGRATIONS = Migrations("survey")

for _module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
    MIGRATIONS(name=_module)(importlib.import_module(f"{__name__}.{_module}").apply)
