"""The child process: which findings on standard input, a file of them on standard output.

    python -m survey_app.findings.child

It is asked in JSON: root, kind, asker, filters, order, language, today. Writing 20,000 findings keeps an
interpreter busy: here it is none that answers citizens.
"""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.files import look, write_csv, write_xlsx
from survey_app.findings.model import Filters, Order
from survey_app.store import Instance, open_store


def main() -> None:
    """Read what is asked, write the file."""
    if sys.platform != "win32":
        os.nice(5)  # on a small machine citizens come first
    asked = json.load(sys.stdin)
    store = open_store(Instance(Path(asked["root"])))
    db, asker = store.read(), asker_of(asked["asker"])
    lines = service.history(db, asker, filters_of(asked["filters"]), Order(asked["order"]))
    how = look(db, asked["language"], date.fromisoformat(asked["today"]))
    write = write_csv if asked["kind"] == "csv" else write_xlsx
    sys.stdout.buffer.write(write(lines, how))
    store.close()


def asker_of(values: dict[str, Any]) -> Asker:
    """Who asks, as it was written into JSON."""
    units = None if values["units"] is None else tuple(values["units"])
    return Asker(values["username"], Role(values["role"]), units, tuple(values["before"]))


def filters_of(values: dict[str, Any]) -> Filters:
    """Which findings are meant, as it was written into JSON."""
    names = [name for name in ("first", "last", "due_before") if values[name]]
    days = {name: date.fromisoformat(values[name]) for name in names}
    return Filters(**{**values, **days, "cases": tuple(values["cases"])})


if __name__ == "__main__":
    main()
